import { useEffect, useRef } from 'react';
import { create } from 'zustand';

import type { DroppedItem } from '../../state/services';

/** What a drop on the window is for, where it is not to be snapshotted. */
interface DropPurpose {
  /** After `3 files: `. */
  readonly words: string;
  readonly accept: (items: readonly DroppedItem[]) => void;
}

export const useCurrentPurpose = create<{ readonly purpose: DropPurpose | null }>(() => ({ purpose: null }));

/** Takes what is dropped, pasted or chosen while the calling view is shown. */
export function useDropPurpose(words: string, accept: DropPurpose['accept']): void {
  const latest = useRef(accept);
  useEffect(() => {
    latest.current = accept;
  });
  useEffect(() => {
    const purpose = { words, accept: (items: readonly DroppedItem[]) => latest.current(items) };
    useCurrentPurpose.setState({ purpose });
    return () => {
      if (useCurrentPurpose.getState().purpose === purpose) useCurrentPurpose.setState({ purpose: null });
    };
  }, [words]);
}
