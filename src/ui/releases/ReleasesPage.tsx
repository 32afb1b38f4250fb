import { Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';

import type { Workspace } from '../../operations/core/workspace';
import { useActorNames } from '../audit/useActorNames';
import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { FilterBox } from '../shared/FilterBox';
import { formatShown } from '../shared/format';
import { ListPage } from '../shared/ListPage';
import { renderNamed } from '../shared/renderNamed';
import { NoMatch } from '../shared/NoMatch';
import { VirtualTable } from '../shared/VirtualTable';
import { WithWorkspace } from '../shared/WithWorkspace';
import { aliasColumns } from './aliasColumns';
import { aliasRows } from './aliasRows';

/** Every alias and where it stands. */
export function ReleasesPage() {
  return <WithWorkspace>{(workspace) => <AliasList workspace={workspace} />}</WithWorkspace>;
}

function AliasList({ workspace }: { readonly workspace: Workspace }) {
  const search = useSearch({ from: '/releases' });
  const navigate = useNavigate();
  const nameOf = useActorNames();
  const rows = aliasRows(workspace, search);
  const total = aliasRows(workspace, {}).length;
  const filter = (q: string): void => {
    void navigate({ to: '/releases', search: q === '' ? {} : { q }, replace: true });
  };
  return (
    <ListPage
      title="Releases"
      count={formatShown(rows.length, total)}
      bar={
        <>
          {total > 0 && (
            <FilterBox label="Filter by artifact or alias" value={search.q ?? ''} onChange={filter} />
          )}
          {workspace.artifacts.size > 0 && <ArtifactChoice workspace={workspace} />}
          <ButtonLink to="/evidence" variant="default">
            Verify a release
          </ButtonLink>
        </>
      }
    >
      {rows.length > 0 ? (
        <VirtualTable
          label="Aliases"
          columns={aliasColumns(nameOf)}
          rows={rows}
          rowKey={({ alias }) => JSON.stringify([alias.artifactId, alias.name])}
        />
      ) : total > 0 ? (
        <NoMatch noun="alias" hiddenCount={total} onClear={() => filter('')} />
      ) : (
        <EmptyState
          title="No alias yet"
          hint={
            workspace.artifacts.size > 0
              ? 'An alias, such as production, says which version of an artifact is in use. Choose an artifact above to give one of its versions an alias.'
              : 'An alias, such as production, says which version of an artifact is in use. Drop files first; their versions can then be promoted and rolled back here.'
          }
          actions={
            workspace.artifacts.size === 0 && (
              <ButtonLink to="/" variant="default">
                Drop files
              </ButtonLink>
            )
          }
        />
      )}
    </ListPage>
  );
}

/** Goes to any artifact with versions, models and endpoints first: what has no alias yet is not in the list. */
function ArtifactChoice({ workspace }: { readonly workspace: Workspace }) {
  const navigate = useNavigate();
  const rank = { model: 0, endpoint: 1 } as Readonly<Record<string, number>>;
  const artifacts = [...workspace.artifacts.values()]
    .filter(({ snapshots }) => snapshots.length > 0)
    .sort(
      (a, b) => (rank[a.artifact.kind] ?? 2) - (rank[b.artifact.kind] ?? 2) || a.name.localeCompare(b.name),
    )
    .map(({ artifact, name }) => ({ value: artifact.id as string, label: name }));
  return (
    <Select
      aria-label="Release an artifact"
      placeholder="Release an artifact…"
      data={artifacts}
      renderOption={renderNamed(artifacts)}
      value={null}
      searchable
      limit={80}
      nothingFoundMessage="No artifact of that name has a version"
      onChange={(artifactId) => {
        if (artifactId !== null) void navigate({ to: '/releases/$artifactId', params: { artifactId } });
      }}
      w={220}
    />
  );
}
