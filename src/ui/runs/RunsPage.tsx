import { NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { runStates } from '../../lineage/records';
import type { Workspace } from '../../operations/core/workspace';
import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { FilterBox } from '../shared/FilterBox';
import { formatShown } from '../shared/format';
import { ListPage } from '../shared/ListPage';
import { NoMatch } from '../shared/NoMatch';
import { VirtualTable } from '../shared/VirtualTable';
import { WithWorkspace } from '../shared/WithWorkspace';
import { runColumns } from './runColumns';
import { runRows } from './runRows';
import { parseRunsSearch, type RunsSearch } from './runsSearch';
import { runStateNames } from './runWords';

export function RunsPage() {
  return <WithWorkspace>{(workspace) => <RunsList workspace={workspace} />}</WithWorkspace>;
}

function RunsList({ workspace }: { readonly workspace: Workspace }) {
  const search = useSearch({ from: '/runs' });
  const navigate = useNavigate();
  const change = (next: { readonly [K in keyof RunsSearch]: RunsSearch[K] | undefined }): void => {
    void navigate({ to: '/runs', search: parseRunsSearch({ ...search, ...next }), replace: true });
  };
  const rows = runRows(workspace, search);
  const total = workspace.runs.size;
  return (
    <ListPage
      title="Runs"
      count={formatShown(rows.length, total)}
      bar={
        <>
          {total > 0 && (
            <>
              <FilterBox
                label="Filter by job, id, code or person"
                value={search.q ?? ''}
                onChange={(q) => change({ q })}
              />
              <NativeSelect
                aria-label="State"
                value={search.state ?? ''}
                data={[
                  { value: '', label: 'All states' },
                  ...runStates.map((state) => ({ value: state, label: runStateNames[state] })),
                ]}
                onChange={(event) =>
                  change({ state: runStates.find((state) => state === event.currentTarget.value) })
                }
              />
            </>
          )}
          <ButtonLink to="/runs/new" variant="default" leftSection={<IconPlus size={16} aria-hidden />}>
            Record a run
          </ButtonLink>
        </>
      }
    >
      {rows.length > 0 ? (
        <VirtualTable label="Runs" columns={runColumns} rows={rows} rowKey={({ run }) => run.id} />
      ) : total > 0 ? (
        <NoMatch noun="run" hiddenCount={total} onClear={() => change({ q: undefined, state: undefined })} />
      ) : (
        <EmptyState
          title="No runs yet"
          hint="A run says which snapshots a job read and which it wrote. Record one by hand, or drop a file of OpenLineage events."
        />
      )}
    </ListPage>
  );
}
