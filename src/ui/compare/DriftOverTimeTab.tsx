import { Select, Table } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';

import type { DriftReport } from '../../drift/report';
import type { VersionBaseline } from '../../operations/comparing/baselineOf';
import type { DriftPoint } from '../../operations/comparing/driftOverTime';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import type { SnapshotId } from '../../versioning/records';
import { shownBand } from '../../drift/hasDrifted';
import { psiText } from '../../drift/psiText';
import { BandBadge } from '../drift/BandBadge';
import { EmptyState } from '../shared/EmptyState';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { WideTable } from '../shared/WideTable';
import { artifactOf } from './comparedSides';
import { type FollowedBaseline, followedBaseline } from './followedBaseline';
import type { CompareViewProps } from './compareSearch';
import classes from './CompareView.module.css';
import { optionGroups } from './SidePicker';
import { useDriftPoints } from './useDriftPoints';

const OverTimeChart = lazy(async () => ({ default: (await import('./OverTimeChart')).OverTimeChart }));

interface DriftOverTimeTabProps extends CompareViewProps {
  readonly workspace: Workspace;
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
  readonly report: DriftReport;
}

/** PSI of every version of the current artifact against a baseline: where drift began. */
export function DriftOverTimeTab({
  workspace,
  reference,
  current,
  report,
  search,
  onSearchChange,
}: DriftOverTimeTabProps) {
  const artifact = artifactOf(workspace, current);
  const { baseline, window } = search;
  const followed = useMemo(
    () => followedBaseline(workspace, artifact, reference, baseline, window),
    [workspace, artifact, reference, baseline, window],
  );
  const versions = useMemo(
    () => (artifact?.snapshots ?? []).filter((view) => view.reading !== null),
    [artifact],
  );
  const points = useDriftPoints(versions, followed, report.recipe.name);
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
      <Choices
        {...{
          workspace,
          versions,
          reference,
          value: followed.value,
          columns,
          column,
          search,
          onSearchChange,
        }}
      />
      {points === null ? (
        <SlowSkeleton lines={10} />
      ) : (
        <Course points={points} column={column} others={columns} report={report} followed={followed} />
      )}
    </>
  );
}

interface ChoicesProps extends CompareViewProps {
  readonly workspace: Workspace;
  readonly versions: readonly SnapshotView[];
  readonly reference: SnapshotView;
  readonly value: FollowedBaseline['value'];
  readonly columns: string[];
  readonly column: string;
}

/** What all versions are held against, and the column that is followed. */
function Choices(props: ChoicesProps) {
  const { workspace, versions, reference, value, columns, column, search, onSearchChange } = props;
  const whole = [
    { value: 'chosen', label: 'The baseline of the artifact' },
    {
      value: 'reference',
      label:
        search.window === undefined
          ? `The reference, v${reference.snapshot.sequence}`
          : `The ${search.window} versions before each`,
    },
  ];
  return (
    <div className={classes.toolbar}>
      <Select
        label="Baseline"
        className={classes.filter}
        data={[{ group: 'Follows', items: whole }, ...optionGroups(workspace, versions, null)]}
        value={value}
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

interface CourseProps {
  readonly points: readonly DriftPoint[];
  readonly column: string;
  readonly others: readonly string[];
  readonly report: DriftReport;
  readonly followed: FollowedBaseline;
}

/** So many other columns are drawn behind the chosen one. */
const backgroundCount = 4;

function Course({ points, column, others, report, followed }: CourseProps) {
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
      <CourseTable {...{ points, column, report, followed }} />
    </>
  );
}

function CourseTable({ points, column, report, followed }: Omit<CourseProps, 'others'>) {
  return (
    <WideTable minWidth={520}>
      <Table verticalSpacing={4} fz="sm" maw={860}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Version</Table.Th>
            <Table.Th>PSI</Table.Th>
            <Table.Th>Band</Table.Th>
            <Table.Th>Most drifted column</Table.Th>
            <Table.Th>Compared</Table.Th>
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
                  {isBaselineItself(followed.of(point.snapshotId), point) && ', the baseline'}
                </Table.Td>
                <Table.Td title={followed.of(point.snapshotId).words}>
                  {figure ? psiText(figure, report.recipe) : 'none'}
                </Table.Td>
                <Table.Td>
                  <BandBadge band={figure ? shownBand(figure) : 'unknown'} />
                </Table.Td>
                <Table.Td className={classes.most}>
                  {most && most.psi !== null && most.psi > 0
                    ? `${most.name}, ${psiText(most, report.recipe)}`
                    : 'none'}
                </Table.Td>
                <Table.Td>{followed.of(point.snapshotId).words}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

function isBaselineItself({ versions }: VersionBaseline, { snapshotId }: DriftPoint): boolean {
  return versions.length === 1 && versions[0]?.snapshot.id === snapshotId;
}
