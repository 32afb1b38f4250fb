import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface PreferencesState {
  /** The person's name as it stands in new runs; empty until they say it. */
  readonly actorName: string;
  readonly workspaceName: string;
  readonly setActorName: (actorName: string) => void;
  readonly setWorkspaceName: (workspaceName: string) => void;
}

/** What a person has set for this browser; kept across visits, never part of a bundle. */
export const usePreferences = create<PreferencesState>()(
  persist(
    (set) => ({
      actorName: '',
      workspaceName: 'My workspace',
      setActorName: (actorName) => set({ actorName }),
      setWorkspaceName: (workspaceName) => set({ workspaceName }),
    }),
    { name: 'throughline-preferences' },
  ),
);
