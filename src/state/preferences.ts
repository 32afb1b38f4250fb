import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface PreferencesState {
  /** The person's name as it stands in new runs; empty until they say it. */
  readonly actorName: string;
  /** What the first workspace was called before there was a list of them. */
  readonly workspaceName: string;
  readonly setActorName: (actorName: string) => void;
}

/** What a person has set for this browser; kept across visits, never part of a bundle. */
export const usePreferences = create<PreferencesState>()(
  persist(
    (set) => ({
      actorName: '',
      workspaceName: 'My workspace',
      setActorName: (actorName) => set({ actorName }),
    }),
    { name: 'throughline-preferences' },
  ),
);
