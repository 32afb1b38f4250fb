import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import type { ArtifactView, SnapshotView } from '../../operations/workspace';

interface ArtifactActionsProps {
  readonly view: ArtifactView;
  readonly chosen: SnapshotView | null;
}

export function ArtifactActions({ view, chosen }: ArtifactActionsProps) {
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size="compact-sm"
        renderRoot={(props) => (
          <Link
            to="/lineage"
            search={{ focus: `artifact:${view.artifact.id}`, select: `artifact:${view.artifact.id}` }}
            {...props}
          />
        )}
      >
        Show in lineage
      </Button>
      {chosen && (
        <Button
          variant="default"
          size="compact-sm"
          renderRoot={(props) => (
            <Link
              to="/releases/$artifactId"
              params={{ artifactId: view.artifact.id }}
              search={{ candidate: chosen.snapshot.id }}
              {...props}
            />
          )}
        >
          Release it
        </Button>
      )}
      {chosen && (
        <Button
          variant="default"
          size="compact-sm"
          renderRoot={(props) => <Link to="/runs/new" search={{ output: chosen.snapshot.id }} {...props} />}
        >
          Record the run that made it
        </Button>
      )}
      <Button
        variant="default"
        size="compact-sm"
        renderRoot={(props) => (
          <Link to="/exchange" search={{ within: `artifact:${view.artifact.id}` }} {...props} />
        )}
      >
        Export its lineage
      </Button>
    </Group>
  );
}
