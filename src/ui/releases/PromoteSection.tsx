import { Button, Select, Textarea } from '@mantine/core';
import { useState } from 'react';

import type { MetricRules } from '../../operations/releases/metricRules';
import { needsReason, type PromotionEvidence } from '../../operations/releases/promotionEvidence';
import type { SnapshotView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import type { SnapshotId } from '../../versioning/records';
import { NextVersionDrop } from '../drop/NextVersionDrop';
import { AliasBadge } from '../shared/AliasBadge';
import { formatDay } from '../shared/formatTime';
import { useEdit } from '../shared/useEdit';
import { ContractGatePart } from './ContractGatePart';
import { Difference } from './Difference';
import { focusAliases, seenAlias, type ChangeReleaseSearch, type ReleaseSubject } from './releaseContext';
import classes from './Releases.module.css';
import { gateWords, overallWords, versionWords } from './releaseWords';
import { useDraft } from './useDraft';
import { verdictSummary } from './verdictSummary';
import { GuardrailMark } from './VerdictMark';

interface PromoteSectionProps {
  readonly subject: ReleaseSubject;
  readonly evidence: PromotionEvidence;
  readonly rules: MetricRules;
  readonly change: ChangeReleaseSearch;
}

/** What would move where, what speaks for and against it in one sentence each, and the button. */
export function PromoteSection({ subject, evidence, rules, change }: PromoteSectionProps) {
  const { artifact, aliasName, now, candidate } = subject;
  if (!candidate) {
    return (
      <section className={classes.card} aria-label="Promote">
        <NextVersionDrop artifactId={artifact.artifact.id} name={artifact.name} />
        <h2 className={classes.heading}>Promote</h2>
        <p className={classes.quiet}>
          {aliasName} points to the only version. Drop the next version of {artifact.name} to have a
          candidate.
        </p>
      </section>
    );
  }
  return (
    <section className={classes.card} aria-label="Promote">
      <h2 className={classes.heading}>
        {now ? 'Promote' : 'Assign alias'} <AliasBadge name={aliasName} />
      </h2>
      <div className={classes.sides}>
        <div className={classes.now}>
          <div className={classes.sideTitle}>Now</div>
          <div className={classes.version}>{now ? versionWords(now) : 'on no version'}</div>
        </div>
        <div className={classes.arrow} aria-hidden>
          →
        </div>
        <CandidateSelect subject={subject} candidate={candidate} change={change} />
      </div>
      <ul className={classes.speaks}>
        <li>{verdictSummary(evidence.comparisons, now !== null)}</li>
        <li className={classes.overall}>
          {evidence.verdict !== null && <GuardrailMark verdict={evidence.verdict} />}
          <span>{overallWords(evidence)}</span>
        </li>
      </ul>
      {evidence.contract && (
        <ContractGatePart subject={subject} candidate={candidate} gate={evidence.contract} />
      )}
      {now && <Difference workspace={subject.workspace} from={now} to={candidate} />}
      <Decision {...{ subject, candidate, evidence, rules, change }} />
    </section>
  );
}

function CandidateSelect({
  subject: { artifact, now },
  candidate,
  change,
}: {
  readonly subject: ReleaseSubject;
  readonly candidate: SnapshotView;
  readonly change: ChangeReleaseSearch;
}) {
  const versions = artifact.snapshots
    .filter((view) => view !== now)
    .toReversed()
    .map((view) => ({
      value: view.snapshot.id as string,
      label: `${versionWords(view)} · ${formatDay(view.snapshot.createdAt)}`,
    }));
  return (
    <div className={classes.candidate}>
      <Select
        label="Candidate"
        data={versions}
        value={candidate.snapshot.id}
        allowDeselect={false}
        onChange={(id) => id !== null && change({ candidate: id as SnapshotId })}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    </div>
  );
}

/** The reason, which is asked for where contract or guardrail stand against it, and the button. */
function Decision(props: DecisionProps) {
  const { candidate, evidence } = props;
  const { reason, setReason, fault, isMoving, promote } = usePromotion(props);
  const isWanted = needsReason(evidence);
  const version = `v${candidate.snapshot.sequence}`;
  return (
    <div className={classes.decide}>
      <Textarea
        id={reasonId}
        label={isWanted ? 'Reason for the override' : 'Reason'}
        description={
          isWanted ? 'Required; stored with the move and in the audit log' : 'Stored with the move'
        }
        placeholder={isWanted ? 'Why the objection does not matter' : 'Optional'}
        value={reason}
        error={fault}
        autosize
        minRows={1}
        maxRows={5}
        withAsterisk={isWanted}
        onChange={(event) => setReason(event.currentTarget.value)}
        style={{ flex: '1 1 320px' }}
      />
      <Button
        loading={isMoving}
        color={evidence.verdict === 'block' ? 'bad' : 'reference'}
        onClick={() => void promote()}
      >
        {isWanted ? `Overrule and promote ${version}` : `Promote ${version}`}
      </Button>
    </div>
  );
}

interface DecisionProps extends PromoteSectionProps {
  readonly candidate: SnapshotView;
}

const reasonId = 'promotion-reason';

/** The promotion with its reason: without one that is asked for nothing moves. */
function usePromotion({ subject, candidate, evidence, rules, change }: DecisionProps) {
  const services = useServices();
  const edit = useEdit();
  const { aliasName } = subject;
  const about = `${aliasName} ${candidate.snapshot.id}`;
  const [reason, setReason] = useDraft(about, '');
  const [isAsked, setIsAsked] = useDraft(about, false);
  const [isMoving, setIsMoving] = useState(false);
  const isWanted = needsReason(evidence);
  const fault = isWanted && isAsked && reason.trim() === '' ? reasonFault(evidence) : null;
  const promote = async (): Promise<void> => {
    setIsAsked(true);
    if (isWanted && reason.trim() === '') {
      document.getElementById(reasonId)?.focus();
      return;
    }
    setIsMoving(true);
    const moved = await edit(`${aliasName} now points to ${versionWords(candidate)}`, () =>
      services.releases.promote({
        ...seenAlias(subject),
        snapshotId: candidate.snapshot.id,
        rules,
        reason,
      }),
    );
    setIsMoving(false);
    if (!moved) return;
    change({ candidate: undefined, alias: aliasName });
    focusAliases();
  };
  return { reason, setReason, fault, isMoving, promote };
}

function reasonFault(evidence: PromotionEvidence): string {
  const verb = { block: 'blocks', escalate: 'escalates', unknown: 'could not judge', allow: 'allows' };
  return `${gateWords(evidence)} ${verb[evidence.verdict ?? 'allow']} it: give a reason for the override`;
}
