import { Button, Group } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';

import type { CheckScope } from '../../operations/taking/checkScope';
import { countOutcomes, type CheckedFile } from '../../operations/taking/stillTheSame';
import type { Workspace } from '../../operations/core/workspace';
import { scopeKey, useChecks } from '../../state/checks';
import { useServices, type Checkable } from '../../state/services';
import { useFileIntake } from '../drop/fileIntake';
import { useDropPurpose } from '../drop/dropPurpose';
import { AbsentPage } from '../shared/AbsentPage';
import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { FailureNotice } from '../shared/FailureNotice';
import { FilterBox } from '../shared/FilterBox';
import { formatCount, formatCounted } from '../shared/format';
import { ListPage } from '../shared/ListPage';
import { NoMatch } from '../shared/NoMatch';
import { VirtualTable } from '../shared/VirtualTable';
import { WithWorkspace } from '../shared/WithWorkspace';
import classes from './Check.module.css';
import { checkColumns } from './checkColumns';
import { CheckProgress } from './CheckProgress';
import { CheckSummary } from './CheckSummary';
import { parseCheckSearch, scopeOf, type CheckSearch } from './checkSearch';
import { OutcomeFilter } from './OutcomeFilter';
import { useCheckable } from './useCheckable';

/** Whether files on disk are still the bytes of a version, or of all latest ones. */
export function CheckPage() {
  return <WithWorkspace>{(workspace) => <Scope workspace={workspace} />}</WithWorkspace>;
}

function Scope({ workspace }: { readonly workspace: Workspace }) {
  const search = useSearch({ from: '/check' });
  const { of } = search;
  const scope = useMemo(() => scopeOf(of === undefined ? {} : { of }), [of]);
  const title = titleOf(scope, workspace);
  if (title === null)
    return (
      <AbsentPage noun="version">
        <ButtonLink to="/artifacts">Show all artifacts</ButtonLink>
      </AbsentPage>
    );
  return <Checked key={scopeKey(scope)} workspace={workspace} scope={scope} name={title} search={search} />;
}

interface CheckedProps {
  readonly workspace: Workspace;
  readonly scope: CheckScope;
  readonly name: string;
  readonly search: CheckSearch;
}

function Checked({ workspace, scope, name, search }: CheckedProps) {
  const services = useServices();
  const check = useChecks(({ checks }) => checks.get(scopeKey(scope)));
  const able = useCheckable(scope, workspace.auditSequence);
  useDropPurpose(`compare with ${name}; nothing is stored`, (items) => services.check(scope, items));
  const state = check?.state;
  return (
    <ListPage
      title={`Check ${name} against disk`}
      count={state?.kind === 'done' ? formatCounted(state.files.length, 'file') : ''}
      bar={
        <>
          <CheckActions
            scope={scope}
            able={able}
            isRunning={state?.kind === 'running'}
            hasResult={check !== undefined}
          />
          {check && state?.kind === 'running' && (
            <CheckProgress state={state} onCancel={() => check.cancel()} />
          )}
          {state?.kind === 'done' && <CheckSummary key={state.endedAtMs} state={state} />}
          {state?.kind === 'done' && state.files.length > 0 && (
            <Filters files={state.files} search={search} />
          )}
        </>
      }
    >
      {state?.kind === 'done' ? (
        <Files files={state.files} search={search} workspace={workspace} />
      ) : state?.kind === 'failed' ? (
        <FailureNotice title="It could not be compared" failure={state.failure} />
      ) : state?.kind === 'running' ? null : (
        <EmptyState
          title={state?.kind === 'cancelled' ? 'Cancelled' : 'Not compared yet'}
          hint={hintFor(able, scope)}
        />
      )}
    </ListPage>
  );
}

