import type { LayoutResult } from '../../lineage/layout';
import type { ShownGraph } from './shownGraph';

export type Direction = 'right' | 'down';

/** A shown graph with the places of its nodes. */
export interface PlacedGraph {
  readonly shown: ShownGraph;
  readonly direction: Direction;
  /** Equal while the same graph is shown in the same way, even if it grows: then nothing should jump. */
  readonly viewKey: string;
  readonly positions: LayoutResult['positions'];
  /** Of each line of `shown.edges`: where it leads past cards. */
  readonly bends: LayoutResult['bends'];
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

export const cardSize = { width: 232, height: 64 };
export const processSize = { width: 200, height: 44 };

export function sizeOf(
  shown: ShownGraph,
  place: number,
): { readonly width: number; readonly height: number } {
  const node = shown.graph.nodes[shown.nodes[place] ?? -1];
  return node?.type === 'job' || node?.type === 'run' ? processSize : cardSize;
}
