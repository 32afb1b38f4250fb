import { readContract } from '../../formats/odcs/readContract';
import type { StoredContract } from '../../gates/contract/storedContract';
import { err, type Result } from '../../lib/result';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { ArtifactId } from '../../versioning/records';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import { readJoined } from '../core/joinedArtifact';
import { shownName } from '../core/names';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';

/**
 * Says from now on what an artifact promises; null says that it promises nothing. Refused where the text is no contract. What was
 * said before stays, and so do the verdicts by it.
 */
export async function setContract(
  ports: OperationPorts,
  artifactId: ArtifactId,
  text: string | null,
): Promise<Result<Change<StoredContract>, OperationFailure>> {
  if (text !== null) {
    const read = readContract(text);
    if (!read.ok) return err({ kind: 'invalidContract', ...read.error });
  }
  return commitWrittenChange(ports, async (change) => {
    const artifact = await readJoined(change.live, artifactId);
    if (!artifact)
      throw new Refusal({ kind: 'notFound', message: `The artifact ${artifactId} is not there any more.` });
    const known = inOrderOfChange(await change.live.whereAny('contracts', 'artifactId', artifact.ids));
    const contract: StoredContract = {
      id: ports.newId(),
      artifactId,
      text,
      actor: ports.actor,
      recordedAt: change.now,
    };
    await change.add('contracts', [contract]);
    const detail = {
      artifactId,
      contractId: contract.id,
      version: known.length + 1,
      before: known.at(-1)?.text ?? null,
      after: text,
    };
    return { value: contract, audit: { action: 'setContract', subject: shownName(artifact), detail } };
  });
}
