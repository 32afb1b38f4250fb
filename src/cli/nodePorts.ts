import { createHash, type Hash } from 'node:crypto';
import { type BigIntStats, closeSync, fstatSync, openSync, read, readSync, statSync } from 'node:fs';
import { promisify, TextDecoder } from 'node:util';
import type { FileDigester, IngestPorts } from '../formats/ingest';
import { UnreadableBytes } from '../formats/pieces';
import type { ByteSource, Hashers, StreamingHasher, TextCodec } from '../lib/ports';
import type { Digest, Md5 } from '../versioning/digest';
import { stopsOf } from './beginAgain';
import { fileFault, specialFileFault } from './fileFault';
import { watchdog } from './watchdog';

/** Hashers by Node's own crypto. */
export const nodeHashers: Hashers = {
  sha256: () => streaming(createHash('sha256')),
  md5: () => streaming(createHash('md5')),
};

function streaming(hash: Hash): StreamingHasher {
  return {
    update: (bytes) => void hash.update(bytes),
    hex: () => hash.digest('hex'),
  };
}

/** Text by Node's own codecs: bytes that are not text of the encoding give null. */
export const nodeText: TextCodec = {
  encode: (text) => Uint8Array.from(Buffer.from(text, 'utf8')),
  decode(bytes, encoding) {
    try {
      return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return null;
    }
  },
};

/** How the command line reads files: in pieces of 8 MiB, two at once, on its own thread. */
export const nodeIngestPorts: IngestPorts = {
  hashers: nodeHashers,
  text: nodeText,
  beginDigest,
  pace: { pieceByteLength: 8 * 1024 * 1024, readsInFlight: 2 },
  onRowsRead: (rowCount) => watchdog.noteRows(rowCount),
};

function beginDigest(): FileDigester {
  const sha256 = nodeHashers.sha256();
  const md5 = nodeHashers.md5();
  return {
    update(piece) {
      sha256.update(piece);
      md5.update(piece);
    },
    finish: () => Promise.resolve({ digest: sha256.hex() as Digest, md5: md5.hex() as Md5 }),
    dispose() {},
  };
}

/**
 * Opens a file, hands it to `work`, and closes it. Throws `UnreadableBytes`: also where it is a pipe or a device, and where the file was
 * not the same at the end as at the beginning, so that nothing is said of bytes that no file ever had. A file whose reading was ended more
 * often than `mostStops` when the command ran before is not opened again.
 */
export function withFile<T>(
  path: string,
  work: (source: ByteSource) => Promise<T>,
  hear: (state: FileState) => void = () => undefined,
  mostStops = 0,
): Promise<T> {
  const watched = (source: ByteSource): Promise<T> =>
    watchdog.watch(path, source.byteLength, () => work(source));
  return withBytes(path, watched, hear, mostStops);
}

/** As `withFile`, for work that no bytes can make last: nobody watches it, so that no thread is started for it. */
export async function withBytes<T>(
  path: string,
  work: (source: ByteSource) => Promise<T>,
  hear: (state: FileState) => void = () => undefined,
  mostStops = 0,
): Promise<T> {
  const stops = stopsOf(path);
  if (stops && stops.count > mostStops) throw new UnreadableBytes(stops.message);
  const special = specialFileFault(orUnreadable(() => statSync(path)));
  if (special !== null) throw new UnreadableBytes(`${special}; write what comes out of it into a file first`);
  const descriptor = orUnreadable(() => openSync(path, 'r'));
  try {
    const before = fstatSync(descriptor, { bigint: true });
    hear(before);
    const done = await work(sourceOf(descriptor, Number(before.size)));
    const after = fstatSync(descriptor, { bigint: true });
    if (isChanged(before, after)) throw changedWhileRead();
    return done;
  } finally {
    closeSync(descriptor);
  }
}

type FileState = Pick<BigIntStats, 'size' | 'mtimeNs' | 'ino'>;

function isChanged(before: FileState, after: FileState): boolean {
  return before.size !== after.size || before.mtimeNs !== after.mtimeNs || before.ino !== after.ino;
}

function changedWhileRead(): UnreadableBytes {
  return new UnreadableBytes('it changed while it was read; read it again when nothing writes to it');
}

/** Opens one file as often as it is asked to, as `withFile` does. Throws `UnreadableBytes` where it is not what it was the first time. */
export function openRepeatedly(path: string): <T>(work: (source: ByteSource) => Promise<T>) => Promise<T> {
  let first: FileState | null = null;
  return (work) =>
    withFile(path, work, (state) => {
      first ??= state;
      if (isChanged(first, state)) throw changedWhileRead();
    });
}

/** Up to this many bytes are read while the thread waits: being told that so little was read takes longer than reading it. */
const smallByteLength = 256 * 1024;

const readLater = promisify(read);

function sourceOf(descriptor: number, byteLength: number): ByteSource {
  return {
    byteLength,
    async read(start, end) {
      const bytes = new Uint8Array(Math.max(0, end - start));
      const isSmall = bytes.length <= smallByteLength;
      for (let filled = 0; filled < bytes.length;) {
        const at = [bytes, filled, bytes.length - filled, start + filled] as const;
        const bytesRead = isSmall
          ? orUnreadable(() => readSync(descriptor, ...at))
          : (await readLater(descriptor, ...at).catch(asUnreadable)).bytesRead;
        if (bytesRead === 0) return bytes.subarray(0, filled);
        filled += bytesRead;
      }
      return bytes;
    },
  };
}

function orUnreadable<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    return asUnreadable(error);
  }
}

function asUnreadable(error: unknown): never {
  throw new UnreadableBytes(fileFault(error));
}
