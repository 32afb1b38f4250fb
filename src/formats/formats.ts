import type { ByteSource, Cancellation, Hashers, TextCodec } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import { TableAssembler } from '../profile/tableAssembler';
import type { FinishedTable, PartRevision } from '../profile/tablePart';
import type { RowConsumer } from '../table/tableRows';
import type { PrefixRequest, ReadFailure } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import type { Digest } from '../versioning/digest';
import type { DetectedFormat } from './detectFormat';
import { readCsv, type RunCsvPiece } from './csv/readCsv';
import type { CsvPlan } from './csv/readCsvPiece';
import { readJsonArray } from './jsonArray/readJsonArray';
import { readJsonLines } from './jsonl/readJsonLines';
import { openFile } from './openFile';
import { isProfile } from './profileRows/isProfile';
import { readPieces, type Pieces, type ReadingPace } from './pieces';
import type { ReadContext, ReadOutcome } from './reading';

/** A table but for the digest of its bytes, which is known last. */
export interface UnfinishedTable {
  finish(digest: Digest): FinishedTable;
  readonly columnNames: readonly string[];
  /** How single rows are read again (`readCsvRows`); not there where the format does not allow it. */
  readonly rowPlan?: CsvPlan | null;
}

/** All that the reading of a table depends on, besides its bytes. */
export interface TableContext {
  readonly format: DetectedFormat;
  /** Its ending helps to tell the format, when the file is opened once more for parts that have to be read again. */
  readonly path: string;
  readonly pace: ReadingPace;
  readonly options: ReadOptions;
  readonly prefix: PrefixRequest | null;
  /** Who gets the rows in place of their profile: the table is empty then. */
  readonly rows?: RowConsumer;
  /** Columns that are known to be of text: `rows` gets their cells as they stand in the file. */
  readonly textColumns?: readonly string[];
  readonly hashers: Hashers;
  readonly text: TextCodec;
  readonly cancellation: Cancellation;
  readonly runCsvPiece?: RunCsvPiece;
  readonly csvPiecesInFlight?: number;
  readonly onRowsRead?: (rowCount: number) => void;
  /** Whether registers are wanted, so that the profile merges with others. */
  readonly keepsRegisters?: boolean;
}

/** Parquet up to this is kept from the one read; of a larger file its row groups are read once more. */
const largestKeptByteLength = 192 * 1024 * 1024;

/**
 * Reads a table of the format that was detected. `pieces` are its bytes in order, decompressed where they were in
 * gzip; `source` is the file itself, for the formats that are read from their end. Both together cost one read of the
 * file, but for Parquet too large to be kept.
 */
export async function readTable(
  format: DetectedFormat,
  pieces: Pieces,
  source: ByteSource,
  context: TableContext,
): Promise<Result<UnfinishedTable, ReadFailure>> {
  const read = await readRowsOf(format, pieces, source, context);
  if (!read.ok || !isProfile(read.value.columnNames)) return read;
  if (context.rows) return err(noRowsHere);
  // Its rows are profiles, and are read once more for what they say.
  const { profiledTable } = await import('./profileRows/profiledTable');
  return profiledTable(read.value, context.hashers, async (rows, textColumns) => {
    const opened = await openFile(context.path, readPieces(source, context.pace, context.cancellation));
    return readRowsOf(format, opened.pieces, source, { ...context, rows, textColumns });
  });
}

const noRowsHere: ReadFailure = {
  kind: 'unsupported',
  message: 'it holds a profile that was computed elsewhere; the rows that it is of are not here',
};

