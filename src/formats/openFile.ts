import { err, type Result } from '../lib/result';
import type { ReadFailure } from '../table/reading';
import { gunzip } from './compressed/gunzip';
import { MalformedCompression, type Packing } from './compressed/malformed';
import { detectFormat, detectInside, type DetectedFormat, packingOf } from './detectFormat';
import type { Pieces } from './pieces';

/** A file whose format was told from its first bytes. */
export interface OpenedFile {
  readonly format: DetectedFormat;
  /** The file's first bytes as they are: all of a small file's. */
  readonly head: Uint8Array;
  /** Whether they are packed. */
  readonly isCompressed: boolean;
  /** The bytes of the table: unpacked, where they are packed. */
  readonly pieces: Pieces;
  readonly failure?: ReadFailure;
}

/** Tells the format, and looks into gzip, Zstandard and zip for it. Only what `pieces` give is read. */
export async function openFile(
  path: string,
  pieces: AsyncGenerator<Uint8Array<ArrayBuffer>, void>,
): Promise<OpenedFile> {
  const head = await pieces.next();
  const headBytes = head.done ? new Uint8Array(0) : head.value;
  const format = detectFormat(path, headBytes);
  const packing = packingOf(path, format.name);
  const whole = resumed(head, pieces);
  if (packing === null) return { format, head: headBytes, isCompressed: false, pieces: whole };
  const inside = (await unpackers[packing]())(whole);
  try {
    const first = await inside.next();
    const insideFormat = detectInside(path, first.done ? new Uint8Array(0) : first.value, packing);
    return { format: insideFormat, head: headBytes, isCompressed: true, pieces: resumed(first, inside) };
  } catch (error) {
    if (!(error instanceof MalformedCompression)) throw error;
    // Of a broken archive that promises no table, the digest is all that was asked for.
    const promised = detectInside(path, new Uint8Array(0), packing);
    const opened = { head: headBytes, isCompressed: true, pieces: whole };
    return promised.table === null
      ? { ...opened, format }
      : { ...opened, format: promised, failure: failureOf(error) };
  }
}

type Unpack = (compressed: Pieces) => AsyncGenerator<Uint8Array<ArrayBuffer>, void>;

/** Gzip is what most are in; the others are loaded by the first that is. */
const unpackers: Readonly<Record<Packing, () => Promise<Unpack> | Unpack>> = {
  gz: () => gunzip,
  zst: async () => (await import('./compressed/unzstd')).unzstd,
  zip: async () => (await import('./compressed/unzipOne')).unzipOne,
};

/** All of an iteration whose first step was taken. Leaving it does not end the iteration beneath. */
async function* resumed(
  first: IteratorResult<Uint8Array<ArrayBuffer>, void>,
  rest: AsyncIterator<Uint8Array<ArrayBuffer>, void>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for (let next = first; !next.done; next = await rest.next()) yield next.value;
}

/** What reading a packed table gave; an archive that is broken further on is a failure with its place. */
export async function refusingBadPacking<T>(
  reading: Promise<Result<T, ReadFailure>>,
): Promise<Result<T, ReadFailure>> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof MalformedCompression) return err(failureOf(error));
    throw error;
  }
}

const failureKinds = { gz: 'malformedGzip', zst: 'malformedZstd', zip: 'malformedZip' } as const;

function failureOf({ packing, message, byteOffset }: MalformedCompression): ReadFailure {
  return { kind: failureKinds[packing], message, byteOffset };
}
