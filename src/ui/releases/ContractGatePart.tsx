import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';

import type { ContractGate } from '../../gates/contractGate';
import type { SnapshotView } from '../../operations/core/workspace';
import { useJudging } from '../contracts/useJudging';
import { RelativeTime } from '../shared/RelativeTime';
import { TextLink } from '../shared/TextLink';
import { GateClauses } from './GateClauses';
import type { ReleaseSubject } from './releaseContext';
import classes from './Releases.module.css';
import { GuardrailMark } from './VerdictMark';

interface ContractGatePartProps {
  readonly subject: ReleaseSubject;
  readonly candidate: SnapshotView;
  readonly gate: ContractGate;
}

/** What the contract says of the candidate. A candidate that was not judged by the contract that holds is judged when it is looked at. */
export function ContractGatePart({ subject: { artifact }, candidate, gate }: ContractGatePartProps) {
  const judge = useJudging();
  const asked = useRef<string | null>(null);
  const subject = `${gate.contractId} ${candidate.snapshot.id}`;
  useEffect(() => {
    if (gate.judgedAt !== null || candidate.bytes.kind !== 'here' || asked.current === subject) return;
    asked.current = subject;
    void judge(artifact, candidate);
  }, [subject, gate.judgedAt, judge, artifact, candidate]);
  return (
    <div className={classes.gate} role="group" aria-label="Contract">
      <Group gap="xs">
        <GuardrailMark verdict={gate.verdict} />
        <TextLink
          to="/artifacts/$artifactId"
          params={{ artifactId: artifact.artifact.id }}
          search={{ version: candidate.snapshot.sequence, tab: 'contract' }}
          inherit
        >
          By its contract
        </TextLink>
        {gate.judgedAt !== null && (
          <span className={classes.small}>
            judged <RelativeTime at={gate.judgedAt} />
          </span>
        )}
        <Button variant="subtle" size="compact-xs" onClick={() => void judge(artifact, candidate)}>
          Judge again
        </Button>
      </Group>
      <GateClauses gate={gate} />
    </div>
  );
}
