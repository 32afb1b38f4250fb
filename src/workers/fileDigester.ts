import type { FileDigester } from '../formats/ingest';
import type { StreamingHasher } from '../lib/ports';
import type { Md5 } from '../versioning/digest';
import { beginWholeDigest } from './wholeDigest';

/** Both digests of a file of `byteLength` bytes; the MD5 is computed here, while whoever takes the SHA-256 or the disk is busy. */
export function beginFileDigest(
  byteLength: number,
  md5: StreamingHasher,
  startSha256: () => Worker,
): FileDigester {
  const whole = beginWholeDigest(byteLength, startSha256);
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
