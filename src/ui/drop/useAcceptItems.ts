import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

import { useActivities } from '../../state/activities';
import { usePanels } from '../../state/panels';
import { useServices, type DroppedItem } from '../../state/services';
import { useCurrentPurpose } from './dropPurpose';

/** Hands what was dropped over, and brings its progress into view: on the first page in place, elsewhere in the tray. */
export function useAcceptItems(): (items: readonly DroppedItem[]) => void {
  const services = useServices();
  const follow = useFollowNext();
  return useCallback(
    (items) => {
      if (items.length === 0) return;
      const { purpose } = useCurrentPurpose.getState();
      if (purpose) {
        purpose.accept(items);
        return;
      }
      follow();
      services.drop(items);
    },
    [services, follow],
  );
}

/** Brings the activity that starts next into view. */
export function useFollowNext(): () => void {
  const router = useRouter();
  return useCallback(
    () =>
      onNextActivity((activityId) => {
        if (router.state.location.pathname === '/') {
          void router.navigate({ to: '/', search: { drop: activityId } });
        } else {
          usePanels.getState().setTrayOpen(true);
        }
      }),
    [router],
  );
}

function onNextActivity(follow: (activityId: string) => void): void {
  const known = new Set(useActivities.getState().activities.map((activity) => activity.id));
  const stop = useActivities.subscribe(({ activities }) => {
    const added = activities.find((activity) => !known.has(activity.id));
    if (!added) return;
    stop();
    follow(added.id);
  });
}
