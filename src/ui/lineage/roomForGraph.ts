/** Room along the sides of the canvas that the graph leaves free, in pixels. */
export const canvasMargin = { top: 20, right: 24, bottom: 24, left: 24 };

/** What stands above and below the canvas. */
const bars = { above: 48, below: 44, belowNarrow: 84 };

/** What the page's own frame takes of the window: its header, and the navigation at the side or below. */
const frame = { header: 52, side: 84, below: 56, narrow: 768 };

/** The part of the window that is free for the graph, in steps of 80 pixels: a small change of the window moves nothing. */
export function roomForGraph(): { readonly width: number; readonly height: number } {
  const isNarrow = window.innerWidth <= frame.narrow;
  const width = window.innerWidth - (isNarrow ? 0 : frame.side) - canvasMargin.left - canvasMargin.right;
  const height =
    window.innerHeight -
    frame.header -
    (isNarrow ? frame.below : 0) -
    bars.above -
    (isNarrow ? bars.belowNarrow : bars.below) -
    canvasMargin.top -
    canvasMargin.bottom;
  return { width: inSteps(width), height: inSteps(height) };
}

function inSteps(pixels: number): number {
  return Math.max(240, Math.floor(pixels / 80) * 80);
}
