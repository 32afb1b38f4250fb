import type { FileDigester } from '../formats/ingest';
import type { StreamingHasher } from '../lib/ports';
import type { Md5 } from '../versioning/digest';
import { beginHashInWorker } from './hashInWorker';
import { beginCollected, beginWholeDigest, smallByteLength } from './wholeDigest';

/**
 * Up to this, a file is collected for one call of Web Crypto, which takes half as long as the module that hashes by the piece
 * (measured). Beyond, that would be too much memory.
 */
const collectedByteLength = 128 * 1024 * 1024;

/** Both digests of a file of `byteLength` bytes, one of them here and, where it is not small, the other on another thread. */
export function beginFileDigest(
  byteLength: number,
  md5: () => StreamingHasher,
  startHash: () => Worker,
): FileDigester {
  const isCollected = byteLength > smallByteLength && byteLength <= collectedByteLength;
  return isCollected ? digestCollected(byteLength, startHash) : digestByPiece(byteLength, md5(), startHash);
}

/** The SHA-256 of all at the end, while the worker still has some of the MD5 to do. */
function digestCollected(byteLength: number, startHash: () => Worker): FileDigester {
  const collected = beginCollected(byteLength);
  const md5 = beginHashInWorker('md5', startHash);
  return {
    async update(piece, mayKeep) {
      await collected.update(piece);
      await md5.update(piece, mayKeep);
    },
    async finish() {
      // Asked for first, as the call of Web Crypto is made on this thread.
      const [md5Hex, digest] = await Promise.all([md5.finish(), collected.finish()]);
      return { digest, md5: md5Hex as Md5 };
    },
    dispose() {
      collected.dispose();
      md5.dispose();
    },
  };
}

/** The MD5 here, while the worker, or the call at the end, takes the SHA-256. */
function digestByPiece(byteLength: number, md5: StreamingHasher, startHash: () => Worker): FileDigester {
  const whole = beginWholeDigest(byteLength, startHash);
  return {
    async update(piece, mayKeep) {
      if (mayKeep) {
        md5.update(piece);
        await whole.update(piece, true);
      } else {
        await whole.update(piece);
        md5.update(piece);
      }
    },
    finish: async () => ({ digest: await whole.finish(), md5: md5.hex() as Md5 }),
    dispose: () => whole.dispose(),
  };
}
