import { Tabs } from '@mantine/core';
import { useCallback, useMemo } from 'react';

import type { ChanceDraw } from '../../drift/chanceDraw';
import { type KnownChance, missingDraws } from '../../drift/chanceOfReport';
import { recipes } from '../../drift/recipe';
import {
  compareSnapshots,
  type ComparedSide,
  type SnapshotComparison,
} from '../../operations/comparing/compareSnapshots';
import { faultWords } from '../../operations/core/describeFailure';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import type { TableProfile } from '../../profile/profile';
import { type ProfileState, useProfile } from '../../state/useProfile';
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
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
}

/** The comparison of two chosen versions, once both profiles are there. */
export function ComparedTables(props: ComparedTablesProps) {
  const { workspace, reference, current } = props;
  const before = useProfile(reference);
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
  const { workspace, reference, current, referenceProfile, currentProfile } = props;
  const recipe = recipes[props.search.recipe ?? 'deciles'];
  const sides = useMemo(() => {
    const side = (view: SnapshotView, other: SnapshotView, profile: TableProfile): ComparedSide | null =>
      view.reading && { label: sideLabel(workspace, view, other), reading: view.reading, profile };
    return [side(reference, current, referenceProfile), side(current, reference, currentProfile)] as const;
  }, [workspace, reference, current, referenceProfile, currentProfile]);
  const [before, after] = sides;
  const comparison = useChance(
    useCallback(
      (known: KnownChance) => before && after && compareSnapshots(before, after, recipe, known),
      [before, after, recipe],
    ),
    missingInComparison,
  );
  if (!comparison || !before || !after) return null;
  return (
    <>
      <p className={classes.sentence} aria-live="polite">
        {comparison.sentence}.
      </p>
      <ClaimNote versions={[reference, current]} />
      <ComparisonTabs {...props} {...{ comparison, before, after }} />
    </>
  );
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
        <RowsTab {...props} />
      </Tabs.Panel>
      <Tabs.Panel value="time">
        <DriftOverTimeTab {...props} report={report} />
      </Tabs.Panel>
    </Tabs>
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
