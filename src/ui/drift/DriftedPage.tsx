import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';

import { type DriftedFilter, type DriftedRow, driftedRows } from '../../operations/comparing/driftedRows';
import type { VersionDrift } from '../../operations/comparing/versionDrift';
import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import { EmptyState } from '../shared/EmptyState';
import { FilterBox } from '../shared/FilterBox';
import { formatCount, formatCounted } from '../shared/format';
import { ListPage } from '../shared/ListPage';
import { VirtualTable } from '../shared/VirtualTable';
import { WithWorkspace } from '../shared/WithWorkspace';
import { driftedColumns } from './driftedColumns';
import { parseDriftedSearch, shownBands, shownStates } from './driftedSearch';
import { useWorkspaceDrift } from './useWorkspaceDrift';

/** Every drifted column of the workspace, newest first, with where each began. */
export function DriftedPage() {
  return <WithWorkspace>{(workspace) => <Drifted workspace={workspace} />}</WithWorkspace>;
}

const bandNames = { significant: 'Significant', moderate: 'Moderate', grows: 'Only grows' } as const;
const stateNames = { open: 'Not acknowledged', acknowledged: 'Acknowledged' } as const;

function Drifted({ workspace }: { readonly workspace: Workspace }) {
  const search = useSearch({ from: '/drift' });
  const navigate = useNavigate();
  const change: FiltersProps['change'] = (next) => {
    void navigate({ to: '/drift', search: parseDriftedSearch({ ...search, ...next }), replace: true });
  };
  const { versions, doneCount } = useWorkspaceDrift(workspace);
  const rows = useMemo(() => driftedRows(workspace, versions, search), [workspace, versions, search]);
  const columns = useMemo(() => {
    const drifts = new Map(versions.map(({ view, drift }) => [view.snapshot.id, drift]));
    const driftOf = (view: SnapshotView): VersionDrift | null => drifts.get(view.snapshot.id) ?? null;
    return driftedColumns(workspace, driftOf);
  }, [workspace, versions]);
  const isDone = doneCount === versions.length;
  const counted = formatCounted(rows.length, 'column');
  return (
    <ListPage
      title="What drifted"
      count={
        isDone ? counted : `${counted}, ${formatCount(doneCount)} of ${formatCount(versions.length)} versions`
      }
      bar={<Filters search={search} change={change} />}
    >
      {rows.length > 0 ? (
        <VirtualTable<DriftedRow>
          label="What drifted"
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.view.snapshot.id} ${row.name}`}
          rowHeight={56}
        />
      ) : (
        <EmptyState
          title={isDone ? 'Nothing drifted' : 'Comparing versions'}
          hint={
            isDone
              ? 'No column of the versions shown here drifted against its baseline. Change the filters above to see others.'
              : 'Each version is compared with its baseline while the page is idle.'
          }
        />
      )}
    </ListPage>
  );
}

interface FiltersProps {
  readonly search: DriftedFilter;
  readonly change: (next: { readonly [K in keyof DriftedFilter]: DriftedFilter[K] | undefined }) => void;
}

function Filters({ search, change }: FiltersProps) {
  return (
    <>
      <FilterBox
        label="Filter by artifact or column"
        value={search.q ?? ''}
        onChange={(q) => change({ q })}
      />
      <NativeSelect
        aria-label="Band"
        value={search.band ?? ''}
        data={[
          { value: '', label: 'All bands' },
          ...shownBands.map((value) => ({ value, label: bandNames[value] })),
        ]}
        onChange={(event) => change({ band: shownBands.find((each) => each === event.currentTarget.value) })}
      />
      <NativeSelect
        aria-label="Acknowledged"
        value={search.state ?? ''}
        data={[
          { value: '', label: 'Acknowledged or not' },
          ...shownStates.map((value) => ({ value, label: stateNames[value] })),
        ]}
        onChange={(event) =>
          change({ state: shownStates.find((each) => each === event.currentTarget.value) })
        }
      />
    </>
  );
}
