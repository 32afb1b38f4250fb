import type { HomeTimes } from './chunkHomes';
// oxlint-disable-next-line import/default -- the constructor of the worker, which vite exports
import HomesWorker from './chunkHomes.worker?worker';
import type { VersionsAnswer, VersionsRequest } from './storedVersions.worker';
// oxlint-disable-next-line import/default -- the constructor of the worker, which vite exports
import VersionsWorker from './storedVersions.worker?worker';

/** Seconds to find the chunks of 256 MB in a worker. */
export function timeChunking(): Promise<number> {
  return ask<number>(new HomesWorker(), 'chunk');
}

/** Of 96 MiB of chunks in one of the places where they could live. */
export function timeHome(home: string): Promise<HomeTimes> {
  return ask<HomeTimes>(new HomesWorker(), home);
}

/** Stores a hundred versions of the file. */
export function storeVersions(file: File, edits: VersionsRequest['edits']): Promise<VersionsAnswer> {
  return ask<VersionsAnswer>(new VersionsWorker(), { file, edits, versionCount: 100 });
}

function ask<T>(worker: Worker, request: unknown): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<T>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
