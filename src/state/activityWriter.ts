import type { WorkspaceId } from '../operations/workspaces';
import { useActivities, type ActivityItem } from './activities';
import { shownWorkspaceId } from './currentWorkspace';

/** How often a running activity is shown anew: a drop of ten thousand files must not render for each. */
const flushIntervalMs = 100;

/** Writes one activity's items into the activity store, many at a time. */
export interface ActivityWriter {
  readonly signal: AbortSignal;
  /** The signal of one item: its own cancelling, or that of the whole. */
  signalOf(itemId: string): AbortSignal;
  update(itemId: string, state: ActivityItem['state']): void;
  finish(): void;
}

/** Starts an activity whose items wait; every item must be given an end before `finish`. */
export function startActivity(
  id: string,
  title: string,
  items: readonly { readonly id: string; readonly path: string; readonly byteLength: number }[],
  workspaceId: WorkspaceId | null = shownWorkspaceId(),
): ActivityWriter {
  const all = new AbortController();
  const controllers = new Map(items.map((item) => [item.id, new AbortController()]));
  const changed = new Map<string, ActivityItem['state']>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (changed.size === 0) return;
    const states = new Map(changed);
    changed.clear();
    useActivities.setState(({ activities }) => ({
      activities: activities.map((activity) =>
        activity.id !== id
          ? activity
          : {
              ...activity,
              items: activity.items.map((item) => {
                const state = states.get(item.id);
                return state ? { ...item, state } : item;
              }),
            },
      ),
    }));
  };

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
    update(itemId, state) {
      changed.set(itemId, state);
      timer ??= setTimeout(flush, flushIntervalMs);
    },
    finish() {
      flush();
      useActivities.getState().finish(id, Date.now());
    },
  };
}
