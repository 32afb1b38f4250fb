import { ThingMenu } from '../identities/ThingMenu';
import { FindingCount } from '../findings/FindingCount';
import { timeWidth } from '../shared/columnWidths';
import { Digest } from '../shared/Digest';
import { formatBytes, formatCountOrNone } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import { RowLink } from '../shared/RowLink';
import type { TableColumn } from '../shared/VirtualTable';
import { Unknown } from '../shared/Unknown';
import { WithKind } from '../shared/WithKind';
import type { ArtifactRow } from './artifactRows';

export const artifactColumns: readonly TableColumn<ArtifactRow>[] = [
  {
    id: 'name',
    title: 'Name',
    width: 'minmax(140px, 1fr)',
    isSortable: true,
    cell: ({ view, shown }) => (
      <WithKind kind={view.artifact.kind}>
        <RowLink
          to="/artifacts/$artifactId"
          params={{ artifactId: view.artifact.id }}
          text={shown}
          whole={view.name}
        />
      </WithKind>
    ),
  },
  {
    id: 'findings',
    title: 'Findings',
    width: '76px',
    isNumber: true,
    isExtra: true,
    cell: ({ view }) => <FindingCount node={`artifact:${view.artifact.id}`} />,
  },
  {
    id: 'versions',
    title: 'Versions',
    width: '64px',
    isNumber: true,
    isSortable: true,
    isExtra: true,
    cell: ({ versionCount }) => formatCountOrNone(versionCount),
  },
  {
    id: 'rows',
    title: 'Rows',
    width: '92px',
    isNumber: true,
    isSortable: true,
    isExtra: true,
    cell: ({ rowCount, unknown }) =>
      rowCount === null ? <Unknown words="not read" why={unknown.rows} /> : formatCountOrNone(rowCount),
  },
  {
    id: 'size',
    title: 'Size',
    width: '84px',
    isNumber: true,
    isSortable: true,
    isExtra: true,
    cell: ({ byteLength, unknown }) =>
      byteLength === null ? <Unknown words="not known" why={unknown.bytes} /> : formatBytes(byteLength),
  },
  {
    id: 'digest',
    title: 'Latest digest',
    width: '132px',
    isExtra: true,
    cell: ({ digest, unknown }) =>
      digest === null ? <Unknown words="not known" why={unknown.bytes} /> : <Digest digest={digest} />,
  },
  {
    id: 'changed',
    title: 'Last change',
    width: timeWidth,
    isSortable: true,
    cell: ({ changedAt }) => <RelativeTime at={changedAt} />,
  },
  {
    id: 'change',
    title: 'Change',
    isTitleHidden: true,
    width: '40px',
    cell: ({ view }) => <ThingMenu thing={{ is: 'artifact', id: view.artifact.id }} name={view.name} />,
  },
];
