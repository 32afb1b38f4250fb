import { Button, NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import { findingNodes, type JudgedFinding } from '../../operations/findings/acceptedFindings';
import { findingKinds, type FindingKind } from '../../operations/findings/findingKinds';
import { useFound } from '../../state/findings';
import { nameOfKey } from '../lineage/nodeFacts';
import { EmptyState } from '../shared/EmptyState';
import { formatShown } from '../shared/format';
import { ListPage } from '../shared/ListPage';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { WithWorkspace } from '../shared/WithWorkspace';
import { FindingGroup } from './FindingGroup';
import classes from './Findings.module.css';
import { findingNames } from './findingNames';
import { type FindingsSearch, parseFindingsSearch } from './findingsSearch';
import { LeakageSection } from './LeakageSection';

/** What nobody declared, and what speaks against a figure: by kind, with why it matters and what to do. */
export function FindingsPage() {
  return <WithWorkspace>{(workspace) => <Findings workspace={workspace} />}</WithWorkspace>;
}

function Findings({ workspace }: { readonly workspace: Workspace }) {
  const search = useSearch({ from: '/findings' });
  const { findings } = useFound();
  const ofNode = useMemo(
    () => findings && ofOneNode(workspace, findings, search),
    [workspace, findings, search],
  );
  if (!findings || !ofNode)
    return (
      <ListPage title="Findings" count="" bar={null}>
        <SlowSkeleton lines={6} />
      </ListPage>
    );
  const byKind = groupsOf(ofNode);
  const shown = byKind.filter(([kind]) => search.kind === undefined || kind === search.kind);
  const shownCount = shown.reduce((sum, [, group]) => sum + group.length, 0);
  const hasLeakage = search.node === undefined && (search.kind === undefined || search.kind === 'leakage');
  return (
    <ListPage
      title="Findings"
      count={countWords(shownCount, findings)}
      bar={<Filters workspace={workspace} search={search} kinds={byKind.map(([kind]) => kind)} />}
    >
      <div className={classes.groups}>
        {shown.length === 0 && <NothingFound isFiltered={findings.length > 0} />}
        {shown.map(([kind, group]) => (
          <FindingGroup key={kind} kind={kind} findings={group} workspace={workspace} />
        ))}
        {hasLeakage && <LeakageSection workspace={workspace} />}
      </div>
    </ListPage>
  );
}

function NothingFound({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <EmptyState
      title="Nothing found"
      hint={
        isFiltered
          ? 'Other artifacts and jobs have findings.'
          : 'Copies without a link, inputs that nobody declared, models without training data, served data unlike the training data, and tails that grew would stand here.'
      }
    />
  );
}

function countWords(shownCount: number, findings: readonly JudgedFinding[]): string {
  const acceptedCount = findings.filter(({ accepted }) => accepted !== null).length;
  const shown = formatShown(shownCount, findings.length);
  return acceptedCount === 0 ? shown : `${shown}, ${acceptedCount} accepted`;
}

interface FiltersProps {
  readonly workspace: Workspace;
  readonly search: FindingsSearch;
  readonly kinds: readonly FindingKind[];
}

function Filters({ workspace, search, kinds }: FiltersProps) {
  const navigate = useNavigate();
  const show = (next: Readonly<Record<string, unknown>>): void => {
    void navigate({ to: '/findings', search: parseFindingsSearch({ ...search, ...next }), replace: true });
  };
  return (
    <>
      {search.node !== undefined && (
        <Button size="compact-sm" variant="default" onClick={() => show({ node: undefined })}>
          Only of {nameOfKey(workspace, search.node)} · show all
        </Button>
      )}
      {(kinds.length > 1 || search.kind !== undefined) && (
        <NativeSelect
          aria-label="Kind of finding"
          value={search.kind ?? ''}
          data={[
            { value: '', label: 'Every kind' },
            ...findingKinds
              .filter((kind) => kinds.includes(kind) || kind === search.kind)
              .map((value) => ({ value, label: findingNames[value] })),
          ]}
          onChange={(event) => show({ kind: event.currentTarget.value })}
        />
      )}
    </>
  );
}

function ofOneNode(
  workspace: Workspace,
  findings: readonly JudgedFinding[],
  { node }: FindingsSearch,
): readonly JudgedFinding[] {
  if (node === undefined) return findings;
  const nodesOf = findingNodes(workspace);
  return findings.filter((finding) => nodesOf(finding).has(node));
}

function groupsOf(findings: readonly JudgedFinding[]): readonly [FindingKind, readonly JudgedFinding[]][] {
  const groups = new Map<FindingKind, JudgedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.kind);
    if (group) group.push(finding);
    else groups.set(finding.kind, [finding]);
  }
  return [...groups];
}
