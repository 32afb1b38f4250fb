import type { Guardrail } from '../../gates/guardrail';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { JoinedArtifact } from './joinedArtifact';
import type { LiveTransaction } from './liveTransaction';

/** Guardrails of an artifact that are asked, in order of their names; the latest of a name holds. */
export async function readGuardrails(
  live: LiveTransaction,
  { ids }: JoinedArtifact,
): Promise<readonly Guardrail[]> {
  return foldGuardrails(await live.whereAny('guardrails', 'artifactId', ids));
}

/** Of the guardrails of one artifact the latest of a name, without retired ones, in order of their names. */
export function foldGuardrails(guardrails: readonly Guardrail[]): readonly Guardrail[] {
  const byName = new Map<string, Guardrail>();
  for (const each of inOrderOfChange(guardrails)) byName.set(each.name, each);
  return [...byName.values()]
    .filter(({ isRetired }) => !isRetired)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
