import { Navigate, useSearch } from '@tanstack/react-router';

import { useActivities } from '../../state/activities';
import { DropResultPage } from '../drop/DropResultPage';
import { FirstVisit } from '../drop/FirstVisit';
import { WithWorkspace } from '../shared/WithWorkspace';

/** The result of a drop where the link names one of this visit; else the first visit, or the lineage. */
export function HomePage() {
  const { drop } = useSearch({ from: '/' });
  const activity = useActivities((state) => state.activities.find(({ id }) => id === drop));
  return (
    <WithWorkspace>
      {(workspace) => {
        if (activity) return <DropResultPage activity={activity} workspace={workspace} />;
        if (workspace.artifacts.size === 0 && workspace.jobs.size === 0) return <FirstVisit />;
        return <Navigate to="/lineage" replace />;
      }}
    </WithWorkspace>
  );
}
