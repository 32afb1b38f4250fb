import type { Cancellation, Hashers } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import { TableAssembler } from '../../profile/tableAssembler';
import { tableLimits, type FinishedTable, type PartRevision, type TablePart } from '../../profile/tablePart';
import type { RowConsumer } from '../../table/tableRows';
import { isColumnOfText } from '../../table/columnType';
import { uniqueColumnNames } from '../../table/columnNames';
import type { PrefixRequest, ReadFailure, ReadWarning } from '../../table/reading';
import type { ReadOptions } from '../../table/schema';
import { decodeUtf8, firstInvalidUtf8 } from '../../table/utf8';
import type { Digest } from '../../versioning/digest';
import {
  cutPieces,
  longestRecord,
  pieceByteLength,
  PieceRooms,
  RecordTooLong,
  type CsvPieceBytes,
} from './cutPieces';
import { sniffDialect, type CsvDialect } from './dialect';
import { detectEncoding, utf8FromUtf16 } from './encoding';
import { readCsvPiece, type CsvPieceFailure, type CsvPlan } from './readCsvPiece';
import { readRecord } from './record';

type PieceResult = Result<TablePart, CsvPieceFailure>;

/** Reads one piece on another thread; `buffer` is that of the piece, which comes back to be filled again. */
export type RunCsvPiece = (
  bytes: Uint8Array<ArrayBuffer>,
  plan: CsvPlan,
) => Promise<{ readonly result: PieceResult; readonly buffer: ArrayBuffer }>;

export interface CsvContext {
  readonly format: 'csv' | 'tsv';
  readonly options: ReadOptions;
  readonly prefix: PrefixRequest | null;
  /** Who gets the rows in place of their profile; the pieces are read here then. */
  readonly rows?: RowConsumer;
  /** Columns that are known to be of text. */
  readonly textColumns?: readonly string[];
  readonly hashers: Hashers;
  readonly cancellation?: Cancellation;
  /** Where pieces are read; inline where it is not given. */
  readonly runPiece?: RunCsvPiece;
  /** How many pieces may be under way at once: what is held is at most this many, and one that is being cut. 1 or more. */
  readonly piecesInFlight?: number;
  /** The bytes from their start once more, where some of them have to be read again. */
  readonly reopen: () => Promise<AsyncIterable<Uint8Array>>;
  /** For tests alone: a profile depends on where pieces end. */
  readonly pieceByteLength?: number;
}

/** A table but for the digest of its bytes, which may not be known before they are all read. */
export interface CsvTable {
  readonly finish: (digest: Digest) => FinishedTable;
  readonly dialect: CsvDialect;
  /** How rows are read again by `readCsvRows`; null where the text is not the file's own bytes. */
  readonly rowPlan: CsvPlan | null;
}

const headByteLength = 65_536;

/**
 * Reads delimited text (CSV, TSV) once from start to end: finds its encoding, dialect and column names from its first
 * bytes, cuts it into pieces of whole records and puts what they give together in order.
 */
export async function readCsv(
  pieces: AsyncIterable<Uint8Array>,
  context: CsvContext,
): Promise<Result<CsvTable, ReadFailure>> {
  const delimiterFailure = checkDelimiter(context.options.delimiter);
  if (delimiterFailure !== null) return err(delimiterFailure);
  const opened = await openText(pieces[Symbol.asyncIterator]());
  const dialect = sniffDialect(opened.head, opened.isWhole, context.options);
  const rooms = new PieceRooms();
  const reader = new CsvReader(context, dialect, opened.byteOffset, rooms);
  const cut = (text: AsyncIterable<Uint8Array>): AsyncIterable<CsvPieceBytes> =>
    cutPieces(text, dialect.delimiter, rooms, context.pieceByteLength ?? pieceByteLength);
  try {
    for await (const piece of cut(opened.text)) {
      context.cancellation?.throwIfAborted();
      const failure = await reader.take(piece);
      if (failure !== null) return err(failure);
    }
  } catch (error) {
    if (error instanceof RecordTooLong) return err(await reader.tooLong());
    throw error;
  }
  const failure = (await reader.settle(0)) ?? (await reviseTable(reader, context, cut));
  if (failure !== null) return err(failure);
  return ok({ dialect, rowPlan: reader.rowPlan, finish: (digest) => reader.finish(digest) });
}

