import type { WholeDigester } from '../operations/restore';
import type { Digest } from '../versioning/digest';
import { oneCallLimit, type Sha256Answer, type Sha256Request } from './fileDigester';

/** SHA-256 of some bytes by Web Crypto. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<Digest> {
  const bits = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  let hex = '';
  for (const byte of bits) hex += byte.toString(16).padStart(2, '0');
  return hex as Digest;
}

/** Pieces that may wait for the worker. */
const maxPiecesUnderWay = 3;

/**
 * SHA-256 of a file by the piece, without an MD5: up to `oneCallLimit` collected for one call of Web Crypto, above it by a
 * worker of its own. The pieces are copied, so that their buffers stay with the caller.
 */
export function beginWholeDigest(byteLength: number, start: () => Worker): WholeDigester {
  if (byteLength > oneCallLimit) return byThePiece(start());
  const whole = new Uint8Array(byteLength);
  let filled = 0;
  return {
    async update(bytes) {
      whole.set(bytes, filled);
      filled += bytes.length;
    },
    finish: () => sha256Of(whole.subarray(0, filled)),
    dispose: () => undefined,
  };
}

function byThePiece(worker: Worker): WholeDigester {
  const free: Uint8Array<ArrayBuffer>[] = [];
  let underWay = 0;
  let wake: (() => void) | null = null;
  let failure: Error | null = null;
  let digest: string | null = null;
  worker.onmessage = ({ data }: MessageEvent<Sha256Answer>) => {
    if (typeof data === 'string') digest = data;
    else free.push(data);
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
    async update(bytes) {
      while (underWay >= maxPiecesUnderWay) await answered();
      const reused = free.pop();
      const copy =
        reused && reused.buffer.byteLength >= bytes.length
          ? new Uint8Array(reused.buffer, 0, bytes.length)
          : new Uint8Array(bytes.length);
      copy.set(bytes);
      send(copy);
    },
    async finish() {
      send(null);
      while (digest === null) await answered();
      return digest as Digest;
    },
    dispose: () => worker.terminate(),
  };
}
