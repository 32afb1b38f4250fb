import { createContext, useContext } from 'react';
import { createStore } from 'zustand';

import type { NodeKey } from '../../lineage/graph';
import type { Closure } from '../../lineage/traverse';
import type { Workspace } from '../../operations/core/workspace';
import type { PersonalTags } from '../privacy/usePersonalTags';
import type { CardNames } from './cardNames';
import type { LensMark } from './lensMarks';
import type { ShownGraph } from './shownGraph';
import type { Direction } from './placedGraph';

/** What every card and line on the canvas looks at; changes with the workspace, the focus or the selection. */
export interface CanvasContextValue {
  readonly workspace: Workspace;
  readonly shown: ShownGraph;
  readonly names: CardNames;
  /** Of the selected node; null where nothing is selected. */
  readonly closure: Closure | null;
  readonly direction: Direction;
  /** Edges of the graph that lie on a cycle. */
  readonly cyclicEdges: ReadonlySet<number>;
  /** What personal data reaches each node, while the lens for it is on. */
  readonly personal: PersonalTags['at'] | null;
  /** What the lens for freshness or licences says of each card, while one of them is on. */
  readonly marks: ReadonlyMap<NodeKey, LensMark> | null;
  readonly openGroup: (key: NodeKey) => void;
  readonly showMore: (side: 'upstream' | 'downstream') => void;
}

export const CanvasContext = createContext<CanvasContextValue | null>(null);

export function useCanvas(): CanvasContextValue {
  const value = useContext(CanvasContext);
  if (!value) throw new Error('useCanvas outside CanvasContext');
  return value;
}

/** The node under the pointer with its direct neighbours, by index in the graph; apart from React, since it changes with every move. */
export const hoverStore = createStore<{
  readonly lit: ReadonlySet<number> | null;
  readonly hovered: number | null;
}>(() => ({
  lit: null,
  hovered: null,
}));

/** Lights a node and its direct neighbours; null puts the light out. */
export function light(shown: ShownGraph, hovered: number | null): void {
  if (hoverStore.getState().hovered === hovered) return;
  if (hovered === null) {
    hoverStore.setState({ lit: null, hovered: null });
    return;
  }
  const { graph } = shown;
  const upstream = (graph.incoming[hovered] ?? []).map((edge) => graph.edges[edge]?.from ?? -1);
  const downstream = (graph.outgoing[hovered] ?? []).map((edge) => graph.edges[edge]?.to ?? -1);
  hoverStore.setState({ lit: new Set([hovered, ...upstream, ...downstream]), hovered });
}
