import { create } from 'zustand';

import type { SnapshotId } from '../versioning/records';

interface LastLookedState {
  readonly snapshotId: SnapshotId | null;
  readonly look: (snapshotId: SnapshotId) => void;
}

/** The version that was looked at last on this visit: a comparison begins with it. */
export const useLastLooked = create<LastLookedState>((set) => ({
  snapshotId: null,
  look: (snapshotId) => set({ snapshotId }),
}));
