import { beginZip } from '../formats/zip/writeZip';
import type { Cancellation, TextCodec } from '../lib/ports';
import { err, ok, type Result } from '../lib/result';
import { gatherWrites } from '../operations/bytes/gatherWrites';
import { keptEntriesOf, type KeptEntry } from '../operations/bytes/keptEntries';
import type { OperationFailure } from '../operations/core/outcome';
import { readLive } from '../operations/core/liveTransaction';
import { boundVersion } from '../operations/bytes/keptTable';
import { readAhead } from '../operations/bytes/readAhead';
import { restoreFile, type ByteSink, type RestorePorts } from '../operations/bytes/restore';
import {
  isAsPlanned,
  planFolder,
  type FolderFile,
  type FolderPlan,
  type TargetFolder,
} from '../operations/bytes/restoreFolder';
import { damagedFailure, folderFailure, unwritable } from '../operations/bytes/restoreWords';
import { folderNameOf, pathsFault } from '../operations/bytes/writablePath';
import type { Store } from '../operations/core/store';
import type { SnapshotId } from '../versioning/records';

/** The files of a version, all of them kept; a failure names the first that is not. */
export async function filesToRestore(
  snapshotId: SnapshotId,
  store: Store,
): Promise<
  Result<{ readonly files: readonly RestorableFile[]; readonly isFolder: boolean }, OperationFailure>
> {
  const read = await readLive(store, async (live) => {
    const snapshot = await boundVersion(live, snapshotId);
    if (!snapshot) return null;
    const manifest = snapshot.digest === null ? undefined : await live.get('manifests', snapshot.digest);
    const entries = await keptEntriesOf(snapshot, manifest, live.raw.keptFiles);
    return { entries, isFolder: snapshot.content === 'directory', isKnown: snapshot.digest !== null };
  });
  if (!read.ok) return read;
  if (!read.value?.isKnown)
    return err({ kind: 'notFound', message: 'That version, or what its bytes are, is not known' });
  const { entries, isFolder } = read.value;
  const missing = entries.find(({ file }) => file === null);
  if (missing)
    return err({ kind: 'notFound', message: `The bytes of ${missing.path || 'the file'} are not kept here` });
  return ok({ files: entries.filter(isRestorable), isFolder });
}

/** An entry of a folder whose bytes are kept. */
export type RestorableFile = KeptEntry & { readonly file: NonNullable<KeptEntry['file']> };

function isRestorable(entry: KeptEntry): entry is RestorableFile {
  return entry.file !== null;
}

/** Writes one file; what the sink throws is a failure with the file's path. */
export async function restoreTo(
  { path, file }: RestorableFile,
  name: string,
  sink: ByteSink,
  ports: RestorePorts,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
): Promise<Result<void, OperationFailure>> {
  try {
    const restored = await restoreFile(file, sink, ports, cancellation, onBytes);
    return restored.ok ? restored : err(damagedFailure(path || name, restored.error));
  } catch (error) {
    cancellation.throwIfAborted();
    if (error instanceof DOMException) return err(unwritable(path || name, error));
    throw error;
  }
}

/** Writes a whole folder as one archive, which ends whole or not at all. */
export async function restoreZip(
  files: readonly RestorableFile[],
  folder: string,
  sink: ByteSink,
  text: TextCodec,
  ports: RestorePorts,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
): Promise<Result<void, OperationFailure>> {
  const hostile = pathsFault(files.map(({ path }) => path));
  if (hostile) {
    await sink.abort();
    return err(folderFailure({ kind: 'hostilePath', ...hostile }));
  }
  const output = gatherWrites(sink);
  const zip = beginZip(output.write, text);
  const ahead = {
    ...ports,
    chunks: readAhead(
      files.map(({ file }) => file),
      ports.chunks,
    ),
  };
  try {
    for (const file of files) {
      const entry = await zip.begin(`${folderNameOf(folder)}/${file.path}`, file.byteLength);
      // The archive as a whole is aborted below.
      const into = { ...entry, abort: async () => undefined };
      const restored = await restoreTo(file, file.path, into, ahead, cancellation, onBytes);
      if (restored.ok) continue;
      await sink.abort();
      return restored;
    }
    await zip.finish();
    await output.flush();
    cancellation.throwIfAborted();
    await sink.close();
    return ok(undefined);
  } catch (error) {
    await sink.abort().catch(() => undefined);
    cancellation.throwIfAborted();
    if (error instanceof DOMException) return err(unwritable(`${folder}.zip`, error));
    throw error;
  }
}

/** What writing the files into a folder would do. */
export async function planRestore(
  files: readonly RestorableFile[],
  target: TargetFolder,
  cancellation: Cancellation,
  onFile: () => void,
): Promise<Result<FolderPlan, OperationFailure>> {
  try {
    const plan = await planFolder(files, target, cancellation, onFile);
    return plan.ok ? plan : err(folderFailure(plan.error));
  } catch (error) {
    cancellation.throwIfAborted();
    if (error instanceof DOMException) return err(unwritable('The folder', error));
    throw error;
  }
}

/**
 * Writes what a plan says, each file whole or not at all; a file that changed since it was looked at is left, and ends
 * it. Gives how many files were written.
 */
export async function writePlan(
  files: readonly RestorableFile[],
  plan: FolderPlan,
  target: TargetFolder,
  ports: RestorePorts,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
): Promise<Result<number, OperationFailure>> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const all = [...plan.added, ...plan.over];
  const inOrder = all.flatMap(({ path }) => byPath.get(path)?.file ?? []);
  const ahead = { ...ports, chunks: readAhead(inOrder, ports.chunks) };
  let written = 0;
  for (const planned of all) {
    cancellation.throwIfAborted();
    const file = byPath.get(planned.path);
    if (!file) continue;
    const result = await writeFile(file, planned, target, ahead, cancellation, onBytes);
    if (!result.ok) return result;
    written += 1;
  }
  return ok(written);
}

async function writeFile(
  file: RestorableFile,
  planned: FolderFile,
  target: TargetFolder,
  ports: RestorePorts,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
): Promise<Result<void, OperationFailure>> {
  try {
    if (!(await isAsPlanned(planned, target)))
      return err(folderFailure({ kind: 'changedMeanwhile', path: planned.path }));
    const sink = await target.begin(planned.path, planned.byteLength);
    return await restoreTo(file, planned.path, sink, ports, cancellation, onBytes);
  } catch (error) {
    cancellation.throwIfAborted();
    // A name that this disk does not allow is a TypeError.
    if (error instanceof DOMException || error instanceof TypeError)
      return err(unwritable(planned.path, error));
    throw error;
  }
}
