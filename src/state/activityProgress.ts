import type { Activity, ActivityItem } from './activities';

/** How far an activity is, and how fast: of its items and of their bytes. */
export interface ActivityProgress {
  readonly itemCount: number;
  readonly itemsEnded: number;
  readonly byteLength: number;
  readonly bytesDone: number;
  /** 0 to 1. */
  readonly share: number;
  readonly bytesPerSecond: number | null;
  /** Null where no rate is known yet. */
  readonly timeLeftMs: number | null;
}

/** How far an activity is as a whole; what failed or was cancelled counts as done. */
export function activityProgress(activity: Activity): ActivityProgress {
  let byteLength = 0;
  let bytesDone = 0;
  let bytesPerSecond: number | null = null;
  let itemsEnded = 0;
  for (const item of activity.items) {
    byteLength += item.byteLength;
    if (hasEnded(item)) {
      itemsEnded += 1;
      bytesDone += item.byteLength;
    } else if (item.state.kind === 'running') {
      bytesDone += Math.min(item.state.bytesDone, item.byteLength);
      if (item.state.bytesPerSecond !== null)
        bytesPerSecond = (bytesPerSecond ?? 0) + item.state.bytesPerSecond;
    }
  }
  const itemCount = activity.items.length;
  return {
    itemCount,
    itemsEnded,
    byteLength,
    bytesDone,
    share: byteLength > 0 ? bytesDone / byteLength : itemCount > 0 ? itemsEnded / itemCount : 0,
    bytesPerSecond,
    timeLeftMs: bytesPerSecond ? ((byteLength - bytesDone) / bytesPerSecond) * 1000 : null,
  };
}

/** Bytes a second since `startedAtMs` of `performance.now()`; null below a quarter of a second, which says more of the start than of the file. */
export function rateSince(startedAtMs: number, bytesDone: number, nowMs = performance.now()): number | null {
  const seconds = (nowMs - startedAtMs) / 1000;
  return seconds < 0.25 ? null : bytesDone / seconds;
}

/** Whether an item has its outcome, whatever that is. */
export function hasEnded(item: ActivityItem): boolean {
  return item.state.kind !== 'waiting' && item.state.kind !== 'running';
}

/** Whether anything of an activity is still under way. */
export function isRunning(activity: Activity): boolean {
  return activity.endedAtMs === null;
}
