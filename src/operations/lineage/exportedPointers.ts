import { toolOf } from '../../formats/toolNamespaces';
import type { Reference } from '../../lineage/records';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';
import { pointerFileOf } from '../taking/pointerText';
import type { FilesMade } from './filesMade';
import type { LineageSelectionIds } from './lineageSelection';
import { bytesTold, isOfDvc, isPointerJob } from './namesOfDvc';

/** Adds the pointer of each dataset's last version. */
export function addPointers(
  workspace: Workspace,
  ids: LineageSelectionIds,
  format: 'dvc' | 'git-lfs',
  made: FilesMade,
): void {
  const written = format === 'dvc' ? writtenByStages(workspace) : null;
  for (const view of workspace.artifacts.values()) {
    if (!ids.artifacts.has(view.artifact.id)) continue;
    const version = view.snapshots.findLast(({ snapshot }) => ids.snapshots.has(snapshot.id));
    const path = pathOf(view, format);
    if (!version) made.leaveOut('no version of it is known');
    else if (path === null) made.leaveOut('its name is no path below a folder');
    else if (written?.get(view.artifact.id) !== undefined) made.leaveOut(written.get(view.artifact.id)!);
    else addPointer(view, version, path, format, made);
  }
}

function addPointer(
  view: ArtifactView,
  version: SnapshotView,
  path: string,
  format: 'dvc' | 'git-lfs',
  made: FilesMade,
): void {
  const { fileCount, isExecutable } = bytesTold(view, version);
  const file = pointerFileOf(format, path, version.snapshot, fileCount, isExecutable || undefined);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  if (file) made.add(`${folder}${file.name}`, file.text);
  else
    made.leaveOut(
      format === 'dvc'
        ? 'its MD5, size or number of files is not known'
        : 'its SHA-256 or size is not known, or it is a folder',
    );
}

/** Why DVC keeps no pointer of its own to what its stages write or only read, and what was imported; by artifact. */
function writtenByStages({ observations, jobs }: Workspace): ReadonlyMap<string, string> {
  const imports = new Set(observations.flatMap(({ role, jobId }) => (role === 'input' ? [jobId] : [])));
  const found = new Map<string, string>();
  const pointed = new Set<string>();
  for (const { role, jobId, artifactId } of observations) {
    const job = jobs.get(jobId)?.job;
    if (!job || !isOfDvc(job)) continue;
    if (role === 'input')
      found.set(artifactId, found.get(artifactId) ?? 'a stage reads it, and DVC does not keep it');
    else if (!isPointerJob(job)) found.set(artifactId, 'a stage writes it, so dvc.lock has it');
    else if (imports.has(jobId)) found.set(artifactId, 'it was imported, and its pointer says from where');
    else pointed.add(artifactId);
  }
  for (const artifactId of pointed) found.delete(artifactId);
  return found;
}

/** The name of a dataset that is a path, that of the tool first; null where none is. */
function pathOf(view: ArtifactView, format: 'dvc' | 'git-lfs'): string | null {
  const rank = ({ namespace }: Reference): number =>
    [format, 'dvc', 'git-lfs', 'file'].indexOf(toolOf(namespace) ?? namespace);
  const paths = view.names.filter(
    (name) => isPathBelow(name.name) && (rank(name) !== -1 || isPlain(name.name)),
  );
  const known = paths.filter((name) => rank(name) !== -1).sort((a, b) => rank(a) - rank(b));
  return (known[0] ?? paths[0])?.name ?? null;
}

/** Whether a name may be a file below any folder. */
function isPathBelow(name: string): boolean {
  const steps = name.split('/');
  return (
    name.length < 1024 &&
    !/[\\\p{Cc}]|^[A-Za-z]:/u.test(name) &&
    steps.every((step) => step !== '' && step !== '.' && step !== '..' && !/^\.(?:git|dvc)$/i.test(step))
  );
}

/** Whether a name that no tool gives as a path looks like one all the same. */
function isPlain(name: string): boolean {
  return !/[:*?"<>|]/.test(name);
}
