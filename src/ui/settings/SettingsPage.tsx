import { SegmentedControl, Stack, Text, TextInput, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';

import { usePreferences } from '../../state/preferences';
import { version } from '../../lib/version';
import { Page } from '../shared/Page';
import { Section } from '../shared/Section';
import { TextLink } from '../shared/TextLink';
import { StorageUse } from './StorageUse';

export function SettingsPage() {
  const preferences = usePreferences();
  return (
    <Page title="Settings">
      <Stack gap={32} maw={620}>
        <SettingsSection title="Names">
          <TextInput
            label="Your name"
            description="Stands in the runs that you record, and for you in the audit log"
            value={preferences.actorName}
            onChange={(event) => preferences.setActorName(event.currentTarget.value)}
            autoComplete="name"
          />
          <Text size="sm">
            Workspaces have their names and colours under{' '}
            <TextLink to="/workspaces" underline="always">
              Workspaces
            </TextLink>
            .
          </Text>
        </SettingsSection>
        <SettingsSection title="Theme">
          <ThemeChoice />
        </SettingsSection>
        <SettingsSection title="Storage">
          <StorageUse />
          <Text size="sm">
            Which bytes are kept, whether they are sound, and how to be rid of old ones is under{' '}
            <TextLink to="/storage" underline="always">
              Storage
            </TextLink>
            .
          </Text>
        </SettingsSection>
        <SettingsSection title="Privacy">
          <Text size="sm">
            Files are read in this browser and stored in its own database on this machine. Nothing is
            uploaded, there is no account, no telemetry and no cookie. The page may connect to its own address
            only, and the browser enforces that. Clearing this site’s data in the browser deletes the
            workspace.
          </Text>
        </SettingsSection>
        <SettingsSection title="About">
          <Text size="sm">Throughline {version}, under the Apache License 2.0.</Text>
        </SettingsSection>
      </Stack>
    </Page>
  );
}

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label="Theme"
      value={colorScheme}
      onChange={(next) => setColorScheme(next)}
      data={[
        { value: 'auto', label: 'As the system' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
      transitionDuration={150}
      style={{ alignSelf: 'flex-start' }}
    />
  );
}

function SettingsSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Section label={title}>
      <Stack gap="sm">{children}</Stack>
    </Section>
  );
}
