import type { SnapshotId } from '../../versioning/records';
import { fileNamespace, pathInFolder } from './snapshotUnit';
import type { ExpectedFile } from './stillTheSame';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';

/** What is compared with what is on disk: one version, or the latest version of everything that was dropped. */
export type CheckScope =
  { readonly kind: 'snapshot'; readonly snapshotId: SnapshotId } | { readonly kind: 'workspace' };

/** One file or folder of a scope, as it was dropped. */
export interface CheckRoot {
  /** The file's name in its drop, or the folder's. */
  readonly name: string;
  readonly isFolder: boolean;
  /** Whose bytes are expected. */
  readonly snapshotId: SnapshotId;
  /** Versions whose kept handle leads to it, the best first. */
  readonly handlesOf: readonly SnapshotId[];
  /** Of a file that came with a folder: its path in there, and that folder's versions, the best first. */
  readonly inside: { readonly path: string; readonly handlesOf: readonly SnapshotId[] } | null;
  /** With whole paths: a folder's begin with its name. */
  readonly files: readonly ExpectedFile[];
  /** Patterns by which a person left files out of a folder: those are not compared. */
  readonly leaveOut: readonly string[];
}

/**
 * The roots of a scope. Of the workspace: every folder and file that was dropped and has bytes; a file that came with a
 * folder is one of that folder's. Nothing for a version that is not there, or of which only the name is known.
 */
export function rootsOf(scope: CheckScope, workspace: Workspace): readonly CheckRoot[] {
  if (scope.kind === 'snapshot') {
    const view = workspace.snapshots.get(scope.snapshotId);
    const artifact = view && workspace.artifacts.get(view.artifactId);
    const root = view && artifact && rootOf(artifact, view, workspace);
    return root ? [root] : [];
  }
  const dropped = [...workspace.artifacts.values()].filter(({ namespace }) => namespace === fileNamespace);
  const folders = dropped.filter((artifact) => artifact.snapshots.at(-1)?.snapshot.content === 'directory');
  const inFolder = folders.map(({ name }) => `${name}/`);
  const roots: CheckRoot[] = [];
  for (const artifact of dropped) {
    const view = artifact.snapshots.at(-1);
    if (!view || inFolder.some((prefix) => artifact.name.startsWith(prefix))) continue;
    const root = rootOf(artifact, view, workspace);
    if (root) roots.push(root);
  }
  return roots.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

function rootOf(artifact: ArtifactView, view: SnapshotView, workspace: Workspace): CheckRoot | null {
  const { snapshot } = view;
  const { digest, md5, byteLength, content } = snapshot;
  if (content === 'unknown') return null;
  const root = {
    name: artifact.name,
    snapshotId: snapshot.id,
    // Its own, then those of the other versions from the newest: a handle leads to a place, whatever lies there now.
    handlesOf: [
      ...new Set(
        [snapshot, ...artifact.snapshots.toReversed().map((each) => each.snapshot)].map(({ id }) => id),
      ),
    ],
  };
  if (content === 'file') {
    const files = [{ path: artifact.name, digest, md5, byteLength }];
    return { ...root, isFolder: false, inside: insideOf(artifact.name, workspace), files, leaveOut: [] };
  }
  const manifest = digest === null ? undefined : workspace.manifests.get(digest);
  if (!manifest) return null;
  const files = manifest.entries.map((entry): ExpectedFile => ({
    path: pathInFolder(artifact.name, entry.path),
    digest: entry.digest,
    md5: entry.md5,
    byteLength: entry.byteLength,
  }));
  const leaveOut = manifest.leftOut?.patterns ?? [];
  return { ...root, isFolder: true, inside: null, files, leaveOut };
}

/** The dropped folder that a name lies in: the innermost. */
function insideOf(name: string, workspace: Workspace): CheckRoot['inside'] {
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
    const folder = workspace.artifactNamed(fileNamespace, name.slice(0, end));
    if (folder?.snapshots.at(-1)?.snapshot.content !== 'directory') continue;
    return {
      path: name.slice(end + 1),
      handlesOf: folder.snapshots.toReversed().map(({ snapshot }) => snapshot.id),
    };
  }
  return null;
}

/** What was dropped to be compared, as far as it matters which root it is. */
export interface OfferedItem {
  readonly kind: 'file' | 'directory';
  readonly name: string;
  /** Of a folder, relative to it. */
  readonly paths: readonly string[];
}

/**
 * What to compare with what: for each root the item that stands for it, null where none was offered. A folder or file
 * stands for the root of its name; where the scope is one version, whatever is offered alone stands for it, whatever it
 * is called now. `strays` stand for none.
 */
export function assignItems<T extends OfferedItem>(
  roots: readonly CheckRoot[],
  items: readonly T[],
): {
  readonly assigned: readonly { readonly root: CheckRoot; readonly item: T | null }[];
  readonly strays: readonly T[];
} {
  const left = new Set(items);
  const take = (item: T | undefined): T | null => {
    if (!item) return null;
    left.delete(item);
    return item;
  };
  const assigned = roots.map((root) => {
    const kind = root.isFolder ? 'directory' : 'file';
    const lastName = root.name.slice(root.name.lastIndexOf('/') + 1);
    const named = [...left].find(
      (item) => item.kind === kind && (item.name === root.name || item.name === lastName),
    );
    const only = roots.length === 1 && items.length === 1 ? items[0] : undefined;
    return { root, item: take(named ?? (only?.kind === kind || !root.isFolder ? only : undefined)) };
  });
  return { assigned, strays: [...left] };
}
