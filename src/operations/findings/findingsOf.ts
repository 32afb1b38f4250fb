import type { OperationPorts } from '../core/ports';
import type { Workspace } from '../core/workspace';
import { readVersionSamples } from '../releases/measuredSamples';
import { type Finding, inOrder } from './finding';
import { graphFindings } from './graphFindings';
import { skewFindings } from './skewFindings';
import { tailFindings } from './tailFindings';

/** All findings that need no bytes: of the lineage, of what was measured, and of profiles. */
export async function findingsOf(
  { store }: Pick<OperationPorts, 'store'>,
  workspace: Workspace,
): Promise<readonly Finding[]> {
  const samples = await readVersionSamples(store, [...workspace.snapshots.keys()]);
  const skew = await skewFindings(workspace, async (readingKey) => {
    const stored = await store.read((transaction) => transaction.get('profiles', readingKey));
    return stored.ok ? (stored.value?.profile ?? null) : null;
  });
  return inOrder([
    ...skew,
    ...graphFindings(workspace),
    ...tailFindings(workspace, samples.ok ? samples.value : new Map()),
  ]);
}
