import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

import { usePanels } from '../../state/panels';
import { copyLink } from './copyLink';
import { openPalette } from './openPalette';
import { views } from './views';

/** How long after `g` the second key may come. */
const sequenceMs = 1200;

/** `/`, `?`, `y` and `g` with a view's letter, wherever no text is being written and no dialog is open. */
export function useShellKeys(): void {
  const router = useRouter();
  useEffect(() => {
    let goPressedAt = -Infinity;
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isElsewhere(event))
        return;
      const view = views.find(({ key }) => key === event.key);
      if (view && event.timeStamp - goPressedAt < sequenceMs) {
        event.preventDefault();
        void router.navigate({ to: view.to });
      } else if (event.key === '/') {
        event.preventDefault();
        openPalette();
      } else if (event.key === '?') {
        event.preventDefault();
        usePanels.getState().setKeysOpen(true);
      } else if (event.key === 'y') {
        event.preventDefault();
        copyLink();
      }
      goPressedAt = event.key === 'g' ? event.timeStamp : -Infinity;
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [router]);
}

function isElsewhere(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target?.isContentEditable || target?.matches('input, textarea, select')) return true;
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
