import type { Cancellation, Hashers, TextCodec } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import { TableAssembler } from '../../profile/tableAssembler';
import type { FinishedTable, PartRevision } from '../../profile/tablePart';
import { isColumnOfText } from '../../table/columnType';
import type { RowConsumer } from '../../table/tableRows';
import type { PrefixRequest, ReadFailure, ReadWarning, TextDialect } from '../../table/reading';
import type { ReadOptions } from '../../table/schema';
import { isAscii } from '../../table/utf8';
import type { Digest } from '../../versioning/digest';
import { badRowsFailure, CsvTally } from './badRows';
import { valueRulesOf } from './cellValues';
import {
  cutPieces,
  longestRecord,
  pieceByteLength,
  PieceRooms,
  RecordTooLong,
  type CsvPieceBytes,
} from './cutPieces';
import { detectDialect, type DetectedText } from './detect/detectDialect';
import { readHeader, type Header } from './detect/readHeader';
import { decoded, detectLegacyEncoding } from './legacyEncoding';
import { openText, type OpenedText } from './openText';
import { readCsvPiece, type CsvPiece, type CsvPieceFailure, type CsvPlan } from './readCsvPiece';

type PieceResult = Result<CsvPiece, CsvPieceFailure>;

/** Reads one piece on another thread; `buffer` is that of the piece, which comes back to be filled again. */
export type RunCsvPiece = (
  bytes: Uint8Array<ArrayBuffer>,
  plan: CsvPlan,
) => Promise<{ readonly result: PieceResult; readonly buffer: ArrayBuffer }>;

/** All that the reading of one delimited text depends on, besides its bytes. */
export interface CsvContext {
  readonly format: 'csv' | 'tsv';
  readonly options: ReadOptions;
  readonly prefix: PrefixRequest | null;
  /** Who gets the rows in place of their profile; the pieces are read here then. */
  readonly rows?: RowConsumer;
  /** Columns that are known to be of text. */
  readonly textColumns?: readonly string[];
  /** Whether registers are wanted, so that the profile merges with others. */
  readonly keepsRegisters?: boolean;
  readonly hashers: Hashers;
  readonly text: TextCodec;
  readonly cancellation?: Cancellation;
  /** Where pieces are read; inline where it is not given. */
  readonly runPiece?: RunCsvPiece;
  /** How many pieces may be under way at once: what is held is at most this many, and one that is being cut. 1 or more. */
  readonly piecesInFlight?: number;
  /** The bytes from their start once more, where some of them have to be read again. */
  readonly reopen: () => Promise<AsyncIterable<Uint8Array>>;
  /** Of the file, compressed or not: a small one may have fewer columns. */
  readonly byteLength?: number;
  /** For tests alone: a profile depends on where pieces end. */
  readonly pieceByteLength?: number;
}

/** A table but for the digest of its bytes, which may not be known before they are all read. */
export interface CsvTable {
  readonly finish: (digest: Digest) => FinishedTable;
  readonly dialect: TextDialect;
  readonly columnNames: readonly string[];
  /** Rows that were left out. */
  readonly badRowCount: number;
  /** How rows are read again by `readCsvRows`; null where the text is not the file's own bytes. */
  readonly rowPlan: CsvPlan | null;
}

/**
 * Reads delimited text (CSV, TSV) once from start to end: finds its encoding, dialect and column names from its first
 * bytes, cuts it into pieces of whole records and puts what they give together in order.
 */
