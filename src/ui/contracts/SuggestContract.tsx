import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';

import type { SuggestedClause } from '../../gates/suggest/suggestion';
import type { Json, JsonObject } from '../../lib/json';
import type { DraftedContract } from '../../operations/contracts/draftFromVersions';
import type { ArtifactView } from '../../operations/core/workspace';
import type { OperationFailure } from '../../operations/core/outcome';
import { useServices } from '../../state/services';
import { FailureNotice } from '../shared/FailureNotice';
import { formatCounted } from '../shared/format';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import classes from './Contracts.module.css';
import { contractOf } from './contractWords';

/** So many versions, the latest, are looked at. */
const mostVersions = 6;

interface SuggestContractProps {
  readonly view: ArtifactView;
  readonly onClose: () => void;
  /** A contract of what was ticked. */
  readonly onWritten: (text: string) => void;
}

/** Drafts a contract from the last versions; a person ticks what they mean. */
export function SuggestContract({ view, onClose, onWritten }: SuggestContractProps) {
  const drafted = useDraft(view);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={`What ${view.name} could promise`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {drafted === null && <SlowSkeleton lines={10} />}
      {drafted?.ok === false && (
        <FailureNotice title="No contract could be drafted" failure={drafted.error} />
      )}
      {drafted?.ok && <Choice view={view} drafted={drafted.value} onClose={onClose} onWritten={onWritten} />}
    </Modal>
  );
}

function Choice({
  view,
  drafted: { suggestion, leftOut },
  onClose,
  onWritten,
}: SuggestContractProps & { readonly drafted: DraftedContract }) {
  const services = useServices();
  const { clauses } = suggestion;
  const [isTicked, setIsTicked] = useState<readonly boolean[]>(() => clauses.map(() => true));
  const ticked = clauses.filter((_, at) => isTicked[at] === true);
  const write = async (): Promise<void> => {
    const chosen = { ...suggestion, clauses: ticked };
    const into = contractOf(view)?.text ?? null;
    const written = await services.contracts.write(view.name, chosen, into);
    if (written.ok) onWritten(written.value);
  };
  return (
    <Stack gap="sm">
      <Text size="sm">
        The last versions keep every one of these. Tick what you mean: it is what the next version is judged
        by.
      </Text>
      <ul className={classes.clauses} aria-label="Suggested clauses">
        {clauses.map((clause, at) => (
          <li key={`${clause.column ?? ''} ${clause.place} ${clause.name}`}>
            <Checkbox
              size="sm"
              checked={isTicked[at] === true}
              onChange={(event) => setIsTicked(isTicked.with(at, event.currentTarget.checked))}
              label={
                <>
                  <b>{clause.column ?? 'The table'}</b>: {clause.name} {shortValue(clause)}
                </>
              }
              description={clause.reason}
            />
          </li>
        ))}
      </ul>
      {leftOut.length > 0 && (
        <details className={classes.quiet}>
          <summary>{formatCounted(leftOut.length, 'clause')} left out, since a version breaks it</summary>
          <ul>
            {leftOut.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </details>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={ticked.length === 0} onClick={() => void write()}>
          Write {formatCounted(ticked.length, 'clause')}
        </Button>
      </Group>
    </Stack>
  );
}

/** A value as it stands in the contract, in one line: `mustBeLessOrEqualTo 250`. */
function shortValue({ place, value }: SuggestedClause): string {
  if (value === true) return '';
  const own = place === 'custom' ? (value as JsonObject)['value'] : value;
  const text =
    typeof own === 'object' && own !== null && !Array.isArray(own)
      ? Object.entries(own)
          .filter(([name]) => name !== 'metric')
          .map(([name, each]) => `${name} ${plain(each)}`)
          .join(', ')
      : plain(own ?? null);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type Drafted =
  | { readonly ok: true; readonly value: DraftedContract }
  | { readonly ok: false; readonly error: OperationFailure };

/** The draft of the last versions whose bytes are here; null while it is made. */
function useDraft(view: ArtifactView): Drafted | null {
  const services = useServices();
  const [drafted, setDrafted] = useState<Drafted | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const versions = view.snapshots
      .filter(({ reading, bytes }) => reading !== null && bytes.kind === 'here')
      .slice(-mostVersions)
      .map(({ snapshot }) => ({
        snapshotId: snapshot.id,
        title: `${view.name} v${snapshot.sequence}`,
        byteLength: snapshot.byteLength ?? 0,
      }));
    void services.contracts.draft(view.name, versions).then((result) => {
      if (isCurrent && result) setDrafted(result);
    });
    return () => {
      isCurrent = false;
    };
    // Of the artifact as it was opened: what is dropped meanwhile does not draft anew under a person's hands.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [services, view.artifact.id]);
  return drafted;
}
