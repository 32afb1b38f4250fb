import type { StreamingHasher } from '../lib/ports';
import { loadSha256 } from './hashing/streamingHash';
import { sha256Of, type Sha256Answer, type Sha256Request } from './wholeDigest';

/** SHA-256 of one file after another: answers each piece with its buffer, and null with the file's digest. */
const loaded = loadSha256();
let file: CollectedFile | StreamingHasher | null = null;
/** Kept for the next file, where it comes soon: memory that is new costs as much as a copy. */
let buffer = new Uint8Array(0);
let letGoTimer: ReturnType<typeof setTimeout> | undefined;
const keptForMs = 2000;
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Sha256Request>) => {
  // Reported as an error of this worker, which ends the wait of whoever started it.
  last = last.then(() => answer(data)).catch(reportError);
};

async function answer(request: Sha256Request): Promise<void> {
  if (typeof request === 'number') {
    clearTimeout(letGoTimer);
    if (buffer.length < request) buffer = new Uint8Array(request);
    file = new CollectedFile(buffer);
    return;
  }
  file ??= (await loaded)();
  if (request !== null) {
    file.update(request);
    self.postMessage(request satisfies Sha256Answer, [request.buffer]);
    return;
  }
  const digest = await file.hex();
  file = null;
  letGoTimer = setTimeout(() => (buffer = new Uint8Array(0)), keptForMs);
  self.postMessage(digest satisfies Sha256Answer);
}

/** A file whose bytes are collected for one call of Web Crypto. */
class CollectedFile {
  private readonly buffer: Uint8Array<ArrayBuffer>;
  private filled = 0;

  constructor(buffer: Uint8Array<ArrayBuffer>) {
    this.buffer = buffer;
  }

  update(piece: Uint8Array): void {
    this.buffer.set(piece, this.filled);
    this.filled += piece.length;
  }

  hex(): Promise<string> {
    return sha256Of(this.buffer.subarray(0, this.filled));
  }
}
