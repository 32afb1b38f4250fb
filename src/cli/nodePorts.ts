import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import type { FileDigester, IngestPorts } from '../formats/ingest';
import { UnreadableBytes } from '../formats/pieces';
import type { ByteSource, Hashers, StreamingHasher, TextCodec } from '../lib/ports';
import type { Digest, Md5 } from '../versioning/digest';
import { fileFault } from './fileFault';

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

export const nodeIngestPorts: IngestPorts = {
  hashers: nodeHashers,
  text: nodeText,
  beginDigest,
  pace: { pieceByteLength: 8 * 1024 * 1024, readsInFlight: 2 },
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

/** Opens a file, hands it to `work`, and closes it. Throws `UnreadableBytes`. */
export async function withFile<T>(path: string, work: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = await open(path).catch(asUnreadable);
  try {
    const { size } = await handle.stat();
    return await work({
      byteLength: size,
      async read(start, end) {
        const bytes = new Uint8Array(Math.max(0, end - start));
        let filled = 0;
        while (filled < bytes.length) {
          const { bytesRead } = await handle
            .read(bytes, filled, bytes.length - filled, start + filled)
            .catch(asUnreadable);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      },
    });
  } finally {
    await handle.close();
  }
}

function asUnreadable(error: unknown): never {
  throw new UnreadableBytes(fileFault(error));
}
