import type { Waiver } from '../../gates/contract/waiver';
import { baselineOf, type VersionBaseline } from '../../operations/comparing/baselineOf';
import { type EarlierArtifact, earlierVersionsOf } from '../../operations/taking/earlierVersionsOf';
import type { ArtifactKind } from '../../versioning/records';
import type { SnapshotOutcome } from '../../operations/core/outcome';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { parentOf } from '../artifacts/parentOf';
import type { Activity, ActivityItem } from '../../state/activities';

/** One line of a drop's result; an item that gave several snapshots has several. */
export interface ResultLine {
  readonly id: string;
  readonly item: ActivityItem;
  /** Of its item's lines. */
  readonly isFirst: boolean;
  readonly path: string;
  readonly outcome: SnapshotOutcome | null;
  /** Null while the workspace has not told of it yet, and once it was undone. */
  readonly view: SnapshotView | null;
  /** It was written, and is not there any more: somebody undid it. */
  readonly isUndone: boolean;
  /** What its artifact is; null where there is none. */
  readonly artifactKind: ArtifactKind | null;
  /** The version before it. */
  readonly parent: SnapshotView | null;
  /** Artifacts that it may be the next version of, likeliest first. */
  readonly earlier: readonly EarlierArtifact[];
  /** What its drift is measured against. */
  readonly baseline: VersionBaseline | null;
  /** Those of its artifact. */
  readonly waivers: readonly Waiver[];
}

/** Of more files than this nobody is asked one by one. */
const mostAsked = 50;

export function resultLines(activity: Activity, workspace: Workspace): readonly ResultLine[] {
  const isAsked = activity.items.length <= mostAsked;
  return activity.items.flatMap((item): ResultLine[] => {
    if (item.state.kind !== 'snapshotted')
      return [
        {
          id: item.id,
          item,
          isFirst: true,
          path: item.path,
          outcome: null,
          view: null,
          isUndone: false,
          artifactKind: null,
          parent: null,
          earlier: [],
          baseline: null,
          waivers: [],
        },
      ];
    const { outcomes, auditSequence } = item.state;
    // The workspace is as new as the entry that wrote this.
    const isRead = auditSequence !== null && workspace.auditSequence >= auditSequence;
    return outcomes.map((outcome, at): ResultLine => {
      const view = workspace.snapshots.get(outcome.snapshotId) ?? null;
      return {
        id: at === 0 ? item.id : `${item.id}:${at}`,
        item,
        isFirst: at === 0,
        path: outcome.path,
        outcome,
        view,
        isUndone: isRead && view === null,
        artifactKind: (view && workspace.artifacts.get(view.artifactId)?.artifact.kind) ?? null,
        parent: view && parentOf(view, workspace),
        earlier:
          view && isAsked && item.state.kind === 'snapshotted' && item.state.takeAsNextOf
            ? earlierVersionsOf(workspace, view)
            : [],
        baseline: view && baselineOf(workspace, view),
        waivers: (view && workspace.artifacts.get(view.artifactId)?.waivers) ?? [],
      };
    });
  });
}
