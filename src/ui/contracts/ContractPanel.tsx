import { ActionIcon, Button, FileButton, Group, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';

import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { RelativeTime } from '../shared/RelativeTime';
import { useNow } from '../shared/useNow';
import { useEdit } from '../shared/useEdit';
import { ContractEditor } from './ContractEditor';
import { ContractMark } from './ContractMark';
import classes from './Contracts.module.css';
import { contractNumber, contractOf, findingsWords } from './contractWords';
import { Endangers } from './Endangers';
import { isBad } from './gateRows';
import { FindingsTable } from './FindingsTable';
import { SuggestContract } from './SuggestContract';
import { useJudging } from './useJudging';
import { standingOf } from './waiverWords';

interface ContractPanelProps {
  readonly workspace: Workspace;
  readonly view: ArtifactView;
  readonly version: SnapshotView;
}

/** What the artifact promises, and what that says of one version. */
export function ContractPanel({ workspace, view, version }: ContractPanelProps) {
  const [edited, setEdited] = useState<string | null>(null);
  const [isSuggesting, setIsSuggesting] = useState(false);
  const contract = contractOf(view);
  return (
    <section aria-label="Contract">
      {contract ? (
        <Judged
          workspace={workspace}
          view={view}
          version={version}
          onEdit={setEdited}
          onSuggest={() => setIsSuggesting(true)}
        />
      ) : (
        <NoContract view={view} onEdit={setEdited} onSuggest={() => setIsSuggesting(true)} />
      )}
      {isSuggesting && (
        <SuggestContract
          view={view}
          onClose={() => setIsSuggesting(false)}
          onWritten={(text) => {
            setIsSuggesting(false);
            setEdited(text);
          }}
        />
      )}
      {edited !== null && (
        <ContractEditor view={view} version={version} text={edited} onClose={() => setEdited(null)} />
      )}
    </section>
  );
}

interface WaysProps {
  readonly view: ArtifactView;
  readonly onEdit: (text: string) => void;
  readonly onSuggest: () => void;
}

function NoContract({ view, onEdit, onSuggest }: WaysProps) {
  return (
    <>
      <p className={classes.lead}>
        {view.name} promises nothing yet. A contract says what its columns hold; every new version is judged
        by it when it is dropped, and <code>throughline check</code> says the same in continuous integration.
      </p>
      <Group gap="xs">
        <Button onClick={onSuggest}>Suggest a contract</Button>
        <Button variant="default" onClick={() => onEdit(emptyContract(view.name))}>
          Write one
        </Button>
        <FileButton accept=".yaml,.yml" onChange={(file) => void file?.text().then(onEdit)}>
          {(button) => (
            <Button variant="default" {...button}>
              Choose a file
            </Button>
          )}
        </FileButton>
      </Group>
    </>
  );
}

function Judged({
  workspace,
  view,
  version,
  onEdit,
  onSuggest,
}: WaysProps & Pick<ContractPanelProps, 'workspace' | 'version'>) {
  const judge = useJudging();
  const contract = contractOf(view);
  const { verdict } = version;
  const now = useNow();
  if (!contract) return null;
  const standing = verdict && standingOf(verdict, view.waivers, now);
  const judgedBy = verdict && contractNumber(view, verdict.contractId);
  return (
    <>
      <Group justify="space-between" gap="xs" mb="sm">
        <div>
          <div className={classes.summary}>
            {standing ? (
              <>
                <ContractMark verdict={standing.verdict.verdict} isWaived={standing.isWaived} />
                <span>{findingsWords(standing)}</span>
              </>
            ) : (
              'Not judged yet.'
            )}
          </div>
          <div className={classes.quiet}>
            Version {view.contracts.length} of the contract, <RelativeTime at={contract.recordedAt} />
            {verdict && judgedBy !== view.contracts.length && (
              <>; judged by {judgedBy === null ? 'another contract' : `version ${judgedBy}`}</>
            )}
            {verdict && (
              <>
                ; judged <RelativeTime at={verdict.at} />
              </>
            )}
          </div>
        </div>
        <Group gap={6}>
          <Button size="compact-sm" variant="default" onClick={() => void judge(view, version)}>
            {verdict ? 'Judge again' : 'Judge it'}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => onEdit(contract.text ?? '')}>
            Edit the contract
          </Button>
          <MoreOfContract view={view} onSuggest={onSuggest} />
        </Group>
      </Group>
      {verdict && isBad(verdict.verdict) && <Endangers workspace={workspace} view={view} />}
      {standing && standing.clauses.length > 0 && <FindingsTable view={view} clauses={standing.clauses} />}
    </>
  );
}

function MoreOfContract({ view, onSuggest }: Pick<WaysProps, 'view' | 'onSuggest'>) {
  const services = useServices();
  const edit = useEdit();
  const takeAway = (): void =>
    void edit(`${view.name} promises nothing now`, () => services.contracts.set(view.artifact.id, null));
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="More about the contract">
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onSuggest}>Suggest clauses to add</Menu.Item>
        <Menu.Item onClick={takeAway}>Take the contract away</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function emptyContract(name: string): string {
  const quoted = JSON.stringify(name);
  return `apiVersion: v3.1.0
kind: DataContract
id: ${quoted}
name: ${quoted}
version: 1.0.0
status: draft
schema:
  - name: ${quoted}
    properties: []
`;
}
