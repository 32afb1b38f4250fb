import { useEffect, useState } from 'react';

import type { DroppedItem } from '../../state/services';
import { showFailure } from '../shared/useEdit';
import { filesAsItems, readDataTransfer } from './readDataTransfer';

/** What hangs over the window: how many, and whether all say that they are files (a folder says nothing). */
export interface Offered {
  readonly count: number;
  readonly areFiles: boolean;
}

/** Takes files that are dropped anywhere or pasted; gives what is being dragged over the window, or null. */
export function useWindowDrop(accept: (items: readonly DroppedItem[]) => void): Offered | null {
  const [offered, setOffered] = useState<Offered | null>(null);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      const next = offeredBy(event.dataTransfer);
      setOffered((shown) => (shown?.count === next.count && shown.areFiles === next.areFiles ? shown : next));
    };
    const leave = (event: DragEvent): void => {
      // Leaving the window, and not one element for another.
      if (event.relatedTarget === null) setOffered(null);
    };
    const drop = (event: DragEvent): void => {
      setOffered(null);
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      readDataTransfer(event.dataTransfer).then(accept, showUnreadable);
    };
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      accept(filesAsItems(files));
    };
    window.addEventListener('dragenter', over, { signal });
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    window.addEventListener('paste', paste, { signal });
    return () => listening.abort();
  }, [accept]);
  return offered;
}

function offeredBy(transfer: DataTransfer): Offered {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  return { count: items.length, areFiles: items.every((item) => item.type !== '') };
}

function showUnreadable(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  showFailure({ kind: 'unreadableFile', path: 'what was dropped', message });
}
