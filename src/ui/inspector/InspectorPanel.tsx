import { Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';

import { useLineageView } from '../../state/lineageView';
import { without } from '../lineage/lineageSearch';
import { nameOfKey } from '../lineage/nodeFacts';
import { Inspector } from './Inspector';
import classes from './Inspector.module.css';
import type { InspectorProps } from './inspectorContext';

export const inspectorId = 'inspector';

const widths = { min: 320, max: 800, step: 24 };

/** The inspector beside the canvas, or as a sheet where there is no room beside it. */
export function InspectorPanel(props: InspectorProps) {
  const { search, onSearchChange, workspace, nodeKey } = props;
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const close = () => onSearchChange({ ...without(search, 'tab'), inspector: 'closed' }, 'replace');
  const label = `Inspector: ${nameOfKey(workspace, nodeKey)}`;
  if (isNarrow) {
    return (
      <Drawer
        opened
        onClose={close}
        position="bottom"
        size="72%"
        withCloseButton={false}
        padding={0}
        overlayProps={{ backgroundOpacity: 0.2 }}
        // A label given to the drawer itself would name the box around the dialog.
        attributes={{ content: { 'aria-label': label } }}
      >
        <div id={inspectorId} tabIndex={-1} className={classes.sheet}>
          <Inspector {...props} onClose={close} />
        </div>
      </Drawer>
    );
  }
  return (
    <aside id={inspectorId} tabIndex={-1} className={classes.panel} aria-label={label}>
      <ResizablePanel>
        <Inspector {...props} onClose={close} />
      </ResizablePanel>
    </aside>
  );
}

function ResizablePanel({ children }: { readonly children: ReactNode }) {
  const { inspectorWidth, setInspectorWidth } = useLineageView();
  const [dragged, setDragged] = useState<number | null>(null);
  const width = dragged ?? inspectorWidth;
  const bounded = (wanted: number) =>
    Math.round(Math.max(widths.min, Math.min(widths.max, window.innerWidth - 360, wanted)));
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (dragged !== null) setDragged(bounded(window.innerWidth - event.clientX));
  };
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowLeft' ? widths.step : event.key === 'ArrowRight' ? -widths.step : 0;
    if (by === 0) return;
    event.preventDefault();
    setInspectorWidth(bounded(inspectorWidth + by));
  };
  return (
    <div className={classes.resizable} style={{ width }}>
      <div
        className={classes.resizer}
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the inspector"
        aria-valuenow={width}
        aria-valuemin={widths.min}
        aria-valuemax={widths.max}
        tabIndex={0}
        data-dragged={dragged !== null || undefined}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragged(inspectorWidth);
        }}
        onPointerMove={drag}
        onPointerUp={() => {
          if (dragged !== null) setInspectorWidth(dragged);
          setDragged(null);
        }}
        onKeyDown={press}
      />
      {children}
    </div>
  );
}
