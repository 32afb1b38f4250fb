import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import type { NameOfActor } from '../../operations/auditLogFilter';
import { AliasBadge } from '../shared/AliasBadge';
import { Digest } from '../shared/Digest';
import { formatCount, formatCounted } from '../shared/format';
import { KindIcon } from '../shared/KindIcon';
import { MiddleCut } from '../shared/MiddleCut';
import { RelativeTime } from '../shared/RelativeTime';
import type { TableColumn } from '../shared/VirtualTable';
import type { AliasRow } from './aliasRows';
import { versionWords } from './releaseWords';

export function aliasColumns(nameOf: NameOfActor): readonly TableColumn<AliasRow>[] {
  return [
    {
      id: 'artifact',
      title: 'Artifact',
      width: 'minmax(150px, 1fr)',
      cell: ({ artifact, alias }) => (
        <span style={{ display: 'flex', alignItems: 'center', gap: 10, minWidth: 0 }}>
          <KindIcon kind={artifact.artifact.kind} />
          <Anchor
            inherit
            c="inherit"
            fw={500}
            underline="never"
            style={{ minWidth: 0, display: 'flex' }}
            renderRoot={(props) => (
              <Link
                to="/releases/$artifactId"
                params={{ artifactId: artifact.artifact.id }}
                search={{ alias: alias.name }}
                data-covers-row
                {...props}
              />
            )}
          >
            <MiddleCut text={artifact.name} />
          </Anchor>
        </span>
      ),
    },
    { id: 'alias', title: 'Alias', width: '132px', cell: ({ alias }) => <AliasBadge name={alias.name} /> },
    {
      id: 'version',
      title: 'Stands on',
      width: '116px',
      cell: ({ version }) =>
        version ? (
          versionWords(version)
        ) : (
          <Text span c="dimmed" fz="inherit">
            no version
          </Text>
        ),
    },
    {
      id: 'newer',
      title: 'Newer',
      width: '64px',
      isNumber: true,
      isExtra: true,
      cell: ({ newerCount }) =>
        newerCount === 0 ? (
          <Text span c="dimmed" fz="inherit">
            none
          </Text>
        ) : (
          formatCount(newerCount)
        ),
    },
    {
      id: 'digest',
      title: 'Digest',
      width: '132px',
      isExtra: true,
      cell: ({ version }) => version && <Digest digest={version.snapshot.digest} />,
    },
    {
      id: 'moves',
      title: 'History',
      width: '84px',
      isExtra: true,
      cell: ({ alias }) => formatCounted(alias.moves.length, 'move'),
    },
    {
      id: 'by',
      title: 'Moved by',
      width: '104px',
      isExtra: true,
      cell: ({ alias }) => nameOf(alias.moves.at(-1)!.actor),
    },
    {
      id: 'when',
      title: 'Last move',
      width: '108px',
      cell: ({ alias }) => <RelativeTime at={alias.moves.at(-1)!.recordedAt} />,
    },
  ];
}
