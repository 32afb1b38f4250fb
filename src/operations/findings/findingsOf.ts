import { runWithPauses } from '../../lib/steps';
import type { OperationPorts } from '../core/ports';
import type { Workspace } from '../core/workspace';
import { type Finding, inOrder } from './finding';
import { graphFindings } from './graphFindings';
import { leakageFindings } from './keptLeakage';
import { readTailSamples } from './readTailSamples';
import { type DriftOf, skewFindings } from './skewFindings';
import { tailFindings } from './tailFindings';

/** What looking for findings asks of who does it. */
export interface FindingWatch {
  readonly driftOf: DriftOf;
  /** Asked for now and then; whatever it throws ends the work. */
  readonly pause: () => Promise<void>;
}

/** All findings that need no bytes: of the lineage, of what was measured, of profiles, and of kept looks at leakage. */
export async function findingsOf(
  { store }: Pick<OperationPorts, 'store'>,
  workspace: Workspace,
  { driftOf, pause }: FindingWatch,
): Promise<readonly Finding[]> {
  const graph = await runWithPauses(graphFindings(workspace), pause);
  const samples = await readTailSamples(store, workspace);
  const tails = samples.ok ? await runWithPauses(tailFindings(workspace, samples.value), pause) : [];
  return inOrder([
    ...(await skewFindings(workspace, driftOf)),
    ...graph,
    ...tails,
    ...leakageFindings(workspace),
  ]);
}
