import { dropped } from './dropped';
import { createServices } from '../../src/state/createServices';
import type { RestoreSubject } from '../../src/state/restoreBytes';

const services = createServices('bench-restore');
const kept = new Map<string, RestoreSubject>();

/** Keeps the file's bytes at the first call. Then the seconds that it takes to write them to a file, every digest checked. */
export async function timeRestore(file: File): Promise<number> {
  const known = kept.get(file.name) ?? (await keep(file));
  kept.set(file.name, known);
  const folder = await navigator.storage.getDirectory();
  const target = await folder.getFileHandle('restored', { create: true });
  const started = performance.now();
  const restored = await services.restoreToFile(known, 'file', target);
  const seconds = (performance.now() - started) / 1000;
  if (!restored?.ok) throw new Error(`${file.name} was not restored: ${JSON.stringify(restored)}`);
  if ((await target.getFile()).size !== file.size) throw new Error(`${file.name} was not restored whole.`);
  return seconds;
}

async function keep(file: File): Promise<RestoreSubject> {
  const state = await dropped(services, { kind: 'file', path: file.name, file, handle: null });
  const snapshotted = state as { outcomes?: readonly { snapshotId: RestoreSubject['snapshotId'] }[] };
  const snapshotId = snapshotted.outcomes?.[0]?.snapshotId;
  if (!snapshotId) throw new Error(`${file.name} was not kept: ${JSON.stringify(state)}`);
  return { snapshotId, name: file.name, title: file.name, byteLength: file.size };
}
