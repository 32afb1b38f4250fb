import { decompressLz4Frame } from '../codecs/lz4';
import { decompressZstd } from '../codecs/zstd';
import type { DecodeBudget } from '../decodeBudget';
import { Refusal, refuse } from '../refusal';
import { type FlatTable, safeNumber } from './flatTable';

/** The nodes and buffers of a record batch in the order of its fields, decompressed as they are taken. */
export class BatchReader {
  /** Rows of the batch. */
  readonly rowCount: number;
  /** Whether it was written before unions lost their list of nulls. */
  readonly isBeforeV5: boolean;
  readonly #body: Uint8Array<ArrayBuffer>;
  readonly #nodes: readonly DataView[];
  readonly #buffers: readonly DataView[];
  readonly #variadicCounts: readonly DataView[];
  readonly #codec: number | null;
  readonly #budget: DecodeBudget;
  #nextNode = 0;
  #nextBuffer = 0;
  #nextVariadic = 0;
  /** Bytes that were decompressed and are held. */
  heldByteLength = 0;

  constructor(batch: FlatTable, body: Uint8Array<ArrayBuffer>, isBeforeV5: boolean, budget: DecodeBudget) {
    this.rowCount = batch.long(0);
    this.isBeforeV5 = isBeforeV5;
    this.#body = body;
    this.#nodes = batch.structs(1, 16);
    this.#buffers = batch.structs(2, 16);
    this.#variadicCounts = batch.structs(4, 8);
    const compression = batch.table(3);
    this.#codec = compression?.byte(0) ?? null;
    this.#budget = budget;
    if (this.rowCount < 0) refuse(`it says that it has ${this.rowCount} rows`);
  }

  /** The next field's length and how many nulls it has. */
  node(): { readonly length: number; readonly nullCount: number } {
    const node = this.#nodes[this.#nextNode++] ?? refuse('it has fewer columns than the schema');
    const length = safeNumber(node.getBigInt64(0, true));
    const nullCount = safeNumber(node.getBigInt64(8, true));
    return length < 0 ? refuse(`a column says that it has ${length} values`) : { length, nullCount };
  }

  /** The next buffer, of `byteLength` bytes at least. */
  buffer(byteLength: number): Uint8Array<ArrayBuffer> {
    const bytes = this.#next();
    if (bytes.length < byteLength)
      refuse(`it has ${bytes.length} bytes of values, where ${byteLength} belong`);
    return bytes;
  }

  /** How many buffers a field of views has beside the usual ones. */
  variadicCount(): number {
    const view = this.#variadicCounts[this.#nextVariadic++];
    const count = view ? safeNumber(view.getBigInt64(0, true)) : 0;
    if (count < 0 || count > this.#buffers.length) refuse(`a column says that it has ${count} buffers`);
    return count;
  }

  #next(): Uint8Array<ArrayBuffer> {
    const place = this.#buffers[this.#nextBuffer++] ?? refuse('it has fewer buffers than its columns need');
    const start = safeNumber(place.getBigInt64(0, true));
    const end = start + safeNumber(place.getBigInt64(8, true));
    if (start < 0 || end < start || end > this.#body.length)
      refuse(`a column's bytes ${start} to ${end} are outside of its record batch`);
    const bytes = this.#body.subarray(start, end);
    return this.#codec === null || bytes.length === 0 ? bytes : this.#decompress(bytes, this.#codec);
  }

  /** The length stands before what is compressed; −1 says that it is not. */
  #decompress(bytes: Uint8Array<ArrayBuffer>, codec: number): Uint8Array<ArrayBuffer> {
    if (bytes.length < 8) refuse('a compressed buffer does not say how long it is');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const byteLength = safeNumber(view.getBigInt64(0, true));
    const rest = bytes.subarray(8);
    if (byteLength === -1) return rest;
    if (byteLength < 0) refuse(`a compressed buffer says that it has ${byteLength} bytes`);
    if (byteLength === 0) return rest.subarray(0, 0);
    this.#budget.hold(byteLength, 'a compressed buffer');
    this.heldByteLength += byteLength;
    const decompress = [decompressLz4Frame, decompressZstd][codec];
    if (decompress === undefined)
      throw new Refusal('unsupported', `its buffers are compressed with codec ${codec}, which is not known`);
    return decompress(rest, byteLength) as Uint8Array<ArrayBuffer>;
  }
}
