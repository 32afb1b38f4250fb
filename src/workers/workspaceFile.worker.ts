import { readPieces } from '../formats/pieces';
import { err } from '../lib/result';
import { exportWorkspace } from '../operations/workspaces/exportWorkspace';
import { CancelledImport, type ImportWatch } from '../operations/core/importWatch';
import { importWorkspace } from '../operations/workspaces/importWorkspace';
import { unwritable } from '../operations/bytes/restoreWords';
import { openChunkStore } from '../storage/chunkStore';
import { createDexieStore } from '../storage/dexieStore';
import type { ActorId } from '../versioning/records';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { blobSource } from './blobSource';
import { atIntervals } from './atIntervals';
import { browserText } from './browserText';
import { sha256OfChunk } from './chunkDigest';
import { loadHashers } from './hashers';
import { serveTasks } from './serveTasks';
import { newId } from './newId';
import { untilMessagesAreHeard } from './untilMessagesAreHeard';
import { blobSink, fileSink } from './restoreTargets';

const pace = { pieceByteLength: 4 * 1024 * 1024, readsInFlight: 2 };

const hashers = loadHashers();

serveTasks(self, {
  async exportWorkspace({ databaseName, actor, workspace, target }, { signal, report }) {
    const opened = await open(databaseName, actor);
    try {
      const blob = target === null ? blobSink('application/x-tar') : null;
      const sink = blob ?? (await fileSink(target!, null));
      const exported = await exportWorkspace(opened.ports, workspace, sink, signal, atIntervals(report));
      return exported.ok ? { ok: true, value: { ...exported.value, blob: blob?.blob() ?? null } } : exported;
    } catch (error) {
      if (!signal.aborted && error instanceof DOMException && target)
        return err(unwritable(target.name, error));
      throw error;
    } finally {
      opened.close();
    }
  },
  async importWorkspace({ databaseName, actor, path, file, isLeavingOut }, { signal, report, hold }) {
    const opened = await open(databaseName, actor);
    const reportShare = atIntervals((share: number) => report({ share }));
    const watch: ImportWatch = { signal, report: reportShare, pause: untilMessagesAreHeard, hold };
    try {
      const pieces = readPieces(blobSource(file), pace, signal);
      return await importWorkspace(
        opened.ports,
        { path, pieces, byteLength: file.size, isLeavingOut },
        watch,
      );
    } catch (error) {
      if (error instanceof CancelledImport) signal.throwIfAborted();
      throw error;
    } finally {
      opened.close();
    }
  },
});

/** Stores of this worker's own: the page hears of a change as it hears of another tab's. */
async function open(databaseName: string, actor: ActorId) {
  const store = createDexieStore(databaseName);
  const chunks = openChunkStore();
  return {
    ports: {
      store,
      chunks,
      hashers: await hashers,
      text: browserText,
      newId,
      now: () => timestampFromMilliseconds(Date.now()),
      actor,
      sha256: sha256OfChunk,
    },
    close() {
      store.close();
      chunks.close();
    },
  };
}
