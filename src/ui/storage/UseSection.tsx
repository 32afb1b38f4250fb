import { Stack } from '@mantine/core';

import type { StorageUse as Use } from '../../state/storage';
import { StorageUse } from '../settings/StorageUse';
import { FailureNotice } from '../shared/FailureNotice';
import { formatBytes, formatCounted } from '../shared/format';
import { Section } from '../shared/Section';
import classes from './Storage.module.css';
import type { KnownUse } from './useStorageUse';

export function UseSection({ use }: { readonly use: KnownUse }) {
  return (
    <Section label="Use" title="On this device">
      {use?.ok === false ? (
        <FailureNotice title="What is kept could not be read" failure={use.error} />
      ) : (
        <Figures use={use?.value ?? null} />
      )}
      <Stack gap={8}>
        <StorageUse />
      </Stack>
    </Section>
  );
}

function Figures({ use }: { readonly use: Use | null }) {
  const figures = [
    {
      name: 'Kept of this workspace',
      value: use && formatBytes(use.kept.byteLength),
      detail: use && `in ${formatCounted(use.kept.fileCount, 'file')}`,
    },
    {
      name: 'Freed, not emptied yet',
      value: use && formatBytes(use.freed.byteLength),
      detail: use && `in ${formatCounted(use.freed.fileCount, 'file')}`,
    },
    {
      name: 'Stored, all workspaces together',
      value: use && formatBytes(use.diskByteLength),
      detail: use && `in ${formatCounted(use.chunkCount, 'chunk')}, each once`,
    },
  ];
  return (
    <div className={classes.figures}>
      {figures.map(({ name, value, detail }) => (
        <div key={name} className={classes.figure}>
          <div className={classes.figureName}>{name}</div>
          <div className={classes.figureValue}>{value ?? '…'}</div>
          <div className={classes.figureName}>{detail ?? ' '}</div>
        </div>
      ))}
    </div>
  );
}
