import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';

import classes from './LineageView.module.css';
import type { PlacedGraph } from './placedGraph';
import { useViewportMoves } from './useViewportMoves';

/** Nearer and farther, about the middle of the canvas; farther ends where the whole graph is small. */
export function ZoomButtons({ placed }: { readonly placed: PlacedGraph }) {
  const moves = useViewportMoves();
  return (
    <div className={classes.zoom}>
      <ActionIcon
        size={30}
        variant="default"
        aria-label="Zoom out"
        onClick={() => moves.zoomBy(placed, 1 / 1.4)}
      >
        <IconMinus size={16} />
      </ActionIcon>
      <ActionIcon size={30} variant="default" aria-label="Zoom in" onClick={() => moves.zoomBy(placed, 1.4)}>
        <IconPlus size={16} />
      </ActionIcon>
    </div>
  );
}
