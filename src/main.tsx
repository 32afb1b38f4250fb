import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { registerOffline } from './registerOffline';
import { useActivities } from './state/activities';
import { createWorkspaces } from './state/createWorkspaces';
import { WorkspacesApp } from './ui/shell/App';
import { offerUpdate } from './ui/shell/offerUpdate';
import { openRemembered } from './ui/workspaces/openRemembered';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const workspaces = createWorkspaces();
const app = createRoot(root);

/** Takes up what a reload ended, and remembers what the next would end; loaded when there is something to remember. */
async function keepActivities(): Promise<void> {
  const { keepActivities: keep } = await import('./state/keptActivities');
  const interruptedCount = keep(sessionStorage);
  if (interruptedCount > 0) (await import('./ui/drop/noteInterrupted')).noteInterrupted(interruptedCount);
}

const isKept = sessionStorage.getItem('throughline-activities') !== null;
if (!isKept) {
  const stop = useActivities.subscribe(() => {
    stop();
    void keepActivities();
  });
}
void Promise.all([openRemembered(workspaces), isKept && keepActivities()]).then(() =>
  app.render(
    <StrictMode>
      <WorkspacesApp workspaces={workspaces} />
    </StrictMode>,
  ),
);
void registerOffline(offerUpdate);
/** Long enough that nobody waits for what is done then. */
const quietMs = 30_000;
setTimeout(() => void import('./state/sweep').then(({ sweepIfIdle }) => sweepIfIdle()), quietMs);
