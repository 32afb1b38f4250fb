import { KeepingFailed, type BytesKeeper, type BytesNotKept } from '../formats/ingest';
import type { ChunkList } from '../versioning/chunking/chunkList';
import { answersOf } from './answers';
import { startWorker } from './startWorker';

/** What the worker that stores chunks is sent: of a file the version before, then its pieces, then its end. */
export type KeeperRequest = { readonly before: ChunkList | null } | Uint8Array<ArrayBuffer> | 'end' | 'store';
export type KeeperAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'listed'; readonly chunks: ChunkList }
  | { readonly kind: 'stored' }
  | { readonly kind: 'failed'; readonly failure: BytesNotKept };

/** Bytes that are sent at once, and how many such parts may wait: that is the memory it takes beside the worker's. */
const partByteLength = 4 * 1024 * 1024;
const maxPartsUnderWay = 4;

/** Kept from one file to the next, with its open database. */
let idleWorker: Worker | null = null;

/** Hands the bytes of files, one after another, to a worker that cuts and stores them. */
export interface FilesKeeper {
  begin(before: ChunkList | null): BytesKeeper;
  /** Ends when all of them are stored: before that nothing may refer to them. Throws `KeepingFailed`. */
  stored(): Promise<void>;
  /** Lets go of the worker, after `stored` or in its place. */
  dispose(): void;
}

export function keepInWorker(workerUrl: string): FilesKeeper {
  const worker = idleWorker ?? startWorker(workerUrl, import.meta.url);
  idleWorker = null;
  let underWay = 0;
  let listed: ChunkList | null = null;
  let isStored = false;
  const answers = answersOf<KeeperAnswer>(worker, 'The worker that stores chunks', (answer) => {
    if (answer.kind === 'failed') throw new KeepingFailed(answer.failure);
    if (answer.kind === 'taken') underWay--;
    else if (answer.kind === 'stored') isStored = true;
    else listed = answer.chunks;
  });
  const send = (request: KeeperRequest): void => {
    worker.postMessage(request, request instanceof Uint8Array ? [request.buffer] : []);
  };
  return {
    begin(before) {
      listed = null;
      send({ before });
      return {
        async update(piece) {
          for (let at = 0; at < piece.length; at += partByteLength) {
            await answers.until(() => underWay < maxPartsUnderWay);
            underWay++;
            send(piece.slice(at, at + partByteLength));
          }
        },
        async finish() {
          send('end');
          await answers.until(() => listed !== null);
          return listed!;
        },
      };
    },
    async stored() {
      send('store');
      await answers.until(() => isStored);
    },
    dispose() {
      if (isStored && !idleWorker) idleWorker = worker;
      else worker.terminate();
    },
  };
}
