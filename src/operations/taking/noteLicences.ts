import type { SnapshotOutcome } from '../core/outcome';
import { latestAnnotation } from '../core/latestAnnotation';
import type { FolderLicence } from './snapshotUnit';
import type { Taking } from './takeContent';

/** Says beside each version of a folder what its files tell of the licence, where nothing is said of it yet. */
export async function noteLicences(
  { ports, change }: Taking,
  folder: string,
  outcomes: readonly SnapshotOutcome[],
  licences: readonly FolderLicence[],
): Promise<void> {
  if (licences.length === 0) return;
  for (const { snapshotId, path } of outcomes) {
    const licence = licenceAt(licences, path === folder ? '' : path.slice(folder.length + 1));
    const snapshot = licence && (await change.live.get('snapshots', snapshotId));
    if (!licence || !snapshot || (await latestAnnotation(change.live, snapshot, 'licence'))) continue;
    const { expression, found } = licence;
    const body = { kind: 'licence', expression, found } as const;
    await change.add('annotations', [
      { id: ports.newId(), snapshotId, recordedAt: change.now, actor: ports.actor, body },
    ]);
  }
}

/** What holds at a path below the folder: of the nearest folder that tells one; null where none does. */
function licenceAt(licences: readonly FolderLicence[], path: string): FolderLicence | null {
  const byFolder = new Map(licences.map((each) => [each.folder, each]));
  for (let folder = path; ;) {
    const own = byFolder.get(folder);
    if (own) return own;
    if (folder === '') return null;
    folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '';
  }
}
