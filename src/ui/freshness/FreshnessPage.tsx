import { Text } from '@mantine/core';

import { objectiveWords } from '../../gates/freshness/objective';
import type { FreshnessBoard, FreshnessRow } from '../../operations/contracts/freshnessBoard';
import type { Workspace } from '../../operations/core/workspace';
import { ContractIcon } from '../contracts/ContractMark';
import { artifactColumn } from '../artifacts/artifactColumn';
import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { formatCounted, formatShare } from '../shared/format';
import { ListPage } from '../shared/ListPage';
import { Section } from '../shared/Section';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { TextLink } from '../shared/TextLink';
import { Unknown } from '../shared/Unknown';
import { VirtualTable, type TableColumn } from '../shared/VirtualTable';
import { WithWorkspace } from '../shared/WithWorkspace';
import classes from './Freshness.module.css';
import {
  budgetWords,
  freshnessNames,
  latenessLong,
  latenessShort,
  momentWords,
  verdictWords,
} from './freshnessWords';
import { useFreshness } from './useFreshness';

/** Every objective of freshness, the worst first, and what is stale because of something upstream. */
export function FreshnessPage() {
  return <WithWorkspace>{(workspace) => <Board workspace={workspace} />}</WithWorkspace>;
}

function Board({ workspace }: { readonly workspace: Workspace }) {
  const board = useFreshness(workspace);
  return (
    <ListPage
      title="Freshness"
      count={board ? formatCounted(board.rows.length, 'objective') : ''}
      bar={
        <>
          {board && board.rows.length > 0 && (
            <Text size="sm" c="dimmed">
              Judged at <time>{momentWords(board.at)}</time>
            </Text>
          )}
          <ButtonLink to="/gates" variant="default">
            Contracts
          </ButtonLink>
        </>
      }
    >
      {board ? <Objectives board={board} workspace={workspace} /> : <SlowSkeleton lines={6} />}
    </ListPage>
  );
}

function Objectives({ board, workspace }: { readonly board: FreshnessBoard; readonly workspace: Workspace }) {
  if (board.rows.length === 0)
    return (
      <EmptyState
        title="Nothing has to be fresh yet"
        hint="An objective says how old an artifact may be. Contracts and dbt sources bring theirs. Or open an artifact, and choose Freshness."
        actions={
          <ButtonLink to="/artifacts" variant="default">
            Show artifacts
          </ButtonLink>
        }
      />
    );
  return (
    <div className={classes.board}>
      <VirtualTable
        label="Objectives"
        columns={columns}
        rows={board.rows}
        rowKey={({ artifact, pointer, statedBy, objective }) =>
          `${artifact.artifact.id} ${statedBy} ${pointer} ${objective.column ?? ''}`
        }
        maxHeight="60vh"
      />
      <Downstream board={board} workspace={workspace} />
    </div>
  );
}

/** What has no objective of its own, and is as fresh as its stalest input. */
function Downstream({ board, workspace }: { readonly board: FreshnessBoard; readonly workspace: Workspace }) {
  const stale = [...board.stale].flatMap(([id, { way, verdict }]) => {
    const view = workspace.artifacts.get(id);
    return view && way.length > 1 ? [{ id, view, way, verdict }] : [];
  });
  if (stale.length === 0) return null;
  return (
    <Section
      label="Stale because of something upstream"
      title={`Stale because of something upstream · ${stale.length}`}
    >
      <ul className={classes.stale}>
        {stale.slice(0, 200).map(({ id, view, way, verdict }) => (
          <li key={id}>
            <ContractIcon verdict={verdict} words={freshnessNames[verdict]} />{' '}
            <TextLink to="/artifacts/$artifactId" params={{ artifactId: id }} search={{ tab: 'freshness' }}>
              {view.name}
            </TextLink>{' '}
            <span className={classes.quiet}>{way.join(' → ')}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const columns: readonly TableColumn<FreshnessRow>[] = [
  artifactColumn('freshness'),
  {
    id: 'verdict',
    title: 'Verdict',
    width: 'minmax(185px, 1fr)',
    cell: ({ verdict }) => (
      <span title={verdictWords(verdict)}>
        <ContractIcon verdict={verdict.verdict} words={freshnessNames[verdict.verdict]} />{' '}
        {verdictWords(verdict)}
      </span>
    ),
  },
  {
    id: 'objective',
    title: 'Objective',
    width: 'minmax(150px, 1fr)',
    isExtra: true,
    cell: ({ objective }) => <span title={objectiveWords(objective)}>{objectiveWords(objective)}</span>,
  },
  {
    id: 'lateness',
    title: 'Late p50 / p95 / p99',
    width: '150px',
    isExtra: true,
    cell: ({ attainment: { lateness } }) => (
      <span title={latenessLong(lateness)}>{latenessShort(lateness)}</span>
    ),
  },
  {
    id: 'attained',
    title: 'Fresh',
    width: '110px',
    isExtra: true,
    cell: ({ attainment: { attained, target }, objective }) =>
      attained === null ? (
        <Unknown words="unknown" why="nothing arrived in the window" />
      ) : (
        <span title={`of the last ${objective.window.text}, target ${formatShare(target)}`}>
          {formatShare(attained)} of {formatShare(target)}
        </span>
      ),
  },
  {
    id: 'budget',
    title: 'Budget left',
    width: '140px',
    isExtra: true,
    cell: ({ attainment: { budgetLeft, burnRate } }) =>
      budgetLeft === null ? (
        <Unknown words="unknown" />
      ) : (
        <span title={burnRate === null ? undefined : `burns ${burnRate.toFixed(2)} × what the window allows`}>
          {budgetWords(budgetLeft)}
        </span>
      ),
  },
  {
    id: 'upstream',
    title: 'Stalest input',
    width: 'minmax(110px, 0.7fr)',
    isExtra: true,
    cell: ({ staleness }) =>
      staleness === null || staleness.way.length < 2 ? (
        <Unknown words="none" />
      ) : (
        <span title={staleness.way.join(' → ')}>{staleness.from.name}</span>
      ),
  },
];
