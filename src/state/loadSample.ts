import type { BytesNotKept, UnreadableFile } from '../formats/ingest';
import { err, ok, type Result } from '../lib/result';
import { Refusal } from '../operations/core/commitChange';
import type { OperationFailure } from '../operations/core/outcome';
import type { OperationPorts } from '../operations/core/ports';
import type { Keeping } from '../operations/taking/fileReaders';
import { sampleActivityPrefix } from './sampleActivity';
import { defaultReadOptions } from '../table/schema';
import type { WorkerPool } from '../workers/pool';
import { startActivity } from './activityWriter';
import { whileChunksStay } from '../storage/chunkLock';

/** Loads the sample project as an activity of its own, all of it or nothing; cancelling it is no failure. */
export async function loadSample(
  ports: OperationPorts,
  pool: WorkerPool,
  keeping: Keeping,
): Promise<Result<void, OperationFailure>> {
  const item = { id: 'sample', path: 'Sample project', byteLength: 0 };
  const activity = startActivity(`${sampleActivityPrefix}${ports.newId()}`, 'Sample project', [item]);
  const signal = activity.signalOf(item.id);
  try {
    activity.update(item.id, { kind: 'running', bytesDone: 0, bytesPerSecond: null });
    const [{ loadSampleProject }, { stageChanges }] = await Promise.all([
      import('../operations/workspaces/sampleProject'),
      import('../storage/stageChanges'),
    ]);
    const ingest: Parameters<typeof loadSampleProject>[1] = async (path, text, prefix) => {
      const file = new File([text], path);
      const ingested = await pool.run(
        'ingest',
        { file, path, options: defaultReadOptions, prefix, ...keeping.request(file.size, null) },
        { signal },
      );
      if (!ingested.ok) throw new Refusal(failureOf(ingested.error));
      return ingested.value;
    };
    const loaded = await whileChunksStay(() =>
      stageChanges(ports.store, async (store) => {
        const taken = await loadSampleProject({ ...ports, store }, ingest, signal);
        const synced = await keeping.sync();
        return synced.ok ? taken : synced;
      }),
    );
    activity.update(
      item.id,
      loaded.ok
        ? {
            kind: 'imported',
            summary: 'Six months of a bike-share project',
            auditSequence: null,
            warnings: [],
          }
        : { kind: 'failed', failure: loaded.error },
    );
    return loaded;
  } catch (error) {
    if (error instanceof Refusal) {
      activity.update(item.id, { kind: 'failed', failure: error.failure });
      return err(error.failure);
    }
    if (!signal.aborted) throw error;
    activity.update(item.id, { kind: 'cancelled' });
    return ok(undefined);
  } finally {
    activity.finish();
  }
}

/** A sample has no other way on than room: it is not taken without its bytes. */
function failureOf(failure: BytesNotKept | UnreadableFile): OperationFailure {
  const { message } = failure;
  if (failure.kind === 'unreadableFile') return { kind: 'unreadableFile', path: 'Sample project', message };
  return { kind: failure.reason === 'full' ? 'storeFull' : 'storeUnavailable', message };
}
