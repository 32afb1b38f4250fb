import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';

import type { DetectedLicence } from '../../formats/licence/detectLicence';
import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import type { ArtifactId } from '../../versioning/records';
import { useServices } from '../../state/services';
import { formatShare } from '../shared/format';
import { useEdit } from '../shared/useEdit';
import { WithWorkspace } from '../shared/WithWorkspace';
import classes from './ResultTable.module.css';

interface LicenceOfferProps {
  readonly licence: DetectedLicence;
  /** What the dropped file itself became; null where it became none. */
  readonly own: ArtifactId | null;
}

/** Says which licence a file tells that was dropped without its folder, and offers to set it on an artifact. */
export function LicenceOffer({ licence, own }: LicenceOfferProps) {
  const [isAnswered, setIsAnswered] = useState(false);
  if (isAnswered) return null;
  const { path, expression } = licence;
  return (
    <div className={classes.offer} role="group" aria-label={`The licence that ${path} tells`}>
      <span>{foundWords(licence)}</span>
      {expression !== null && (
        <WithWorkspace>
          {(workspace) => (
            <SetOn
              workspace={workspace}
              expression={expression}
              own={own}
              onAnswer={() => setIsAnswered(true)}
            />
          )}
        </WithWorkspace>
      )}
    </div>
  );
}

interface SetOnProps {
  readonly workspace: Workspace;
  readonly expression: string;
  readonly own: ArtifactId | null;
  readonly onAnswer: () => void;
}

function SetOn({ workspace, expression, own, onAnswer }: SetOnProps) {
  const { gates } = useServices();
  const edit = useEdit();
  const asked = [...workspace.artifacts.values()].filter(
    ({ artifact, snapshots }) => artifact.id !== own && snapshots.length > 0,
  );
  const [only] = asked;
  const [chosen, setChosen] = useState<string | null>(null);
  const artifactId = chosen ?? (asked.length === 1 && only ? only.artifact.id : null);
  if (asked.length === 0) return <span>Drop what it is the licence of, and set it there.</span>;
  const set = async (): Promise<void> => {
    const view = asked.find(({ artifact }) => artifact.id === artifactId);
    const latest = view?.snapshots.at(-1);
    if (!view || !latest) return;
    const done = `The licence of ${view.name} is ${expression} from v${latest.snapshot.sequence} on`;
    await edit(done, () => gates.setLicence(latest.snapshot.id, expression));
  };
  return (
    <Group gap={8}>
      <Select
        size="xs"
        w={260}
        aria-label={`Artifact whose licence is ${expression}`}
        placeholder="Of which artifact?"
        searchable
        limit={50}
        data={asked.map(choiceOf)}
        value={artifactId}
        onChange={setChosen}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <Button size="compact-xs" variant="default" disabled={artifactId === null} onClick={() => void set()}>
        Set it
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={onAnswer}>
        Close
      </Button>
    </Group>
  );
}

function choiceOf({ artifact, name }: ArtifactView): { readonly value: string; readonly label: string } {
  return { value: artifact.id, label: name };
}

/** `The text of LICENSE reads as MIT: 98 % of that licence's text stands in it.` */
function foundWords({ path, way, expression, said, place, agreement }: DetectedLicence): string {
  if (way === 'field') {
    const field = `${path} says “${said ?? ''}”${place === null ? '' : ` at ${place}`}`;
    return expression === null
      ? `${field}, which is no licence that is known here.`
      : `${field}: the licence ${expression}.`;
  }
  if (expression === null) return `The text of ${path} is that of no licence that is known here.`;
  return agreement === null
    ? `A sentence of ${path} tells the licence ${expression}.`
    : `The text of ${path} reads as ${expression}: ${formatShare(agreement)} of that licence’s text stands in it.`;
}
