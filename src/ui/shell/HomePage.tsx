import { Navigate, useRouterState, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import { useActivitiesHere } from '../../state/activities';
import { isSampleComingIn } from '../../state/sampleActivity';
import { FirstVisit } from '../drop/FirstVisit';
import { WithWorkspace } from '../shared/WithWorkspace';

const DropResultPage = lazy(async () => ({
  default: (await import('../drop/DropResultPage')).DropResultPage,
}));

/** The result of a drop where the link names one of this visit; else the first visit, or the lineage. */
export function HomePage() {
  const { drop } = useSearch({ from: '/' });
  // Where a link was followed meanwhile, this page is still shown until that one is there.
  const isLeft = useRouterState({ select: ({ location }) => location.pathname !== '/' });
  const activity = useActivitiesHere().find(({ id }) => id === drop);
  // Its six months come in one after the other; the graph is drawn once, when all are there.
  const isSampleComing = useActivitiesHere().some(isSampleComingIn);
  return (
    <WithWorkspace>
      {(workspace) => {
        if (activity) {
          return (
            <Suspense fallback={null}>
              <DropResultPage activity={activity} workspace={workspace} />
            </Suspense>
          );
        }
        const isEmpty = workspace.artifacts.size === 0 && workspace.jobs.size === 0;
        if (isEmpty || isSampleComing) return <FirstVisit />;
        return isLeft ? null : <Navigate to="/lineage" replace />;
      }}
    </WithWorkspace>
  );
}