function hintFor(able: Checkable | null, scope: CheckScope): string {
  const drop = 'Drop it here again: it is read and compared on this machine, and nothing is stored.';
  if (able === null) return drop;
  if (able.rootCount === 0)
    return 'There is nothing to compare with: no file or folder with known bytes was dropped yet.';
  if (able.handleCount === 0)
    return scope.kind === 'workspace'
      ? 'Drop the files and folders of this workspace here again: they are read and compared on this machine, and nothing is stored.'
      : drop;
  if (able.handleCount === able.rootCount)
    return 'One click looks at what is on disk now, or drop it here again.';
  return `This browser knows where ${formatCount(able.handleCount)} of ${formatCounted(able.rootCount, 'file or folder', 'files and folders')} are. Drop the others here to compare them.`;
}

interface CheckActionsProps {
  readonly scope: CheckScope;
  readonly able: Checkable | null;
  readonly isRunning: boolean;
  readonly hasResult: boolean;
}

function CheckActions({ scope, able, isRunning, hasResult }: CheckActionsProps) {
  const services = useServices();
  const { chooseFiles, chooseFolder } = useFileIntake();
  const byHandle = (able?.handleCount ?? 0) > 0;
  return (
    <Group gap="xs">
      {byHandle && (
        <Button size="xs" loading={isRunning} onClick={() => services.check(scope, null)}>
          {hasResult ? 'Look again' : 'Look at the disk now'}
        </Button>
      )}
      <Button size="xs" variant="default" disabled={isRunning} onClick={chooseFiles}>
        Choose files to compare
      </Button>
      <Button size="xs" variant="default" disabled={isRunning} onClick={chooseFolder}>
        Choose a folder
      </Button>
    </Group>
  );
}

function useChangeSearch(): (
  search: CheckSearch,
  next: { readonly [K in keyof CheckSearch]?: CheckSearch[K] | undefined },
) => void {
  const navigate = useNavigate();
  return (search, next) =>
    void navigate({ to: '/check', search: parseCheckSearch({ ...search, ...next }), replace: true });
}

function Filters({
  files,
  search,
}: {
  readonly files: readonly CheckedFile[];
  readonly search: CheckSearch;
}) {
  const change = useChangeSearch();
  return (
    <div className={classes.filters}>
      <OutcomeFilter
        counts={countOutcomes(files)}
        value={search.show ?? null}
        onChange={(show) => change(search, { show: show ?? undefined })}
      />
      <FilterBox label="Filter by path" value={search.q ?? ''} onChange={(q) => change(search, { q })} />
    </div>
  );
}

interface FilesProps {
  readonly files: readonly CheckedFile[];
  readonly search: CheckSearch;
  readonly workspace: Workspace;
}

function Files({ files, search, workspace }: FilesProps) {
  const change = useChangeSearch();
  const shown = useMemo(() => filtered(files, search), [files, search]);
  const columns = useMemo(() => checkColumns(workspace), [workspace]);
  if (files.length === 0) return null;
  if (shown.length === 0)
    return (
      <NoMatch
        noun="file"
        hiddenCount={files.length}
        onClear={() => change(search, { show: undefined, q: undefined })}
      />
    );
  return (
    <VirtualTable
      label="Compared files"
      columns={columns}
      rows={shown}
      rowKey={({ path }) => path}
      rowHeight={38}
    />
  );
}

/** What changed comes first. */
function filtered(files: readonly CheckedFile[], { show, q }: CheckSearch): readonly CheckedFile[] {
  const words = (q ?? '').toLowerCase();
  const matching = files.filter(
    ({ outcome, path, fromPath }) =>
      (show === undefined || outcome === show) && `${path}\n${fromPath ?? ''}`.toLowerCase().includes(words),
  );
  return [
    ...matching.filter(({ outcome }) => outcome !== 'unchanged'),
    ...matching.filter(({ outcome }) => outcome === 'unchanged'),
  ];
}

function titleOf(scope: CheckScope, workspace: Workspace): string | null {
  if (scope.kind === 'workspace') return 'this workspace';
  const view = workspace.snapshots.get(scope.snapshotId);
  if (!view) return null;
  return `${workspace.artifacts.get(view.artifactId)?.name ?? ''} v${view.snapshot.sequence}`;
}
