import { KeepingFailed, type BytesKeeper, type BytesNotKept } from '../formats/ingest';
import type { ChunkList } from '../versioning/chunking/chunkList';
import { answersOf } from './answers';
import { startWorker } from './startWorker';
import type { KeepRequest } from './tasks';

/** What the worker that stores chunks is sent: the version before, then pieces, which come back; null ends the file. */
export type KeeperRequest = { readonly before: ChunkList | null } | Uint8Array<ArrayBuffer> | null;
export type KeeperAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'kept'; readonly chunks: ChunkList }
  | { readonly kind: 'failed'; readonly failure: BytesNotKept };

/** Bytes that are sent at once, and how many such parts may wait: that is the memory it takes beside the worker's. */
const partByteLength = 4 * 1024 * 1024;
const maxPartsUnderWay = 4;

/** Kept from one file to the next, with its open database. */
let idleWorker: Worker | null = null;

/** Hands a file's bytes to a worker that cuts and stores them. */
export function keepInWorker({ workerUrl, before }: KeepRequest): BytesKeeper {
  const worker = idleWorker ?? startWorker(workerUrl, import.meta.url);
  idleWorker = null;
  let underWay = 0;
  let kept: ChunkList | null = null;
  const answers = answersOf<KeeperAnswer>(worker, 'The worker that stores chunks', (answer) => {
    if (answer.kind === 'failed') throw new KeepingFailed(answer.failure);
    if (answer.kind === 'taken') underWay--;
    else kept = answer.chunks;
  });
  const send = (request: KeeperRequest): void => {
    worker.postMessage(request, request instanceof Uint8Array ? [request.buffer] : []);
  };
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
      send(null);
      await answers.until(() => kept !== null);
      return kept!;
    },
    dispose() {
      if (kept && !idleWorker) idleWorker = worker;
      else worker.terminate();
    },
  };
}
