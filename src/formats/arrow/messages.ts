import type { ByteSource } from '../../lib/ports';
import type { ByteRange, Pieces } from '../pieces';
import { FlatTable, safeNumber } from './flatTable';

/** Of the IPC format: its framing, and of what a message is about only what tells where it belongs. */
export type ArrowMessage =
  | { readonly kind: 'schema' | 'records'; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'dictionary';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly id: number;
      /** Whether its values come behind those that are known, and not in their place. */
      readonly isDelta: boolean;
    };

/** Thrown for bytes that are not what the format says. */
export class MalformedArrow extends Error {
  override readonly name = 'MalformedArrow';
}

/** Thrown for one message that is more than is held. */
export class MessageTooLong extends Error {
  override readonly name = 'MessageTooLong';
}

const magic = 'ARROW1';
/** The file's magic, padded to eight bytes. */
const fileHeadByteLength = 8;
/** At its end: the length of the footer, and the magic again. */
const fileTailByteLength = 4 + magic.length;
const continuation = 0xffff_ffff;
/** One record batch or dictionary is held whole. */
const largestMessageByteLength = 512 * 1024 * 1024;

/**
 * The messages of a file or stream in the order in which they are to be read, one held at a time. A stream, and a file whose
 * dictionaries come before its record batches, cost the one read of `pieces`; of another file the messages are read once more
 * from `source`, in the order of its footer. Throws `MalformedArrow` and `MessageTooLong`.
 */
export async function* readMessages(pieces: Pieces, source: ByteSource): AsyncGenerator<ArrowMessage, void> {
  const reader = new PieceReader(pieces);
  const head = await reader.peek(fileHeadByteLength);
  if (textOf(head.subarray(0, magic.length)) !== magic) {
    yield* messagesInOrder(reader, source.byteLength);
    await reader.drain();
    return;
  }
  const { blocks, start } = await readFooter(source);
  if (isInOrder(blocks)) {
    await reader.take(fileHeadByteLength);
    yield* messagesInOrder(reader, start, blocks.length);
    await reader.drain();
    return;
  }
  await reader.drain();
  yield await readAt(source, fileHeadByteLength);
  for (const block of blocks) yield await readAt(source, block.start);
}

/** Up to `end`, or an end mark, or that many messages beside the schema. */
async function* messagesInOrder(
  reader: PieceReader,
  end: number,
  count = Infinity,
): AsyncGenerator<ArrowMessage, void> {
  for (let given = 0; given <= count && reader.offset < end; given++) {
    const message = await readMessage(
      (byteLength) => reader.take(byteLength),
      () => end - reader.offset,
    );
    if (!message) return;
    yield message;
  }
}

async function readAt(source: ByteSource, start: number): Promise<ArrowMessage> {
  let at = start;
  const message = await readMessage(
    async (byteLength) => {
      const bytes = await source.read(at, at + byteLength);
      at += byteLength;
      return bytes;
    },
    () => source.byteLength - at,
  );
  if (!message)
    throw new MalformedArrow(`there is no message at byte ${start}, where the footer says one is`);
  return message;
}

/** The next message with its prefix; null for the mark that ends a stream. */
async function readMessage(
  take: (byteLength: number) => Promise<Uint8Array<ArrayBuffer>>,
  left: () => number,
): Promise<ArrowMessage | null> {
  const first = await take(4);
  // Before version 0.15 the length came first.
  const prefix = wordIn(first) === continuation ? joined(first, await take(4)) : first;
  const metadataByteLength = wordIn(prefix.subarray(-4));
  if (metadataByteLength === 0) return null;
  refuseLonger(metadataByteLength, left());
  const metadata = await take(metadataByteLength);
  const message = FlatTable.rootOf(metadata);
  const bodyByteLength = message.long(fieldOf.message.bodyLength);
  refuseLonger(bodyByteLength, left());
  const bytes = joined(prefix, metadata, await take(bodyByteLength));
  const type = message.byte(fieldOf.message.headerType);
  const header = message.table(fieldOf.message.header);
  if (!header) throw new MalformedArrow('a message has no header');
  switch (type) {
    case headerType.schema:
      for (const field of header.tables(fieldOf.schema.fields)) refuseBrokenField(field, 0);
      header.tables(fieldOf.schema.metadata);
      return { kind: 'schema', bytes };
    case headerType.recordBatch:
      refuseBrokenBatch(header, bodyByteLength);
      return { kind: 'records', bytes };
    case headerType.dictionaryBatch: {
      const data = header.table(fieldOf.dictionary.data);
      if (!data) throw new MalformedArrow('a dictionary has no values');
      refuseBrokenBatch(data, bodyByteLength);
      const id = header.long(fieldOf.dictionary.id);
      return { kind: 'dictionary', bytes, id, isDelta: header.byte(fieldOf.dictionary.isDelta) !== 0 };
    }
    default:
      throw new MalformedArrow(`a message is of type ${type}, which is no part of a table`);
  }
}

/** The lists of a field are no longer than its bytes: whoever decodes it makes room for what they say. */
function refuseBrokenField(field: FlatTable, depth: number): void {
  if (depth > deepestField)
    throw new MalformedArrow(`columns lie more than ${deepestField} deep in each other`);
  field.tables(fieldOf.field.metadata);
  if (field.byte(fieldOf.field.typeType) === unionType)
    field.table(fieldOf.field.type)?.structs(fieldOf.union.typeIds, 4);
  for (const child of field.tables(fieldOf.field.children)) refuseBrokenField(child, depth + 1);
}