export async function readCsv(
  pieces: AsyncIterable<Uint8Array>,
  context: CsvContext,
): Promise<Result<CsvTable, ReadFailure>> {
  const { options, text } = context;
  const fault = optionFault(options, text);
  if (fault !== null) return err({ kind: 'unsupported', message: fault });
  const opened = await openText(pieces[Symbol.asyncIterator](), options.encoding, text);
  const detected = detectDialect(opened.head, opened.encoding, options);
  const mends = options.skipBadRows || options.padShortRows === true;
  const header = readHeader(opened.head.bytes, detected, mends, context.byteLength);
  if (!header.ok) {
    const { byteOffset, ...failure } = header.error;
    return err(
      opened.byteOffset === null ? failure : { ...failure, byteOffset: opened.byteOffset + byteOffset },
    );
  }
  const byteOffset = opened.byteOffset === null ? null : opened.byteOffset + header.value.byteLength;
  const rooms = new PieceRooms();
  const reader = new CsvReader(context, detected, header.value, byteOffset, opened.isGuessedUtf8, rooms);
  const cut = (from: OpenedText): AsyncIterable<CsvPieceBytes> =>
    cutPieces(
      from.textFrom(header.value.byteLength),
      detected.rules,
      rooms,
      context.pieceByteLength ?? pieceByteLength,
    );
  try {
    for await (const piece of cut(opened)) {
      context.cancellation?.throwIfAborted();
      const failure = await reader.take(piece);
      if (failure !== null) return err(failure);
      if (reader.isEnded) break;
    }
  } catch (error) {
    if (error instanceof RecordTooLong) return err(await reader.tooLong());
    throw error;
  }
  const again = async (): Promise<AsyncIterable<CsvPieceBytes>> => {
    const source = (await context.reopen())[Symbol.asyncIterator]();
    return cut(await openText(source, opened.encoding, text));
  };
  const failure = (await reader.settle(0)) ?? reader.badRows() ?? (await reviseTable(reader, context, again));
  if (failure !== null) return err(failure);
  return ok({
    dialect: reader.dialect,
    columnNames: header.value.columnNames,
    badRowCount: reader.badRowCount,
    rowPlan: reader.rowPlan,
    finish: (digest) => reader.finish(digest),
  });
}

/** Reads those pieces again that were mistaken in what a column is. */
async function reviseTable(
  reader: CsvReader,
  { cancellation }: CsvContext,
  again: () => Promise<AsyncIterable<CsvPieceBytes>>,
): Promise<ReadFailure | null> {
  for (;;) {
    const revisions = reader.nextRevisions();
    if (revisions.length === 0) return null;
    for await (const piece of await again()) {
      cancellation?.throwIfAborted();
      const failure = await reader.revise(piece, revisions);
      if (failure !== null) return failure;
    }
    const failure = await reader.settle(0);
    if (failure !== null) return failure;
  }
}