/** Reads those pieces again that were mistaken in what a column is. */
async function reviseTable(
  reader: CsvReader,
  { reopen, cancellation }: CsvContext,
  cut: (text: AsyncIterable<Uint8Array>) => AsyncIterable<CsvPieceBytes>,
): Promise<ReadFailure | null> {
  for (;;) {
    const revisions = reader.nextRevisions();
    if (revisions.length === 0) return null;
    const { text } = await openText((await reopen())[Symbol.asyncIterator]());
    for await (const piece of cut(text)) {
      cancellation?.throwIfAborted();
      const failure = await reader.revise(piece, revisions);
      if (failure !== null) return failure;
    }
    const failure = await reader.settle(0);
    if (failure !== null) return failure;
  }
}

function checkDelimiter(delimiter: string | null): ReadFailure | null {
  if (delimiter === null) return null;
  const code = delimiter.length === 1 ? delimiter.charCodeAt(0) : 128;
  if (code < 128 && code !== 34 && code !== 10 && code !== 13) return null;
  return {
    kind: 'unsupported',
    message: 'the delimiter must be one ASCII character, and no quote or line end',
  };
}

interface OpenedText {
  /** The first bytes, in UTF-8, without a byte order mark. */
  readonly head: Uint8Array;
  readonly isWhole: boolean;
  /** All of the text in UTF-8, without a byte order mark. */
  readonly text: AsyncIterable<Uint8Array>;
  /** Where `text` begins in the file; null where its bytes are not the file's own. */
  readonly byteOffset: number | null;
}

async function openText(source: AsyncIterator<Uint8Array>): Promise<OpenedText> {
  const beginning = await readHead(source);
  const { encoding, markByteLength } = detectEncoding(beginning.bytes);
  const rest = chain(beginning.bytes.subarray(markByteLength), beginning.isWhole ? null : source);
  if (encoding === 'utf-8') {
    return {
      head: beginning.bytes.subarray(markByteLength),
      isWhole: beginning.isWhole,
      text: rest,
      byteOffset: markByteLength,
    };
  }
  const decoded = utf8FromUtf16(rest, encoding === 'utf-16le');
  const head = await readHead(decoded);
  return {
    head: head.bytes,
    isWhole: head.isWhole,
    text: chain(head.bytes, head.isWhole ? null : decoded),
    byteOffset: null,
  };
}

async function readHead(source: AsyncIterator<Uint8Array>): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  let bytes = new Uint8Array(0);
  while (bytes.length < headByteLength) {
    const next = await source.next();
    if (next.done === true) return { bytes, isWhole: true };
    const longer = new Uint8Array(bytes.length + next.value.length);
    longer.set(bytes);
    longer.set(next.value, bytes.length);
    bytes = longer;
  }
  return { bytes, isWhole: false };
}

async function* chain(first: Uint8Array, rest: AsyncIterator<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  yield first;
  try {
    for (let next = await rest?.next(); next && next.done !== true; next = await rest?.next())
      yield next.value;
  } finally {
    await rest?.return?.();
  }
}

interface UnderWay {
  readonly result: Promise<PieceResult>;
  readonly byteOffset: number;
  /** Where the piece is read again. */
  readonly revision?: PartRevision;
}

class CsvReader {
  readonly #context: CsvContext;
  readonly #dialect: CsvDialect;
  readonly #byteOffset: number | null;
  readonly #assembler: TableAssembler;
  readonly #rooms: PieceRooms;
  #plan: CsvPlan | null = null;
  /** What is read after the first piece is read by what that one was like. */
  #planOfRest: Promise<CsvPlan> | null = null;
  #warnings: readonly ReadWarning[] = [];
  readonly #underWay: UnderWay[] = [];
  /** Where the rows of each piece begin in the text, in file order: a piece is a part of the table. */
  readonly #partStarts: number[] = [];

