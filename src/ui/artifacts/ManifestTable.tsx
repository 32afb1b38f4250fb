import { Text } from '@mantine/core';

import { leftOutWords } from '../../operations/taking/leaveOut';
import type { Manifest } from '../../versioning/records';
import { leaveOutAlike } from '../../versioning/tree';
import { Digest } from '../shared/Digest';
import { formatBytes, formatCount, formatCounted } from '../shared/format';
import { MiddleCut } from '../shared/MiddleCut';
import { VirtualTable, type TableColumn } from '../shared/VirtualTable';
import { manifestChanges, type Member, type MemberStatus } from './manifestChanges';

interface ManifestTableProps {
  readonly manifest: Manifest;
  readonly parent: Manifest | null;
}

/** The files of a folder, and what happened to each since the version before. */
export function ManifestTable({ manifest, parent }: ManifestTableProps) {
  const isCompared = parent !== null && leaveOutAlike(parent.leftOut?.patterns, manifest.leftOut?.patterns);
  const before = isCompared ? parent : null;
  const members = manifestChanges(before, manifest);
  const statuses = (['added', 'changed', 'moved', 'removed', 'same'] as const)
    .map((status) => [status, members.filter((member) => member.status === status).length] as const)
    .filter(([, count]) => count > 0);
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {formatCounted(manifest.entries.length, 'file')}
        {before !== null &&
          `, against the version before: ${statuses.map(([status, count]) => `${formatCount(count)} ${statusWords[status].toLowerCase()}`).join(', ')}`}
        {manifest.leftOutCount > 0 && `. Left out below .git/: ${formatCount(manifest.leftOutCount)}`}
        {manifest.leftOut && `; ${leftOutWords(manifest.leftOut)}`}
        {parent !== null &&
          !isCompared &&
          '. Not compared with the version before, which leaves out other files'}
      </Text>
      <VirtualTable
        label="Files of the folder"
        columns={before === null ? columns.filter(({ id }) => id !== 'status') : columns}
        rows={members}
        rowKey={(member) => `${member.status} ${member.path}`}
        rowHeight={36}
        maxHeight="560px"
      />
    </>
  );
}

const statusWords: Readonly<Record<MemberStatus, string>> = {
  added: 'Added',
  changed: 'Changed',
  moved: 'Moved',
  removed: 'Removed',
  same: 'Same',
};

const columns: readonly TableColumn<Member>[] = [
  {
    id: 'path',
    title: 'Path',
    width: 'minmax(140px, 1fr)',
    cell: ({ path, fromPath }) => <MiddleCut text={fromPath === null ? path : `${fromPath} → ${path}`} />,
  },
  {
    id: 'status',
    title: 'Since the version before',
    width: '160px',
    cell: ({ status }) => <span style={{ color: statusColour(status) }}>{statusWords[status]}</span>,
  },
  {
    id: 'size',
    title: 'Size',
    width: '84px',
    isNumber: true,
    cell: ({ byteLength }) => formatBytes(byteLength),
  },
  {
    id: 'digest',
    title: 'Digest',
    width: '132px',
    isExtra: true,
    cell: ({ digest }) => <Digest digest={digest} />,
  },
];

function statusColour(status: MemberStatus): string {
  if (status === 'added') return 'var(--tl-good-text)';
  if (status === 'removed') return 'var(--tl-bad-text)';
  return status === 'same' ? 'var(--mantine-color-dimmed)' : 'var(--tl-moderate-text)';
}
