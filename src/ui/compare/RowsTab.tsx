import { Button, Group, MultiSelect, Progress } from '@mantine/core';
import { useMemo } from 'react';

import { columnsOfOtherNulls } from '../../operations/comparing/compareSnapshots';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import type { TableProfile } from '../../profile/profile';
import { keyOfVersions } from '../../profile/suggestKey';
import type { RowDiffRequest } from '../../state/services';
import { EmptyState } from '../shared/EmptyState';
import { FailureNotice } from '../shared/FailureNotice';
import { formatShare } from '../shared/format';
import { artifactOf } from './comparedSides';
import type { CompareViewProps } from './compareSearch';
import { DiffedRows } from './DiffedRows';
import { rowDiffSide } from './rowDiffSide';
import classes from './RowsTab.module.css';
import { type RowDiffState, useRowDiff } from './useRowDiff';

interface RowsTabProps extends CompareViewProps {
  readonly workspace: Workspace;
  readonly reference: SnapshotView;
  readonly current: SnapshotView;
  readonly referenceProfile: TableProfile;
  readonly currentProfile: TableProfile;
}

/** Which rows changed, came and went: rows of equal keys are the same row. */
export function RowsTab(props: RowsTabProps) {
  const { workspace, reference, current, referenceProfile, currentProfile, search, onSearchChange } = props;
  const shared = useSharedColumns(referenceProfile, currentProfile);
  const suggested = useMemo(
    () => keyOfVersions(referenceProfile, currentProfile),
    [referenceProfile, currentProfile],
  );
  const chosenKey = search.key?.filter((name) => shared.includes(name));
  const nameOf = (view: SnapshotView): string => artifactOf(workspace, view)?.name ?? '';
  // A workspace that only grew compares the same.
  const request = useSteady<RowDiffRequest>({
    reference: rowDiffSide(reference, nameOf(reference)),
    current: rowDiffSide(current, nameOf(current)),
    keyColumns: chosenKey ?? suggested,
  });
  const { keyColumns } = request;
  const state = useRowDiff(request);
  return (
    <>
      <div className={classes.toolbar}>
        <MultiSelect
          className={classes.key}
          label="Key"
          description="The columns that tell which row is which. Without one, whole rows are compared."
          size="xs"
          data={shared}
          value={[...keyColumns]}
          onChange={(key) => onSearchChange({ ...search, key })}
          searchable
          clearable
          placeholder={keyColumns.length === 0 ? 'whole rows' : ''}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
      </div>
      {state.status !== 'done' && <NotCompared state={state} />}
      {state.status === 'done' && (
        <DiffedRows
          diff={state.diff}
          otherNulls={columnsOfOtherNulls(referenceProfile, currentProfile)}
          search={search}
          onSearchChange={onSearchChange}
        />
      )}
    </>
  );
}

/** The rows while they are compared, and why they are not. */
function NotCompared({ state }: { readonly state: Exclude<RowDiffState, { readonly status: 'done' }> }) {
  switch (state.status) {
    case 'running':
      return (
        <div className={classes.running} role="status">
          <Progress value={state.share * 100} size="sm" transitionDuration={0} aria-label="Comparing rows" />
          <Group gap="md" mt={8}>
            <span>Comparing rows, {formatShare(state.share)}</span>
            <Button size="compact-xs" variant="default" onClick={state.cancel}>
              Cancel
            </Button>
          </Group>
        </div>
      );
    case 'cancelled':
      return (
        <EmptyState
          title="The comparison was cancelled"
          hint="Nothing was kept of it."
          actions={
            <Button size="xs" variant="default" onClick={state.again}>
              Compare rows
            </Button>
          }
        />
      );
    case 'failed':
      return (
        <FailureNotice
          title="The rows could not be compared"
          failure={state.failure}
          actions={
            <Button size="compact-sm" variant="default" mt="sm" display="block" onClick={state.again}>
              Compare again
            </Button>
          }
        />
      );
  }
}

function useSharedColumns(reference: TableProfile, current: TableProfile): string[] {
  return useMemo(() => {
    const before = new Set(reference.columns.map(({ name }) => name));
    return current.columns.flatMap(({ name }) => (before.has(name) ? name : []));
  }, [reference, current]);
}

/** The same object while what it says is the same. */
function useSteady<T>(value: T): T {
  const text = JSON.stringify(value);
  return useMemo(() => JSON.parse(text) as T, [text]);
}
