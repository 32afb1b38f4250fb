import type { Json, JsonObject } from '../../lib/json';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { AliasMove, ArtifactId, Snapshot, SnapshotId } from '../../versioning/records';
import { Refusal, type ChangeWriter } from '../core/commitChange';
import { nameOf } from '../core/names';
import type { OperationPorts } from '../core/ports';

/** An alias as whoever moves it saw it. */
export interface SeenAlias {
  readonly artifactId: ArtifactId;
  readonly alias: string;
  /** The id of its last move; null where it had none. */
  readonly follows: string | null;
}

/** An alias inside the transaction that moves it. */
export interface OpenAlias extends SeenAlias {
  readonly artifactName: string;
  /** Moves in view, in the order of their changes. */
  readonly moves: readonly AliasMove[];
  /** Where it stands; null where it stands nowhere. */
  readonly from: Snapshot | null;
}

/** Reads an alias for a move; refuses where another move came between [G12]. */
export async function openAlias(
  { live }: ChangeWriter,
  { artifactId, alias, follows }: SeenAlias,
): Promise<OpenAlias> {
  const artifact = await live.get('artifacts', artifactId);
  if (!artifact) {
    throw new Refusal({ kind: 'notFound', message: `The artifact ${artifactId} is not there any more.` });
  }
  const all = await live.where('aliasMoves', 'artifactId', artifactId);
  const moves = inOrderOfChange(all.filter(({ name }) => name === alias));
  const last = moves.at(-1);
  const from = last?.snapshotId == null ? null : ((await live.get('snapshots', last.snapshotId)) ?? null);
  if ((last?.id ?? null) !== follows) {
    const place = from === null ? 'it stands on no version now' : `it stands on version ${from.sequence} now`;
    throw new Refusal({ kind: 'aliasMoved', message: `${alias}: ${place}.` });
  }
  const artifactName = await nameOf(live, artifactId);
  return { artifactId, alias, follows, artifactName, moves, from };
}

/** A version that an alias can be moved to: of its artifact, and in view. */
export async function versionOf(
  { live }: ChangeWriter,
  { artifactId, artifactName }: OpenAlias,
  snapshotId: SnapshotId,
): Promise<Snapshot> {
  const snapshot = await live.get('snapshots', snapshotId);
  if (snapshot?.artifactId !== artifactId) {
    throw new Refusal({
      kind: 'notFound',
      message: `The version ${snapshotId} of ${artifactName} is not there any more.`,
    });
  }
  return snapshot;
}

/** Writes the move and gives what an audit entry says of it. */
export async function appendMove(
  ports: OperationPorts,
  change: ChangeWriter,
  open: OpenAlias,
  to: Snapshot | null,
  { reason, evidence }: { readonly reason: string | null; readonly evidence: Json },
): Promise<{ readonly move: AliasMove; readonly subject: string; readonly detail: JsonObject }> {
  const { artifactId, alias, artifactName, from } = open;
  const move: AliasMove = {
    id: ports.newId(),
    artifactId,
    name: alias,
    snapshotId: to?.id ?? null,
    reason,
    evidence,
    actor: ports.actor,
    recordedAt: change.now,
  };
  await change.add('aliasMoves', [move]);
  const side = (snapshot: Snapshot | null): Json =>
    snapshot && { version: snapshot.sequence, digest: snapshot.digest, snapshotId: snapshot.id };
  const detail = {
    artifactId,
    alias,
    digest: to?.digest ?? null,
    before: side(from),
    after: side(to),
    reason,
  };
  return { move, subject: artifactName, detail };
}
