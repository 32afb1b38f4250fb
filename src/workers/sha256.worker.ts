import type { StreamingHasher } from '../lib/ports';
import type { Sha256Answer, Sha256Request } from './fileDigester';
import { loadSha256 } from './sha256/streamingSha256';

/** One file's SHA-256 by the piece: answers each piece with its buffer, and null with the digest. */
const hasher = loadSha256().then((begin) => begin());
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Sha256Request>) => {
  // Reported as an error of this worker, which ends the wait of whoever started it.
  last = last.then(async () => answer(await hasher, data)).catch(reportError);
};

function answer(sha256: StreamingHasher, request: Sha256Request): void {
  if (request === null) {
    self.postMessage(sha256.hex() satisfies Sha256Answer);
    return;
  }
  sha256.update(request);
  self.postMessage(request satisfies Sha256Answer, [request.buffer]);
}
