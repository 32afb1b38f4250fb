import type { Waiver } from '../../gates/contract/waiver';
import { baselineOf, type VersionBaseline } from '../../operations/comparing/baselineOf';
import { type EarlierArtifact, earlierVersionsOf } from '../../operations/taking/earlierVersionsOf';
import type { NextOf } from '../../operations/taking/snapshotUnit';
import type { ArtifactId, ArtifactKind } from '../../versioning/records';
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
  /** Whether it is asked on its own line which of them it is. */
  readonly isAsked: boolean;
  /** What its drift is measured against. */
  readonly baseline: VersionBaseline | null;
  /** Those of its artifact. */
  readonly waivers: readonly Waiver[];
  /** When the drop began, in milliseconds since 1970, at its first import: its jobs may be known by another name. */
  readonly importedSinceMs: number | null;
}

/** Of more files than this nobody is asked one by one: one answer is for all. */
const mostAsked = 50;

export function resultLines(activity: Activity, workspace: Workspace): readonly ResultLine[] {
  const made = madeBy(activity);
  // All imports of a drop are asked about together, at the first.
  const imported = activity.items.find(({ state }) => state.kind === 'imported');
  const lines = activity.items.flatMap((item): ResultLine[] => {
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
          isAsked: false,
          baseline: null,
          waivers: [],
          importedSinceMs: item === imported ? activity.startedAtMs : null,
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
          view &&
          outcome.what.kind === 'newArtifact' &&
          item.state.kind === 'snapshotted' &&
          item.state.takeAsNextOf
            ? earlierVersionsOf(workspace, view, made)
            : [],
        isAsked: true,
        baseline: view && baselineOf(workspace, view),
        waivers: (view && workspace.artifacts.get(view.artifactId)?.waivers) ?? [],
        importedSinceMs: null,
      };
    });
  });
  if (lines.filter(({ earlier }) => earlier.length > 0).length <= mostAsked) return lines;
  return lines.map((line) => ({ ...line, isAsked: false }));
}

/** What one answer says of the files of one dropped file or folder. */
export interface Answer {
  readonly take: (nextOf: NextOf) => void;
  readonly files: readonly { readonly path: string; readonly earlier: EarlierArtifact }[];
}

/** Files that may be the next version of exactly one artifact, of which no other file of the drop may be: the rest is asked one by one. */
export function answersOf(lines: readonly ResultLine[]): readonly Answer[] {
  const claimed = new Map<ArtifactId, number>();
  for (const { earlier } of lines)
    for (const { artifact } of earlier)
      claimed.set(artifact.artifact.id, (claimed.get(artifact.artifact.id) ?? 0) + 1);
  const answers = new Map<ActivityItem, { take: Answer['take']; files: Answer['files'][number][] }>();
  for (const { item, path, earlier, isUndone } of lines) {
    const [only, ...others] = earlier;
    const take = item.state.kind === 'snapshotted' ? item.state.takeAsNextOf : undefined;
    if (!only || others.length > 0 || !take || isUndone || claimed.get(only.artifact.artifact.id) !== 1)
      continue;
    const answer = answers.get(item) ?? { take, files: [] };
    answer.files.push({ path, earlier: only });
    answers.set(item, answer);
  }
  return [...answers.values()];
}

/** Artifacts that a drop made: none of them is an earlier one of another. */
function madeBy({ items }: Activity): ReadonlySet<ArtifactId> {
  return new Set(
    items.flatMap(({ state }) =>
      state.kind === 'snapshotted'
        ? state.outcomes.flatMap(({ what, artifactId }) => (what.kind === 'newArtifact' ? artifactId : []))
        : [],
    ),
  );
}
