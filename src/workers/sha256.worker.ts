import type { StreamingHasher } from '../lib/ports';
import type { Sha256Answer, Sha256Request } from './wholeDigest';
import { loadSha256 } from './hashing/streamingHash';

/** SHA-256 by the piece, one file after another: answers each piece with its buffer, and null with the file's digest. */
const loaded = loadSha256();
let hasher: StreamingHasher | null = null;
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Sha256Request>) => {
  // Reported as an error of this worker, which ends the wait of whoever started it.
  last = last.then(async () => answer(await loaded, data)).catch(reportError);
};

function answer(begin: () => StreamingHasher, request: Sha256Request): void {
  hasher ??= begin();
  if (request === null) {
    self.postMessage(hasher.hex() satisfies Sha256Answer);
    hasher = null;
    return;
  }
  hasher.update(request);
  self.postMessage(request satisfies Sha256Answer, [request.buffer]);
}
