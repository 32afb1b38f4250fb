import { Button, Group, TextInput } from '@mantine/core';
import { useState, type KeyboardEvent, type SubmitEvent } from 'react';

import { clauseText, type ClauseKey, type Waiver } from '../../gates/contract/waiver';
import type { ArtifactView } from '../../operations/core/workspace';
import { usePreferences } from '../../state/preferences';
import { useServices } from '../../state/services';
import { useNow } from '../shared/useNow';
import { useEdit } from '../shared/useEdit';
import classes from './Contracts.module.css';

interface WaiverPartProps {
  readonly view: ArtifactView;
  readonly of: ClauseKey;
  /** The one that holds now. */
  readonly waiver: Waiver | null;
}

/** Who answers for a clause that does not pass, and until when; or the way to say so. */
export function WaiverPart({ view, of, waiver }: WaiverPartProps) {
  const [isAsked, setIsAsked] = useState(false);
  if (waiver) return <Holding view={view} waiver={waiver} />;
  if (isAsked) return <WaiverForm view={view} of={of} onClose={() => setIsAsked(false)} />;
  const ended = view.waivers.find((each) => clauseText(each.of) === clauseText(of));
  return (
    <div>
      {ended && (
        <div className={classes.quiet}>
          The waiver of {ended.author} ended on {ended.until}.
        </div>
      )}
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={`Waive ${clauseWords(of)}`}
        onClick={() => setIsAsked(true)}
      >
        Waive
      </Button>
    </div>
  );
}

function Holding({ view, waiver }: { readonly view: ArtifactView; readonly waiver: Waiver }) {
  const services = useServices();
  const edit = useEdit();
  const { of, author, reason, until } = waiver;
  const end = (): void =>
    void edit(`The waiver of ${clauseWords(of)} ended`, () =>
      services.contracts.endWaiver(view.artifact.id, of),
    );
  return (
    <div className={classes.waiver}>
      <span>
        Waived by {author} until {until}: {reason}
      </span>
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={`End the waiver of ${clauseWords(of)}`}
        onClick={end}
      >
        End it
      </Button>
    </div>
  );
}

interface WaiverFormProps extends Pick<WaiverPartProps, 'view' | 'of'> {
  readonly onClose: () => void;
}

/** Asks for author, reason and the last day; Escape leaves it. */
function WaiverForm({ view, of, onClose }: WaiverFormProps) {
  const services = useServices();
  const edit = useEdit();
  const ownName = usePreferences((preferences) => preferences.actorName.trim());
  const [author, setAuthor] = useState(ownName);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const today = new Date(useNow()).toISOString().slice(0, 10);
  const leave = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
  };
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const draft = { artifactId: view.artifact.id, of, author, reason, until };
    const done = await edit(`${clauseWords(of)} waived until ${until}`, () =>
      services.contracts.waive(draft),
    );
    if (done) onClose();
  };
  return (
    <form aria-label={`Waive ${clauseWords(of)}`} onSubmit={(event) => void save(event)}>
      <Group gap="xs" align="end" mt={6}>
        <TextInput
          label="Reason"
          value={reason}
          required
          onKeyDown={leave}
          maxLength={500}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a press on the button asked for it
          autoFocus
          onChange={(event) => setReason(event.currentTarget.value)}
          style={{ flex: '1 1 180px' }}
        />
        <TextInput
          label="Author"
          value={author}
          required
          onKeyDown={leave}
          maxLength={100}
          onChange={(event) => setAuthor(event.currentTarget.value)}
          style={{ flex: '1 1 120px' }}
        />
        <TextInput
          label="Last day"
          type="date"
          value={until}
          required
          onKeyDown={leave}
          min={today}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <Button type="submit">Waive</Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}

function clauseWords({ clause, column }: ClauseKey): string {
  return column === null ? clause : `${clause} of ${column}`;
}
