/** A window in pixels: along the layers' direction, and across it. */
export interface Room {
  readonly length: number;
  readonly extent: number;
}
