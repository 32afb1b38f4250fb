import { create } from 'zustand';

interface PanelsState {
  readonly isTrayOpen: boolean;
  readonly isKeysOpen: boolean;
  readonly setTrayOpen: (isOpen: boolean) => void;
  readonly setKeysOpen: (isOpen: boolean) => void;
}

/** Which of the shell's own panels are open; not worth a link. */
export const usePanels = create<PanelsState>((set) => ({
  isTrayOpen: false,
  isKeysOpen: false,
  setTrayOpen: (isTrayOpen) => set({ isTrayOpen }),
  setKeysOpen: (isKeysOpen) => set({ isKeysOpen }),
}));
