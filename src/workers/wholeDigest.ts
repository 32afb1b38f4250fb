import type { Digest } from '../versioning/digest';
import { answersOf } from './answers';

/** Up to this, one call of Web Crypto takes the whole file at its end, on this thread: Chromium makes it where it is asked for. */
const hereLimit = 32 * 1024 * 1024;
/**
 * Up to this, a worker collects the file for one call of Web Crypto, which takes half as long as the module that hashes by
 * the piece (measured). The file is held twice over for it: beyond this, that would be too much memory.
 */
const oneCallLimit = 128 * 1024 * 1024;

/** SHA-256 of a whole file, piece after piece. */
export interface WholeDigest {
  /** Whether all of the work is done after the last piece, and on another thread: time for what else is to be done here. */
  readonly worksAtEnd: boolean;
  /** Resolves when the next piece may come. Only a piece that `mayBeGiven` loses its buffer; others can be used again then. */
  update(piece: Uint8Array<ArrayBuffer>, mayBeGiven?: boolean): Promise<void>;
  finish(): Promise<Digest>;
  /** Lets go of what it holds, after `finish` or in its place. */
  dispose(): void;
}

/** `mayWorkAtEnd` is for who has something else to do then: it takes less work, and nothing is done before. */
export function beginWholeDigest(
  byteLength: number,
  start: () => Worker,
  { mayWorkAtEnd = false } = {},
): WholeDigest {
  if (byteLength <= hereLimit) return inOneCall(byteLength);
  const isCollected = mayWorkAtEnd && byteLength <= oneCallLimit;
  return inWorker(takeWorker(start), isCollected ? byteLength : null);
}

/** SHA-256 of some bytes by Web Crypto. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<Digest> {
  const bits = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  let hex = '';
  for (const byte of bits) hex += byte.toString(16).padStart(2, '0');
  return hex as Digest;
}

function inOneCall(byteLength: number): WholeDigest {
  const whole = new Uint8Array(byteLength);
  let filled = 0;
  return {
    worksAtEnd: false,
    async update(piece) {
      whole.set(piece, filled);
      filled += piece.length;
    },
    finish: () => sha256Of(whole.subarray(0, filled)),
    dispose: () => undefined,
  };
}

/** Kept from one file to the next: starting a worker takes as long as hashing many megabytes. */
let idleWorker: Worker | null = null;

function takeWorker(start: () => Worker): Worker {
  const worker = idleWorker ?? start();
  idleWorker = null;
  return worker;
}

/**
 * What the SHA-256 worker is sent: first how many bytes it is to collect, where it is not to hash by the piece. A piece comes
 * back to be filled again, null asks for the digest.
 */
export type Sha256Request = number | Uint8Array<ArrayBuffer> | null;
export type Sha256Answer = Uint8Array<ArrayBuffer> | string;

/** Pieces that may wait for the worker: enough that neither side stands still. Copies are memory that is taken besides. */
const maxPiecesUnderWay = 3;
const maxCopiesUnderWay = 2;

/** `collected` are the bytes that it collects for one call; null where it hashes by the piece. */
function inWorker(worker: Worker, collected: number | null): WholeDigest {
  const free: Uint8Array<ArrayBuffer>[] = [];
  let underWay = 0;
  let digest: string | null = null;
  let isFinished = false;
  const answers = answersOf<Sha256Answer>(worker, 'The SHA-256 worker', (answer) => {
    if (typeof answer === 'string') digest = answer;
    else if (free.length < maxCopiesUnderWay) free.push(answer);
    underWay--;
  });
  const send = (message: Uint8Array<ArrayBuffer> | null): void => {
    underWay++;
    worker.postMessage(message satisfies Sha256Request, message ? [message.buffer] : []);
  };
  if (collected !== null) worker.postMessage(collected satisfies Sha256Request);
  const copyOf = (piece: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    const reused = free.pop();
    const copy =
      reused && reused.buffer.byteLength >= piece.length
        ? new Uint8Array(reused.buffer, 0, piece.length)
        : new Uint8Array(piece.length);
    copy.set(piece);
    return copy;
  };
  return {
    worksAtEnd: collected !== null,
    async update(piece, mayBeGiven = false) {
      const most = mayBeGiven ? maxPiecesUnderWay : maxCopiesUnderWay;
      await answers.until(() => underWay < most);
      send(mayBeGiven ? piece : copyOf(piece));
    },
    async finish() {
      send(null);
      await answers.until(() => digest !== null);
      isFinished = true;
      return digest! as Digest;
    },
    dispose() {
      if (isFinished && !idleWorker) idleWorker = worker;
      else worker.terminate();
    },
  };
}
