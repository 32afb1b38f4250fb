import type { Digest } from '../../versioning/digest';
import type { LiveRecords } from './liveRecords';
import { foldWorkspace } from './workspaceFold';
import type { SnapshotView, Workspace } from './workspace';

/** What the versions and files with a digest are called, such as `trips.csv v3` or `photos/a.png of photos v1`. */
export type FileNames = (digest: Digest) => readonly string[];

/** Finds every digest's file names in the versions and folders in view. */
export function fileNames(records: LiveRecords): FileNames {
  const workspace = foldWorkspace(records);
  const names = new Map<Digest, string[]>();
  const add = (digest: Digest, name: string): void => {
    const own = names.get(digest);
    if (own) own.push(name);
    else names.set(digest, [name]);
  };
  for (const view of workspace.snapshots.values()) {
    const name = versionName(workspace, view);
    const { digest } = view.snapshot;
    if (digest !== null) add(digest, name);
    for (const file of filesOfVersion(workspace, view)) {
      if (file.path !== '') add(file.digest, `${file.path} of ${name}`);
    }
  }
  return (digest) => names.get(digest) ?? [];
}

/** Such as `trips.csv v3`. */
export function versionName({ artifacts }: Workspace, { artifactId, snapshot }: SnapshotView): string {
  return `${artifacts.get(artifactId)?.name ?? artifactId} v${snapshot.sequence}`;
}

/** The files that a version is; the path is empty where it is one file. None where it is not known which. */
export function filesOfVersion(
  { manifests }: Workspace,
  { snapshot }: SnapshotView,
): readonly { readonly path: string; readonly digest: Digest; readonly byteLength: number }[] {
  const { content, digest, byteLength } = snapshot;
  if (digest === null || content === 'unknown') return [];
  if (content === 'file') return [{ path: '', digest, byteLength: byteLength ?? 0 }];
  return manifests.get(digest)?.entries ?? [];
}