/** Its buffers lie in its body, and its rows are no more than bytes can be, however compressed. */
function refuseBrokenBatch(batch: FlatTable, bodyByteLength: number): void {
  const rowCount = batch.long(fieldOf.batch.length);
  const nodes = batch.structs(fieldOf.batch.nodes, 16);
  const buffers = batch.structs(fieldOf.batch.buffers, 16);
  batch.structs(fieldOf.batch.variadicCounts, 8);
  const most = bodyByteLength === 0 ? mostEmptyRows : bodyByteLength * mostRowsOfByte;
  for (const length of [rowCount, ...nodes.map((node) => safeNumber(node.getBigInt64(0, true)))])
    if (length < 0 || length > most)
      throw new MalformedArrow(`a record batch of ${bodyByteLength} bytes says that it has ${length} rows`);
  for (const buffer of buffers) {
    const start = safeNumber(buffer.getBigInt64(0, true));
    const byteLength = safeNumber(buffer.getBigInt64(8, true));
    if (start < 0 || byteLength < 0 || start + byteLength > bodyByteLength)
      throw new MalformedArrow(
        `a column's bytes ${start} to ${start + byteLength} are outside of its record batch`,
      );
  }
}

function refuseLonger(byteLength: number, left: number): void {
  if (byteLength < 0 || byteLength > left)
    throw new MalformedArrow(`a message says that it has ${byteLength} bytes more, and ${left} are left`);
  if (byteLength > largestMessageByteLength)
    throw new MessageTooLong(
      `a record batch has ${byteLength} bytes, and up to ${largestMessageByteLength} are read; written in smaller batches it can be read`,
    );
}

/** Where the footer says that dictionaries, and then record batches, are, and where it starts. */
async function readFooter(
  source: ByteSource,
): Promise<{ readonly blocks: readonly ByteRange[]; readonly start: number }> {
  const tailStart = source.byteLength - fileTailByteLength;
  const tail = await source.read(Math.max(0, tailStart), source.byteLength);
  const footerByteLength = tail.length < fileTailByteLength ? 0 : wordIn(tail);
  const footerStart = tailStart - footerByteLength;
  if (textOf(tail.subarray(-magic.length)) !== magic || footerStart < fileHeadByteLength)
    throw new MalformedArrow('the file has no footer at its end: it is cut off');
  const footer = FlatTable.rootOf(await source.read(footerStart, tailStart));
  const blocks = [fieldOf.footer.dictionaries, fieldOf.footer.recordBatches].flatMap((field) =>
    footer.structs(field, blockByteLength).map((block) => {
      const start = safeNumber(block.getBigInt64(0, true));
      return { start, end: start + block.getInt32(8, true) + safeNumber(block.getBigInt64(16, true)) };
    }),
  );
  const outside = blocks.find(({ start, end }) => start < fileHeadByteLength || end > footerStart);
  if (outside)
    throw new MalformedArrow(
      `the footer names bytes ${outside.start} to ${outside.end}, which are no message`,
    );
  return { blocks, start: footerStart };
}

function isInOrder(blocks: readonly ByteRange[]): boolean {
  return blocks.every(({ start }, index) => index === 0 || start >= blocks[index - 1]!.end);
}

/** Of the format's Message.fbs and File.fbs; a union has its type and its value as two fields. */
const fieldOf = {
  message: { headerType: 1, header: 2, bodyLength: 3 },
  schema: { fields: 1, metadata: 2 },
  field: { typeType: 2, type: 3, children: 5, metadata: 6 },
  union: { typeIds: 1 },
  batch: { length: 0, nodes: 1, buffers: 2, variadicCounts: 4 },
  dictionary: { id: 0, data: 1, isDelta: 2 },
  footer: { dictionaries: 2, recordBatches: 3 },
};
const headerType = { schema: 1, dictionaryBatch: 2, recordBatch: 3 };
const unionType = 14;
const deepestField = 64;
/** A bit a row, and no codec makes less than a 1,032nd of it. */
const mostRowsOfByte = 8 * 1032;
/** Columns of nothing but nulls have no bytes. */
const mostEmptyRows = 2 ** 31;
/** Offset of 8 bytes, metadata length of 4 with 4 of padding, body length of 8. */
const blockByteLength = 24;

/** Bytes of pieces by the length that is asked for. */
class PieceReader {
  offset = 0;
  private readonly iterator: AsyncIterator<Uint8Array<ArrayBuffer>>;
  private piece: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  constructor(pieces: Pieces) {
    this.iterator = pieces[Symbol.asyncIterator]();
  }

  /** That many of the next bytes, or all that there are, which stay the next ones. */
  async peek(byteLength: number): Promise<Uint8Array> {
    for (let before = this.piece; before.length < byteLength; before = this.piece) {
      if (!(await this.nextPiece())) break;
      this.piece = joined(before, this.piece);
    }
    return this.piece.subarray(0, byteLength);
  }

  async take(byteLength: number): Promise<Uint8Array<ArrayBuffer>> {
    const taken = new Uint8Array(byteLength);
    for (let filled = 0; filled < byteLength;) {
      if (this.piece.length === 0 && !(await this.nextPiece()))
        throw new MalformedArrow(`the file ends at byte ${this.offset}, inside a message`);
      const some = this.piece.subarray(0, byteLength - filled);
      taken.set(some, filled);
      filled += some.length;
      this.offset += some.length;
      this.piece = this.piece.subarray(some.length);
    }
    return taken;
  }

  /** Reads to the end: whoever digests the file has its bytes through here. */
  async drain(): Promise<void> {
    while (await this.nextPiece());
  }

  private async nextPiece(): Promise<boolean> {
    const next = await this.iterator.next();
    if (!next.done) this.piece = next.value;
    return !next.done;
  }
}

function joined(...parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function wordIn(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
