import { Button, Group } from '@mantine/core';
import { useState } from 'react';

import type { EarlierArtifact } from '../../operations/taking/earlierVersionsOf';
import type { ArtifactId } from '../../versioning/records';
import classes from './ResultTable.module.css';

interface NextVersionOfferProps {
  readonly earlier: readonly EarlierArtifact[];
  readonly onTake: (artifactId: ArtifactId) => void;
}

/** Asks whether a new artifact is the next version of another one, and says why it may be. */
export function NextVersionOffer({ earlier, onTake }: NextVersionOfferProps) {
  const [isAnswered, setIsAnswered] = useState(false);
  if (isAnswered) return null;
  return (
    <div className={classes.offer} role="group" aria-label="Is it the next version of another artifact?">
      {earlier.map(({ artifact, evidence }) => (
        <Group key={artifact.artifact.id} gap={8}>
          <span>
            Is this the next version of <em>{artifact.name}</em>? It has {evidence.join(' and ')}.
          </span>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Yes, it is the next version of ${artifact.name}`}
            onClick={() => onTake(artifact.artifact.id)}
          >
            Yes
          </Button>
        </Group>
      ))}
      <Button size="compact-xs" variant="subtle" onClick={() => setIsAnswered(true)}>
        No, it is new
      </Button>
    </div>
  );
}
