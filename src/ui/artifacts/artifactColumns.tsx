import { timeWidth } from '../shared/columnWidths';
import { Digest } from '../shared/Digest';
import { formatBytes, formatCount } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import { RowLink } from '../shared/RowLink';
import type { TableColumn } from '../shared/VirtualTable';
import { WithKind } from '../shared/WithKind';
import type { ArtifactRow } from './artifactRows';

export const artifactColumns: readonly TableColumn<ArtifactRow>[] = [
  {
    id: 'name',
    title: 'Name',
    width: 'minmax(140px, 1fr)',
    isSortable: true,
    cell: ({ view }) => (
      <WithKind kind={view.artifact.kind}>
        <RowLink to="/artifacts/$artifactId" params={{ artifactId: view.artifact.id }} text={view.name} />
      </WithKind>
    ),
  },
  {
    id: 'versions',
    title: 'Versions',
    width: '64px',
    isNumber: true,
    isSortable: true,
    cell: ({ versionCount }) => formatCount(versionCount),
  },
  {
    id: 'rows',
    title: 'Rows',
    width: '92px',
    isNumber: true,
    isSortable: true,
    isExtra: true,
    cell: ({ rowCount }) => (rowCount === null ? <None /> : formatCount(rowCount)),
  },
  {
    id: 'size',
    title: 'Size',
    width: '84px',
    isNumber: true,
    isSortable: true,
    isExtra: true,
    cell: ({ byteLength }) => (byteLength === null ? <None /> : formatBytes(byteLength)),
  },
  {
    id: 'digest',
    title: 'Latest digest',
    width: '132px',
    isExtra: true,
    cell: ({ digest }) => (digest === null ? <None /> : <Digest digest={digest} />),
  },
  {
    id: 'changed',
    title: 'Last change',
    width: timeWidth,
    isSortable: true,
    cell: ({ changedAt }) => <RelativeTime at={changedAt} />,
  },
];

function None() {
  return <span style={{ color: 'var(--mantine-color-dimmed)' }}>none</span>;
}
