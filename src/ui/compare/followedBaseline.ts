import { baselineBy, baselineOf, type VersionBaseline } from '../../operations/comparing/baselineOf';
import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import type { SnapshotId } from '../../versioning/records';
import type { CompareSearch } from './compareSearch';

/** What each version is compared with; `value` is what the link says. */
export interface FollowedBaseline {
  readonly value: NonNullable<CompareSearch['baseline']>;
  of(id: SnapshotId): VersionBaseline;
}

/**
 * What was chosen for the artifact, where the link asks for it or says nothing and somebody chose; else one version, or of each
 * version a window of so many before it.
 */
export function followedBaseline(
  workspace: Workspace,
  artifact: ArtifactView | undefined,
  reference: SnapshotView,
  asked: CompareSearch['baseline'],
  window: number | undefined,
): FollowedBaseline {
  const isChosen = artifact !== undefined && artifact.baseline.kind !== 'default';
  if (asked === 'chosen' || (asked === undefined && isChosen)) {
    return {
      value: 'chosen',
      of: (id) => {
        const view = workspace.snapshots.get(id);
        return view ? baselineOf(workspace, view) : { versions: [], words: 'it is not there' };
      },
    };
  }
  if (asked === undefined || asked === 'reference') {
    if (window !== undefined && artifact) return windowBefore(workspace, artifact, window);
  }
  const named = asked === undefined || asked === 'reference' ? undefined : workspace.snapshots.get(asked);
  const one = named ?? reference;
  const words = one.snapshot.sequence;
  return {
    value: named ? named.snapshot.id : 'reference',
    of: () => ({ versions: [one], words: `against v${words}` }),
  };
}

function windowBefore(workspace: Workspace, artifact: ArtifactView, count: number): FollowedBaseline {
  return {
    value: 'reference',
    of: (id) => {
      const view = workspace.snapshots.get(id);
      return view
        ? baselineBy(workspace, artifact, view, { kind: 'window', count })
        : { versions: [], words: 'it is not there' };
    },
  };
}
