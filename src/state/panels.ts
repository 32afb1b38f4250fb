import { create } from 'zustand';

import type { ArtifactId } from '../versioning/records';

interface PanelsState {
  readonly isTrayOpen: boolean;
  readonly isKeysOpen: boolean;
  /** The artifact whose baseline is being chosen. */
  readonly baselineOf: ArtifactId | null;
  readonly setTrayOpen: (isOpen: boolean) => void;
  readonly setKeysOpen: (isOpen: boolean) => void;
  readonly chooseBaselineOf: (artifactId: ArtifactId | null) => void;
}

/** Which of the shell's own panels are open; not worth a link. */
export const usePanels = create<PanelsState>((set) => ({
  isTrayOpen: false,
  isKeysOpen: false,
  baselineOf: null,
  setTrayOpen: (isTrayOpen) => set({ isTrayOpen }),
  chooseBaselineOf: (baselineOf) => set({ baselineOf }),
  setKeysOpen: (isKeysOpen) => set({ isKeysOpen }),
}));
