import type { WorkspaceId } from '../operations/workspaces/workspaces';
import { useActivities, type ActivityItem } from './activities';
import { shownWorkspaceId } from './currentWorkspace';

/** How often a running activity is shown anew: a drop of ten thousand files must not render for each. */
const flushIntervalMs = 100;

/** Writes one activity's items into the activity store, many at a time. */
export interface ActivityWriter {
  readonly signal: AbortSignal;
  /** The signal of one item: its own cancelling, or that of the whole. */
  signalOf(itemId: string): AbortSignal;
  /** Adds an item that was found while others run; it waits. */
  add(item: WrittenItem): void;
  update(itemId: string, state: ActivityItem['state']): void;
  /** Says how long an item is that began without a known length. */
  measure(itemId: string, byteLength: number): void;
  finish(): void;
}

/** An item before anything is done. */
export type WrittenItem = Pick<ActivityItem, 'id' | 'path' | 'byteLength' | 'leaveOut'>;

/** What of an item can change while its activity runs. */
type ItemChange = Partial<Pick<ActivityItem, 'state' | 'byteLength'>>;

/** Starts an activity whose items wait; every item must be given an end before `finish`. */
export function startActivity(
  id: string,
  title: string,
  items: readonly WrittenItem[],
  workspaceId: WorkspaceId | null = shownWorkspaceId(),
): ActivityWriter {
  const all = new AbortController();
  const controllers = new Map(items.map((item) => [item.id, new AbortController()]));
  const { change, flush } = collectChanges(id);

  useActivities.getState().start({
    id,
    workspaceId,
    title,
    startedAtMs: Date.now(),
    endedAtMs: null,
    items: items.map((item) => ({ ...item, state: { kind: 'waiting' } })),
    cancel: () => {
      all.abort();
      for (const controller of controllers.values()) controller.abort();
    },
    cancelItem: (itemId) => controllers.get(itemId)?.abort(),
  });

  return {
    signal: all.signal,
    signalOf: (itemId) => controllers.get(itemId)?.signal ?? all.signal,
    add(item) {
      controllers.set(item.id, new AbortController());
      changeItems(id, (held) => [...held, { ...item, state: { kind: 'waiting' } }]);
    },
    update: (itemId, state) => change(itemId, { state }),
    measure: (itemId, byteLength) => change(itemId, { byteLength }),
    finish() {
      flush();
      useActivities.getState().finish(id, Date.now());
    },
  };
}

/** Changes of items, shown together at intervals and by `flush`. */
function collectChanges(id: string) {
  const changed = new Map<string, ItemChange>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (changed.size === 0) return;
    const changes = new Map(changed);
    changed.clear();
    changeItems(id, (items) =>
      items.map((item) => {
        const change = changes.get(item.id);
        return change ? { ...item, ...change } : item;
      }),
    );
  };
  const change = (itemId: string, part: ItemChange): void => {
    changed.set(itemId, { ...changed.get(itemId), ...part });
    timer ??= setTimeout(flush, flushIntervalMs);
  };
  return { change, flush };
}

function changeItems(id: string, change: (items: readonly ActivityItem[]) => readonly ActivityItem[]): void {
  useActivities.setState(({ activities }) => ({
    activities: activities.map((activity) =>
      activity.id === id ? { ...activity, items: change(activity.items) } : activity,
    ),
  }));
}
