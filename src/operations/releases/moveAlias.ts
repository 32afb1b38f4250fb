import type { Json, JsonObject } from '../../lib/json';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { AliasMove, ArtifactId, SnapshotId } from '../../versioning/records';
import { Refusal, type ChangeWriter } from '../core/commitChange';
import { type JoinedArtifact, readJoined } from '../core/joinedArtifact';
import { type JoinedVersion, type VersionsIn, versionsIn } from '../core/joinedVersions';
import { shownName } from '../core/names';
import type { OperationPorts } from '../core/ports';
import { recordsOfArtifacts } from '../core/versionPlaces';

/** An alias as whoever moves it saw it. */
export interface SeenAlias {
  readonly artifactId: ArtifactId;
  readonly alias: string;
  /** The id of its last move; null where it had none. */
  readonly follows: string | null;
}

/** An alias inside the transaction that moves it. */
export interface OpenAlias {
  readonly artifact: JoinedArtifact;
  readonly versionIn: VersionsIn;
  readonly alias: string;
  /** Moves in view, in the order of their changes. */
  readonly moves: readonly AliasMove[];
  /** Where it stands; null where it stands nowhere. */
  readonly from: JoinedVersion | null;
}

/** Reads an alias for a move; refuses where another move came between [G12]. */
export async function openAlias(
  { live }: ChangeWriter,
  { artifactId, alias, follows }: SeenAlias,
): Promise<OpenAlias> {
  const artifact = await readJoined(live, artifactId);
  if (!artifact) {
    throw new Refusal({ kind: 'notFound', message: `The artifact ${artifactId} is not there any more.` });
  }
  const all = await recordsOfArtifacts(live, 'aliasMoves', artifact.ids);
  const moves = inOrderOfChange(all.filter(({ name }) => name === alias));
  const last = moves.at(-1);
  const versionIn = versionsIn(live, artifact);
  const from = last?.snapshotId == null ? null : await versionIn(last.snapshotId);
  if ((last?.id ?? null) !== follows) {
    const place =
      from === null ? 'it now points to no version' : `it now points to version ${from.snapshot.sequence}`;
    throw new Refusal({ kind: 'aliasMoved', message: `${alias}: ${place}.` });
  }
  return { artifact, versionIn, alias, moves, from };
}

/** A version that an alias can be moved to: of its artifact, and in view. */
export async function versionOf(
  { artifact, versionIn }: OpenAlias,
  snapshotId: SnapshotId,
): Promise<JoinedVersion> {
  const version = await versionIn(snapshotId);
  if (version) return version;
  const message = `The version ${snapshotId} of ${shownName(artifact)} is not there any more.`;
  throw new Refusal({ kind: 'notFound', message });
}

/** Writes the move and gives what an audit entry says of it. */
export async function appendMove(
  ports: OperationPorts,
  change: ChangeWriter,
  open: OpenAlias,
  to: JoinedVersion | null,
  { reason, evidence }: { readonly reason: string | null; readonly evidence: Json },
): Promise<{ readonly move: AliasMove; readonly subject: string; readonly detail: JsonObject }> {
  const { artifact, alias, moves, from } = open;
  const artifactId = artifact.artifact.id;
  const move: AliasMove = {
    id: ports.newId(),
    artifactId: to?.storedUnder ?? moves.at(-1)?.artifactId ?? artifactId,
    name: alias,
    snapshotId: to?.snapshot.id ?? null,
    reason,
    evidence,
    actor: ports.actor,
    recordedAt: change.now,
  };
  await change.add('aliasMoves', [move]);
  const side = (version: JoinedVersion | null): Json =>
    version && {
      version: version.snapshot.sequence,
      digest: version.snapshot.digest,
      snapshotId: version.snapshot.id,
    };
  const detail = {
    artifactId,
    alias,
    digest: to?.snapshot.digest ?? null,
    before: side(from),
    after: side(to),
    reason,
  };
  return { move, subject: shownName(artifact), detail };
}
