import type { NodeKey } from '../lineage/graph';
import type { Workspace } from '../operations/core/workspace';
import { findingNodes, judgedFindings } from '../operations/findings/acceptedFindings';
import type { Finding } from '../operations/findings/finding';
import { driftFiguresOf, driftPair } from './driftFigures';
import type { FoundState } from './foundState';
import type { Services } from './services';
import { turnsForOthers } from './turnsForOthers';

/** Looks for all findings, in small steps; null where it was cancelled. */
export async function lookForFindings(
  services: Services,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<FoundState | null> {
  const figures = driftFiguresOf(services);
  const turns = turnsForOthers();
  try {
    const findings = await services.findings(workspace, {
      driftOf: async (version, baseline) => {
        const pair = driftPair(version, baseline);
        return pair && figures.compute(pair, signal, 'later');
      },
      pause: async () => {
        await turns();
        signal.throwIfAborted();
      },
    });
    return judgeAnew(workspace, findings);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** The same findings with what people said of them by now. */
export function judgeAnew(workspace: Workspace, findings: readonly Finding[]): FoundState {
  const judged = judgedFindings(workspace, findings);
  const nodesOf = findingNodes(workspace);
  const openCounts = new Map<NodeKey, number>();
  for (const finding of judged)
    if (finding.accepted === null)
      for (const key of nodesOf(finding)) openCounts.set(key, (openCounts.get(key) ?? 0) + 1);
  return { findings: judged, openCounts };
}
