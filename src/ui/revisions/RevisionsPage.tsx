import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';

import type { DroppedItem } from '../../state/services';
import { useDropPurpose } from '../drop/dropPurpose';
import { useFileIntake } from '../drop/fileIntake';
import { EmptyState } from '../shared/EmptyState';
import { Page } from '../shared/Page';
import { type ComparedManifests, ManifestChanges } from './ManifestChanges';
import { RepositoryRevisions } from './RepositoryRevisions';
import { type TakenProject, takeProject } from './takeProject';

/** Two states of a project side by side: two revisions of a repository, or two manifests of dbt. Nothing is stored. */
export function RevisionsPage() {
  const intake = useFileIntake();
  const [taken, setTaken] = useState<TakenProject | null>(null);
  const [manifests, setManifests] = useState<ComparedManifests>({ before: null, after: null });
  const [isReading, setIsReading] = useState(false);
  const take = async (items: readonly DroppedItem[]): Promise<void> => {
    setIsReading(true);
    const found = await takeProject(items, manifests);
    setIsReading(false);
    setTaken(found);
    if (found.kind === 'manifests') setManifests(found.manifests);
  };
  useDropPurpose('compared here; nothing is stored', (items) => void take(items));
  return (
    <Page title="Compare revisions">
      {taken?.kind === 'fault' && (
        <Text size="sm" c="var(--tl-bad-text)" role="alert" mb="sm">
          {taken.message}
        </Text>
      )}
      {taken?.kind === 'repository' ? (
        <RepositoryRevisions key={taken.name} name={taken.name} repository={taken.repository} />
      ) : taken?.kind === 'manifests' ? (
        <ManifestChanges
          manifests={taken.manifests}
          onSwap={() => {
            const swapped = { before: taken.manifests.after, after: taken.manifests.before };
            setManifests(swapped);
            setTaken({ kind: 'manifests', manifests: swapped });
          }}
        />
      ) : (
        <EmptyState
          title="Drop a repository, or two manifests of dbt"
          hint="Of a repository with its .git folder, two revisions are compared: stages, parameters, metrics and versions of data. Of two manifest.json the nodes that differ are listed, as state:modified has them. Nothing is stored."
          actions={
            <Group gap="xs" justify="center">
              <Button variant="default" loading={isReading} onClick={intake.chooseFolder}>
                Choose a folder
              </Button>
              <Button variant="default" loading={isReading} onClick={intake.chooseFiles}>
                Choose two manifests
              </Button>
            </Group>
          }
        />
      )}
    </Page>
  );
}
