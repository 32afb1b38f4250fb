import type { StreamingHasher } from '../lib/ports';
import type { HashAnswer, HashRequest } from './hashInWorker';
import { loadHashers } from './hashers';

/** A digest of one file after another, piece by piece: answers each piece with its buffer, and null with the digest. */
const loaded = loadHashers();
let hasher: StreamingHasher | null = null;
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<HashRequest>) => {
  // Reported as an error of this worker, which ends the wait of whoever started it.
  last = last.then(() => answer(data)).catch(reportError);
};

async function answer(request: HashRequest): Promise<void> {
  if (typeof request === 'string') {
    hasher = (await loaded)[request]();
    return;
  }
  if (!hasher) throw new Error('A digest is asked for before it was begun.');
  if (request !== null) {
    hasher.update(request);
    self.postMessage(request satisfies HashAnswer, [request.buffer]);
    return;
  }
  self.postMessage(hasher.hex() satisfies HashAnswer);
  hasher = null;
}
