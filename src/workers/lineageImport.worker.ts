import { openArchive } from '../formats/archive/openArchive';
import { recogniseBinary } from '../formats/recogniseLineage';
import { readLineageText } from '../formats/lineageText';
import { err } from '../lib/result';
import { archiveSource } from '../operations/lineage/archiveSource';
import { requestOfBytes } from '../operations/lineage/lineageRequest';
import { importLineage } from '../operations/lineage/importLineage';
import { importFile } from '../operations/workspaces/importFile';
import type { ImportWatch } from '../operations/core/importWatch';
import type { OperationPorts } from '../operations/core/ports';
import { takeBackSource } from '../operations/audit/takeBackSource';
import { undo } from '../operations/audit/undo';
import { createDexieStore } from '../storage/dexieStore';
import type { ActorId } from '../versioning/records';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { atIntervals } from './atIntervals';
import { untilMessagesAreHeard } from './untilMessagesAreHeard';
import { blobSource } from './blobSource';
import { browserText } from './browserText';
import { loadHashers } from './hashers';
import { loadSha256OfText } from './hashing/textSha256';
import { folderSource } from './folderSource';
import { createWorkerPool } from './pool';
import type { TaskContext } from './protocol';
import { serveTasks } from './serveTasks';
import { startWorker } from './startWorker';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import textDigestsUrl from './textDigests.worker?worker&url';
import { newId } from './newId';

const hashers = loadHashers();
const sha256OfText = loadSha256OfText();
/** Digests of events are made beside their reading. */
const digesters = createWorkerPool({ size: 1, start: () => startWorker(textDigestsUrl, import.meta.url) });

serveTasks(self, {
  importLineage: ({ path, file, badEvents = 'refuse', ...target }, context) =>
    withPorts(target, async (ports) => {
      const binary = await recogniseBinary(path, blobSource(file));
      if (binary !== null) {
        const request = requestOfBytes(path, binary, blobSource(file), browserText);
        return importLineage(ports, request, watchOf(context));
      }
      const text = await readLineageText(blobSource(file), browserText);
      context.signal.throwIfAborted();
      if (!text.ok) return err({ kind: 'malformedLineage', path, ...text.error });
      return importFile(ports, { path, text: text.value, badEvents }, watchOf(context));
    }),
  importFolderLineage: ({ badEvents = 'refuse', ...folder }, context) =>
    withPorts(folder, (ports) => {
      const request = { path: folder.path, sources: [folderSource(folder)], badEvents };
      return importLineage(ports, request, watchOf(context));
    }),
  importArchiveLineage: async ({ path, file, badEvents = 'refuse', ...target }, context) => {
    const opened = await openArchive(blobSource(file), browserText);
    if (!opened) return null;
    if (!opened.ok) return err({ kind: 'malformedLineage', path, ...opened.error });
    const { source } = await archiveSource(path, opened.value, browserText);
    context.signal.throwIfAborted();
    if (source.files.length === 0) return null;
    const request = { path, sources: [source], badEvents };
    return withPorts(target, (ports) => importLineage(ports, request, watchOf(context)));
  },
  takeBackSource: ({ name, ...target }) => withPorts(target, (ports) => takeBackSource(ports, name)),
  undo: ({ auditSequence, ...target }) => withPorts(target, (ports) => undo(ports, auditSequence)),
});

/**
 * Works here in a store of its own over the same database: what crosses to the page is the outcome alone, and the page
 * hears of the change as it hears of another tab's.
 */
async function withPorts<T>(
  { databaseName, actor }: { readonly databaseName: string; readonly actor: ActorId },
  work: (ports: OperationPorts) => Promise<T>,
): Promise<T> {
  const store = createDexieStore(databaseName);
  try {
    return await work({
      store,
      hashers: await hashers,
      sha256OfText: await sha256OfText,
      sha256OfTexts: (texts) => digesters.run('digestTexts', { texts }),
      text: browserText,
      newId,
      now: () => timestampFromMilliseconds(Date.now()),
      actor,
    });
  } finally {
    // Left open, it would stand in the way of another tab that upgrades or deletes the database.
    store.close();
  }
}

function watchOf({
  signal,
  report,
  hold,
}:
  | TaskContext<'importLineage'>
  | TaskContext<'importFolderLineage'>
  | TaskContext<'importArchiveLineage'>): ImportWatch {
  return {
    signal,
    report: atIntervals((share) => report({ share })),
    pause: untilMessagesAreHeard,
    hold,
  };
}
