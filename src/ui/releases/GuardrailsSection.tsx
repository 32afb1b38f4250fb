import { ActionIcon, Button, Menu, Table, VisuallyHidden } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';

import { guardrailActions } from '../../gates/guardrail';
import { tableWords } from '../../operations/releases/guardrailWords';
import type { VersionSamples } from '../../operations/releases/measuredSamples';
import type { GuardrailOutcome, PromotionEvidence } from '../../operations/releases/promotionEvidence';
import { guardrailGap } from '../../operations/releases/verdictWords';
import { useServices } from '../../state/services';
import { formatBeside, formatCount, formatCounted } from '../shared/format';
import { useEdit } from '../shared/useEdit';
import { WideTable } from '../shared/WideTable';
import { GuardrailDialog } from './GuardrailDialog';
import type { ReleaseSubject } from './releaseContext';
import classes from './Releases.module.css';
import { GuardrailMark } from './VerdictMark';

interface GuardrailsSectionProps {
  readonly subject: ReleaseSubject;
  readonly evidence: PromotionEvidence;
  /** Of either version: the metrics that a guardrail can be of. */
  readonly samples: VersionSamples;
}

/** Every guardrail with what it says of the candidate. */
export function GuardrailsSection({ subject, evidence, samples }: GuardrailsSectionProps) {
  const services = useServices();
  const edit = useEdit();
  const [edited, setEdited] = useState<GuardrailOutcome['guardrail'] | 'new' | null>(null);
  const { artifact, candidate } = subject;
  const retire = (name: string): void => {
    void edit(`Guardrail “${name}” retired`, () =>
      services.releases.retireGuardrail(artifact.artifact.id, name),
    );
  };
  return (
    <section aria-label="Guardrails">
      <div className={classes.sectionBar}>
        <h2 className={classes.heading}>Guardrails</h2>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => setEdited('new')}
        >
          New guardrail
        </Button>
      </div>
      {evidence.guardrails.length === 0 ? (
        <p className={classes.quiet}>
          {artifact.name} has no guardrails. A guardrail checks a metric and allows, escalates or blocks a
          promotion.
        </p>
      ) : (
        <GuardrailTable
          outcomes={evidence.guardrails}
          figureTitle={candidate ? `Of v${candidate.snapshot.sequence}` : 'Figure'}
          onChange={setEdited}
          onRetire={retire}
        />
      )}
      {edited !== null && (
        <GuardrailDialog
          artifact={artifact}
          before={edited === 'new' ? null : edited}
          metrics={[...new Set(samples.map(({ metric }) => metric))]}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  );
}

interface GuardrailTableProps {
  readonly outcomes: readonly GuardrailOutcome[];
  readonly figureTitle: string;
  readonly onChange: (guardrail: GuardrailOutcome['guardrail']) => void;
  readonly onRetire: (name: string) => void;
}

function GuardrailTable({ outcomes, figureTitle, onChange, onRetire }: GuardrailTableProps) {
  return (
    <WideTable minWidth={420}>
      <Table className={classes.table} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Guardrail</Table.Th>
            <Table.Th>{figureTitle}</Table.Th>
            <Table.Th>Verdict</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {outcomes.map((outcome) => (
            <GuardrailRow key={outcome.guardrail.id} {...{ outcome, onChange, onRetire }} />
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

interface GuardrailRowProps extends Pick<GuardrailTableProps, 'onChange' | 'onRetire'> {
  readonly outcome: GuardrailOutcome;
}

function GuardrailRow({ outcome, onChange, onRetire }: GuardrailRowProps) {
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.metric}>
        {outcome.guardrail.name}
        <div className={classes.small}>{tableWords(outcome.guardrail)}</div>
      </Table.Th>
      <Table.Td>{figureWords(outcome)}</Table.Td>
      <Table.Td className={classes.verdict}>
        <GuardrailMark verdict={outcome.verdict} />
        {gap(outcome)}
      </Table.Td>
      <Table.Td className={classes.number}>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Change the guardrail ${outcome.guardrail.name}`}
            >
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onChange(outcome.guardrail)}>Change its rules</Menu.Item>
            <Menu.Item onClick={() => onRetire(outcome.guardrail.name)}>Retire it</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}

/** What it could not judge, where there is such. */
function gap(outcome: GuardrailOutcome) {
  const words = guardrailGap(outcome);
  return words !== null && <div className={classes.small}>{words}</div>;
}

/** `229.8 over 240 samples`, or of each value `3 allow, 2 escalate`. */
function figureWords({ figure, sampleCount, counts, guardrail }: GuardrailOutcome): string {
  if (sampleCount === 0) return 'no sample';
  if (figure !== null) {
    const thresholds = guardrail.rules.map(({ threshold }) => threshold);
    return `${formatBeside(figure, thresholds)} over ${formatCounted(sampleCount, 'sample')}`;
  }
  const met = guardrailActions.filter((action) => counts[action] > 0);
  return met.map((action) => `${formatCount(counts[action])} ${action}`).join(', ');
}
