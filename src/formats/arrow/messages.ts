import { joinBytes } from '../../lib/joinBytes';
import type { ByteSource } from '../../lib/ports';
import type { ByteRange, Pieces } from '../pieces';
import { placed, Refusal, refuse, within } from '../refusal';
import { FlatTable, safeNumber } from './flatTable';

/** A message of the IPC format: what it is about, its body, and where it begins in the file. */
export interface ArrowMessage {
  readonly kind: 'schema' | 'records' | 'dictionary';
  readonly byteOffset: number;
  readonly header: FlatTable;
  readonly body: Uint8Array<ArrayBuffer>;
  /** The format's version that it was written in, as the format numbers them: 4 is V5. */
  readonly version: number;
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
 * from `source`, in the order of its footer. Throws a `Refusal` with its place.
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
    const start = reader.offset;
    const message = await readMessage(
      start,
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
    start,
    async (byteLength) => {
      const bytes = await source.read(at, at + byteLength);
      at += byteLength;
      return bytes;
    },
    () => source.byteLength - at,
  );
  return message ?? refuse(`there is no message at byte ${start}, where the footer says one is`, start);
}

/** The next message with its prefix; null for the mark that ends a stream. */
async function readMessage(
  byteOffset: number,
  take: (byteLength: number) => Promise<Uint8Array<ArrayBuffer>>,
  left: () => number,
): Promise<ArrowMessage | null> {
  try {
    const first = await take(Math.min(4, left()));
    // Before version 0.15 the length came first.
    const prefix = wordIn(first) === continuation ? await take(Math.min(4, left())) : first;
    const metadataByteLength = wordIn(prefix);
    if (metadataByteLength === 0) return null;
    refuseLonger(metadataByteLength, left());
    const message = FlatTable.rootOf(await take(metadataByteLength));
    const bodyByteLength = message.long(fieldOf.message.bodyLength);
    refuseLonger(bodyByteLength, left());
    const version = message.short(fieldOf.message.version);
    if (version < oldestVersion)
      throw new Refusal('unsupported', 'it was written before version 0.8 of Arrow, which is not read');
    const header = message.table(fieldOf.message.header) ?? refuse('a message has no header');
    const type = message.byte(fieldOf.message.headerType);
    const kind = kindOf[type] ?? refuse(`a message is of type ${type}, which is no part of a table`);
    return { kind, byteOffset, header, body: await take(bodyByteLength), version };
  } catch (error) {
    throw placed(error, `the message at byte ${byteOffset}`, byteOffset);
  }
}

function refuseLonger(byteLength: number, left: number): void {
  if (byteLength < 0 || byteLength > left)
    refuse(`it says that it has ${byteLength} bytes more, and ${left} are left`);
  if (byteLength > largestMessageByteLength)
    throw new Refusal(
      'tooLarge',
      `it has ${byteLength} bytes, and up to ${largestMessageByteLength} are read; written in smaller batches it can be read`,
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
    refuse('the file does not end with a footer and "ARROW1": it is cut off', source.byteLength);
  const bytes = await source.read(footerStart, tailStart);
  return within('the footer', footerStart, () => ({
    blocks: blocksIn(bytes, footerStart),
    start: footerStart,
  }));
}

function blocksIn(bytes: Uint8Array, footerStart: number): readonly ByteRange[] {
  const footer = FlatTable.rootOf(bytes);
  const blocks = [fieldOf.footer.dictionaries, fieldOf.footer.recordBatches].flatMap((field) =>
    footer.structs(field, blockByteLength).map((block) => {
      const start = safeNumber(block.getBigInt64(0, true));
      return { start, end: start + block.getInt32(8, true) + safeNumber(block.getBigInt64(16, true)) };
    }),
  );
  const outside = blocks.find(({ start, end }) => start < fileHeadByteLength || end > footerStart);
  if (outside) refuse(`it names bytes ${outside.start} to ${outside.end}, which are no message`);
  return blocks;
}

function isInOrder(blocks: readonly ByteRange[]): boolean {
  return blocks.every(({ start }, index) => index === 0 || start >= blocks[index - 1]!.end);
}

/** Of the format's Message.fbs and File.fbs; a union has its type and its value as two fields. */
const fieldOf = {
  message: { version: 0, headerType: 1, header: 2, bodyLength: 3 },
  footer: { dictionaries: 2, recordBatches: 3 },
};
const kindOf: readonly (ArrowMessage['kind'] | undefined)[] = [undefined, 'schema', 'dictionary', 'records'];
/** V4 of the format. */
const oldestVersion = 3;
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
      this.piece = joinBytes([before, this.piece]);
    }
    return this.piece.subarray(0, byteLength);
  }

  async take(byteLength: number): Promise<Uint8Array<ArrayBuffer>> {
    const taken = new Uint8Array(byteLength);
    for (let filled = 0; filled < byteLength;) {
      if (this.piece.length === 0 && !(await this.nextPiece()))
        refuse(`the file ends at byte ${this.offset}, inside of it`);
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

function wordIn(bytes: Uint8Array): number {
  if (bytes.length < 4) refuse('it ends too early');
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}

function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
