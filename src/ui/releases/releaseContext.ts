import type { AliasView } from '../../operations/core/aliases';
import type { SeenAlias } from '../../operations/releases/moveAlias';
import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import type { ReleaseSearch } from './releasesSearch';

/** What one artifact's release page is about. */
export interface ReleaseSubject {
  readonly workspace: Workspace;
  readonly artifact: ArtifactView;
  /** As the link names it; no move of it is known where `alias` is null. */
  readonly aliasName: string;
  readonly alias: AliasView | null;
  /** What the alias stands on now. */
  readonly now: SnapshotView | null;
  /** What it may be moved to; null where there is no other version. */
  readonly candidate: SnapshotView | null;
}

export type ChangeReleaseSearch = (next: {
  readonly [K in keyof ReleaseSearch]?: ReleaseSearch[K] | undefined;
}) => void;

export const usualAlias = 'production';

/** What a link asks for. */
export function releaseSubject(
  workspace: Workspace,
  artifact: ArtifactView,
  search: ReleaseSearch,
): ReleaseSubject {
  const aliasName = search.alias ?? firstAlias(artifact)?.name ?? usualAlias;
  const alias = artifact.aliases.find(({ name }) => name === aliasName) ?? null;
  const now = artifact.snapshots.find(({ snapshot }) => snapshot.id === alias?.snapshotId) ?? null;
  const others = artifact.snapshots.filter((view) => view !== now);
  const candidate = others.find(({ snapshot }) => snapshot.id === search.candidate) ?? others.at(-1) ?? null;
  return { workspace, artifact, aliasName, alias, now, candidate };
}

/** `production` where there is one, else the first that stands on a version. */
function firstAlias({ aliases }: ArtifactView): AliasView | undefined {
  return (
    aliases.find(({ name }) => name === usualAlias) ??
    aliases.find(({ snapshotId }) => snapshotId !== null) ??
    aliases[0]
  );
}

/** The alias as this page shows it: a move from another tab in between is refused. */
export function seenAlias({ artifact, aliasName, alias }: ReleaseSubject): SeenAlias {
  return {
    artifactId: artifact.artifact.id,
    alias: aliasName,
    follows: alias?.moves.at(-1)?.id ?? null,
  };
}

export const aliasStripId = 'release-aliases';

/** What was pressed to move an alias is gone afterwards: the keyboard goes on from where it says what stands where. */
export function focusAliases(): void {
  document.getElementById(aliasStripId)?.focus();
}
