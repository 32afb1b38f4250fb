import { useMemo } from 'react';
import { create } from 'zustand';

import type { OperationFailure, SnapshotOutcome } from '../operations/core/outcome';
import type { TableOffer } from '../operations/taking/tableOffers';
import type { HeavyFolder } from '../operations/taking/heavyFolders';
import { firstWorkspaceId, type WorkspaceId } from '../operations/workspaces/workspaces';
import type { ReadOptions } from '../table/schema';
import { useCurrentWorkspace } from './currentWorkspace';
import type { NextOf } from '../operations/taking/snapshotUnit';
import type { DroppedOffers } from './droppedOffers';

/** How a dropped folder is taken once more, without some of its files. */
export interface LeaveOutWay {
  /** Folders that are often left out, and the largest. */
  suggestions(): readonly HeavyFolder[];
  /** Starts an activity of its own; without patterns it takes the whole folder. */
  take(patterns: readonly string[]): void;
}

/** One line of a drop's result, and of the tray while it runs. */
export interface ActivityItem {
  readonly id: string;
  readonly path: string;
  readonly byteLength: number;
  /** Of a dropped folder. */
  readonly leaveOut?: LeaveOutWay;
  readonly state:
    | { readonly kind: 'waiting' }
    | { readonly kind: 'running'; readonly bytesDone: number; readonly bytesPerSecond: number | null }
    | (DroppedOffers & {
        readonly kind: 'snapshotted';
        readonly outcomes: readonly SnapshotOutcome[];
        readonly auditSequence: number | null;
        readonly durationMs: number;
        /** Pointers of a folder that could not be read: part of its digest, without versions of their own. */
        readonly unread?: readonly OperationFailure[];
        /** Why what contracts say of its versions could not be written. */
        readonly notJudged?: readonly OperationFailure[];
        /** Versions of others that were judged again, as their contracts look at this one, with what these say now. */
        readonly judgedAgain?: readonly string[];
        /** What it is of the known formats that are not read, or what the scan of a folder for lineage found and left out. */
        readonly note?: string;
        /** Reads a single file once more, by other options; that reading is in use then. */
        readonly readWith?: (options: ReadOptions) => void;
        /** Folders of a dropped one that are one table each, or may be. */
        readonly tables?: readonly TableOffer[];
        /** Takes a dropped folder once more, with exactly these folders as one table each. */
        readonly takeAsTables?: (folders: readonly string[]) => void;
        /** Takes files that became new artifacts as the next versions of others instead, by their whole names. */
        readonly takeAsNextOf?: (nextOf: NextOf) => void;
      })
    | (DroppedOffers & {
        readonly kind: 'imported';
        readonly summary: string;
        readonly auditSequence: number | null;
        readonly warnings: readonly string[];
        /** Imports it once more where files of it were left out, without the events that cannot be read. */
        readonly leaveOutBadEvents?: () => void;
      })
    | {
        readonly kind: 'failed';
        readonly failure: OperationFailure;
        /** Imports it once more, without the events that cannot be read. */
        readonly leaveOutBadEvents?: () => void;
        /** Takes it once more, without keeping its bytes. */
        readonly takeWithoutBytes?: () => void;
      }
    /** A version's kept bytes were read again. */
    | { readonly kind: 'readAgain'; readonly summary: string; readonly auditSequence: number | null }
    /** It ended, and left nothing that the tray could undo: a judgement, a draft, a file that was written. */
    | { readonly kind: 'done'; readonly summary: string }
    | { readonly kind: 'cancelled' }
    /** The page was closed or loaded anew before it ended. */
    | { readonly kind: 'interrupted' };
}

/** One job that takes time: a drop, an import, the sample. */
export interface Activity {
  readonly id: string;
  /** The workspace that it writes to; null where it is of none alone, and shows in all. */
  readonly workspaceId: WorkspaceId | null;
  readonly title: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly items: readonly ActivityItem[];
  cancel(): void;
  cancelItem(itemId: string): void;
}

interface ActivityState {
  readonly activities: readonly Activity[];
  readonly start: (activity: Activity) => void;
  readonly updateItem: (activityId: string, itemId: string, state: ActivityItem['state']) => void;
  readonly finish: (activityId: string, endedAtMs: number) => void;
}

/** Running and finished activities of this page, latest first; not stored. */
export const useActivities = create<ActivityState>((set) => ({
  activities: [],
  start: (activity) => set((state) => ({ activities: [activity, ...state.activities] })),
  updateItem: (activityId, itemId, itemState) =>
    set((state) => ({
      activities: state.activities.map((activity) =>
        activity.id !== activityId
          ? activity
          : {
              ...activity,
              items: activity.items.map((item) =>
                item.id === itemId ? { ...item, state: itemState } : item,
              ),
            },
      ),
    })),
  finish: (activityId, endedAtMs) =>
    set((state) => ({
      activities: state.activities.map((activity) =>
        activity.id === activityId ? { ...activity, endedAtMs } : activity,
      ),
    })),
}));

/** Those of the workspace that is shown, and of none alone. */
export function useActivitiesHere(): readonly Activity[] {
  const id = useCurrentWorkspace()?.id ?? firstWorkspaceId;
  const activities = useActivities((state) => state.activities);
  return useMemo(
    () => activities.filter(({ workspaceId }) => workspaceId === null || workspaceId === id),
    [activities, id],
  );
}
