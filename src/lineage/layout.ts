/** A graph to place, by index; sizes in pixels. */
export interface LayoutInput {
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  /** [from, to] pairs; cycles are allowed. */
  readonly edges: readonly (readonly [number, number])[];
  readonly direction: 'right' | 'down';
  /** By node, what it is a version of, as a number from 0; -1 for what is none. Versions of one thing come in the order of their indexes. */
  readonly series?: readonly number[];
  /** The window that the graph is looked at through, in pixels. A strip of layers is folded to fill it; without it, none is. */
  readonly room?: { readonly width: number; readonly height: number };
}

/** A place on the canvas, in pixels at full size; y grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the nodes of a graph are, and how its lines go. */
export interface LayoutResult {
  /** Top left corners by node index. */
  readonly positions: readonly Point[];
  /**
   * By edge index, the points that its line leads through. Two points with one x or one y have a straight stretch between
   * them: past the cards of a layer, or around a fold. None for a line to the next layer, nor for one that was turned to
   * break a cycle.
   */
  readonly bends: readonly (readonly Point[])[];
  readonly crossingCount: number;
}
