import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

import { useActivities } from '../../state/activities';
import { usePanels } from '../../state/panels';
import { useServices, type DroppedItem, type Services } from '../../state/services';
import { useCurrentPurpose } from './dropPurpose';

/** Hands what was dropped over, and brings its progress into view: on the first page in place, elsewhere in the tray. */
export function useAcceptItems(): (items: readonly DroppedItem[]) => void {
  const services = useServices();
  const follow = useFollowNext();
  const router = useRouter();
  return useCallback(
    (items) => {
      if (items.length === 0) return;
      const { purpose } = useCurrentPurpose.getState();
      if (purpose) {
        purpose.accept(items);
        return;
      }
      const take = (): void => {
        follow();
        services.drop(items);
      };
      if (items.some(mayBeEvidence)) void checkEvidence(items, services, router).then((is) => is || take());
      else take();
    },
    [services, follow, router],
  );
}

/** Named as evidence is; whether it is, its content says. */
function mayBeEvidence(item: DroppedItem): boolean {
  return item.kind === 'file' && /\.(?:intoto|dsse|att)\b|evidence|attestation/i.test(item.path);
}

/** Whether the evidence of a release is among the items: then they are checked, and none is taken as a version. */
async function checkEvidence(
  items: readonly DroppedItem[],
  services: Services,
  router: ReturnType<typeof useRouter>,
): Promise<boolean> {
  const { hasEvidence, takeForCheck } = await import('../releases/evidenceCheck');
  if (!(await hasEvidence(items))) return false;
  void router.navigate({ to: '/evidence' });
  await takeForCheck(items, services);
  return true;
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
