/** A graph to place, by index; sizes in pixels. */
export interface LayoutInput {
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  /** [from, to] pairs; cycles are allowed. */
  readonly edges: readonly (readonly [number, number])[];
  readonly direction: 'right' | 'down';
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LayoutResult {
  /** Top left corners by node index. */
  readonly positions: readonly Point[];
  /**
   * By edge index, the points between which its line runs straight along the layers' direction, past the cards of the layers
   * between its ends. None for a line to the next layer, nor for one that was turned to break a cycle.
   */
  readonly bends: readonly (readonly Point[])[];
  readonly crossingCount: number;
}
