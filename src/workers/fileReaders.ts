import type { FileReaders } from '../operations/taking/fileReaders';
import { ingestInGroups } from './ingestGroups';
import type { WorkerPool } from './pool';

/** Reads the files of one unit on a pool; what is read when the signal says so is cancelled. */
export function fileReaders(pool: WorkerPool, signal: AbortSignal): FileReaders<File> {
  return {
    ingest: (file, request, onBytes) =>
      pool.run(
        'ingest',
        { file, ...request },
        { signal, ...(onBytes && { onProgress: ({ bytesRead }) => onBytes(bytesRead) }) },
      ),
    ingestAll: (files, requestOf, take, onBytes) =>
      ingestInGroups(pool, files, (each) => ({ file: each.file, ...requestOf(each) }), take, onBytes, signal),
    makeTable: (parts) => pool.run('makeTable', parts, { signal }),
    readKept: (table, onBytes) => pool.run('readKept', table, { signal, onProgress: onBytes }),
  };
}
