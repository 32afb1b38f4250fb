import { useEffect, useEffectEvent } from 'react';

import { canvasId } from './LineageCanvas';
import type { Arrow } from './walk';

interface LineageKeys {
  readonly onFind: () => void;
  readonly onFocus: () => void;
  readonly onDepth: (by: 1 | -1) => void;
  readonly onBack: () => void;
  readonly onOpen: () => void;
  readonly onCloseGroup: () => void;
  readonly onWalk: (arrow: Arrow) => void;
}

const arrows: Readonly<Record<string, Arrow>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The keys of the lineage view, wherever no text is written and no menu or dialog is open. */
export function useLineageKeys(keys: LineageKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isElsewhere(event))
      return;
    const act = actionOf(event, keys);
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function actionOf(event: KeyboardEvent, keys: LineageKeys): (() => void) | null {
  const arrow = arrows[event.key];
  if (arrow !== undefined) return isOnCanvas(event) ? () => keys.onWalk(arrow) : null;
  switch (event.key) {
    case '/':
      return keys.onFind;
    case 'f':
      return keys.onFocus;
    case '[':
      return () => keys.onDepth(-1);
    case ']':
      return () => keys.onDepth(1);
    case 'Escape':
      return keys.onBack;
    case 'Backspace':
      return isOnCanvas(event) ? keys.onCloseGroup : null;
    case 'Enter':
      return isOnCanvas(event) ? keys.onOpen : null;
    default:
      return null;
  }
}

/** The canvas has the focus, or nothing in particular has. */
function isOnCanvas({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return true;
  return target.id === canvasId || target === document.body || target.matches('main');
}

function isElsewhere({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select')
  )
    return true;
  return target.closest('[role="menu"], [role="dialog"], [role="listbox"], [role="tablist"]') !== null;
}
