import { Button, Group, Table } from '@mantine/core';

import { recogniserVersion } from '../../gates/privacy/kinds';
import { decidedFindings, type DecidedFinding } from '../../operations/contracts/personalData';
import { workspaceDecisions } from '../../operations/contracts/personalScores';
import type { ArtifactView, SnapshotView, Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { useVersionFindings } from '../../state/usePersonalData';
import { useActorNames } from '../audit/useActorNames';
import { formatCount } from '../shared/format';
import { SlowSkeleton } from '../shared/SlowSkeleton';
import { useEdit } from '../shared/useEdit';
import { WideTable } from '../shared/WideTable';
import classes from './Privacy.module.css';
import { PersonalScoresForm } from './PersonalScoresForm';
import { lookedWords, tagWords } from './privacyWords';

interface PersonalPanelProps {
  readonly workspace: Workspace;
  readonly view: ArtifactView;
  readonly version: SnapshotView;
}

/** What personal data a version seems to hold, and what people say of that. */
export function PersonalPanel({ workspace, view, version }: PersonalPanelProps) {
  const found = useVersionFindings(version);
  if (found === 'loading') return <SlowSkeleton />;
  if (found === null)
    return (
      <p className={classes.quiet}>No profile was kept of this version. Drop the file again to make it.</p>
    );
  const findings = decidedFindings(view, found, workspaceDecisions(workspace));
  return (
    <section aria-label="Personal data">
      <p className={classes.lead}>
        {findings.length === 0
          ? 'No column looks like personal data.'
          : 'These columns look like personal data. Say of each whether it is: that holds for later versions.'}{' '}
        {lookedWords(found)}
      </p>
      {findings.length > 0 && (
        <WideTable minWidth={680}>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Column</Table.Th>
                <Table.Th>Looks like</Table.Th>
                <Table.Th ta="right">Score</Table.Th>
                <Table.Th ta="right">Rows</Table.Th>
                <Table.Th>Masked samples</Table.Th>
                <Table.Th>Decision</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {findings.map((finding) => (
                <FindingLine key={`${finding.column} ${finding.kind}`} version={version} finding={finding} />
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
      )}
      <PersonalScoresForm workspace={workspace} />
    </section>
  );
}

function FindingLine({
  version,
  finding,
}: {
  readonly version: SnapshotView;
  readonly finding: DecidedFinding;
}) {
  const { column, kind, score, rows, isExact, samples } = finding;
  return (
    <Table.Tr>
      <Table.Td>{column}</Table.Td>
      <Table.Td>{tagWords(kind)}</Table.Td>
      <Table.Td ta="right">{score.toFixed(2)}</Table.Td>
      <Table.Td ta="right">
        {isExact ? '' : '≈ '}
        {formatCount(rows)}
      </Table.Td>
      <Table.Td className={classes.samples}>{samples.join(' · ')}</Table.Td>
      <Table.Td>
        <Decision version={version} finding={finding} />
      </Table.Td>
    </Table.Tr>
  );
}

const actionWords = {
  allow: 'Below the score that asks for a look',
  escalate: 'Needs a look',
  block: 'Blocks',
} as const;

function Decision({
  version,
  finding,
}: {
  readonly version: SnapshotView;
  readonly finding: DecidedFinding;
}) {
  const services = useServices();
  const edit = useEdit();
  const nameOf = useActorNames();
  const { column, kind, action, decision, isOutdated } = finding;
  const say = (says: 'confirmed' | 'rejected'): void =>
    void edit(`${column}: ${says} as ${tagWords(kind)}`, () =>
      services.annotate(version.snapshot.id, {
        kind: 'personalData',
        column,
        of: kind,
        says,
        recogniserVersion,
      }),
    );
  const words = decision
    ? `${decision.says === 'confirmed' ? 'Confirmed' : 'Rejected'} by ${nameOf(decision.actor)}`
    : actionWords[action];
  return (
    <>
      <div>{isOutdated ? `${words}, over an earlier recogniser: look again` : words}</div>
      <Group gap={4} mt={2} wrap="nowrap">
        {(isOutdated || decision?.says !== 'confirmed') && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Confirm that ${column} holds ${tagWords(kind)}`}
            onClick={() => say('confirmed')}
          >
            Confirm
          </Button>
        )}
        {(isOutdated || decision?.says !== 'rejected') && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Reject that ${column} holds ${tagWords(kind)}`}
            onClick={() => say('rejected')}
          >
            Reject
          </Button>
        )}
      </Group>
    </>
  );
}
