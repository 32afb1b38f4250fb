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
  const whole = beginWholeDigest(byteLength, startSha256, { mayWorkAtEnd: true });
  /** Pieces whose MD5 waits until all are read: meanwhile the SHA-256 is computed from end to end. */
  const waiting: Uint8Array<ArrayBuffer>[] = [];
  return {
    async update(piece, mayKeep) {
      if (mayKeep && whole.worksAtEnd) {
        await whole.update(piece);
        waiting.push(piece);
      } else if (mayKeep) {
        md5.update(piece);
        await whole.update(piece, true);
      } else {
        await whole.update(piece);
        md5.update(piece);
      }
    },
    async finish() {
      const digesting = whole.finish();
      for (const piece of waiting.splice(0)) md5.update(piece);
      return { digest: await digesting, md5: md5.hex() as Md5 };
    },
    dispose: () => whole.dispose(),
  };
}
