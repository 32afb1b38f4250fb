import type { AliasView } from '../../operations/core/aliases';
import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import { tellApart } from '../shared/tellApart';
import type { ReleasesSearch } from './releasesSearch';

/** An alias with what it is of and where it stands. */
export interface AliasRow {
  readonly artifact: ArtifactView;
  /** The shortest end of its name that no other of the list has. */
  readonly shown: string;
  readonly alias: AliasView;
  /** Null once it was removed. */
  readonly version: SnapshotView | null;
  /** Versions after the one that it stands on. */
  readonly newerCount: number;
}

/** Every alias, by artifact and name; words may be of either, or of the kind. */
export function aliasRows(workspace: Workspace, search: ReleasesSearch): readonly AliasRow[] {
  const words = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...workspace.artifacts.values()]
    .flatMap((artifact) => artifact.aliases.map((alias) => ({ artifact, alias })))
    .filter(({ artifact, alias }) => {
      const text = `${artifact.namespace} ${artifact.name} ${artifact.artifact.kind} ${alias.name}`;
      return words.every((word) => text.toLowerCase().includes(word));
    });
  const shown = tellApart(found.map(({ artifact }) => artifact.name));
  return found
    .map(({ artifact, alias }) => rowOf(artifact, shown.get(artifact.name) ?? artifact.name, alias))
    .sort(
      (a, b) => a.artifact.name.localeCompare(b.artifact.name) || a.alias.name.localeCompare(b.alias.name),
    );
}

function rowOf(artifact: ArtifactView, shown: string, alias: AliasView): AliasRow {
  const at = artifact.snapshots.findIndex(({ snapshot }) => snapshot.id === alias.snapshotId);
  return {
    artifact,
    shown,
    alias,
    version: artifact.snapshots[at] ?? null,
    newerCount: at === -1 ? 0 : artifact.snapshots.length - 1 - at,
  };
}
