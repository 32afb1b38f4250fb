import type { Digest } from '../versioning/digest';
import { beginHashInWorker } from './hashInWorker';

/** Up to this, one call of Web Crypto takes the whole file at its end, on this thread: Chromium makes it where it is asked for. */
export const smallByteLength = 32 * 1024 * 1024;

/** SHA-256 of a whole file, piece after piece. */
export interface WholeDigest {
  /** Resolves when the next piece may come. Only a piece that `mayBeGiven` loses its buffer; others can be used again then. */
  update(piece: Uint8Array<ArrayBuffer>, mayBeGiven?: boolean): Promise<void>;
  finish(): Promise<Digest>;
  /** Lets go of what it holds, after `finish` or in its place. */
  dispose(): void;
}

/** Beside work of the caller's own: what is long is hashed on another thread. */
export function beginWholeDigest(byteLength: number, startHash: () => Worker): WholeDigest {
  if (byteLength <= smallByteLength) return beginCollected(byteLength);
  const hash = beginHashInWorker('sha256', startHash);
  return { ...hash, finish: async () => (await hash.finish()) as Digest };
}

/** SHA-256 of some bytes by Web Crypto. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<Digest> {
  const bits = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  let hex = '';
  for (const byte of bits) hex += byte.toString(16).padStart(2, '0');
  return hex as Digest;
}

/** From here on, memory is kept for the next file where it comes soon: what is new costs as much as a copy. */
const keptByteLength = 1024 * 1024;
const spareForMs = 2000;
let spareBuffer = new ArrayBuffer(0);
let letGoTimer: ReturnType<typeof setTimeout> | undefined;

/** A file that is collected for one call of Web Crypto, which takes half as long as hashing by the piece. */
export function beginCollected(byteLength: number): WholeDigest {
  clearTimeout(letGoTimer);
  const buffer = spareBuffer.byteLength >= byteLength ? spareBuffer : new ArrayBuffer(byteLength);
  spareBuffer = new ArrayBuffer(0);
  const whole = new Uint8Array(buffer);
  let filled = 0;
  return {
    async update(piece) {
      whole.set(piece, filled);
      filled += piece.length;
    },
    finish: () => sha256Of(whole.subarray(0, filled)),
    dispose() {
      if (buffer.byteLength < keptByteLength) return;
      spareBuffer = buffer;
      letGoTimer = setTimeout(() => (spareBuffer = new ArrayBuffer(0)), spareForMs);
    },
  };
}
