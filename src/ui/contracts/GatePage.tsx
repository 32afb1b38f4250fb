import { Button, Group, Table } from '@mantine/core';
import { useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import { clauseText, type ClauseKey } from '../../gates/contract/waiver';
import type { ArtifactId, ContractFinding } from '../../versioning/records';
import { AbsentPage } from '../shared/AbsentPage';
import { ButtonLink } from '../shared/ButtonLink';
import { CopyButton } from '../shared/CopyButton';
import { download } from '../shared/download';
import { formatCounted } from '../shared/format';
import { Page } from '../shared/Page';
import { RelativeTime } from '../shared/RelativeTime';
import { Section } from '../shared/Section';
import { TextLink } from '../shared/TextLink';
import { Unknown } from '../shared/Unknown';
import { useNow } from '../shared/useNow';
import { WideTable } from '../shared/WideTable';
import { WithWorkspace } from '../shared/WithWorkspace';
import { ContractMark } from './ContractMark';
import classes from './Contracts.module.css';
import { contractOf } from './contractWords';
import { Endangers } from './Endangers';
import { FailingRows } from './FailingRows';
import { failingRowsCsv, gateHistory, type GateHistory } from './gateHistory';
import { isBad } from './gateRows';
import { gateKeyOf } from './gateSearch';
import { useExplained } from './useExplained';
import { WaiverPart } from './WaiverPart';
import { standingOf } from './waiverWords';

const GateChart = lazy(async () => ({ default: (await import('./GateChart')).GateChart }));

/** One clause of an artifact's contract: what it asks, what was seen, over all versions, and what to do. */
export function GatePage() {
  const { artifactId } = useParams({ from: '/gates/$artifactId' });
  const key = gateKeyOf(useSearch({ from: '/gates/$artifactId' }));
  return (
    <WithWorkspace>
      {(workspace) => {
        const view = workspace.artifacts.get(artifactId as ArtifactId);
        return view ? (
          <Gate workspace={workspace} view={view} of={key} />
        ) : (
          <AbsentPage noun="gate">
            <ButtonLink to="/gates">Show gates</ButtonLink>
          </AbsentPage>
        );
      }}
    </WithWorkspace>
  );
}

interface GateProps {
  readonly workspace: Workspace;
  readonly view: ArtifactView;
  readonly of: ClauseKey;
}

function Gate({ workspace, view, of }: GateProps) {
  const explained = useExplained(view, contractOf(view)?.text ?? null);
  const history = gateHistory(view, of);
  const clause = explained?.find(({ key }) => clauseText(key) === clauseText(of)) ?? null;
  const isKnown = history.latest !== null || explained === null || clause !== null;
  if (!isKnown)
    return (
      <AbsentPage noun="gate">
        <ButtonLink
          to="/artifacts/$artifactId"
          params={{ artifactId: view.artifact.id }}
          search={{ tab: 'contract' }}
        >
          Show the contract of {view.name}
        </ButtonLink>
      </AbsentPage>
    );
  const title = of.column === null ? of.clause : `${of.clause} of ${of.column}`;
  return (
    <Page
      title={`${title}, ${view.name}`}
      heading={title}
      actions={<CopyButton text={window.location.href} label="Copy the link" />}
    >
      <p className={classes.lead}>
        {clause?.words ?? 'The contract that holds does not have this clause any more.'}
        {clause?.severity && ` Severity: ${clause.severity}.`} It is promised of{' '}
        <TextLink
          to="/artifacts/$artifactId"
          params={{ artifactId: view.artifact.id }}
          search={{ tab: 'contract' }}
          inherit
        >
          {view.name}
        </TextLink>
        .
      </p>
      <div className={classes.parts}>
        <Now workspace={workspace} view={view} of={of} history={history} />
        <Section label="Over versions">
          <Suspense fallback={<div style={{ height: 240 }} />}>
            <GateChart
              history={history}
              label={history.isOfRows ? 'Rows that break it' : 'Its figure'}
              limits={clause?.limits ?? []}
            />
          </Suspense>
          <Points history={history} />
        </Section>
      </div>
    </Page>
  );
}

/** What the latest judged version comes to, with the rows that break it, and what to do. */
function Now({ workspace, view, of, history }: GateProps & { readonly history: GateHistory }) {
  const now = useNow();
  const { latest, since } = history;
  const finding = latest?.finding;
  const verdict = latest?.version.verdict;
  if (!latest || !finding || !verdict)
    return <p className={classes.lead}>No version was judged by it yet. Judge one on the tab Contract.</p>;
  const waiver =
    standingOf(verdict, view.waivers, now).clauses.find(({ key }) => clauseText(key) === clauseText(of))
      ?.waiver ?? null;
  const isBroken = finding.verdict !== 'pass' && finding.verdict !== 'notChecked';
  return (
    <>
      <Section label="What was seen">
        <div className={classes.summary}>
          <ContractMark verdict={finding.verdict} isWaived={waiver !== null} />
          <span>
            v{latest.version.snapshot.sequence}: {finding.message}
          </span>
        </div>
        <div className={classes.quiet}>
          {since && `So since v${since.snapshot.sequence}`}; judged <RelativeTime at={verdict.at} />
        </div>
      </Section>
      {finding.rows.length > 0 && (
        <Rows view={view} of={of} finding={finding} version={latest.version.snapshot.sequence} />
      )}
      {isBroken && (
        <Section label="What to do">
          <p className={classes.lead}>{todo(finding)}</p>
          {isBad(finding.verdict) && waiver === null && <Endangers workspace={workspace} view={view} />}
          <WaiverPart view={view} of={of} waiver={waiver} />
        </Section>
      )}
    </>
  );
}

function todo({ verdict, rows, failingCount }: ContractFinding): string {
  if (verdict === 'unknown')
    return 'It could not be told, which never counts as a pass. Mend what the words above name, in the contract or in the data, and judge the version again.';
  const what =
    rows.length > 0 || failingCount > 0
      ? 'Mend these rows where they come from'
      : 'Mend the data where they come from';
  return `${what} and drop the next version. Where the promise is wrong, edit the contract. Where it is right and the data cannot be mended now, waive the clause up to a day.`;
}

interface RowsProps extends Pick<GateProps, 'view' | 'of'> {
  readonly finding: ContractFinding;
  readonly version: number;
}

function Rows({ view, of, finding, version }: RowsProps) {
  const base = view.name.slice(view.name.lastIndexOf('/') + 1);
  const name = [
    base,
    `v${version}`,
    of.clause,
    ...(of.column === null ? [] : [of.column]),
    'failing.csv',
  ].join(' ');
  return (
    <Section label="Failing rows" title={`Failing rows: ${formatCounted(finding.failingCount, 'row')}`}>
      <FailingRows finding={finding} />
      <Group mt="xs">
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => download(failingRowsCsv(finding), name, 'text/csv')}
        >
          Download {formatCounted(finding.rows.length, 'row')} as CSV
        </Button>
      </Group>
    </Section>
  );
}

function Points({ history: { points, isOfRows } }: { readonly history: GateHistory }) {
  return (
    <WideTable minWidth={480}>
      <Table className={classes.table} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Version</Table.Th>
            <Table.Th>Verdict</Table.Th>
            <Table.Th ta="right">{isOfRows ? 'Rows' : 'Figure'}</Table.Th>
            <Table.Th>What was seen</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.toReversed().map(({ version, finding, measure }) => (
            <Table.Tr key={version.snapshot.id}>
              <Table.Td>v{version.snapshot.sequence}</Table.Td>
              <Table.Td className={classes.verdict}>
                {finding ? <ContractMark verdict={finding.verdict} /> : <Unknown words="Not judged" />}
              </Table.Td>
              <Table.Td ta="right">
                {measure === null ? (
                  <Unknown words="none" />
                ) : (
                  measure.toLocaleString('en-US', { maximumSignificantDigits: 6 })
                )}
              </Table.Td>
              <Table.Td>{finding?.message}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
