import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import '../shared/theme.css';

import { MantineProvider } from '@mantine/core';
import { createHashHistory, RouterProvider, type RouterHistory } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { ServicesContext, type Services } from '../../state/services';
import { WorkspacesContext, type Workspaces } from '../../state/workspaces';
import { theme } from '../shared/theme';
import { WorkspaceGate } from '../workspaces/WorkspaceGate';
import { createAppRouter } from './router';
import { Toasts } from './Toasts';

interface AppProps {
  readonly services: Services;
  /** The browser's, behind the `#`, where absent. */
  readonly history?: RouterHistory;
}

/** The app over one workspace alone. */
export function App({ services, history }: AppProps) {
  return (
    <Frame>
      <ServicesContext value={services}>
        <Views history={history} />
      </ServicesContext>
    </Frame>
  );
}

interface WorkspacesAppProps {
  readonly workspaces: Workspaces;
  readonly history?: RouterHistory;
}

/** The app over all workspaces of this browser: the address says which one is shown. */
export function WorkspacesApp({ workspaces, history }: WorkspacesAppProps) {
  const [shared] = useState(() => history ?? createHashHistory());
  return (
    <Frame>
      <WorkspacesContext value={workspaces}>
        <WorkspaceGate workspaces={workspaces} history={shared}>
          {({ id }, basePath) => <Views key={id} history={shared} basePath={basePath} />}
        </WorkspaceGate>
      </WorkspacesContext>
    </Frame>
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      {children}
      <Toasts />
    </MantineProvider>
  );
}

function Views({
  history,
  basePath,
}: {
  readonly history: RouterHistory | undefined;
  readonly basePath?: string;
}) {
  const [router] = useState(() => createAppRouter(history, basePath));
  return <RouterProvider router={router} />;
}
