import { useActivities } from '../../src/state/activities';
import type { Services, DroppedItem } from '../../src/state/services';

/** Drops something as the page does; gives the state that it ends in. */
export function dropped(services: Pick<Services, 'drop'>, item: DroppedItem): Promise<unknown> {
  useActivities.setState({ activities: [] });
  services.drop([item]);
  return new Promise((resolve) => {
    const stop = useActivities.subscribe(({ activities }) => {
      const ended = activities.find(({ endedAtMs }) => endedAtMs !== null);
      if (!ended) return;
      stop();
      resolve(ended.items[0]?.state);
    });
  });
}
