import { Button, Popover, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';

import { aliasNameFault } from '../../operations/core/aliases';
import { AliasBadge } from '../shared/AliasBadge';
import { aliasStripId, type ChangeReleaseSearch, type ReleaseSubject } from './releaseContext';
import classes from './Releases.module.css';
import { versionWords } from './releaseWords';

interface AliasStripProps {
  readonly subject: ReleaseSubject;
  readonly change: ChangeReleaseSearch;
}

/** The artifact's aliases with where each stands; the chosen one is what the page is about. */
export function AliasStrip({ subject, change }: AliasStripProps) {
  const { artifact, aliasName, alias } = subject;
  const names = artifact.aliases.map(({ name }) => name);
  return (
    <div id={aliasStripId} tabIndex={-1} className={classes.strip} role="group" aria-label="Aliases">
      {artifact.aliases.map(({ name, snapshotId }) => {
        const version = artifact.snapshots.find(({ snapshot }) => snapshot.id === snapshotId);
        return (
          <button
            key={name}
            type="button"
            className={classes.alias}
            aria-pressed={name === aliasName}
            onClick={() => change({ alias: name, candidate: undefined })}
          >
            <AliasBadge name={name} />
            <span>{version ? versionWords(version) : 'no version'}</span>
          </button>
        );
      })}
      {alias === null && (
        <span className={classes.alias} data-chosen>
          <AliasBadge name={aliasName} />
          <span>not given yet</span>
        </span>
      )}
      <NewAlias taken={names} onName={(name) => change({ alias: name, candidate: undefined })} />
    </div>
  );
}

interface NewAliasProps {
  readonly taken: readonly string[];
  readonly onName: (name: string) => void;
}

function NewAlias({ taken, onName }: NewAliasProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const submit = (): void => {
    const trimmed = name.trim();
    const found = taken.includes(trimmed) ? `${trimmed} is there already.` : aliasNameFault(trimmed);
    setFault(found);
    if (found !== null) return;
    setIsOpen(false);
    setName('');
    onName(trimmed);
  };
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus returnFocus position="bottom-start" shadow="md">
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => setIsOpen(!isOpen)}
        >
          New alias
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="New alias">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
          style={{ display: 'flex', gap: 8, alignItems: 'flex-end' }}
        >
          <TextInput
            label="Name"
            placeholder="canary"
            value={name}
            error={fault}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit">Continue</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
