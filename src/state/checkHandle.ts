import { boundSnapshot } from '../operations/pointerBytes';
import { pathInFolder } from '../operations/snapshotUnit';
import { readWithdrawn } from '../operations/withdrawals';
import type { BrowserStore } from '../storage/dexieStore';
import { defaultReadOptions } from '../table/schema';
import type { Digest } from '../versioning/digest';
import type { ManifestEntry, SnapshotId } from '../versioning/records';
import { buildManifest, isLeftOut, type TreePorts } from '../versioning/tree';
import type { WorkerPool } from '../workers/pool';
import type { HandleCheck } from './services';

/** A handle with the permission calls of the File System Access API, where the browser has them. */
interface PermittedHandle {
  queryPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

/** Reads what is behind a kept handle again and compares its digest with the snapshot's. */
export async function checkHandle(
  snapshotId: SnapshotId,
  store: BrowserStore,
  pool: WorkerPool,
  ports: TreePorts,
): Promise<HandleCheck> {
  const [handle, snapshot] = await Promise.all([
    store.handleOf(snapshotId),
    store.read(async (transaction) => {
      const stored = await transaction.get('snapshots', snapshotId);
      return stored && boundSnapshot(transaction, await readWithdrawn(transaction), stored);
    }),
  ]);
  if (!handle || !snapshot.ok || !snapshot.value) return { kind: 'noHandle' };
  if (!(await isAllowed(handle))) return { kind: 'notAllowed' };
  try {
    const digest =
      handle instanceof FileSystemDirectoryHandle
        ? await digestFolder(handle, pool, ports)
        : (await digestFile(handle.name, await (handle as FileSystemFileHandle).getFile(), pool)).digest;
    return digest === snapshot.value.digest ? { kind: 'unchanged' } : { kind: 'modified', digest };
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return { kind: error.name === 'NotAllowedError' ? 'notAllowed' : 'missing' };
  }
}

async function isAllowed(handle: FileSystemHandle & PermittedHandle): Promise<boolean> {
  if ((await handle.queryPermission?.({ mode: 'read' })) === 'granted') return true;
  const asked = await handle.requestPermission?.({ mode: 'read' });
  // A browser without permission calls says no when the file is read.
  return asked === undefined || asked === 'granted';
}

async function digestFile(path: string, file: File, pool: WorkerPool): Promise<Omit<ManifestEntry, 'path'>> {
  const ingested = await pool.run('ingest', { file, path, options: defaultReadOptions, prefix: null });
  if (!ingested.ok) throw new DOMException(ingested.error.message, 'NotReadableError');
  const { digest, md5, byteLength } = ingested.value;
  return { digest, md5, byteLength };
}

async function digestFolder(
  handle: FileSystemDirectoryHandle,
  pool: WorkerPool,
  ports: TreePorts,
): Promise<Digest> {
  const entries: ManifestEntry[] = [];
  const visit = async (folder: FileSystemDirectoryHandle, prefix: string): Promise<void> => {
    for await (const child of folder.values()) {
      const path = `${prefix}${child.name}`;
      if (child instanceof FileSystemDirectoryHandle) await visit(child, `${path}/`);
      else if (!isLeftOut(path)) {
        const file = await child.getFile();
        entries.push({ path, ...(await digestFile(pathInFolder(handle.name, path), file, pool)) });
      }
    }
  };
  await visit(handle, '');
  return buildManifest(entries, ports).digest;
}
