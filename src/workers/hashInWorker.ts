import { piecesUnderWay } from './piecesUnderWay';
import { createWorkerPool, type WorkerPool } from './pool';
import type { HashName } from './tasks';

/** A digest that another thread computes, piece after piece. */
export interface HashInWorker {
  /** Resolves when the next piece may come. Only a piece that `mayBeGiven` loses its buffer; others can be used again then. */
  update(piece: Uint8Array<ArrayBuffer>, mayBeGiven?: boolean): Promise<void>;
  /** The digest in hex. */
  finish(): Promise<string>;
  /** Lets go of the worker, after `finish` or in its place. */
  dispose(): void;
}

/** Pieces that may wait for the worker: enough that neither side stands still. Copies are memory that is taken besides. */
const maxPiecesUnderWay = 3;
const maxCopiesUnderWay = 2;

/** Kept from one file to the next: starting a worker takes as long as hashing many megabytes. */
let idleWorker: WorkerPool | null = null;

/** Begins a digest on a worker of its own, which `start` starts where none is idle. */
export function beginHashInWorker(name: HashName, start: () => Worker): HashInWorker {
  const worker = idleWorker ?? createWorkerPool({ size: 1, start });
  idleWorker = null;
  const free: Uint8Array<ArrayBuffer>[] = [];
  const underWay = piecesUnderWay();
  let isFinished = false;
  const send = async (piece: Uint8Array<ArrayBuffer>): Promise<void> => {
    const used = await worker.run('digestPiece', { piece }, { give: piece.buffer });
    if (free.length < maxCopiesUnderWay) free.push(used);
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
  underWay.add(worker.run('beginDigest', { name }));
  return {
    async update(piece, mayBeGiven = false) {
      await underWay.untilFewerThan(mayBeGiven ? maxPiecesUnderWay : maxCopiesUnderWay);
      underWay.add(send(mayBeGiven ? piece : copyOf(piece)));
    },
    async finish() {
      await underWay.untilFewerThan(1);
      const digest = await worker.run('endDigest', null);
      isFinished = true;
      return digest;
    },
    dispose() {
      if (isFinished && !idleWorker) idleWorker = worker;
      else worker.dispose();
    },
  };
}
