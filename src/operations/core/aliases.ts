import { groupBy } from '../../lib/groupBy';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { AliasMove, ArtifactId, SnapshotId } from '../../versioning/records';

/** A movable name of an artifact: where it stands, and every move that brought it there [G11]. */
export interface AliasView {
  readonly artifactId: ArtifactId;
  readonly name: string;
  /** Null once it was removed. */
  readonly snapshotId: SnapshotId | null;
  /** In the order of their changes; at least one. */
  readonly moves: readonly AliasMove[];
}

/** Where an alias was before its last move: null where it stood nowhere. */
export function standsBefore({ moves }: Pick<AliasView, 'moves'>): SnapshotId | null {
  return moves.at(-2)?.snapshotId ?? null;
}

/** Every alias by artifact, in order of their names; removed ones too. */
export function foldAliases(moves: readonly AliasMove[]): ReadonlyMap<ArtifactId, readonly AliasView[]> {
  const views = [
    ...groupBy(inOrderOfChange(moves), ({ artifactId, name }) => JSON.stringify([artifactId, name])).values(),
  ]
    .map((own): AliasView => {
      const last = own.at(-1)!;
      return { artifactId: last.artifactId, name: last.name, snapshotId: last.snapshotId, moves: own };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return groupBy(views, ({ artifactId }) => artifactId);
}

/** Why a text cannot be the name of an alias; null where it can. */
export function aliasNameFault(name: string): string | null {
  if (name === '') return 'An alias needs a name, such as production.';
  if (name.length > 64) return 'The name of an alias has at most 64 characters.';
  return /[\s@/]/u.test(name) ? 'The name of an alias has neither white space nor “@” nor “/”.' : null;
}
