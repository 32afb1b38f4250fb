import { looksLikeBundle } from '../formats/bundle/looksLikeBundle';
import { looksLikeWorkspaceFile } from '../formats/workspaceFile/looksLikeWorkspaceFile';
import { readWorkspaceHead } from '../formats/workspaceFile/readWorkspaceFile';
import type { WorkspaceLabel } from '../formats/workspaceFile/workspaceHead';
import { err, ok, type Result } from '../lib/result';
import type { CommittedChange } from '../operations/core/commitChange';
import type { ExportProgress } from '../operations/workspaces/exportWorkspace';
import type { ImportSummary } from '../operations/lineage/importSummary';
import type { OperationFailure } from '../operations/core/outcome';
import { browserText } from '../workers/browserText';
import type { WorkerPool } from '../workers/pool';
import type { ActivityItem } from './activities';
import { whileChunksStay } from '../storage/chunkLock';
import { importedState, type ImportTarget } from './importedState';
import { leftOutWords } from '../operations/core/describeUnreadable';
import { runAsActivity } from './runAsActivity';
import type { LookedAt } from './workspaces';

/** Of a file, to tell what it is and whose. */
const headByteLength = 128 * 1024;

/** Looks at a file's first bytes. A bundle says nothing of how much it holds. */
export async function lookAtWorkspaceFile(file: File): Promise<Result<LookedAt, OperationFailure>> {
  const path = file.name;
  const head = new Uint8Array(await file.slice(0, headByteLength).arrayBuffer());
  if (looksLikeWorkspaceFile(head)) {
    const read = await readWorkspaceHead(only(head), { text: browserText });
    if (!read.ok) return err({ kind: 'malformedWorkspace', path, ...read.error });
    const { workspace, keptFiles, chunks } = read.value;
    return ok({ label: workspace, fileCount: keptFiles.count, byteLength: chunks.byteLength });
  }
  if (looksLikeBundle(new TextDecoder().decode(head)))
    return ok({ label: null, fileCount: 0, byteLength: 0 });
  const message = 'it begins neither as a workspace file nor as a bundle';
  return err({ kind: 'malformedWorkspace', path, place: 'byte 0', message });
}

async function* only(bytes: Uint8Array<ArrayBuffer>) {
  yield bytes;
}

/** Writes a workspace to a file, as an activity. Null where it was cancelled. */
export async function exportWorkspaceFile(
  pool: WorkerPool,
  source: ImportTarget,
  workspace: WorkspaceLabel,
  target: FileSystemFileHandle | null,
): Promise<Result<{ readonly blob: Blob | null }, OperationFailure> | null> {
  const { name } = workspace;
  const job = {
    title: `Export ${name}`,
    path: name,
    byteLength: 0,
    workspaceId: null,
    thrown: 'unwritableFile',
  } as const;
  return runAsActivity(job, async (signal, onBytes) => {
    const input = { ...source, workspace, target };
    const onProgress = ({ bytesWritten, byteLength }: ExportProgress): void =>
      onBytes(bytesWritten, byteLength);
    const exported = await whileChunksStay(() => pool.run('exportWorkspace', input, { signal, onProgress }));
    if (!exported.ok) return exported;
    const { fileCount, absentFiles, leftOut, blob } = exported.value;
    const files = fileCount === 0 ? 'no bytes were kept' : `with the bytes of ${counted(fileCount, 'file')}`;
    const absent =
      absentFiles.length === 0
        ? ''
        : `; ${counted(absentFiles.length, 'file')} left out, whose bytes are not all here: verify the store`;
    return ok({
      value: { blob },
      state: {
        kind: 'done',
        summary: `Exported, ${files}${absent}${leftOut.length === 0 ? '' : `; ${leftOutWords(leftOut)}`}`,
      },
    });
  });
}

/**
 * Takes a workspace file or bundle into a database, as an activity: one that can be undone there where it went into the
 * workspace that is shown. Null where it was cancelled.
 */
export async function importWorkspaceFile(
  pool: WorkerPool,
  target: ImportTarget,
  file: File,
  isLeavingOut: boolean,
  isUndoable: boolean,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure> | null> {
  const { name, size } = file;
  const job = {
    title: `Import ${name}`,
    path: name,
    byteLength: size,
    workspaceId: null,
    thrown: 'unreadableFile',
  } as const;
  return runAsActivity(job, async (signal, onBytes) => {
    const onShare = (share: number): void => onBytes(share * size, size);
    const imported = await importAny(pool, target, file, name, isLeavingOut, signal, onShare);
    if (!imported.ok) return imported;
    const state = importedState(imported.value);
    return ok({
      value: imported.value,
      state: isUndoable ? state : { ...state, auditSequence: null },
    });
  });
}

/** A dropped workspace file, merged into the workspace that it was dropped on; null where it is another archive. */
export async function importDroppedWorkspace(
  pool: WorkerPool,
  file: File,
  path: string,
  target: ImportTarget,
  signal: AbortSignal,
  onBytes: (bytesDone: number) => void,
): Promise<ActivityItem['state'] | null> {
  const head = new Uint8Array(await file.slice(0, 512).arrayBuffer());
  if (!looksLikeWorkspaceFile(head)) return null;
  const onShare = (share: number): void => onBytes(share * file.size);
  const imported = await importAny(pool, target, file, path, false, signal, onShare);
  return imported.ok ? importedState(imported.value) : { kind: 'failed', failure: imported.error };
}

async function importAny(
  pool: WorkerPool,
  target: ImportTarget,
  file: File,
  path: string,
  isLeavingOut: boolean,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  const input = { ...target, path, file };
  const onProgress = ({ share }: { readonly share: number }): void => onShare(share);
  const head = new Uint8Array(await file.slice(0, 512).arrayBuffer());
  if (!looksLikeWorkspaceFile(head)) return pool.run('importLineage', input, { signal, onProgress });
  return whileChunksStay(() =>
    pool.run('importWorkspace', { ...input, isLeavingOut }, { signal, onProgress }),
  );
}

function counted(amount: number, noun: string): string {
  return `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`;
}
