import type { FileDigester } from '../formats/ingest';
import type { StreamingHasher } from '../lib/ports';
import type { Digest, Md5 } from '../versioning/digest';

/**
 * Up to this, one call of Web Crypto takes the whole file. The call is quick, but Chromium makes it on this thread and
 * it cannot begin before all is read; above, a worker that hashes while the file is read is done earlier (measured).
 */
export const oneCallLimit = 32 * 1024 * 1024;

/**
 * Both digests of a file of `byteLength` bytes. Up to `oneCallLimit` they are collected for one call of Web Crypto;
 * above it, a worker of its own takes the SHA-256 by the piece. The MD5 is computed here, while that worker or
 * the disk is busy.
 */
export function beginFileDigest(
  byteLength: number,
  md5: StreamingHasher,
  startSha256: () => Worker,
): FileDigester {
  return byteLength <= oneCallLimit
    ? digestInOneCall(byteLength, md5)
    : digestByThePiece(md5, takeWorker(startSha256));
}

/** Kept from one file to the next: starting a worker takes as long as hashing many megabytes. */
let idleWorker: Worker | null = null;

function takeWorker(start: () => Worker): Worker {
  const worker = idleWorker ?? start();
  idleWorker = null;
  return worker;
}

function digestInOneCall(byteLength: number, md5: StreamingHasher): FileDigester {
  const whole = new Uint8Array(byteLength);
  let filled = 0;
  return {
    update(piece) {
      whole.set(piece, filled);
      filled += piece.length;
      md5.update(piece);
    },
    async finish() {
      const bits = await crypto.subtle.digest('SHA-256', whole.subarray(0, filled));
      return { digest: toHex(new Uint8Array(bits)) as Digest, md5: md5.hex() as Md5 };
    },
    dispose() {},
  };
}

/** What the SHA-256 worker is sent; a piece comes back to be filled again, null asks for the digest. */
export type Sha256Request = Uint8Array<ArrayBuffer> | null;
export type Sha256Answer = Uint8Array<ArrayBuffer> | string;

/** Pieces that may wait for the worker: enough that neither side stands still. */
const maxPiecesUnderWay = 3;

function digestByThePiece(md5: StreamingHasher, worker: Worker): FileDigester {
  const free: Uint8Array<ArrayBuffer>[] = [];
  let underWay = 0;
  let wake: (() => void) | null = null;
  let failure: Error | null = null;
  let digest: string | null = null;
  let isFinished = false;
  worker.onmessage = ({ data }: MessageEvent<Sha256Answer>) => {
    if (typeof data === 'string') digest = data;
    else if (free.length < maxPiecesUnderWay) free.push(data);
    underWay--;
    wake?.();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    failure = new Error(`The SHA-256 worker crashed: ${event.message}`);
    wake?.();
  };
  const throwFailure = (): void => {
    if (failure) throw failure;
  };
  const answered = async (): Promise<void> => {
    throwFailure();
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
    wake = null;
    throwFailure();
  };
  const send = (message: Sha256Request): void => {
    underWay++;
    worker.postMessage(message, message ? [message.buffer] : []);
  };
  return {
    async update(piece, mayKeep) {
      while (underWay >= maxPiecesUnderWay) await answered();
      if (mayKeep) {
        md5.update(piece);
        send(piece);
        return;
      }
      const reused = free.pop();
      const copy =
        reused && reused.buffer.byteLength >= piece.length
          ? new Uint8Array(reused.buffer, 0, piece.length)
          : new Uint8Array(piece.length);
      copy.set(piece);
      send(copy);
      md5.update(piece);
    },
    async finish() {
      send(null);
      while (digest === null) await answered();
      isFinished = true;
      return { digest: digest as Digest, md5: md5.hex() as Md5 };
    },
    dispose() {
      if (isFinished && !idleWorker) idleWorker = worker;
      else worker.terminate();
    },
  };
}

function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
