import { timeWidth } from '../shared/columnWidths';
import { formatCounted } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import { RowLink } from '../shared/RowLink';
import { TextLink } from '../shared/TextLink';
import { Unknown } from '../shared/Unknown';
import type { TableColumn } from '../shared/VirtualTable';
import { WithKind } from '../shared/WithKind';
import { ContractMark } from './ContractMark';
import classes from './Contracts.module.css';
import { findingsWords, worstClause } from './contractWords';
import { type GateRow, verdictOf } from './gateRows';
import { gateSearchOf } from './gateSearch';

export const gateColumns: readonly TableColumn<GateRow>[] = [
  {
    id: 'artifact',
    title: 'Artifact',
    width: 'minmax(140px, 1fr)',
    cell: ({ artifact }) => (
      <WithKind kind={artifact.artifact.kind}>
        <RowLink
          to="/artifacts/$artifactId"
          params={{ artifactId: artifact.artifact.id }}
          search={{ tab: 'contract' }}
          text={artifact.name}
        />
      </WithKind>
    ),
  },
  {
    id: 'verdict',
    title: 'Verdict',
    width: '124px',
    cell: ({ verdict, standing }) =>
      verdict === 'notJudged' ? (
        <Unknown words="Not judged" why="no version was judged since the contract holds" />
      ) : (
        <ContractMark verdict={verdict} isWaived={standing?.isWaived ?? false} />
      ),
  },
  {
    id: 'clauses',
    title: 'Clauses',
    width: 'minmax(120px, 0.8fr)',
    isExtra: true,
    cell: ({ artifact, standing }) => {
      const worst = standing && worstClause(standing);
      if (!standing) return <Unknown words="none" />;
      return worst ? (
        <TextLink
          to="/gates/$artifactId"
          params={{ artifactId: artifact.artifact.id }}
          search={gateSearchOf(worst)}
          inherit
        >
          {findingsWords(standing)}
        </TextLink>
      ) : (
        findingsWords(standing)
      );
    },
  },
  { id: 'history', title: 'Versions', width: '132px', isExtra: true, cell: (row) => <History row={row} /> },
  {
    id: 'since',
    title: 'Since',
    width: '64px',
    isExtra: true,
    cell: ({ since }) => (since ? `v${since.snapshot.sequence}` : <Unknown words="none" />),
  },
  {
    id: 'downstream',
    title: 'Endangered',
    width: '136px',
    isExtra: true,
    cell: ({ endangeredCount, endangeredEndpoints }) =>
      endangeredCount === 0 ? (
        <Unknown words="nothing" />
      ) : (
        <span title={endangeredEndpoints.join(', ')}>
          {endangeredEndpoints.length > 0
            ? formatCounted(endangeredEndpoints.length, 'endpoint')
            : formatCounted(endangeredCount, 'artifact')}
        </span>
      ),
  },
  {
    id: 'owner',
    title: 'Owner',
    width: '96px',
    isExtra: true,
    cell: ({ latest }) => latest?.owner ?? <Unknown words="none" />,
  },
  {
    id: 'judged',
    title: 'Judged',
    width: timeWidth,
    isExtra: true,
    cell: ({ latest }) =>
      latest?.verdict ? <RelativeTime at={latest.verdict.at} /> : <Unknown words="never" />,
  },
];

/** So many versions, the latest, are drawn. */
const shownVersions = 14;

/** A stroke a version, high where it keeps its contract. */
function History({ row: { artifact } }: { readonly row: GateRow }) {
  const shown = artifact.snapshots.slice(-shownVersions);
  const words = shown.map((view) => `v${view.snapshot.sequence} ${verdictOf(view)}`).join(', ');
  return (
    <svg className={classes.history} width={shownVersions * 8} height={18} role="img" aria-label={words}>
      {shown.map((view, at) => {
        const verdict = verdictOf(view);
        const height = heights[verdict];
        return (
          <rect
            key={view.snapshot.id}
            data-verdict={verdict}
            x={at * 8}
            y={17 - height}
            width={5}
            height={height}
            rx={1}
          />
        );
      })}
    </svg>
  );
}

const heights = { pass: 16, warn: 11, unknown: 6, fail: 6, notJudged: 2 } as const;
