import { Table } from '@mantine/core';
import { lazy, memo, Suspense } from 'react';

import { describeDisagreement } from '../../drift/describeColumn';
import { describeRecipe } from '../../drift/describeRecipe';
import { shownBand } from '../../drift/hasDrifted';
import { psiText } from '../../drift/psiText';
import type { Recipe } from '../../drift/recipe';
import type { ColumnDrift, DriftBin, Statistic } from '../../drift/report';
import { formatCount } from '../shared/format';
import type { ColumnType } from '../../table/schema';
import { MiddleCut } from '../shared/MiddleCut';
import { BandBadge } from './BandBadge';
import classes from './ColumnDetail.module.css';
import {
  chanceWords,
  columnNote,
  formatContribution,
  formatPValue,
  formatShareInColumn,
  formatStatistic,
  statisticNames,
} from './driftWords';

// Charts are heavy: fetched when the first column is opened.
const SharesChart = lazy(async () => ({ default: (await import('./SharesChart')).SharesChart }));

/** So many bins a chart can show side by side; all of them are in the table. */
const maxChartBins = 30;

interface ColumnDetailProps {
  readonly column: ColumnDrift;
  readonly recipe: Recipe;
  readonly referenceLabel: string;
  readonly currentLabel: string;
  /** Whether every statistic is there yet. */
  readonly isComplete: boolean;
}

/** One column large: shares by bin, what each adds, chance, statistics, the recipe, and all numbers as tables. */
export const ColumnDetail = memo(function ColumnDetail({
  column,
  recipe,
  referenceLabel,
  currentLabel,
  isComplete,
}: ColumnDetailProps) {
  const note = columnNote(column, recipe);
  const disagreement = describeDisagreement(column);
  return (
    <section className={classes.root} aria-label={`Drift of ${column.name}`}>
      <header className={classes.header}>
        <h2 className={classes.name}>
          <MiddleCut text={column.name} />
        </h2>
        <span className={classes.type}>{column.type}</span>
        <span className={classes.psi}>
          PSI <strong>{psiText(column, recipe)}</strong>
        </span>
        <BandBadge band={shownBand(column)} />
      </header>
      {note !== null && <p className={classes.note}>{note}.</p>}
      {disagreement !== null && <p className={classes.warning}>{disagreement}</p>}
      {column.psi !== null && (
        <>
          <div className={classes.legend}>
            <span data-side="reference">Reference, {referenceLabel}</span>
            <span data-side="current">Current, {currentLabel}</span>
          </div>
          <Chart column={column} />
          <p className={classes.chance}>{chanceWords(column)}</p>
          <div className={classes.tables}>
            <BinTable bins={column.bins} />
            <div>
              <StatisticTable statistics={column.statistics} type={column.type} isComplete={isComplete} />
              <RecipeInFull recipe={recipe} maxError={column.maxError} />
            </div>
          </div>
        </>
      )}
    </section>
  );
});

function Chart({ column }: { readonly column: ColumnDrift }) {
  const shown = chartBins(column.bins);
  const hidden = column.bins.length - shown.length;
  return (
    <div className={classes.chart}>
      <Suspense fallback={null}>
        <SharesChart
          bins={shown}
          name={column.name}
          label={`Shares of ${column.name} by bin on both sides; the numbers are in the table below`}
        />
      </Suspense>
      {hidden > 0 && (
        <p className={classes.note}>
          The {formatCount(shown.length)} bins that matter most to PSI; {formatCount(hidden)} more are in the
          table.
        </p>
      )}
    </div>
  );
}

/** In their order, those that add most where there are too many. */
function chartBins(bins: readonly DriftBin[]): readonly DriftBin[] {
  if (bins.length <= maxChartBins) return bins;
  const most = new Set(
    [...bins].sort((left, right) => right.contribution - left.contribution).slice(0, maxChartBins),
  );
  return bins.filter((bin) => most.has(bin));
}

function BinTable({ bins }: { readonly bins: readonly DriftBin[] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Bins">
      <Table className={classes.table} stickyHeader verticalSpacing={3} horizontalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Bin</Table.Th>
            <Table.Th>Reference</Table.Th>
            <Table.Th>Current</Table.Th>
            <Table.Th>Adds to PSI</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bins.map((bin) => (
            <Table.Tr key={`${bin.kind} ${bin.label}`}>
              <Table.Td data-kind={bin.kind}>
                <MiddleCut text={bin.label} />
              </Table.Td>
              <Table.Td title={`${formatCount(bin.referenceCount)} rows`}>
                {formatShareInColumn(bin.referenceShare)}
              </Table.Td>
              <Table.Td title={`${formatCount(bin.currentCount)} rows`}>
                {formatShareInColumn(bin.currentShare)}
              </Table.Td>
              <Table.Td>{formatContribution(bin.contribution)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface StatisticTableProps {
  readonly statistics: readonly Statistic[];
  readonly type: ColumnType;
  readonly isComplete: boolean;
}

function StatisticTable({ statistics, type, isComplete }: StatisticTableProps) {
  return (
    <Table
      className={classes.table}
      verticalSpacing={3}
      horizontalSpacing={8}
      aria-label="Statistics"
      aria-busy={!isComplete}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Statistic</Table.Th>
          <Table.Th>Value</Table.Th>
          <Table.Th>p</Table.Th>
          <Table.Th title="Adjusted over all columns of the report, by Benjamini and Hochberg">
            p adjusted
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {statistics.map(({ name, value, maxError, pValue, adjustedPValue }) => (
          <Table.Tr key={name}>
            <Table.Td title={statisticNames[name]}>{statisticNames[name]}</Table.Td>
            <Table.Td>
              {formatStatistic(name, value, type)}
              {maxError > 0 && ` ± ${formatStatistic(name, maxError, type)}`}
            </Table.Td>
            <Table.Td>{pValue !== null && formatPValue(pValue)}</Table.Td>
            <Table.Td>{adjustedPValue !== null && formatPValue(adjustedPValue)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function RecipeInFull({ recipe, maxError }: { readonly recipe: Recipe; readonly maxError: number }) {
  return (
    <div className={classes.recipe}>
      <h3>
        Recipe {recipe.name}, version {recipe.version}
      </h3>
      <ul>
        {describeRecipe(recipe).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {maxError > 0 && (
          <li>
            The profile holds a sketch of the values, not all of them: the figure over all values is within
            the error shown.
          </li>
        )}
      </ul>
    </div>
  );
}
