import { err, ok, type Result } from '../lib/result';
import type { CommittedChange } from '../operations/core/commitChange';
import { keptTableOf, type TitledVersion } from '../operations/bytes/keptTable';
import type { OperationFailure } from '../operations/core/outcome';
import type { OperationPorts } from '../operations/core/ports';
import { addReading, type AddedReading } from '../operations/taking/readings';
import { addedWords } from '../operations/taking/readingWords';
import type { ReadOptions } from '../table/schema';
import type { WorkerPool } from '../workers/pool';
import { whileChunksStay } from '../storage/chunkLock';
import { runAsActivity } from './runAsActivity';

/** What is asked of a version's kept bytes. */
export interface ReadAgainRequest extends TitledVersion {
  /** As its reading in use where they are null. */
  readonly options: ReadOptions | null;
}

/** Reads a version's kept bytes by today's readers, where the tray shows how far it is. Null where it was cancelled. */
export function readAgain(
  ports: OperationPorts,
  pool: WorkerPool,
  request: ReadAgainRequest,
  byteLength: number,
): Promise<Result<CommittedChange<AddedReading>, OperationFailure> | null> {
  const { snapshotId, title, options } = request;
  return runAsActivity(
    { title: `Read ${title} again`, path: title, byteLength, thrown: 'unreadableFile' },
    async (signal, onBytes) => {
      const table = await keptTableOf(ports.store, request, options);
      if (!table.ok) return table;
      const read = await whileChunksStay(() =>
        pool.run('readKept', table.value, {
          signal,
          onProgress: (bytesDone) => onBytes(bytesDone, byteLength),
        }),
      );
      if (!read.ok) return err({ kind: 'unreadableTable', path: title, failure: read.error });
      signal.throwIfAborted();
      const added = await addReading(ports, snapshotId, read.value);
      if (!added.ok) return added;
      const { value } = added.value;
      // A reading that is only beside the others took nothing out of use that an undo could put back.
      const auditSequence = value.place === 'inUse' ? added.value.auditSequence : null;
      const summary = addedWords(value);
      return ok({ value: added.value, state: { kind: 'readAgain', summary, auditSequence } });
    },
  );
}