async function readRowsOf(
  format: DetectedFormat,
  pieces: Pieces,
  source: ByteSource,
  context: TableContext,
): Promise<Result<UnfinishedTable, ReadFailure>> {
  const { path, pace, cancellation } = context;
  const reopen = async (): Promise<Pieces> =>
    (await openFile(path, readPieces(source, pace, cancellation))).pieces;
  const once = { pieces, reopen, byteLength: source.byteLength };
  switch (format.table) {
    case 'csv':
    case 'tsv':
      return readCsv(pieces, {
        ...context,
        format: format.table,
        reopen,
        byteLength: source.byteLength,
        ...(context.runCsvPiece ? { runPiece: context.runCsvPiece } : {}),
        piecesInFlight: context.csvPiecesInFlight ?? 1,
      });
    case 'jsonl':
      return assembled(context, once, readJsonLines);
    case 'json':
      return assembled(context, once, readJsonArray);
    case 'parquet': {
      // The decoders load when the first such file comes.
      const { readParquet } = await import('./parquet/readParquet');
      const kept =
        source.byteLength <= largestKeptByteLength
          ? inMemory(await collected(pieces, source.byteLength))
          : source;
      return assembled(context, once, (_, reading) => readParquet(kept, reading));
    }
    case 'arrow': {
      const { readArrow } = await import('./arrow/readArrow');
      return assembled(context, once, (again, reading) => readArrow(again, source, reading));
    }
    case 'avro': {
      const { readAvro } = await import('./avro/readAvro');
      return assembled(context, once, (_, reading) => readAvro(source, reading));
    }
    case 'sqlite': {
      const { readSqlite } = await import('./sqlite/readSqlite');
      return assembled(context, once, (_, reading) => readSqlite(source, reading));
    }
    case 'xlsx': {
      const { readXlsx } = await import('./xlsx/readXlsx');
      return assembled(context, once, (_, reading) => readXlsx(source, reading));
    }
    case null:
      return err({ kind: 'unsupported', message: `${format.name} is not read as a table` });
  }
}

/** A table's bytes, and the same from their start once more: parts of them may have to be read again. */
interface Reopened {
  readonly pieces: Pieces;
  readonly reopen: () => Promise<Pieces>;
  /** Of the file, compressed or not. */
  readonly byteLength: number;
}

type ReadFormat = (pieces: Pieces, context: ReadContext) => ReadOutcome | Promise<ReadOutcome>;

async function assembled(
  context: TableContext,
  { pieces, reopen, byteLength }: Reopened,
  read: ReadFormat,
): Promise<Result<UnfinishedTable, ReadFailure>> {
  const { format, options, prefix, hashers, rows, textColumns } = context;
  const assembler = new TableAssembler({ prefix });
  const prefixColumns = prefix?.columnNames ?? null;
  const outcome = await read(pieces, {
    ...context,
    nextPart: () => ({ prefixColumns, rows: rows ?? null, textColumns: textColumns ?? [], byteLength }),
    onPart: (part) => {
      assembler.add(part);
      context.onRowsRead?.(assembler.rowCount);
    },
  });
  if (!outcome.ok) return outcome;
  for (;;) {
    const revisions = assembler.nextRevisions();
    if (revisions.length === 0) break;
    const failure = await readAgain(revisions, assembler, context, reopen, read);
    if (failure !== null) return err(failure);
  }
  const { columnNames, warnings } = outcome.value;
  const keeping = context.keepsRegisters ? { keepsRegisters: true } : {};
  return ok({
    columnNames,
    finish: (digest) =>
      assembler.finish(
        { hashers, digest, format: format.name, options, prefix, warnings, ...keeping },
        columnNames,
      ),
  });
}

/** Reads a table once more for the parts that were mistaken in what a column is: for the table, and for the prefix. */
async function readAgain(
  revisions: readonly PartRevision[],
  assembler: TableAssembler,
  context: TableContext,
  reopen: () => Promise<Pieces>,
  read: ReadFormat,
): Promise<ReadFailure | null> {
  const prefixColumns = context.prefix?.columnNames ?? null;
  for (const purpose of ['table', 'prefix'] as const) {
    const ofPurpose = revisions.filter((revision) => revision.purpose === purpose);
    if (ofPurpose.length === 0) continue;
    const byPart = new Map(ofPurpose.map((revision) => [revision.part, revision]));
    let planned = 0;
    let made = 0;
    const outcome = await read(await reopen(), {
      ...context,
      nextPart: () => {
        const revision = byPart.get(planned++);
        return revision ? { ...revision, prefixColumns } : { rows: unwanted };
      },
      onPart: (part) => {
        const revision = byPart.get(made++);
        if (revision) assembler.revise(revision, part);
      },
    });
    if (!outcome.ok) return outcome.error;
  }
  return null;
}

const unwanted: RowConsumer = { take: () => undefined };

async function collected(pieces: Pieces, byteLength: number): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(byteLength);
  let at = 0;
  for await (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function inMemory(bytes: Uint8Array<ArrayBuffer>): ByteSource {
  return {
    byteLength: bytes.length,
    read: (start, end) => Promise.resolve(bytes.slice(Math.max(0, start), Math.max(0, end))),
  };
}
