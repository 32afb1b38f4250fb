/** A graph to place, by index; sizes in pixels. */
export interface LayoutInput {
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  /** [from, to] pairs; cycles are allowed. */
  readonly edges: readonly (readonly [number, number])[];
  readonly direction: 'right' | 'down';
}

/** Top left corners by node index, and what was found on the way. */
export interface LayoutResult {
  readonly positions: readonly { readonly x: number; readonly y: number }[];
  readonly crossingCount: number;
}
