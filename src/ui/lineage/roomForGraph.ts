/** Room that the controls over the canvas take, in pixels; below, the minimap's where there is one. */
export const canvasMargin = { top: 64, right: 32, bottom: 136, left: 32 };

/** What the page's own frame takes of the window: its header, and the navigation at the side or below. */
const frame = { header: 52, side: 84, below: 56, narrow: 768 };

/** The part of the window that is free for the graph, in steps of 80 pixels: a small change of the window moves nothing. */
export function roomForGraph(): { readonly width: number; readonly height: number } {
  const isNarrow = window.innerWidth <= frame.narrow;
  const width = window.innerWidth - (isNarrow ? 0 : frame.side) - canvasMargin.left - canvasMargin.right;
  const height =
    window.innerHeight - frame.header - (isNarrow ? frame.below : 0) - canvasMargin.top - canvasMargin.bottom;
  return { width: inSteps(width), height: inSteps(height) };
}

function inSteps(pixels: number): number {
  return Math.max(240, Math.floor(pixels / 80) * 80);
}
