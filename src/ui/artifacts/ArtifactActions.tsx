import { Group } from '@mantine/core';

import type { ArtifactView, SnapshotView } from '../../operations/core/workspace';
import { ThingMenu } from '../identities/ThingMenu';
import { ButtonLink } from '../shared/ButtonLink';

interface ArtifactActionsProps {
  readonly view: ArtifactView;
  readonly chosen: SnapshotView | null;
}

export function ArtifactActions({ view, chosen }: ArtifactActionsProps) {
  return (
    <Group gap="xs">
      <ButtonLink
        to="/lineage"
        search={{ focus: `artifact:${view.artifact.id}`, select: `artifact:${view.artifact.id}` }}
        variant="default"
        size="compact-sm"
      >
        Show in lineage
      </ButtonLink>
      {chosen && (
        <ButtonLink
          to="/releases/$artifactId"
          params={{ artifactId: view.artifact.id }}
          search={{ candidate: chosen.snapshot.id }}
          variant="default"
          size="compact-sm"
        >
          Release it
        </ButtonLink>
      )}
      {chosen && (
        <ButtonLink
          to="/runs/new"
          search={{ output: chosen.snapshot.id }}
          variant="default"
          size="compact-sm"
        >
          Record the run that made it
        </ButtonLink>
      )}
      <ButtonLink
        to="/exchange"
        search={{ within: `artifact:${view.artifact.id}` }}
        variant="default"
        size="compact-sm"
      >
        Export its lineage
      </ButtonLink>
      <ThingMenu thing={{ is: 'artifact', id: view.artifact.id }} name={view.name} />
    </Group>
  );
}
