/** A rectangle to place among others. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/**
 * Top left corners of boxes in rows, each row as wide as the widest box or as makes the whole about `aspect` times as
 * wide as high. The boxes keep their order.
 */
export function packBoxes(
  boxes: readonly Box[],
  gap: number,
  aspect: number,
): { readonly x: number; readonly y: number }[] {
  let widest = 0;
  let area = 0;
  for (const { width, height } of boxes) {
    widest = Math.max(widest, width);
    area += (width + gap) * (height + gap);
  }
  const rowWidth = Math.max(widest, Math.round(Math.sqrt(area * aspect)));
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  return boxes.map(({ width, height }) => {
    if (x > 0 && x + width > rowWidth) {
      x = 0;
      y += rowHeight + gap;
      rowHeight = 0;
    }
    const corner = { x, y };
    x += width + gap;
    rowHeight = Math.max(rowHeight, height);
    return corner;
  });
}
