import { useActivities, type Activity, type ActivityItem } from './activities';

const storageKey = 'throughline-activities';
/** What is remembered over a reload. */
const keptCount = 5;
const longestText = 1_000_000;
/** Progress is not worth a write of its own. */
const writeMs = 400;

/**
 * Takes up what a reload of this tab ended, and remembers from now on what it would end. What can no longer be undone by a click
 * of its own is left out; what still ran is interrupted. Gives how many items were.
 */
export function keepActivities(storage: Storage): number {
  const before = readKept(storage);
  if (before.length > 0) useActivities.setState({ activities: before });
  let timer: ReturnType<typeof setTimeout> | null = null;
  const write = (): void => {
    timer = null;
    writeKept(storage, useActivities.getState().activities);
  };
  useActivities.subscribe(() => {
    timer ??= setTimeout(write, writeMs);
  });
  addEventListener('pagehide', write);
  return before.reduce(
    (count, { items }) => count + items.filter(({ state }) => isInterrupted(state)).length,
    0,
  );
}

function writeKept(storage: Storage, activities: readonly Activity[]): void {
  try {
    const text = JSON.stringify(activities.slice(0, keptCount).map(withoutWays));
    if (text.length <= longestText) storage.setItem(storageKey, text);
    else storage.removeItem(storageKey);
  } catch {
    // A browser that keeps nothing forgets what was done at a reload.
  }
}

/** What can be written: a button's work is not. */
function withoutWays({ items, ...activity }: Activity): object {
  return { ...activity, items: items.map(({ leaveOut: _way, ...item }) => item) };
}

function readKept(storage: Storage): readonly Activity[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isActivity).map(taken) : [];
  } catch {
    return [];
  }
}

function isActivity(value: unknown): value is Activity {
  const { id, title, items } = (value ?? {}) as Partial<Activity>;
  return typeof id === 'string' && typeof title === 'string' && Array.isArray(items);
}

function taken(activity: Activity): Activity {
  const items = activity.items.map((item): ActivityItem =>
    isUnderWay(item.state) ? { ...item, state: { kind: 'interrupted' } } : item,
  );
  const endedAtMs = activity.endedAtMs ?? activity.startedAtMs;
  return { ...activity, items, endedAtMs, cancel: () => undefined, cancelItem: () => undefined };
}

function isUnderWay({ kind }: ActivityItem['state']): boolean {
  return kind === 'waiting' || kind === 'running';
}

function isInterrupted({ kind }: ActivityItem['state']): boolean {
  return kind === 'interrupted';
}
