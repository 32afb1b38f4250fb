import { KeepingFailed, type BytesKeeper, type BytesNotKept } from '../formats/ingest';
import type { Result } from '../lib/result';
import type { ChunkList } from '../versioning/chunking/chunkList';
import { piecesUnderWay } from './piecesUnderWay';
import { createWorkerPool, type WorkerPool } from './pool';

/** Bytes that are sent at once, and how many such parts may wait: that is the memory it takes beside the worker's. */
const partByteLength = 4 * 1024 * 1024;
const maxPartsUnderWay = 4;

/** Kept from one file to the next, with its open database. */
let idleWorker: WorkerPool | null = null;

/** Hands the bytes of files, one after another, to a worker that cuts and stores them. */
export interface FilesKeeper {
  begin(before: ChunkList | null): BytesKeeper;
  /** Ends when all of them are stored: before that nothing may refer to them. Throws `KeepingFailed`. */
  stored(): Promise<void>;
  /** Lets go of the worker, after `stored` or in its place. */
  dispose(): void;
}

/** Begins to keep files on a worker, which `start` starts where none is idle. */
export function keepInWorker(start: () => Worker): FilesKeeper {
  const worker = idleWorker ?? createWorkerPool({ size: 1, start });
  idleWorker = null;
  const underWay = piecesUnderWay();
  let isStored = false;
  const keep = async (piece: Uint8Array<ArrayBuffer>): Promise<void> =>
    kept(await worker.run('keepPiece', { piece }, { give: piece.buffer }));
  return {
    begin(before) {
      underWay.add(worker.run('beginKeeping', { before }));
      return {
        async update(piece) {
          for (let at = 0; at < piece.length; at += partByteLength) {
            await underWay.untilFewerThan(maxPartsUnderWay);
            underWay.add(keep(piece.slice(at, at + partByteLength)));
          }
        },
        async finish() {
          await underWay.untilFewerThan(1);
          return kept(await worker.run('endKeeping', null));
        },
      };
    },
    async stored() {
      kept(await worker.run('storeKept', null));
      isStored = true;
    },
    dispose() {
      if (isStored && !idleWorker) idleWorker = worker;
      else worker.dispose();
    },
  };
}

function kept<T>(result: Result<T, BytesNotKept>): T {
  if (!result.ok) throw new KeepingFailed(result.error);
  return result.value;
}
