import { buildGraph } from '../../lineage/buildGraph';
import { cycleThrough, wouldCycle } from '../../lineage/cycles';
import type { LineageGraph, NodeKey } from '../../lineage/graph';
import type { Observation, Run } from '../../lineage/records';
import { Refusal } from '../core/commitChange';
import type { LiveRecords } from '../core/liveRecords';
import { reconciled } from '../core/reconcileRecords';
import { recordNames } from '../core/recordNames';

/**
 * Refuses a new run that would put a snapshot before itself. Links to an artifact of unknown version prove no order,
 * and are left out. Cycles that were imported are findings: only one that the change closes is refused (I11).
 */
export function refuseRunCycle(records: LiveRecords, run: Run, observations: readonly Observation[]): void {
  const after = {
    ...records,
    runs: [...records.runs, run],
    observations: [...records.observations, ...observations],
  };
  const graph = knownVersions(after);
  const index = graph.indexOf.get(`run:${run.id}`);
  if (index === undefined) return;
  refuse(after, graph, cycleThrough(graph, index));
}

/** The same for one link between two nodes that are there. */
export function refuseLinkCycle(records: LiveRecords, from: NodeKey, to: NodeKey): void {
  const graph = knownVersions(records);
  const [fromIndex, toIndex] = [graph.indexOf.get(from), graph.indexOf.get(to)];
  if (fromIndex === undefined || toIndex === undefined) return;
  refuse(records, graph, wouldCycle(graph, fromIndex, toIndex));
}

function knownVersions(told: LiveRecords): LineageGraph {
  const records = reconciled(told);
  const observations = records.observations.filter(
    ({ snapshotId, runId }) => snapshotId !== null && runId !== null,
  );
  return buildGraph('version', { ...records, observations, derivations: [] });
}

function refuse(records: LiveRecords, graph: LineageGraph, cycle: readonly number[] | null): void {
  if (!cycle) return;
  const nameOf = recordNames(reconciled(records));
  throw new Refusal({ kind: 'versionCycle', names: cycle.map((index) => nameOf(graph.nodes[index]!.key)) });
}
