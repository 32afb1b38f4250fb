import { createContext, useContext } from 'react';

import type { LineageGraph, NodeKey } from '../../lineage/graph';
import type { Workspace } from '../../operations/core/workspace';
import type { HistoryStep, LineageSearch } from '../lineage/lineageSearch';

export interface InspectorProps {
  readonly workspace: Workspace;
  /** The graph that is shown: its neighbours and hops are the inspector's. */
  readonly graph: LineageGraph;
  readonly nodeKey: NodeKey;
  readonly search: LineageSearch;
  readonly onSearchChange: (search: LineageSearch, step?: HistoryStep) => void;
}

/** What every part of the inspector needs to name other nodes and to lead to them. */
export const InspectorContext = createContext<InspectorProps | null>(null);

export function useInspector(): InspectorProps {
  const value = useContext(InspectorContext);
  if (!value) throw new Error('useInspector outside InspectorContext');
  return value;
}
