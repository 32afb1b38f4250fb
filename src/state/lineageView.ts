import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface LineageViewState {
  /** In pixels; what fits this person's screen, so not worth a link. */
  readonly inspectorWidth: number;
  readonly setInspectorWidth: (width: number) => void;
}

/** How the lineage view is arranged in this browser; what a person would share is in the link instead. */
export const useLineageView = create<LineageViewState>()(
  persist(
    (set) => ({
      inspectorWidth: 496,
      setInspectorWidth: (inspectorWidth) => set({ inspectorWidth }),
    }),
    { name: 'throughline-lineage-view' },
  ),
);
