import { Button, Tabs } from '@mantine/core';
import { useCallback, useMemo } from 'react';

import type { ChanceDraw } from '../../drift/chanceDraw';
import { type KnownChance, missingDraws } from '../../drift/chanceOfReport';
import { recipes } from '../../drift/recipe';
import { rangesOf } from '../../operations/comparing/baselineOf';
import {
  compareSnapshots,
  compareWithWindow,
  type ComparedSide,
  type SnapshotComparison,
} from '../../operations/comparing/compareSnapshots';
import { faultWords } from '../../operations/core/describeFailure';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import type { TableProfile } from '../../profile/profile';
import { type ProfileState, useProfile } from '../../state/useProfile';
import { useBaselineProfile } from '../drift/useBaselineProfile';
import { useChance } from '../drift/useChance';
import { ClaimNote } from '../shared/ClaimNote';
import { EmptyState } from '../shared/EmptyState';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { artifactOf, sideLabel } from './comparedSides';
import { type CompareSearch, compareTabs, type CompareViewProps } from './compareSearch';
import classes from './CompareView.module.css';
import { DistributionTab } from './DistributionTab';
import { DriftOverTimeTab } from './DriftOverTimeTab';
import { RowsTab } from './RowsTab';
import { SchemaDiffTable } from './SchemaDiffTable';

interface ComparedTablesProps extends CompareViewProps {
  readonly workspace: Workspace;
  /** The earliest first; several are taken together. */
  readonly references: readonly SnapshotView[];
  /** The last of them. */
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
  /** What the window is; null where the reference is one version. */
  readonly window: string | null;
}

/** The comparison of a version with its reference, once their profiles are there. */
export function ComparedTables(props: ComparedTablesProps) {
  const { workspace, references, reference, current } = props;
  const before = useBaselineProfile(references);
  const after = useProfile(current);
  for (const [view, state] of [[reference, before] as const, [current, after] as const]) {
    if (state.status !== 'none') continue;
    const name = `${artifactOf(workspace, view)?.name ?? ''} v${view.snapshot.sequence}`;
    return (
      <EmptyState
        title={view.failedReading ? `The table of ${name} could not be read` : `${name} is not a table`}
        hint={
          view.failedReading
            ? `${sentence(faultWords(view.failedReading.failure))} Read it again from its page, or choose another version above.`
            : 'Only what was read as a table has columns and distributions to compare. Choose another version above.'
        }
      />
    );
  }
  const profiles = readyProfiles(before, after);
  if (!profiles) return <SlowSkeleton lines={14} />;
  return <Comparison {...props} referenceProfile={profiles[0]} currentProfile={profiles[1]} />;
}

function readyProfiles(
  before: ProfileState,
  after: ProfileState,
): readonly [TableProfile, TableProfile] | null {
  return before.status === 'ready' && after.status === 'ready' ? [before.profile, after.profile] : null;
}

interface ComparisonProps extends ComparedTablesProps {
  readonly referenceProfile: TableProfile;
  readonly currentProfile: TableProfile;
}

function Comparison(props: ComparisonProps) {
  const { references, reference, current, window } = props;
  const recipe = recipes[props.search.recipe ?? 'deciles'];
  const [before, after] = useSides(props);
  const isWindow = window !== null;
  const comparison = useChance(
    useCallback(
      (known: KnownChance) => {
        if (!before || !after) return null;
        const compare = isWindow ? compareWithWindow : compareSnapshots;
        return compare(before, after, recipe, known);
      },
      [before, after, recipe, isWindow],
    ),
    missingInComparison,
  );
  if (!comparison || !before || !after) return null;
  return (
    <>
      <p className={classes.sentence} aria-live="polite">
        {comparison.sentence}.
      </p>
      {isWindow && (
        <p className={classes.quiet}>
          v{current.snapshot.sequence} {window}: the rows of these versions together. The schema is compared
          with v{reference.snapshot.sequence}.
        </p>
      )}
      <ClaimNote versions={[...references, current]} />
      <ComparisonTabs {...props} {...{ comparison, before, after }} />
    </>
  );
}

function useSides({
  workspace,
  references,
  reference,
  current,
  window,
  referenceProfile,
  currentProfile,
}: ComparisonProps): readonly [ComparedSide | null, ComparedSide | null] {
  return useMemo(() => {
    const side = (view: SnapshotView, label: string, profile: TableProfile): ComparedSide | null =>
      view.reading && { label, reading: view.reading, profile };
    const label = window === null ? sideLabel(workspace, reference, current) : rangesOf(references);
    return [
      side(reference, label, referenceProfile),
      side(current, sideLabel(workspace, current, reference), currentProfile),
    ];
  }, [workspace, references, reference, current, window, referenceProfile, currentProfile]);
}

interface ComparisonTabsProps extends ComparisonProps {
  readonly comparison: SnapshotComparison;
  readonly before: ComparedSide;
  readonly after: ComparedSide;
}

function ComparisonTabs({ comparison, before, after, ...props }: ComparisonTabsProps) {
  const { search, onSearchChange } = props;
  const { report, schema } = comparison;
  return (
    <Tabs
      value={search.tab ?? 'distribution'}
      keepMounted={false}
      onChange={(value) => onSearchChange(withTab(search, value))}
    >
      <Tabs.List mb="md">
        <Tabs.Tab value="schema">Schema</Tabs.Tab>
        <Tabs.Tab value="distribution">Distribution</Tabs.Tab>
        <Tabs.Tab value="rows">Rows</Tabs.Tab>
        <Tabs.Tab value="time">Over time</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="schema">
        <SchemaDiffTable reference={before.reading} current={after.reading} diff={schema} />
      </Tabs.Panel>
      <Tabs.Panel value="distribution">
        <DistributionTab
          {...props}
          report={report}
          referenceLabel={before.label}
          currentLabel={after.label}
        />
      </Tabs.Panel>
      <Tabs.Panel value="rows">
        {props.window === null ? <RowsTab {...props} /> : <RowsOfOneVersion {...props} />}
      </Tabs.Panel>
      <Tabs.Panel value="time">
        <DriftOverTimeTab {...props} report={report} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** A row has no counterpart in several versions, so that one of them is offered. */
function RowsOfOneVersion({ reference, current, search, onSearchChange }: ComparisonProps) {
  const { window: _, ...rest } = search;
  const one = { ...rest, reference: reference.snapshot.id, current: current.snapshot.id };
  return (
    <EmptyState
      title="Rows are compared with one version"
      hint="The reference is a window of several versions, in which a row has no one counterpart."
      actions={
        <Button size="xs" variant="default" onClick={() => onSearchChange(one)}>
          Compare rows with v{reference.snapshot.sequence}
        </Button>
      }
    />
  );
}

function missingInComparison(comparison: SnapshotComparison | null): readonly ChanceDraw[] {
  return comparison === null ? [] : missingDraws(comparison.report);
}

function withTab(search: CompareSearch, value: string | null): CompareSearch {
  const tab = compareTabs.find((candidate) => candidate === value);
  return tab === undefined ? search : { ...search, tab };
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}
