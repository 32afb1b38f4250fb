import { importLineage } from '../operations/importLineage';
import type { ImportWatch } from '../operations/importWatch';
import { createDexieStore } from '../storage/dexieStore';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { browserText } from '../workers/browserText';
import { loadHashers } from '../workers/hashers';
import type { TaskContext } from '../workers/protocol';
import { serveTasks } from '../workers/serveTasks';
import type { LineageImport, Tasks } from '../workers/tasks';
import { newId } from './newId';

/** Progress is reported no more often than this. */
const progressIntervalMs = 100;

const hashers = loadHashers();

serveTasks(self, { importLineage: takeIn });

/**
 * Reads, folds and writes a lineage file here, in a store of its own over the same database: what crosses to the page is
 * the summary alone, and the page hears of the change as it hears of another tab's.
 */
async function takeIn(
  { databaseName, actor, path, file }: LineageImport,
  context: TaskContext<'importLineage'>,
): Promise<Tasks['importLineage']['output']> {
  const store = createDexieStore(databaseName);
  try {
    const ports = {
      store,
      hashers: await hashers,
      text: browserText,
      newId,
      now: () => timestampFromMilliseconds(Date.now()),
      actor,
    };
    const text = await file.text();
    context.signal.throwIfAborted();
    return await importLineage(ports, { path, text }, watchOf(context));
  } finally {
    // Left open, it would stand in the way of another tab that upgrades or deletes the database.
    store.close();
  }
}

function watchOf({ signal, report, hold }: TaskContext<'importLineage'>): ImportWatch {
  let reportedAt = 0;
  return {
    signal,
    report(share) {
      const now = performance.now();
      if (now - reportedAt < progressIntervalMs) return;
      reportedAt = now;
      report({ share });
    },
    pause: untilMessagesAreHeard,
    hold,
  };
}

const { port1, port2 } = new MessageChannel();

/** A timer would wait for four milliseconds from the fifth on; a message to itself comes right after those that wait. */
function untilMessagesAreHeard(): Promise<void> {
  return new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}
