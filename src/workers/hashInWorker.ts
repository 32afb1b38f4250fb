import { answersOf } from './answers';

/** A digest that another thread computes, piece after piece. */
export interface HashInWorker {
  /** Resolves when the next piece may come. Only a piece that `mayBeGiven` loses its buffer; others can be used again then. */
  update(piece: Uint8Array<ArrayBuffer>, mayBeGiven?: boolean): Promise<void>;
  /** The digest in hex. */
  finish(): Promise<string>;
  /** Lets go of the worker, after `finish` or in its place. */
  dispose(): void;
}

export type HashName = 'sha256' | 'md5';

/** What a hash worker is sent: which digest begins; a piece, which comes back to be filled again; null asks for the digest. */
export type HashRequest = HashName | Uint8Array<ArrayBuffer> | null;
export type HashAnswer = Uint8Array<ArrayBuffer> | string;

/** Pieces that may wait for the worker: enough that neither side stands still. Copies are memory that is taken besides. */
const maxPiecesUnderWay = 3;
const maxCopiesUnderWay = 2;

/** Kept from one file to the next: starting a worker takes as long as hashing many megabytes. */
let idleWorker: Worker | null = null;

export function beginHashInWorker(name: HashName, start: () => Worker): HashInWorker {
  const worker = idleWorker ?? start();
  idleWorker = null;
  const free: Uint8Array<ArrayBuffer>[] = [];
  let underWay = 0;
  let digest: string | null = null;
  let isFinished = false;
  const answers = answersOf<HashAnswer>(worker, 'The worker that computes digests', (answer) => {
    if (typeof answer === 'string') digest = answer;
    else if (free.length < maxCopiesUnderWay) free.push(answer);
    underWay--;
  });
  const send = (message: Uint8Array<ArrayBuffer> | null): void => {
    underWay++;
    worker.postMessage(message satisfies HashRequest, message ? [message.buffer] : []);
  };
  const copyOf = (piece: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
    const reused = free.pop();
    const copy =
      reused && reused.buffer.byteLength >= piece.length
        ? new Uint8Array(reused.buffer, 0, piece.length)
        : new Uint8Array(piece.length);
    copy.set(piece);
    return copy;
  };
  worker.postMessage(name satisfies HashRequest);
  return {
    async update(piece, mayBeGiven = false) {
      const most = mayBeGiven ? maxPiecesUnderWay : maxCopiesUnderWay;
      await answers.until(() => underWay < most);
      send(mayBeGiven ? piece : copyOf(piece));
    },
    async finish() {
      send(null);
      await answers.until(() => digest !== null);
      isFinished = true;
      return digest!;
    },
    dispose() {
      if (isFinished && !idleWorker) idleWorker = worker;
      else worker.terminate();
    },
  };
}
