import { useMemo } from 'react';

import type { GraphKind, LineageGraph, NodeKey } from '../../lineage/graph';
import type { TagArrival } from '../../lineage/tags';
import { personalFlow } from '../../operations/contracts/personalData';
import type { Workspace } from '../../operations/core/workspace';
import { useAllFindings } from '../../state/usePersonalData';

/** Where personal data is in a graph, and the way on which it came. */
export interface PersonalTags {
  readonly graph: LineageGraph;
  readonly at: ReadonlyMap<NodeKey, readonly TagArrival[]>;
  readonly removedAt: ReadonlyMap<NodeKey, readonly TagArrival[]>;
}

/** Null while nobody asks, and until every table was looked at. */
export function usePersonalTags(
  workspace: Workspace,
  kind: GraphKind,
  isAsked: boolean,
): PersonalTags | null {
  const findings = useAllFindings(workspace, isAsked);
  return useMemo(() => {
    if (!findings) return null;
    const graph = workspace.graph(kind);
    const flow = personalFlow(workspace, kind, (key) => findings.get(key));
    const keyOf = (index: number): NodeKey => graph.nodes[index]!.key;
    const removedAt = new Map<NodeKey, TagArrival[]>();
    for (const arrival of flow.removed) {
      const key = keyOf(arrival.node);
      removedAt.set(key, [...(removedAt.get(key) ?? []), arrival]);
    }
    return {
      graph,
      at: new Map(Array.from(flow.at, ([index, arrivals]) => [keyOf(index), arrivals])),
      removedAt,
    };
  }, [workspace, kind, findings]);
}
