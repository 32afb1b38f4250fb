import { contractGate, type ContractGate } from '../../gates/contractGate';
import { latestOf } from '../../versioning/changeOrder';
import type { JoinedArtifact } from '../core/joinedArtifact';
import type { JoinedVersion } from '../core/joinedVersions';
import { latestAnnotationOf } from '../core/latestAnnotation';
import type { LiveTransaction } from '../core/liveTransaction';
import { readWaivers } from '../core/waiversOf';

/** What the contract that holds says of a version, by what is stored; null where nothing is promised. */
export async function readContractGate(
  live: LiveTransaction,
  artifact: JoinedArtifact,
  { ids }: JoinedVersion,
  at: number,
): Promise<ContractGate | null> {
  const [contracts, said, waivers] = await Promise.all([
    live.whereAny('contracts', 'artifactId', artifact.ids),
    latestAnnotationOf(live, ids, 'verdict'),
    readWaivers(live, artifact),
  ]);
  return contractGate(latestOf(contracts), said, waivers, at);
}
