import { derivedId } from '../../versioning/derivedId';
import { latestOf } from '../../versioning/changeOrder';
import type { AliasMove, ArtifactId, SnapshotId } from '../../versioning/records';
import { aliasNameFault } from '../core/aliases';
import type { ChangeWriter } from '../core/commitChange';
import { groupBy } from '../../lib/groupBy';
import type { OperationPorts } from '../core/ports';
import type { ResolvedNames } from './importedNames';
import type { ImportedRecords } from './importedRecords';
import type { TimedStatement } from './importedRuns';
import type { ImportedVersions } from './importedSnapshots';

/** Why an alias stands where an import put it; what a person moves has the person's reason. */
const reasonOf = (format: string): string => `as ${format} has it`;

interface ToldAlias {
  readonly snapshotId: SnapshotId;
  readonly statement: TimedStatement;
}

/**
 * Moves aliases to where sources say that they stand. Where a source said the same at the last import, nothing is moved: what a person did
 * since then holds. A name that no alias may have stays a claim.
 */
export async function addAliases(
  ports: OperationPorts,
  { live, now }: ChangeWriter,
  timed: readonly TimedStatement[],
  names: ResolvedNames,
  snapshots: ImportedVersions,
  records: ImportedRecords,
): Promise<void> {
  const told = toldAliases(timed, names, snapshots);
  if (told.size === 0) return;
  const ids = [...told.keys()].flatMap((id) => names.membersOf(id));
  const stored = groupBy(await live.whereAny('aliasMoves', 'artifactId', ids), ({ name }) => name);
  for (const [artifactId, aliases] of told)
    for (const [name, { snapshotId, statement }] of aliases) {
      const reason = reasonOf(statement.format);
      const members = names.membersOf(artifactId);
      const earlier = (stored.get(name) ?? []).filter(
        (move) => members.includes(move.artifactId) && move.reason === reason,
      );
      const last = latestOf(earlier);
      if (last?.snapshotId === snapshotId) continue;
      const after = `${last?.id ?? ''} ${snapshotId}`;
      const move: AliasMove = {
        id: derivedId(`alias ${artifactId}`, name, after, ports),
        artifactId,
        name,
        snapshotId,
        reason,
        evidence: null,
        actor: ports.actor,
        recordedAt: now,
      };
      records.ensure('aliasMoves', move);
    }
}

/** Of several words on one alias the latest holds. */
function toldAliases(
  timed: readonly TimedStatement[],
  names: ResolvedNames,
  snapshots: ImportedVersions,
): ReadonlyMap<ArtifactId, ReadonlyMap<string, ToldAlias>> {
  const found = new Map<ArtifactId, Map<string, ToldAlias>>();
  for (const statement of timed)
    for (const { name, namespace, dataset, version } of statement.statement.aliases ?? []) {
      const artifactId = names.artifactNamed(namespace, dataset);
      const snapshotId = artifactId === undefined ? undefined : snapshots.get(artifactId, version);
      if (artifactId === undefined || snapshotId === undefined || aliasNameFault(name) !== null) continue;
      const own = found.get(artifactId) ?? new Map<string, ToldAlias>();
      const before = own.get(name);
      const isLater = !before || compareTold(before.statement, statement) < 0;
      if (isLater) found.set(artifactId, own.set(name, { snapshotId, statement }));
    }
  return found;
}

/** By time; at one time by what they say, so that no file's order decides. */
function compareTold(a: TimedStatement, b: TimedStatement): number {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  return a.digest < b.digest ? -1 : Number(a.digest > b.digest);
}
