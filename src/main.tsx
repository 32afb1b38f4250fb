import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { registerOffline } from './registerOffline';
import { keepActivities } from './state/keptActivities';
import { createWorkspaces } from './state/createWorkspaces';
import { WorkspacesApp } from './ui/shell/App';
import { offerUpdate } from './ui/shell/offerUpdate';
import { openRemembered } from './ui/workspaces/openRemembered';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const workspaces = createWorkspaces();
const app = createRoot(root);
const interruptedCount = keepActivities(sessionStorage);
void openRemembered(workspaces).then(() =>
  app.render(
    <StrictMode>
      <WorkspacesApp workspaces={workspaces} />
    </StrictMode>,
  ),
);
if (interruptedCount > 0)
  void import('./ui/drop/noteInterrupted').then(({ noteInterrupted }) => noteInterrupted(interruptedCount));
void registerOffline(offerUpdate);
/** Long enough that nobody waits for what is done then. */
const quietMs = 30_000;
setTimeout(() => void import('./state/sweep').then(({ sweepIfIdle }) => sweepIfIdle()), quietMs);
