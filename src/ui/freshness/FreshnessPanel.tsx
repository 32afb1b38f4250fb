import { Button } from '@mantine/core';
import { useState } from 'react';

import { objectiveWords } from '../../gates/freshness/objective';
import type { FreshnessRow } from '../../operations/contracts/freshnessBoard';
import type { Staleness } from '../../operations/contracts/staleness';
import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { ContractIcon } from '../contracts/ContractMark';
import { formatShare } from '../shared/format';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { useEdit } from '../shared/useEdit';
import { AgeChart } from './AgeChart';
import classes from './Freshness.module.css';
import {
  budgetWords,
  freshnessNames,
  momentWords,
  percentileWords,
  statedByWords,
  verdictWords,
} from './freshnessWords';
import { ObjectiveForm } from './ObjectiveForm';
import { useFreshness } from './useFreshness';

interface FreshnessPanelProps {
  readonly workspace: Workspace;
  readonly view: ArtifactView;
  readonly version: SnapshotView;
}

/** How fresh an artifact has to be, whether it is, how that was kept, and what makes it stale. */
export function FreshnessPanel({ workspace, view, version }: FreshnessPanelProps) {
  const { gates } = useServices();
  const edit = useEdit();
  const board = useFreshness(workspace);
  const [isAsked, setIsAsked] = useState(false);
  if (!board) return <SlowSkeleton />;
  const rows = board.rows.filter(({ artifact }) => artifact.artifact.id === view.artifact.id);
  const stale = board.stale.get(view.artifact.id);
  const columns = (version.reading?.columns ?? []).flatMap(({ name, type }) =>
    type === 'date' || type === 'timestamp' ? name : [],
  );
  return (
    <section aria-label="Freshness">
      <p className={classes.lead}>
        {rows.length === 0
          ? 'Nothing says how fresh it has to be.'
          : `Judged at ${momentWords(board.at)}, again each minute and when you come back to this page.`}
        {stale && stale.way.length > 1 && <StaleBecause stale={stale} />}
      </p>
      {rows.map((row) => (
        <Objective
          key={`${row.statedBy} ${row.pointer} ${row.objective.column ?? ''}`}
          row={row}
          onRemove={() =>
            void edit(`${view.name} has one objective less`, () =>
              gates.setObjective(version.snapshot.id, row.objective.column, null),
            )
          }
        />
      ))}
      {isAsked ? (
        <ObjectiveForm
          columns={columns}
          onCancel={() => setIsAsked(false)}
          onSave={async (column, objective) =>
            (await edit(`${view.name} has an objective`, () =>
              gates.setObjective(version.snapshot.id, column, objective),
            )) !== null
          }
        />
      ) : (
        <Button variant="default" onClick={() => setIsAsked(true)}>
          Set an objective
        </Button>
      )}
    </section>
  );
}

/** `It is late because of trips.csv: trips.csv → clean.csv → fare.` */
export function StaleBecause({ stale }: { readonly stale: Staleness }) {
  const words = { fail: 'late', warn: 'getting old', unknown: 'of unknown freshness' }[stale.verdict];
  return (
    <>
      {' '}
      It is {words} because of {stale.from.name}: {stale.way.join(' → ')}.
    </>
  );
}

function Objective({ row, onRemove }: { readonly row: FreshnessRow; readonly onRemove: () => void }) {
  const { verdict, attainment, objective, statedBy } = row;
  return (
    <section className={classes.objective} aria-label={objectiveWords(objective)}>
      <div className={classes.head}>
        <strong>{objectiveWords(objective)}</strong>
        <span>
          <ContractIcon verdict={verdict.verdict} words={freshnessNames[verdict.verdict]} />{' '}
          {verdictWords(verdict)}
        </span>
        <span className={classes.quiet}>{statedByWords[statedBy]}</span>
        {statedBy === 'person' && (
          <Button size="compact-xs" variant="default" onClick={onRemove}>
            Remove
          </Button>
        )}
      </div>
      <Figures row={row} />
      {attainment.attained !== null && <AgeChart row={row} />}
    </section>
  );
}

function Figures({ row: { verdict, attainment, objective } }: { readonly row: FreshnessRow }) {
  const { attained, target, budgetLeft, burnRate, lateness, outOfOrderCount } = attainment;
  const newest = objective.column === null ? 'Last arrival' : `Newest ${objective.column}`;
  const none = 'unknown';
  const facts: readonly (readonly [string, string])[] = [
    [newest, verdict.newest === null ? none : momentWords(verdict.newest)],
    [
      `Fresh in the last ${objective.window.text}`,
      attained === null ? none : `${formatShare(attained)} of the time, target ${formatShare(target)}`,
    ],
    ['Error budget left', budgetLeft === null ? none : budgetWords(budgetLeft)],
    ['Burn rate', burnRate === null ? none : `${burnRate.toFixed(2)} × what the window allows`],
    ...(['p50', 'p95', 'p99'] as const).map(
      (name) => [`Lateness ${name}`, percentileWords(lateness, name)] as const,
    ),
    ['Arrivals in the window', String(lateness.count)],
    ...(outOfOrderCount > 0 ? [['Brought nothing newer', String(outOfOrderCount)] as const] : []),
  ];
  return (
    <dl className={classes.figures}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
