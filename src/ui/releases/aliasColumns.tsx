import type { NameOfActor } from '../../operations/audit/auditLogFilter';
import { AliasBadge } from '../shared/AliasBadge';
import { timeWidth } from '../shared/columnWidths';
import { Digest } from '../shared/Digest';
import { formatCount, formatCounted } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import { RowLink } from '../shared/RowLink';
import type { TableColumn } from '../shared/VirtualTable';
import { Unknown } from '../shared/Unknown';
import { WithKind } from '../shared/WithKind';
import type { AliasRow } from './aliasRows';
import { versionWords } from './releaseWords';

export function aliasColumns(nameOf: NameOfActor): readonly TableColumn<AliasRow>[] {
  return [
    {
      id: 'artifact',
      title: 'Artifact',
      width: 'minmax(140px, 1fr)',
      cell: (row) => <ArtifactCell {...row} />,
    },
    {
      id: 'alias',
      title: 'Alias',
      width: 'clamp(92px, 12vw, 132px)',
      cell: ({ alias }) => <AliasBadge name={alias.name} />,
    },
    {
      id: 'version',
      title: 'Stands on',
      width: 'clamp(76px, 10vw, 116px)',
      cell: ({ version }) => (version ? versionWords(version) : <OnNone words="no version" />),
    },
    {
      id: 'newer',
      title: 'Newer',
      width: '64px',
      isNumber: true,
      isExtra: true,
      cell: ({ newerCount }) => (newerCount === 0 ? <Unknown words="none" /> : formatCount(newerCount)),
    },
    {
      id: 'digest',
      title: 'Digest',
      width: '132px',
      isExtra: true,
      cell: ({ version }) =>
        version ? <Digest digest={version.snapshot.digest} /> : <OnNone words="none" />,
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
      width: timeWidth,
      isExtra: true,
      cell: ({ alias }) => <RelativeTime at={alias.moves.at(-1)!.recordedAt} />,
    },
  ];
}

function ArtifactCell({ artifact, shown, alias }: AliasRow) {
  return (
    <WithKind kind={artifact.artifact.kind}>
      <RowLink
        to="/releases/$artifactId"
        params={{ artifactId: artifact.artifact.id }}
        search={{ alias: alias.name }}
        text={shown}
        whole={artifact.name}
      />
    </WithKind>
  );
}

function OnNone({ words }: { readonly words: string }) {
  return <Unknown words={words} why="the alias was taken off its version" />;
}
