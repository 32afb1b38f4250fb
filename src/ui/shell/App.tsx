import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import '../shared/theme.css';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { RouterProvider } from '@tanstack/react-router';

import { ServicesContext, type Services } from '../../state/services';
import { theme } from '../shared/theme';
import { router } from './router';

export function App({ services }: { readonly services: Services }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ServicesContext value={services}>
        <RouterProvider router={router} />
        <Notifications position="bottom-right" role="status" transitionDuration={150} />
      </ServicesContext>
    </MantineProvider>
  );
}
