import Dexie from 'dexie';
import { createServices } from '../../src/state/createServices';
import { exportWorkspaceFile, importWorkspaceFile } from '../../src/state/workspaceFiles';
import { chunkDatabaseName } from '../../src/storage/chunkStore';
import type { ActorId } from '../../src/versioning/records';
import { createTaskPool } from '../../src/workers/taskPool';
import { dropped } from './dropped';

const pool = createTaskPool();

const label = { id: 'bench', name: 'Bench', colour: 'green' };
const actor = 'bench' as ActorId;
const [from, to] = ['bench-workspace-from', 'bench-workspace-to'];

/** Keeps the file's bytes in a workspace. */
export async function keepInWorkspace(file: File): Promise<void> {
  const services = createServices(from);
  await services.storage.setPolicy({ kind: 'always' });
  const state = await dropped(services, { kind: 'file', path: file.name, file, handle: null });
  if ((state as { kind: string }).kind !== 'snapshotted')
    throw new Error(`The file was not kept: ${JSON.stringify(state)}`);
}

/** Writes that workspace to a file, forgets all bytes, and takes the file into another one. */
export async function workspaceOutAndIn(file: File): Promise<void> {
  const folder = await navigator.storage.getDirectory();
  const target = await folder.getFileHandle('workspace.tar', { create: true });
  const exported = await exportWorkspaceFile(pool, { databaseName: from, actor }, label, target);
  if (!exported?.ok) throw new Error(`The export failed: ${JSON.stringify(exported)}`);
  await Dexie.delete(chunkDatabaseName);
  const written = await target.getFile();
  if (written.size < file.size) throw new Error(`Of ${file.size} bytes ${written.size} are in the file.`);
  const imported = await importWorkspaceFile(pool, { databaseName: to, actor }, written, false, false);
  if (!imported?.ok) throw new Error(`The import failed: ${JSON.stringify(imported)}`);
}
