import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import '../shared/theme.css';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { RouterProvider, type RouterHistory } from '@tanstack/react-router';
import { useState } from 'react';

import { ServicesContext, type Services } from '../../state/services';
import { theme } from '../shared/theme';
import { createAppRouter } from './router';

interface AppProps {
  readonly services: Services;
  /** The browser's, behind the `#`, where absent. */
  readonly history?: RouterHistory;
}

export function App({ services, history }: AppProps) {
  const [router] = useState(() => createAppRouter(history));
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ServicesContext value={services}>
        <RouterProvider router={router} />
        <Notifications position="bottom-right" role="status" transitionDuration={150} />
      </ServicesContext>
    </MantineProvider>
  );
}