  constructor(context: CsvContext, dialect: CsvDialect, byteOffset: number | null, rooms: PieceRooms) {
    this.#context = context;
    this.#rooms = rooms;
    this.#dialect = dialect;
    this.#byteOffset = byteOffset;
    this.#assembler = new TableAssembler(context);
  }

  /** Starts a piece, once there is room for it; gives the failure of an earlier one. */
  async take(piece: CsvPieceBytes): Promise<ReadFailure | null> {
    let bytes = piece.bytes;
    if (this.#plan === null) {
      const header = this.#readHeader(bytes);
      if (typeof header !== 'number') return header;
      bytes = bytes.subarray(header);
    }
    const failure = await this.settle((this.#context.piecesInFlight ?? 1) - 1);
    const plan = this.#plan;
    if (failure !== null || plan === null) return failure;
    const byteOffset = piece.byteOffset + piece.bytes.length - bytes.length;
    const run = (by: CsvPlan): Promise<PieceResult> => this.#run(bytes, by, byteOffset);
    const result = this.#planOfRest === null ? run(plan) : this.#planOfRest.then(run);
    this.#planOfRest ??= result.then((first) => withWhatShowed(plan, first));
    // They are awaited in their turn; until then a fault must not count as unhandled.
    result.catch(() => {});
    this.#planOfRest.catch(() => {});
    this.#underWay.push({ result, byteOffset });
    this.#partStarts.push(byteOffset);
    return null;
  }

  nextRevisions(): readonly PartRevision[] {
    return this.#assembler.nextRevisions();
  }

  /** Starts to read a piece again as it is asked for, or passes it by. */
  async revise(piece: CsvPieceBytes, revisions: readonly PartRevision[]): Promise<ReadFailure | null> {
    const end = piece.byteOffset + piece.bytes.length;
    // A piece that is all header is a part without rows, and ends where the next one begins.
    const number = this.#partStarts.findLastIndex((start) => start >= piece.byteOffset && start < end);
    for (const revision of revisions) {
      if (revision.part !== number) continue;
      const byteOffset = this.#partStarts[number]!;
      // A copy: the piece may be wanted twice, and a thread that reads it takes its buffer meanwhile.
      const bytes = piece.bytes.slice(byteOffset - piece.byteOffset);
      const { textColumns, rowLimit } = revision;
      const result = this.#run(bytes, { ...this.#plan!, textColumns, rowLimit }, byteOffset);
      result.catch(() => {});
      this.#underWay.push({ result, byteOffset, revision });
    }
    this.#rooms.giveBack(piece.bytes.buffer);
    return this.settle((this.#context.piecesInFlight ?? 1) - 1);
  }

  async #run(bytes: Uint8Array<ArrayBuffer>, plan: CsvPlan, byteOffset: number): Promise<PieceResult> {
    const { rows, runPiece } = this.#context;
    if (runPiece && !rows) {
      const { result, buffer } = await runPiece(bytes, plan);
      this.#rooms.giveBack(buffer);
      return result;
    }
    const inFile = this.#byteOffset === null ? null : this.#byteOffset + byteOffset;
    const result = readCsvPiece(bytes, plan, rows, rows ? inFile : null);
    this.#rooms.giveBack(bytes.buffer);
    return result;
  }

  /** How single rows can be read again; null where the text is not the file's own bytes, or has no columns. */
  get rowPlan(): CsvPlan | null {
    return this.#byteOffset === null ? null : this.#plan;
  }

  /** Adds the oldest pieces under way until at most `leave` are left; gives the first failure in file order. */
  async settle(leave: number): Promise<ReadFailure | null> {
    while (this.#underWay.length > leave) {
      const { result, byteOffset, revision } = this.#underWay.shift()!;
      const part = await result;
      this.#context.cancellation?.throwIfAborted();
      if (!part.ok) return this.#placed(part.error, byteOffset);
      if (revision === undefined) this.#assembler.add(part.value);
      else this.#assembler.revise(revision, part.value);
    }
    return null;
  }

  #placed(failure: CsvPieceFailure, byteOffset: number): ReadFailure {
    const row = this.#assembler.rowCount + failure.row;
    return {
      kind: failure.kind,
      message: `row ${row} ${failure.problem}`,
      line: this.#assembler.lineCount + failure.line,
      ...(this.#byteOffset === null
        ? {}
        : { byteOffset: this.#byteOffset + byteOffset + failure.byteOffset }),
    };
  }

  /** The failure for a record longer than a piece can be, once the pieces before it are done. */
  async tooLong(): Promise<ReadFailure> {
    const failure = await this.settle(0);
    if (failure !== null) return failure;
    const line = this.#assembler.lineCount + 1;
    const message = `the records from line ${line} on do not end within ${longestRecord} bytes: a quote is not closed, or it is no table`;
    return { kind: 'tooLarge', message, line };
  }

  /** Names the columns by the first record that is not blank; gives where rows begin, or why they can't. */
  #readHeader(bytes: Uint8Array): number | ReadFailure {
    let at = 0;
    let record = readRecord(bytes, at, this.#dialect.delimiter);
    while (record.isBlank && record.end < bytes.length) {
      this.#assembler.passLines(record.lineCount);
      at = record.end;
      record = readRecord(bytes, at, this.#dialect.delimiter);
    }
    if (record.isBlank) return bytes.length;
    const count = record.fields.length;
    if (count > tableLimits.columnCount) {
      const message = `the first row has ${count} fields, and a table at most ${tableLimits.columnCount} columns`;
      return { kind: 'tooLarge', message, line: this.#assembler.lineCount + 1 };
    }
    if (!this.#dialect.hasHeader) {
      this.#setPlan(record.fields.map((_, index) => `column${index + 1}`));
      return at;
    }
    const invalid = firstInvalidUtf8(bytes, at, record.end);
    if (invalid >= 0) {
      return {
        kind: 'undecodableText',
        message: 'the header has bytes that are not UTF-8',
        line: this.#assembler.lineCount + 1,
        ...(this.#byteOffset === null ? {} : { byteOffset: this.#byteOffset + invalid }),
      };
    }
    const { names, warnings } = uniqueColumnNames(record.fields.map((field) => decodeUtf8(field)));
    this.#assembler.passLines(record.lineCount);
    this.#warnings = warnings;
    this.#setPlan(names);
    return record.end;
  }

  #setPlan(columnNames: readonly string[]): void {
    this.#plan = {
      delimiter: this.#dialect.delimiter,
      columnNames,
      prefixColumns: this.#context.prefix?.columnNames ?? null,
      skipBadRows: this.#context.options.skipBadRows,
      textColumns: this.#context.textColumns ?? [],
    };
  }

  finish(digest: Digest): FinishedTable {
    const { hashers, format, options, prefix } = this.#context;
    const input = { hashers, digest, format, options, prefix, warnings: this.#warnings };
    return this.#assembler.finish(input, this.#plan?.columnNames ?? []);
  }
}

/**
 * What shows in the first piece holds for those after it: a column of text stays one, and one with too many values for exact
 * figures need not be tried exactly.
 */
function withWhatShowed(plan: CsvPlan, first: PieceResult): CsvPlan {
  if (!first.ok) return plan;
  const { columnNames, columns } = first.value;
  return {
    ...plan,
    textColumns: [
      ...(plan.textColumns ?? []),
      ...columnNames.filter((_, index) => isColumnOfText(columns[index]!.kindCounts)),
    ],
    sketchedColumns: columns.map(({ sketch }) => sketch !== null),
  };
}
