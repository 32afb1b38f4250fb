import { ingestFile, type Ingested, type IngestRequest } from '../formats/ingest';
import { UnreadableBytes } from '../formats/pieces';
import { err, ok, type Result } from '../lib/result';
import type { FinishedTable } from '../profile/tablePart';
import { describeWarning, describeWarnings } from '../operations/taking/describeReading';
import type { Reading, ReadFailure } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import { stopsOf } from './beginAgain';
import type { Flags, Output } from './command';
import { nodeIngestPorts, withFile } from './nodePorts';
import { printable } from './output';
import { waysOn } from './waysOn';

type FileRequest = Partial<Pick<IngestRequest, 'digestOnly' | 'path' | 'prefix' | 'keepsRegisters'>>;

/**
 * A file's digests, format and, where it is one, table; where that cannot be read, its failure beside the digests: also where reading it was
 * ended when the command ran before. `path` in the request is the name that says its format, where that is not its own.
 */
export async function readFile(
  path: string,
  options: ReadOptions,
  request: FileRequest = {},
): Promise<Result<Ingested, ReadFailure>> {
  const stops = stopsOf(path);
  if (!stops) return ingestAt(path, options, request);
  const failure = { kind: 'tooLarge' as const, message: stops.message };
  if (stops.count > 1) return err(failure);
  const digested = await ingestAt(path, options, { ...request, digestOnly: true });
  return digested.ok ? ok({ ...digested.value, failure }) : digested;
}

async function ingestAt(
  path: string,
  options: ReadOptions,
  request: FileRequest,
): Promise<Result<Ingested, ReadFailure>> {
  try {
    const read = await withFile(
      path,
      (source) =>
        ingestFile(
          source,
          { path, options, prefix: null, ...request },
          nodeIngestPorts,
          new AbortController().signal,
        ),
      undefined,
      request.digestOnly === true ? 1 : 0,
    );
    return read.ok ? read : err({ kind: 'unreadable', message: read.error.message });
  } catch (error) {
    if (error instanceof UnreadableBytes) return err({ kind: 'unreadable', message: error.message });
    throw error;
  }
}

/** A file as a table; `unsupported` where it is none. */
export async function readTableFile(
  path: string,
  options: ReadOptions,
  request: Partial<Pick<IngestRequest, 'path' | 'keepsRegisters'>> = {},
): Promise<Result<FinishedTable, ReadFailure>> {
  const read = await readFile(path, options, request);
  if (!read.ok) return read;
  const { table, format, failure } = read.value;
  if (failure) return err(failure);
  return table
    ? ok(table)
    : err({ kind: 'unsupported', message: `the file is not a table: it was recognised as ${format}` });
}

/** Why a command cannot use a file, or write it. */
export type FileFailure = ReadFailure | (Omit<ReadFailure, 'kind'> & { readonly kind: 'unwritable' });

/** A failure as `--json` prints it. */
export function failureOutput(path: string, failure: FileFailure) {
  const { kind, message, line, column, byteOffset, badRows } = failure;
  return { path, failure: { kind, message, line, column, byteOffset, badRows } };
}

/** What a reading warns of, in words, as `--json` prints it. */
export function warningsOutput({ warnings }: Pick<Reading, 'warnings'>) {
  return warnings.map((warning) => ({ ...warning, message: describeWarning(warning) }));
}

/** Writes what a reading warns of to standard error, a line each; of many of one kind the first few. */
export function sayWarnings(path: string, { warnings }: Pick<Reading, 'warnings'>, output: Output): void {
  for (const words of describeWarnings(warnings)) output.message(printable(`${path}: ${words}`));
}

/** Says why a file cannot be used, with `--json` as the one value; gives the exit status. */
export function refuseFile(path: string, failure: FileFailure, flags: Flags, output: Output): 2 {
  if (flags.has('json')) output.json(failureOutput(path, failure));
  output.message(printable(describeFailureLine(path, failure)));
  return 2;
}

/** A failure in one line. */
export function describeFailureLine(path: string, failure: FileFailure): string {
  const { message, line, column, byteOffset } = failure;
  const ways = waysOn(failure);
  const isSaid = line === undefined && byteOffset === undefined;
  const place =
    line === undefined
      ? `byte ${byteOffset}`
      : `line ${line}${column === undefined ? '' : `, column ${column}`}`;
  const said = isSaid ? `${path}: ${message}` : `${path}: ${place}: ${message}`;
  return ways === '' ? said : `${said}. ${ways}`;
}
