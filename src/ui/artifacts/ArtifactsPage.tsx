import { Button, Group, NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';

import type { Workspace } from '../../operations/core/workspace';
import { artifactKinds } from '../../versioning/records';
import { useFileIntake } from '../drop/fileIntake';
import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { FilterBox } from '../shared/FilterBox';
import { formatCount, formatShown } from '../shared/format';
import { kindNames } from '../shared/kindNames';
import { ListPage } from '../shared/ListPage';
import { NoMatch } from '../shared/NoMatch';
import { VirtualTable } from '../shared/VirtualTable';
import { WithWorkspace } from '../shared/WithWorkspace';
import { artifactColumns } from './artifactColumns';
import { artifactRows, countByKind, defaultOrder } from './artifactRows';
import { artifactSorts, parseArtifactsSearch, type ArtifactsSearch } from './artifactsSearch';

export function ArtifactsPage() {
  return <WithWorkspace>{(workspace) => <ArtifactsList workspace={workspace} />}</WithWorkspace>;
}

function ArtifactsList({ workspace }: { readonly workspace: Workspace }) {
  const search = useSearch({ from: '/artifacts' });
  const navigate = useNavigate();
  const change = (next: { readonly [K in keyof ArtifactsSearch]: ArtifactsSearch[K] | undefined }): void => {
    void navigate({ to: '/artifacts', search: parseArtifactsSearch({ ...search, ...next }), replace: true });
  };
  const rows = artifactRows(workspace, search);
  const total = workspace.artifacts.size;
  const sort = search.sort ?? 'changed';
  const order = search.order ?? defaultOrder(sort);
  const sortBy = (columnId: string): void => {
    const next = artifactSorts.find((candidate) => candidate === columnId);
    if (next === undefined) return;
    const flipped = order === 'up' ? 'down' : 'up';
    change({ sort: next, order: next === sort ? flipped : undefined });
  };
  return (
    <ListPage
      title="Artifacts"
      count={formatShown(rows.length, total)}
      bar={
        total > 0 && (
          <>
            <FilterBox label="Filter by name" value={search.q ?? ''} onChange={(q) => change({ q })} />
            <KindSelect workspace={workspace} search={search} onChange={(kind) => change({ kind })} />
            <ButtonLink to="/check" variant="default">
              Check against disk
            </ButtonLink>
          </>
        )
      }
    >
      {rows.length > 0 ? (
        <VirtualTable
          label="Artifacts"
          columns={artifactColumns}
          rows={rows}
          rowKey={(row) => row.view.artifact.id}
          sort={{ columnId: sort, order, onSort: sortBy }}
        />
      ) : total > 0 ? (
        <NoMatch
          noun="artifact"
          hiddenCount={total}
          onClear={() => change({ q: undefined, kind: undefined })}
        />
      ) : (
        <NoArtifacts />
      )}
    </ListPage>
  );
}

function NoArtifacts() {
  const { chooseFiles } = useFileIntake();
  return (
    <EmptyState
      title="No artifacts yet"
      hint="Drop files or a folder anywhere on this page. Each becomes an artifact, and each change of it a version."
      actions={
        <Group>
          <Button onClick={chooseFiles}>Choose files</Button>
        </Group>
      }
    />
  );
}

interface KindSelectProps {
  readonly workspace: Workspace;
  readonly search: ArtifactsSearch;
  readonly onChange: (kind: ArtifactsSearch['kind']) => void;
}

function KindSelect({ workspace, search, onChange }: KindSelectProps) {
  const counts = countByKind(workspace);
  const options = artifactKinds
    .filter((kind) => counts.has(kind) || kind === search.kind)
    .map((kind) => ({ value: kind, label: `${kindNames[kind]} (${formatCount(counts.get(kind) ?? 0)})` }));
  return (
    <NativeSelect
      aria-label="Kind"
      value={search.kind ?? ''}
      data={[{ value: '', label: 'All kinds' }, ...options]}
      onChange={(event) => onChange(artifactKinds.find((kind) => kind === event.currentTarget.value))}
    />
  );
}
