import { create } from 'zustand';

import type { Thing } from '../operations/identities/thing';

/** What can be done to an artifact or a job as a whole. */
export type IdentityAct = 'rename' | 'merge' | 'split' | 'delete';

interface IdentityDialogState {
  /** The thing is null where it is still to be chosen. */
  readonly asked: { readonly act: IdentityAct; readonly thing: Thing | null } | null;
  readonly ask: (act: IdentityAct, thing: Thing | null) => void;
  readonly close: () => void;
}

/** Which change of an artifact or job is asked for; not worth a link. */
export const useIdentityDialog = create<IdentityDialogState>((set) => ({
  asked: null,
  ask: (act, thing) => set({ asked: { act, thing } }),
  close: () => set({ asked: null }),
}));
