import { baselineFault, type BaselineChoice } from '../../drift/baseline';
import { err, type Result } from '../../lib/result';
import { latestOf } from '../../versioning/changeOrder';
import type { ArtifactId } from '../../versioning/records';
import { foldAliases } from '../core/aliases';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import { type JoinedArtifact, readJoined } from '../core/joinedArtifact';
import { readVersion } from '../core/joinedVersions';
import type { LiveTransaction } from '../core/liveTransaction';
import { nameOf, shownName, versionName } from '../core/names';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { recordsOfArtifacts } from '../core/versionPlaces';

/** Chooses what every version of an artifact is compared with from now on. */
export async function setBaseline(
  ports: OperationPorts,
  artifactId: ArtifactId,
  choice: BaselineChoice,
): Promise<Result<Change<void>, OperationFailure>> {
  const message = baselineFault(choice);
  if (message !== null) return err({ kind: 'invalidBaseline', message });
  return commitWrittenChange(ports, async (change) => {
    const { live } = change;
    const artifact = await readJoined(live, artifactId);
    if (!artifact) {
      throw new Refusal({ kind: 'notFound', message: `The artifact ${artifactId} is not there any more.` });
    }
    const fault = await faultOf(live, artifact, choice);
    if (fault !== null) throw new Refusal({ kind: 'invalidBaseline', message: fault });
    const known = await live.whereAny('baselines', 'artifactId', artifact.ids);
    const before = latestOf(known)?.choice ?? { kind: 'default' };
    await change.add('baselines', [
      { id: ports.newId(), artifactId, choice, actor: ports.actor, recordedAt: change.now },
    ]);
    const detail = {
      artifactId,
      before: { baseline: await wordsOf(live, before) },
      after: { baseline: await wordsOf(live, choice) },
    };
    return { value: undefined, audit: { action: 'setBaseline', subject: shownName(artifact), detail } };
  });
}

/** Why an artifact cannot have a baseline; null where it can. */
async function faultOf(
  live: LiveTransaction,
  { artifact, ids }: JoinedArtifact,
  choice: BaselineChoice,
): Promise<string | null> {
  if (choice.kind === 'version') {
    const found = await readVersion(live, choice.snapshotId);
    return found?.artifact.artifact.id === artifact.id ? null : 'The version is not one of this artifact.';
  }
  if (choice.kind === 'alias') {
    const moves = await recordsOfArtifacts(live, 'aliasMoves', ids);
    const own = moves.map((move) => ({ ...move, artifactId: artifact.id }));
    const alias = foldAliases(own)
      .get(artifact.id)
      ?.find(({ name }) => name === choice.name);
    return alias ? null : `There is no alias “${choice.name}” of this artifact.`;
  }
  if (choice.kind === 'trainedOn')
    return (await readJoined(live, choice.modelId)) ? null : 'The model is not there any more.';
  return null;
}

/** A choice as the log names it. */
async function wordsOf(live: LiveTransaction, choice: BaselineChoice): Promise<string> {
  switch (choice.kind) {
    case 'default':
      return 'the default';
    case 'parent':
      return 'the version before';
    case 'version': {
      const snapshot = await live.get('snapshots', choice.snapshotId);
      return snapshot ? `version ${(await versionName(live, snapshot)).sequence}` : 'a version';
    }
    case 'alias':
      return `what ${choice.name} points to`;
    case 'trainedOn':
      return `what ${await nameOf(live, choice.modelId)} was trained on`;
    case 'window':
      return `the last ${choice.count} versions`;
  }
}
