import { Button, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';

import { useActivitiesHere, type Activity } from '../../state/activities';
import { ActivityCard } from '../drop/ActivityCard';
import { useFileIntake } from '../drop/fileIntake';
import { Section } from '../shared/Section';
import { TextLink } from '../shared/TextLink';
import classes from './ExchangePage.module.css';

const shownResults = 3;

export function ImportSection() {
  const { chooseFiles } = useFileIntake();
  const imports = useActivitiesHere().filter(isImport).slice(0, shownResults);
  return (
    <Section label="Import">
      <Text size="sm" c="dimmed" mb="sm" maw={620}>
        Drop a bundle or a file of OpenLineage events anywhere on this page, or choose it. A file with a fault
        is refused whole, and the workspace stays as it was. Importing the same file again changes nothing.{' '}
        <TextLink to="/sources" inherit underline="always">
          Sources
        </TextLink>{' '}
        lists what was imported, with its warnings.
      </Text>
      <Button variant="default" leftSection={<IconFileImport size={16} aria-hidden />} onClick={chooseFiles}>
        Choose a file to import
      </Button>
      {imports.length > 0 && (
        <div className={classes.results}>
          {imports.map((activity) => (
            <ActivityCard key={activity.id} activity={activity} />
          ))}
        </div>
      )}
    </Section>
  );
}

function isImport(activity: Activity): boolean {
  return activity.items.some(
    ({ state }) =>
      state.kind === 'imported' ||
      (state.kind === 'failed' &&
        ['malformedLineage', 'malformedBundle', 'bundleConflict'].includes(state.failure.kind)),
  );
}
