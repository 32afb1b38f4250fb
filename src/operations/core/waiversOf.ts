import { clauseText, type Waiver } from '../../gates/contract/waiver';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { JoinedArtifact } from './joinedArtifact';
import type { LiveTransaction } from './liveTransaction';

/** The waivers of an artifact that nobody took back; of a clause the latest, also where its end has passed. */
export async function readWaivers(
  live: LiveTransaction,
  { ids }: JoinedArtifact,
): Promise<readonly Waiver[]> {
  return foldWaivers(await live.whereAny('waivers', 'artifactId', ids));
}

/** Of the waivers of one artifact the latest of a clause, without those that were taken back, oldest first. */
export function foldWaivers(waivers: readonly Waiver[]): readonly Waiver[] {
  const byClause = new Map<string, Waiver>();
  for (const each of inOrderOfChange(waivers)) byClause.set(clauseText(each.of), each);
  return [...byClause.values()].filter(({ isEnded }) => !isEnded);
}
