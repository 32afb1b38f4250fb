import { contractGate, type ContractGate } from '../../gates/contractGate';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { Snapshot } from '../../versioning/records';
import type { JoinedArtifact } from '../core/joinedArtifact';
import { latestAnnotation } from '../core/latestAnnotation';
import type { LiveTransaction } from '../core/liveTransaction';
import { readWaivers } from '../core/waiversOf';

/** What the contract that holds says of a version, by what is stored; null where nothing is promised. */
export async function readContractGate(
  live: LiveTransaction,
  artifact: JoinedArtifact,
  snapshot: Snapshot,
  at: number,
): Promise<ContractGate | null> {
  const contracts = inOrderOfChange(await live.whereAny('contracts', 'artifactId', artifact.ids));
  const [said, waivers] = await Promise.all([
    latestAnnotation(live, snapshot, 'verdict'),
    readWaivers(live, artifact),
  ]);
  return contractGate(contracts.at(-1) ?? null, said, waivers, at);
}
