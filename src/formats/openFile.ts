import { err, type Result } from '../lib/result';
import type { ReadFailure } from '../table/reading';
import { detectFormat, detectInsideGzip, type DetectedFormat } from './detectFormat';
import { gunzip, MalformedGzip } from './gzip/gunzip';
import type { Pieces } from './pieces';

/** A file whose format was told from its first bytes. */
export interface OpenedFile {
  readonly format: DetectedFormat;
  /** The file's first bytes as they are: all of a small file's. */
  readonly head: Uint8Array;
  /** Whether they are in gzip. */
  readonly isCompressed: boolean;
  /** The bytes of the table: decompressed, where they are in gzip. */
  readonly pieces: Pieces;
  readonly failure?: ReadFailure;
}

/** Tells the format, and looks into gzip for it. Only what `pieces` give is read. */
export async function openFile(
  path: string,
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>, void>,
): Promise<OpenedFile> {
  const head = await pieces.next();
  const headBytes = head.done ? new Uint8Array(0) : head.value;
  const format = detectFormat(path, headBytes);
  const whole = resumed(head, pieces);
  if (format.name !== 'gzip') return { format, head: headBytes, isCompressed: false, pieces: whole };
  const inside = gunzip(whole);
  try {
    const first = await inside.next();
    const insideFormat = detectInsideGzip(path, first.done ? new Uint8Array(0) : first.value);
    return { format: insideFormat, head: headBytes, isCompressed: true, pieces: resumed(first, inside) };
  } catch (error) {
    if (!(error instanceof MalformedGzip)) throw error;
    // Of a broken archive that promises no table, the digest is all that was asked for.
    const promised = detectInsideGzip(path, new Uint8Array(0));
    const opened = { head: headBytes, isCompressed: true, pieces: whole };
    return promised.table === null
      ? { ...opened, format }
      : { ...opened, format: promised, failure: failureOf(error) };
  }
}

/** All of an iteration whose first step was taken. Leaving it does not end the iteration beneath. */
async function* resumed(
  first: IteratorResult<Uint8Array<ArrayBuffer>, void>,
  rest: AsyncIterator<Uint8Array<ArrayBuffer>, void>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for (let next = first; !next.done; next = await rest.next()) yield next.value;
}

/** What reading a table out of gzip gave; an archive that is broken further on is a failure with its place. */
export async function refusingBadGzip<T>(
  reading: Promise<Result<T, ReadFailure>>,
): Promise<Result<T, ReadFailure>> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof MalformedGzip) return err(failureOf(error));
    throw error;
  }
}

function failureOf(error: MalformedGzip): ReadFailure {
  return { kind: 'malformedGzip', message: error.message, byteOffset: error.byteOffset };
}
