import { type Activity, type ActivityItem, useActivitiesHere } from './activities';
import type { DroppedContract } from './droppedContracts';

/** The data contracts of earlier drops of this workspace that a drop's tables may be promised by; of several at one path the newest. */
export function useEarlierContracts(item: ActivityItem): readonly DroppedContract[] {
  return earlierContracts(useActivitiesHere(), item);
}

/** The same among some activities, the newest of which comes first. */
export function earlierContracts(
  activities: readonly Activity[],
  item: ActivityItem,
): readonly DroppedContract[] {
  if (item.state.kind !== 'snapshotted') return [];
  const own = activities.findIndex(({ items }) => items.includes(item));
  const byPath = new Map<string, DroppedContract>();
  for (const { items } of activities.slice(Math.max(own, 0)))
    for (const { state } of items.filter((each) => each !== item)) {
      if (state.kind !== 'snapshotted' && state.kind !== 'imported') continue;
      for (const contract of state.contracts ?? [])
        if (!byPath.has(contract.path)) byPath.set(contract.path, contract);
    }
  return [...byPath.values()];
}
