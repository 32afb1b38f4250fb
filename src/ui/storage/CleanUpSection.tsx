import { Button, Group, Modal, Select, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import type { Result } from '../../lib/result';
import type { CleanUpPreview } from '../../operations/bytes/cleanUp';
import type { OperationFailure } from '../../operations/core/outcome';
import type { Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { FailureNotice } from '../shared/FailureNotice';
import { formatBytes, formatCount, formatCounted } from '../shared/format';
import { Section } from '../shared/Section';
import { TextLink } from '../shared/TextLink';
import { showFailure, useEdit } from '../shared/useEdit';
import { FreedList } from './FreedList';
import { defaultLatest, parseStorageSearch } from './storageSearch';
import type { KnownUse } from './useStorageUse';

const choices = [1, 2, 3, 5, 10, 20, 50];

interface CleanUpSectionProps {
  readonly workspace: Workspace;
  readonly use: KnownUse;
  readonly onSwept: () => void;
}

/** Says exactly what a clean-up would free, frees it, and empties what was freed. */
export function CleanUpSection({ workspace, use, onSwept }: CleanUpSectionProps) {
  const { latest = defaultLatest } = useSearch({ from: '/storage' });
  const navigate = useNavigate();
  const preview = usePreview(latest, workspace.auditSequence);
  const choose = (next: string | null): void => {
    const search = parseStorageSearch({ latest: Number(next) });
    void navigate({ to: '/storage', search: search.latest === defaultLatest ? {} : search, replace: true });
  };
  const options = [...new Set([...choices, latest])].sort((a, b) => a - b);
  return (
    <Section label="Clean up">
      <Text size="sm" mb={12}>
        Frees the bytes of old versions; the versions themselves, their digests and profiles stay. What an
        alias, a pin or a run refers to is never freed. Computed drift figures and row counts are removed, and
        computed again when you look at them.
      </Text>
      <Select
        label="Keep of each artifact"
        data={options.map((count) => ({
          value: String(count),
          label: count === 1 ? 'the latest version' : `the latest ${formatCount(count)} versions`,
        }))}
        value={String(latest)}
        onChange={choose}
        allowDeselect={false}
        maw={320}
        mb={12}
      />
      {preview?.ok === false && (
        <FailureNotice title="What could be freed is not known" failure={preview.error} />
      )}
      {preview?.ok && <Preview preview={preview.value} latest={latest} workspace={workspace} />}
      <Freed use={use} onSwept={onSwept} />
    </Section>
  );
}

function usePreview(latest: number, auditSequence: number) {
  const { storage } = useServices();
  const [preview, setPreview] = useState<Result<CleanUpPreview, OperationFailure> | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void storage.previewCleanUp({ keepLatest: latest }).then((found) => {
      if (isCurrent) setPreview(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [storage, latest, auditSequence]);
  return preview;
}

interface PreviewProps {
  readonly preview: CleanUpPreview;
  readonly latest: number;
  readonly workspace: Workspace;
}

function Preview({ preview, latest, workspace }: PreviewProps) {
  const { storage } = useServices();
  const edit = useEdit();
  const { versions, files, byteLength, diskByteLength, kept } = preview;
  const stays = staying(kept);
  if (files.length === 0) {
    return (
      <Text size="sm">{`There is nothing to free.${stays === '' ? ' No bytes are kept.' : ` ${stays}`}`}</Text>
    );
  }
  const what = `the bytes of ${formatCounted(files.length, 'file')}, ${formatBytes(byteLength)}`;
  const free = (): void => {
    void edit(`Freed ${what}`, () => storage.cleanUp({ keepLatest: latest }));
  };
  return (
    <>
      <Text size="sm" role="status">
        {`Frees ${what}, of ${formatCounted(versions.length, 'version')}. Emptied, that gives back about ${formatBytes(diskByteLength)} on disk: what other versions share stays. ${stays}`}
      </Text>
      <FreedList preview={preview} workspace={workspace} />
      <Button variant="default" onClick={free}>
        Free these bytes
      </Button>
    </>
  );
}

function staying({ latest, alias, pin, run }: CleanUpPreview['kept']): string {
  const parts = [
    latest > 0 && `${formatCount(latest)} as the latest`,
    alias > 0 && `${formatCount(alias)} for an alias`,
    pin > 0 && `${formatCount(pin)} pinned`,
    run > 0 && `${formatCount(run)} for a run`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? '' : `The bytes of these versions stay: ${parts.join(', ')}.`;
}

/** What was freed and is still there. */
function Freed({ use, onSwept }: Pick<CleanUpSectionProps, 'use' | 'onSwept'>) {
  const { storage } = useServices();
  const [isAsked, setIsAsked] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  if (!use?.ok || use.value.freed.fileCount === 0) return null;
  const { fileCount, byteLength } = use.value.freed;
  const what = `${formatCounted(fileCount, 'file')}, ${formatBytes(byteLength)}`;
  const empty = async (): Promise<void> => {
    setIsBusy(true);
    const emptied = await storage.emptyFreed().finally(() => setIsBusy(false));
    setIsAsked(false);
    if (!emptied.ok) showFailure(emptied.error);
    onSwept();
  };
  return (
    <div style={{ marginTop: 20 }}>
      <Text size="sm" mb={8}>
        {`Freed and not emptied yet: ${what}. `}
        <TextLink to="/audit" search={{ action: 'cleanUp' }} inherit underline="always">
          Put back under Audit
        </TextLink>
      </Text>
      <Button variant="default" onClick={() => setIsAsked(true)}>
        Empty for good
      </Button>
      <Modal
        opened={isAsked}
        onClose={() => setIsAsked(false)}
        title="Remove the freed bytes for good?"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Text size="sm" mb={16}>
          {`${what}: afterwards you can restore them only by dropping the files again. The versions and their digests stay.`}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setIsAsked(false)}>
            Keep them
          </Button>
          <Button color="bad" loading={isBusy} onClick={() => void empty()}>
            Remove for good
          </Button>
        </Group>
      </Modal>
    </div>
  );
}