/** What is wrong with the options; null where nothing is. */
function optionFault({ delimiter, quote, encoding }: ReadOptions, text: TextCodec): string | null {
  if (delimiter !== null && (/["\r\n]/.test(delimiter) || delimiter.length > 16))
    return 'the delimiter must have at most 16 characters, and no quote or line end';
  if (quote !== undefined && !/^[\u0020-\u007E]?$/.test(quote))
    return 'the quote must be one ASCII character, or none';
  if (encoding !== undefined && text.decode(new Uint8Array(0), encoding) === null)
    return `the encoding ${encoding} is not known`;
  return null;
}

interface UnderWay {
  readonly result: Promise<PieceResult>;
  readonly byteOffset: number;
  /** The piece's bytes, where they have to be read again in another encoding. */
  again: Uint8Array<ArrayBuffer> | null;
  /** Where the piece is read again because it was mistaken in what a column is. */
  readonly revision?: PartRevision;
}

class CsvReader {
  readonly #context: CsvContext;
  readonly #detected: DetectedText;
  readonly #header: Header;
  readonly #byteOffset: number | null;
  readonly #assembler: TableAssembler;
  readonly #rooms: PieceRooms;
  readonly #tally = new CsvTally();
  readonly #plan: CsvPlan;
  /** What is read after the first piece is read by what that one was like. */
  #planOfRest: Promise<CsvPlan> | null = null;
  readonly #underWay: UnderWay[] = [];
  /** Where each piece begins in the text, in file order: a piece is a part of the table. */
  readonly #partStarts: number[] = [];
  /** Whether nothing but ASCII was seen, so that what comes next may tell the encoding. */
  #isOnlyAscii: boolean;
  /** The encoding of the pieces that turned out to be no UTF-8. */
  #legacy: string | null = null;

  constructor(
    context: CsvContext,
    detected: DetectedText,
    header: Header,
    byteOffset: number | null,
    isGuessedUtf8: boolean,
    rooms: PieceRooms,
  ) {
    this.#context = context;
    this.#rooms = rooms;
    this.#detected = detected;
    this.#header = header;
    this.#byteOffset = byteOffset;
    this.#isOnlyAscii = isGuessedUtf8;
    this.#assembler = new TableAssembler(context);
    this.#assembler.passLines(header.lineCount);
    const { options, prefix } = context;
    this.#plan = {
      rules: detected.rules,
      columnNames: header.columnNames,
      hasHeader: detected.dialect.headerLines > 0,
      prefixColumns: prefix?.columnNames ?? null,
      padShortRows: options.padShortRows === true,
      dropEmptyCells: options.dropEmptyCells === true,
      readWholeFile: options.readWholeFile === true,
      values: valueRulesOf(options),
      textColumns: context.textColumns ?? [],
    };
  }

  /** Whether the table ended before its text. */
  get isEnded(): boolean {
    return this.#tally.end !== null;
  }

  get dialect(): TextDialect {
    const { dialect } = this.#detected;
    return this.#legacy === null ? dialect : { ...dialect, encoding: this.#legacy };
  }

  get badRowCount(): number {
    return this.#tally.badCount;
  }

  /** How single rows can be read again; null where the text is not the file's own bytes, or has no columns. */
  get rowPlan(): CsvPlan | null {
    const isOwn = this.#byteOffset !== null && this.#legacy === null && this.#plan.columnNames.length > 0;
    return isOwn ? { ...this.#plan, readWholeFile: true } : null;
  }

  /** Starts a piece, once there is room for it; gives the failure of an earlier one. */
  async take({ bytes, byteOffset, isLast }: CsvPieceBytes): Promise<ReadFailure | null> {
    const failure = await this.settle((this.#context.piecesInFlight ?? 1) - 1);
    if (failure !== null || this.isEnded || this.#plan.columnNames.length === 0) return failure;
    const underWay: { again: UnderWay['again'] } = { again: null };
    const run = async (plan: CsvPlan): Promise<PieceResult> => {
      const read = await this.#run(bytes, isLast ? { ...plan, isLast } : plan, byteOffset);
      if (this.#isOnlyAscii && read.result.ok && read.result.value.undecodableCount > 0)
        underWay.again = new Uint8Array(read.buffer).slice(0, bytes.length);
      this.#rooms.giveBack(read.buffer);
      return read.result;
    };
    const result = this.#planOfRest === null ? run(this.#plan) : this.#planOfRest.then(run);
    this.#planOfRest ??= result.then((first) => withWhatShowed(this.#plan, first));
    // They are awaited in their turn; until then a fault must not count as unhandled.
    result.catch(() => {});
    this.#planOfRest.catch(() => {});
    this.#underWay.push(Object.assign(underWay, { result, byteOffset }));
    this.#partStarts.push(byteOffset);
    return null;
  }

  nextRevisions(): readonly PartRevision[] {
    return this.#assembler.nextRevisions();
  }

  /** Starts to read a piece again as it is asked for, or passes it by. */
  async revise(piece: CsvPieceBytes, revisions: readonly PartRevision[]): Promise<ReadFailure | null> {
    const number = this.#partStarts.indexOf(piece.byteOffset);
    for (const revision of revisions) {
      if (revision.part !== number) continue;
      // A copy: the piece may be wanted twice, and a thread that reads it takes its buffer meanwhile.
      const bytes = this.#inUtf8(piece.bytes.slice());
      const { textColumns, rowLimit } = revision;
      const plan = { ...this.#plan, isLast: piece.isLast, textColumns, rowLimit };
      const result = this.#run(bytes, plan, piece.byteOffset).then((read) => {
        this.#rooms.giveBack(read.buffer);
        return read.result;
      });
      result.catch(() => {});
      this.#underWay.push({ result, byteOffset: piece.byteOffset, again: null, revision });
    }
    this.#rooms.giveBack(piece.bytes.buffer);
    return this.settle((this.#context.piecesInFlight ?? 1) - 1);
  }

  /** A piece's bytes, of whatever encoding its text turned out to be. */
  #inUtf8(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    return this.#legacy === null || isAscii(bytes) ? bytes : decoded(bytes, this.#legacy, this.#context.text);
  }

  async #run(
    bytes: Uint8Array<ArrayBuffer>,
    plan: CsvPlan,
    byteOffset: number,
  ): Promise<{ result: PieceResult; buffer: ArrayBuffer }> {
    const { rows, runPiece } = this.#context;
    if (runPiece && !rows) return runPiece(bytes, plan);
    const inFile = this.#byteOffset === null ? null : this.#byteOffset + byteOffset;
    return { result: readCsvPiece(bytes, plan, rows, rows ? inFile : null), buffer: bytes.buffer };
  }

  /** Adds the oldest pieces under way until at most `leave` are left; gives the first failure in file order. */
  async settle(leave: number): Promise<ReadFailure | null> {
    while (this.#underWay.length > leave) {
      const underWay = this.#underWay.shift()!;
      let result = await underWay.result;
      this.#context.cancellation?.throwIfAborted();
      if (underWay.revision !== undefined) {
        if (!result.ok) return this.#placed(result.error, underWay.byteOffset);
        this.#assembler.revise(underWay.revision, result.value.part);
        continue;
      }
      if (this.isEnded) continue;
      if (underWay.again !== null) result = await this.#readAgain(underWay.again, result);
      if (!result.ok) return this.#placed(result.error, underWay.byteOffset);
      this.#isOnlyAscii &&= result.value.isAscii || this.#legacy !== null;
      this.#tally.add(result.value, this.#assembler, this.#placeOf(underWay.byteOffset));
      this.#assembler.add(result.value.part);
    }
    return null;
  }

  /** Where all before was ASCII, a piece that is no UTF-8 tells the encoding: it and what follows are read in that. */
  async #readAgain(bytes: Uint8Array<ArrayBuffer>, before: PieceResult): Promise<PieceResult> {
    if (!this.#isOnlyAscii || this.#context.rows) return before;
    this.#legacy ??= await detectLegacyEncoding(bytes, this.#context.text);
    const isLast = this.#underWay.length === 0;
    return readCsvPiece(this.#inUtf8(bytes), { ...this.#plan, isLast });
  }

  #placeOf(byteOffset: number): number | null {
    return this.#byteOffset === null ? null : this.#byteOffset + byteOffset;
  }

  #placed(failure: CsvPieceFailure, pieceOffset: number): ReadFailure {
    const place = this.#placeOf(pieceOffset);
    return {
      kind: failure.kind,
      message: `row ${this.#assembler.rowCount + this.#tally.badCount + failure.row} ${failure.problem}`,
      line: this.#assembler.lineCount + failure.line,
      ...(place === null ? {} : { byteOffset: place + failure.byteOffset }),
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

  /** Why the rows that were left out refuse the table; null where they do not. */
  badRows(): ReadFailure | null {
    return badRowsFailure(
      this.#tally.bad(this.#assembler.rowCount),
      this.#tally.firstBad,
      this.#context.options,
    );
  }

  finish(digest: Digest): FinishedTable {
    const { hashers, format, options, prefix, keepsRegisters = false } = this.#context;
    const warnings = [...this.#header.warnings, ...this.#tally.warnings(), ...this.#detected.offers];
    const input = { hashers, digest, format, options, prefix, warnings, keepsRegisters };
    const { reading, ...rest } = this.#assembler.finish(input, this.#plan.columnNames);
    return {
      reading: { ...reading, warnings: withoutTwice(reading.warnings), dialect: this.dialect },
      ...rest,
    };
  }
}

/** What is offered for a column says better what its kinds do: it is said once. */
function withoutTwice(warnings: readonly ReadWarning[]): readonly ReadWarning[] {
  const offered = new Set(
    warnings.flatMap((warning) =>
      warning.kind === 'numberMarks' || warning.kind === 'nullText' ? [warning.column] : [],
    ),
  );
  return warnings.filter(
    (warning) =>
      (warning.kind !== 'decimalComma' && warning.kind !== 'mixedColumn') || !offered.has(warning.column),
  );
}

/**
 * What shows in the first piece holds for those after it: a column of text stays one, and one with too many values for exact
 * figures need not be tried exactly.
 */
function withWhatShowed(plan: CsvPlan, first: PieceResult): CsvPlan {
  if (!first.ok) return plan;
  const { columnNames, columns } = first.value.part;
  return {
    ...plan,
    textColumns: [
      ...(plan.textColumns ?? []),
      ...columnNames.filter((_, index) => isColumnOfText(columns[index]!.kindCounts)),
    ],
    sketchedColumns: columns.map(({ sketch }) => sketch !== null),
  };
}
