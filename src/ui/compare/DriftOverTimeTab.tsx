import { Select, Table } from '@mantine/core';
import { lazy, Suspense, useCallback, useMemo } from 'react';

import type { ChanceDraw } from '../../drift/chanceDraw';
import type { KnownChance } from '../../drift/chanceOfReport';
import { type RecipeName, recipes } from '../../drift/recipe';
import type { DriftReport } from '../../drift/report';
import { type DriftPoint, driftOverTime } from '../../operations/comparing/driftOverTime';
import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import type { SnapshotId } from '../../versioning/records';
import { shownBand } from '../../drift/hasDrifted';
import { psiText } from '../../drift/psiText';
import { BandBadge } from '../drift/BandBadge';
import { useChance } from '../drift/useChance';
import { EmptyState } from '../shared/EmptyState';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { artifactOf } from './comparedSides';
import type { CompareViewProps } from './compareSearch';
import classes from './CompareView.module.css';
import { optionGroups } from './SidePicker';
import { useProfiles } from './useProfiles';

const OverTimeChart = lazy(async () => ({ default: (await import('./OverTimeChart')).OverTimeChart }));

interface DriftOverTimeTabProps extends CompareViewProps {
  readonly workspace: Workspace;
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
  readonly report: DriftReport;
}

/** PSI of every version of the current artifact against one baseline: where drift began. */
export function DriftOverTimeTab({
  workspace,
  reference,
  current,
  report,
  search,
  onSearchChange,
}: DriftOverTimeTabProps) {
  const artifact = artifactOf(workspace, current);
  const baseline = (search.baseline && workspace.snapshots.get(search.baseline)) ?? reference;
  const versions = useMemo(() => {
    const own = (artifact?.snapshots ?? []).filter((view) => view.reading !== null);
    return own.includes(baseline) ? own : [...own, baseline];
  }, [artifact, baseline]);
  const points = usePoints(versions, baseline, artifact, report.recipe.name);
  const columns = useMemo(
    () => report.columns.filter((column) => column.psi !== null).map(({ name }) => name),
    [report],
  );
  const column = columns.find((name) => name === search.column) ?? columns[0] ?? null;
  if (column === null) {
    return (
      <EmptyState
        title="Nothing to follow"
        hint="No column has values on both sides. Choose other versions above."
      />
    );
  }
  return (
    <>
      <Choices {...{ workspace, versions, baseline, columns, column, search, onSearchChange }} />
      {points === null ? (
        <SlowSkeleton lines={10} />
      ) : (
        <Course points={points} column={column} others={columns} report={report} baseline={baseline} />
      )}
    </>
  );
}

interface ChoicesProps extends CompareViewProps {
  readonly workspace: Workspace;
  readonly versions: readonly SnapshotView[];
  readonly baseline: SnapshotView;
  readonly columns: string[];
  readonly column: string;
}

/** Which version all others are held against, and the column that is followed. */
function Choices({ workspace, versions, baseline, columns, column, search, onSearchChange }: ChoicesProps) {
  return (
    <div className={classes.toolbar}>
      <Select
        label="Baseline"
        className={classes.filter}
        data={optionGroups(workspace, versions, baseline)}
        value={baseline.snapshot.id}
        allowDeselect={false}
        onChange={(id) => id !== null && onSearchChange({ ...search, baseline: id as SnapshotId })}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <Select
        label="Column"
        className={classes.filter}
        data={columns}
        value={column}
        searchable
        limit={300}
        allowDeselect={false}
        onChange={(name) => name !== null && onSearchChange({ ...search, column: name })}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    </div>
  );
}

/** The drift of every version of an artifact; null until their profiles are read. */
function usePoints(
  versions: readonly SnapshotView[],
  baseline: SnapshotView,
  artifact: ArtifactView | undefined,
  recipe: RecipeName,
): readonly DriftPoint[] | null {
  const profiled = useProfiles(versions);
  const follow = useCallback(
    (known: KnownChance) => {
      const of = profiled?.find((version) => version.snapshotId === baseline.snapshot.id)?.profile;
      if (!profiled || !of) return null;
      return driftOverTime(
        profiled.filter((version) =>
          artifact?.snapshots.some(({ snapshot }) => snapshot.id === version.snapshotId),
        ),
        of,
        recipes[recipe],
        known,
      );
    },
    [profiled, baseline, recipe, artifact],
  );
  return useChance(follow, missingInPoints);
}

function missingInPoints(points: readonly DriftPoint[] | null): readonly ChanceDraw[] {
  return points?.flatMap(({ missing }) => missing) ?? [];
}

interface CourseProps {
  readonly points: readonly DriftPoint[];
  readonly column: string;
  readonly others: readonly string[];
  readonly report: DriftReport;
  readonly baseline: SnapshotView;
}

/** So many other columns are drawn behind the chosen one. */
const backgroundCount = 4;

function Course({ points, column, others, report, baseline }: CourseProps) {
  const background = others.filter((name) => name !== column).slice(0, backgroundCount);
  return (
    <>
      <div className={classes.chart}>
        <Suspense fallback={null}>
          <OverTimeChart points={points} column={column} background={background} recipe={report.recipe} />
        </Suspense>
      </div>
      <p className={classes.quiet}>
        PSI of {column} in every version, recipe {report.recipe.name}
        {background.length > 0 && `; faint: ${background.join(', ')}`}. The dashed lines are where moderate
        and significant begin.
      </p>
      <Table verticalSpacing={4} fz="sm" maw={640}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Version</Table.Th>
            <Table.Th>PSI</Table.Th>
            <Table.Th>Band</Table.Th>
            <Table.Th>Most drifted column</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map((point) => {
            const figure = point.columns.get(column);
            const most = point.most === null ? undefined : point.columns.get(point.most);
            return (
              <Table.Tr key={point.snapshotId}>
                <Table.Td>
                  v{point.sequence}
                  {point.snapshotId === baseline.snapshot.id && ', the baseline'}
                </Table.Td>
                <Table.Td>{figure ? psiText(figure, report.recipe) : 'none'}</Table.Td>
                <Table.Td>
                  <BandBadge band={figure ? shownBand(figure) : 'unknown'} />
                </Table.Td>
                <Table.Td className={classes.most}>
                  {most && most.psi !== null && most.psi > 0
                    ? `${most.name}, ${psiText(most, report.recipe)}`
                    : 'none'}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </>
  );
}
