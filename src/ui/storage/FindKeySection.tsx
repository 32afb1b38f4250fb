import { Button, Group, Progress, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';

import type { KeyQuery, KeySearch, KeySearchProgress } from '../../operations/bytes/searchKey';
import type { Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { formatBytes, formatRate } from '../shared/format';
import { Section } from '../shared/Section';
import { showFailure } from '../shared/useEdit';
import { FoundKey } from './FoundKey';

interface Running extends KeySearchProgress {
  /** Null while too little is read to tell. */
  readonly bytesPerSecond: number | null;
}

/** A search, how far it is, and what it gave. */
function useKeySearch() {
  const { storage } = useServices();
  const [progress, setProgress] = useState<Running | null>(null);
  const [found, setFound] = useState<KeySearch | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const search = async (query: KeyQuery): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    const startedAtMs = performance.now();
    const tell = (own: KeySearchProgress): void => {
      const seconds = (performance.now() - startedAtMs) / 1000;
      setProgress({ ...own, bytesPerSecond: seconds > 1 ? own.bytesDone / seconds : null });
    };
    setFound(null);
    tell({ bytesDone: 0, byteLength: 0 });
    try {
      const result = await storage.searchKey(query, controller.signal, tell);
      if (result.ok) setFound(result.value);
      else showFailure(result.error);
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    } finally {
      setProgress(null);
    }
  };
  return { progress, found, search, cancel: () => running.current?.abort() };
}

/** Which versions and models contain a person's key: searched in the bytes that are kept on this device. */
export function FindKeySection({ workspace }: { readonly workspace: Workspace }) {
  const [key, setKey] = useState('');
  const [columns, setColumns] = useState('');
  const { progress, found, search, cancel } = useKeySearch();
  const start = (event: SubmitEvent): void => {
    event.preventDefault();
    const named = columns.split(',').map((name) => name.trim());
    void search({ key, columns: named.filter(Boolean) });
  };
  return (
    <Section label="Find a person's key" title="Which versions contain a person’s key?">
      <Text size="sm" mb={12}>
        Searches the bytes stored on this device. In tables it finds cells that are the key or have it as a
        word. It also searches other files, packed files, and archives file by file. A key of fewer than five
        characters has to be the whole cell. The key is written nowhere.
      </Text>
      <form onSubmit={start}>
        <Group align="flex-end" gap="sm" mb={12}>
          <TextInput
            label="Key"
            value={key}
            required
            autoComplete="off"
            w={240}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          <TextInput
            label="Columns"
            placeholder="all"
            value={columns}
            w={200}
            onChange={(event) => setColumns(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={key === '' || progress !== null}>
            Search
          </Button>
        </Group>
      </form>
      {progress && <Searching progress={progress} onCancel={cancel} />}
      {found && <FoundKey found={found} workspace={workspace} />}
    </Section>
  );
}

function Searching({
  progress: { bytesDone, byteLength, bytesPerSecond },
  onCancel,
}: {
  readonly progress: Running;
  readonly onCancel: () => void;
}) {
  const words =
    byteLength === 0
      ? 'Reading'
      : `${formatBytes(bytesDone)} of ${formatBytes(byteLength)}${bytesPerSecond === null ? '' : `, ${formatRate(bytesPerSecond)}`}`;
  return (
    <Group gap="sm" wrap="nowrap" role="status">
      <Progress
        style={{ flex: 1 }}
        size="sm"
        value={byteLength === 0 ? 0 : (bytesDone / byteLength) * 100}
        aria-label="Progress of the search"
      />
      <Text size="sm" c="dimmed">
        {words}
      </Text>
      <Button size="compact-sm" variant="default" onClick={onCancel}>
        Cancel
      </Button>
    </Group>
  );
}
