import { Navigate, useRouterState, useSearch } from '@tanstack/react-router';

import { useActivitiesHere } from '../../state/activities';
import { isSampleComingIn } from '../../state/loadSample';
import { DropResultPage } from '../drop/DropResultPage';
import { FirstVisit } from '../drop/FirstVisit';
import { WithWorkspace } from '../shared/WithWorkspace';

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
        if (activity) return <DropResultPage activity={activity} workspace={workspace} />;
        const isEmpty = workspace.artifacts.size === 0 && workspace.jobs.size === 0;
        if (isEmpty || isSampleComing) return <FirstVisit />;
        return isLeft ? null : <Navigate to="/lineage" replace />;
      }}
    </WithWorkspace>
  );
}
