import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';

import type { Workspace } from '../../operations/core/workspace';
import { artifactKinds } from '../../versioning/records';
import { ButtonLink } from '../shared/ButtonLink';
import { EmptyState } from '../shared/EmptyState';
import { FilterBox } from '../shared/FilterBox';
import { formatShown } from '../shared/format';
import { kindNames } from '../shared/kindNames';
import { ListPage } from '../shared/ListPage';
import { useNow } from '../shared/useNow';
import { NoMatch } from '../shared/NoMatch';
import { VirtualTable } from '../shared/VirtualTable';
import { WithWorkspace } from '../shared/WithWorkspace';
import { gateColumns } from './gateColumns';
import { gateRows, severitiesOf } from './gateRows';
import { boardVerdicts, noSeverity, parseGatesSearch, type GatesSearch } from './gatesSearch';
import { verdictNames } from './contractWords';

/** Every artifact that promises something, by what its contract says of its latest version. */
export function GatesPage() {
  return <WithWorkspace>{(workspace) => <Board workspace={workspace} />}</WithWorkspace>;
}

function Board({ workspace }: { readonly workspace: Workspace }) {
  const search = useSearch({ from: '/gates' });
  const navigate = useNavigate();
  const now = useNow();
  const rows = gateRows(workspace, search, now);
  const all = gateRows(workspace, {}, now);
  const total = all.length;
  const change: ChangeFilters = (changed) =>
    void navigate({ to: '/gates', search: parseGatesSearch(changed), replace: true });
  return (
    <ListPage
      title="Gates"
      count={formatShown(rows.length, total)}
      bar={
        <>
          {total > 0 && <BoardFilters search={search} severities={severitiesOf(all)} change={change} />}
          <ButtonLink to="/freshness" variant="default">
            Freshness
          </ButtonLink>
          <ButtonLink to="/licences" variant="default">
            Licences
          </ButtonLink>
          <ButtonLink to="/findings" variant="default">
            Findings
          </ButtonLink>
        </>
      }
    >
      {rows.length > 0 ? (
        <VirtualTable
          label="Gates"
          columns={gateColumns}
          rows={rows}
          rowKey={({ artifact }) => artifact.artifact.id}
        />
      ) : total > 0 ? (
        <NoMatch
          noun="contract"
          hiddenCount={total}
          onClear={() => change({ q: undefined, verdict: undefined, kind: undefined, severity: undefined })}
        />
      ) : (
        <EmptyState
          title="Nothing is promised yet"
          hint="A contract says what an artifact promises: its columns, their ranges, how many rows. Every new version is judged by it when it is dropped. Open an artifact, and choose Contract."
          actions={
            <ButtonLink to="/artifacts" variant="default">
              Show artifacts
            </ButtonLink>
          }
        />
      )}
    </ListPage>
  );
}

type ChangeFilters = (changed: Readonly<Record<keyof GatesSearch, string | undefined>>) => void;

function BoardFilters({
  search: { q, verdict, kind, severity },
  severities,
  change,
}: {
  readonly search: GatesSearch;
  readonly severities: readonly string[];
  readonly change: ChangeFilters;
}) {
  const asked = { q, verdict, kind, severity };
  const offered =
    severity === undefined || severities.includes(severity) ? severities : [...severities, severity];
  return (
    <>
      <FilterBox
        label="Filter by name, owner or tag"
        value={q ?? ''}
        onChange={(words) => change({ ...asked, q: words === '' ? undefined : words })}
      />
      <NativeSelect
        size="sm"
        aria-label="Verdict"
        value={verdict ?? ''}
        data={[
          { value: '', label: 'Every verdict' },
          ...boardVerdicts.map((value) => ({
            value,
            label: value === 'notJudged' ? 'Not judged' : verdictNames[value],
          })),
        ]}
        onChange={(event) => change({ ...asked, verdict: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        size="sm"
        aria-label="Kind"
        value={kind ?? ''}
        data={[
          { value: '', label: 'Every kind' },
          ...artifactKinds.map((value) => ({ value, label: kindNames[value] })),
        ]}
        onChange={(event) => change({ ...asked, kind: event.currentTarget.value || undefined })}
      />
      {offered.length > 0 && (
        <NativeSelect
          size="sm"
          aria-label="Severity of what is not kept"
          value={severity ?? ''}
          data={[
            { value: '', label: 'Every severity' },
            ...offered.map((value) => ({
              value,
              label: value === noSeverity ? 'Not kept: no severity' : `Not kept: ${value}`,
            })),
          ]}
          onChange={(event) => change({ ...asked, severity: event.currentTarget.value || undefined })}
        />
      )}
    </>
  );
}
