import { NativeSelect, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import type { NodeKey } from '../../lineage/graph';
import type { Reference } from '../../lineage/records';
import type { Workspace } from '../../operations/core/workspace';
import type { Finding } from '../../operations/findings/finding';
import type { FindingKind } from '../../operations/findings/findingKinds';
import { useServices } from '../../state/services';
import { EmptyState } from '../shared/EmptyState';
import { formatCounted, formatShown } from '../shared/format';
import { ListPage } from '../shared/ListPage';
import { Section } from '../shared/Section';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { TextLink } from '../shared/TextLink';
import { WithWorkspace } from '../shared/WithWorkspace';
import classes from './Findings.module.css';
import { parseFindingsSearch } from './findingsSearch';
import { findingNames } from './findingNames';

/** What nobody declared, and what speaks against a figure: by kind, with why it matters and what to do. */
export function FindingsPage() {
  return <WithWorkspace>{(workspace) => <Findings workspace={workspace} />}</WithWorkspace>;
}

function Findings({ workspace }: { readonly workspace: Workspace }) {
  const { kind } = useSearch({ from: '/findings' });
  const navigate = useNavigate();
  const findings = useFindings(workspace);
  if (!findings)
    return (
      <ListPage title="Findings" count="" bar={null}>
        <SlowSkeleton lines={6} />
      </ListPage>
    );
  const byKind = groupsOf(findings);
  const shown = byKind.filter(([each]) => kind === undefined || each === kind);
  const shownCount = shown.reduce((sum, [, group]) => sum + group.length, 0);
  const choose = (value: string): void => {
    void navigate({ to: '/findings', search: parseFindingsSearch({ kind: value }), replace: true });
  };
  return (
    <ListPage
      title="Findings"
      count={formatShown(shownCount, findings.length)}
      bar={
        byKind.length > 1 && (
          <NativeSelect
            aria-label="Kind of finding"
            value={kind ?? ''}
            data={[
              { value: '', label: 'Every kind' },
              ...byKind.map(([value]) => ({ value, label: findingNames[value] })),
            ]}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        )
      }
    >
      {shown.length === 0 ? (
        <EmptyState
          title="Nothing found"
          hint="Copies without a link, inputs that nobody declared, models without training data, served data unlike the training data, and tails that grew would stand here."
        />
      ) : (
        <div className={classes.groups}>
          {shown.map(([each, group]) => (
            <Group key={each} kind={each} findings={group} workspace={workspace} />
          ))}
        </div>
      )}
    </ListPage>
  );
}

/** Worked out anew for each change; null until it is there. */
function useFindings(workspace: Workspace): readonly Finding[] | null {
  const services = useServices();
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void services.findings(workspace).then((found) => isCurrent && setFindings(found));
    return () => {
      isCurrent = false;
    };
  }, [services, workspace]);
  return findings;
}

function groupsOf(findings: readonly Finding[]): readonly [FindingKind, readonly Finding[]][] {
  const groups = new Map<FindingKind, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.kind);
    if (group) group.push(finding);
    else groups.set(finding.kind, [finding]);
  }
  return [...groups];
}

/** More of one kind than this are counted. */
const shownOfKind = 100;

interface GroupProps {
  readonly kind: FindingKind;
  readonly findings: readonly Finding[];
  readonly workspace: Workspace;
}

function Group({ kind, findings, workspace }: GroupProps) {
  const [first] = findings;
  const rest = findings.length - shownOfKind;
  return (
    <Section label={findingNames[kind]} title={`${findingNames[kind]} · ${findings.length}`}>
      <Text size="sm" c="dimmed">
        {first?.why} {first?.todo}
      </Text>
      <ul className={classes.list}>
        {findings.slice(0, shownOfKind).map((finding) => (
          <li key={`${finding.subject.namespace} ${finding.subject.name} ${finding.found}`}>
            <ThingLink workspace={workspace} thing={finding.subject} />
            <span className={classes.found}>{finding.found}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Text size="sm" c="dimmed">
          {formatCounted(rest, 'further finding')} of this kind; the command `throughline findings` lists all.
        </Text>
      )}
    </Section>
  );
}

/** Leads to the thing on the graph. */
function ThingLink({ workspace, thing }: { readonly workspace: Workspace; readonly thing: Reference }) {
  const key = keyOf(workspace, thing);
  if (key === null) return <span className={classes.name}>{thing.name}</span>;
  return (
    <TextLink to="/lineage" search={{ select: key }} className={classes.name}>
      {thing.name}
    </TextLink>
  );
}

function keyOf(workspace: Workspace, { namespace, name }: Reference): NodeKey | null {
  const artifact = workspace.artifactNamed(namespace, name);
  if (artifact) return `artifact:${artifact.artifact.id}`;
  for (const { job } of workspace.jobs.values())
    if (job.namespace === namespace && job.name === name) return `job:${job.id}`;
  return null;
}
