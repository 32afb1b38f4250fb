import { Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';

import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import type { DroppedContract } from '../../state/droppedContracts';
import { useServices } from '../../state/services';
import type { ArtifactId } from '../../versioning/records';
import { contractOf } from '../contracts/contractWords';
import { useJudging } from '../contracts/useJudging';
import { useEdit } from '../shared/useEdit';
import { WithWorkspace } from '../shared/WithWorkspace';
import classes from './ResultTable.module.css';

interface ContractOfferProps {
  readonly contract: DroppedContract;
  /** Of a contract that was dropped before: only these are asked about, and only where they promise nothing yet. */
  readonly tables?: readonly ArtifactId[];
}

/** Asks whether a dropped contract is that of an artifact which it promises something about. It is never taken by itself. */
export function ContractOffer({ contract, tables }: ContractOfferProps) {
  const [isAnswered, setIsAnswered] = useState(false);
  if (isAnswered) return null;
  return (
    <WithWorkspace>
      {(workspace) => (
        <Offered
          workspace={workspace}
          contract={contract}
          {...(tables && { tables })}
          onAnswer={() => setIsAnswered(true)}
        />
      )}
    </WithWorkspace>
  );
}

interface OfferedProps extends ContractOfferProps {
  readonly workspace: Workspace;
  readonly onAnswer: () => void;
}

function Offered({ workspace, contract: { path, text }, tables, onAnswer }: OfferedProps) {
  const promised = usePromised(workspace, text);
  const asked = promised.filter((view) =>
    tables ? tables.includes(view.artifact.id) && contractOf(view) === null : contractOf(view)?.text !== text,
  );
  if (asked.length === 0) return null;
  return (
    <div className={classes.offer} role="group" aria-label={`Is ${path} a contract of an artifact?`}>
      {asked.map((view) => (
        <Offer key={view.artifact.id} path={path} text={text} view={view} />
      ))}
      <Button size="compact-xs" variant="subtle" onClick={onAnswer}>
        No
      </Button>
    </div>
  );
}

interface OfferProps {
  readonly path: string;
  readonly text: string;
  readonly view: ArtifactView;
}

function Offer({ path, text, view }: OfferProps) {
  const services = useServices();
  const edit = useEdit();
  const judge = useJudging();
  const holds = contractOf(view) !== null;
  const use = async (): Promise<void> => {
    const done = `The contract of ${view.name} holds from now on`;
    const written = await edit(done, () => services.contracts.set(view.artifact.id, text));
    const latest = view.snapshots.at(-1);
    if (written && latest) await judge(view, latest);
  };
  return (
    <Group gap={8}>
      <span>
        <em>{path}</em> promises something about <em>{view.name}</em>
        {holds && ', which has another contract'}: use it?
      </span>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Use ${path} as the contract of ${view.name}`}
        onClick={() => void use()}
      >
        {holds ? 'Use it instead' : 'Use it'}
      </Button>
    </Group>
  );
}

const mostOffered = 10;

/** The artifacts that a contract promises something about; none while that is not known. */
function usePromised(workspace: Workspace, text: string): readonly ArtifactView[] {
  const services = useServices();
  const [names, setNames] = useState<readonly string[]>([]);
  const { artifacts } = workspace;
  useEffect(() => {
    let isCurrent = true;
    const known = Array.from(artifacts.values(), ({ name }) => name);
    void services.contracts.promised(text, known).then((found) => {
      if (isCurrent) setNames(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [services, artifacts, text]);
  return [...artifacts.values()].filter(({ name }) => names.includes(name)).slice(0, mostOffered);
}
