import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import '../shared/theme.css';

import { MantineProvider } from '@mantine/core';
import { createHashHistory, RouterProvider, type RouterHistory } from '@tanstack/react-router';
import { useNotifications } from '@mantine/notifications';
import { lazy, Suspense, useState, type ReactNode } from 'react';

import { ServicesContext, type Services } from '../../state/services';
import { WorkspacesContext, type Workspaces } from '../../state/workspaces';
import { theme } from '../shared/theme';
import { WorkspaceGate } from '../workspaces/WorkspaceGate';
import { createAppRouter } from './router';

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
      <AskedToasts />
    </MantineProvider>
  );
}

const Toasts = lazy(async () => ({ default: (await import('./Toasts')).Toasts }));

/** Messages, from the first on. */
function AskedToasts() {
  const { notifications } = useNotifications();
  const [isAsked, setIsAsked] = useState(false);
  if (!isAsked && notifications.length > 0) setIsAsked(true);
  return (
    isAsked && (
      <Suspense fallback={null}>
        <Toasts />
      </Suspense>
    )
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
