import { Button, Text } from '@mantine/core';
import { useMemo, useState } from 'react';

import type { NodeKey } from '../../lineage/graph';
import type { Workspace } from '../../operations/core/workspace';
import {
  type Acceptance,
  findingSubjects,
  type JudgedFinding,
  type SubjectOf,
} from '../../operations/findings/acceptedFindings';
import type { FindingKind } from '../../operations/findings/findingKinds';
import { useServices } from '../../state/services';
import { useActorNames } from '../audit/useActorNames';
import { formatCounted } from '../shared/format';
import { formatTime } from '../shared/formatTime';
import { ReasonForm } from '../shared/ReasonForm';
import { Section } from '../shared/Section';
import { TextLink } from '../shared/TextLink';
import { useEdit } from '../shared/useEdit';
import classes from './Findings.module.css';
import { findingNames } from './findingNames';

/** More of one kind than this are counted. */
const shownOfKind = 100;

interface FindingGroupProps {
  readonly kind: FindingKind;
  readonly findings: readonly JudgedFinding[];
  readonly workspace: Workspace;
}

/** The findings of one kind: open ones first, then those that somebody accepted. */
export function FindingGroup({ kind, findings, workspace }: FindingGroupProps) {
  const subjectOf = useMemo(() => findingSubjects(workspace), [workspace]);
  const [first] = findings;
  const open = findings.filter(({ accepted }) => accepted === null);
  const accepted = findings.filter((finding) => finding.accepted !== null);
  const rest = findings.length - shownOfKind;
  const acceptedWords = accepted.length === 0 ? '' : ` · ${accepted.length} accepted`;
  return (
    <Section label={findingNames[kind]} title={`${findingNames[kind]} · ${open.length}${acceptedWords}`}>
      <Text size="sm" c="dimmed">
        {first?.why} {first?.todo}
      </Text>
      <ul className={classes.list}>
        {[...open, ...accepted].slice(0, shownOfKind).map((finding) => (
          <FindingLine
            key={JSON.stringify([
              finding.subject.namespace,
              finding.subject.name,
              finding.about,
              finding.found,
            ])}
            finding={finding}
            subject={subjectOf(finding)}
          />
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

interface FindingLineProps {
  readonly finding: JudgedFinding;
  readonly subject: ReturnType<SubjectOf>;
}

function FindingLine({ finding, subject }: FindingLineProps) {
  const services = useServices();
  const edit = useEdit();
  const [isAsked, setIsAsked] = useState(false);
  const { name } = finding.subject;
  const accept = async (reason: string | null): Promise<void> => {
    if (!subject) return;
    const words = reason === null ? `Finding of ${name} counts again` : `Finding of ${name} accepted`;
    const done = await edit(words, () => services.acceptFinding(subject, finding, reason));
    if (done) setIsAsked(false);
  };
  return (
    <li data-accepted={finding.accepted !== null || undefined}>
      {subject ? (
        <TextLink
          to="/lineage"
          search={{ select: `${subject.is}:${subject.id}` as NodeKey }}
          className={classes.name}
        >
          {name}
        </TextLink>
      ) : (
        <span className={classes.name}>{name}</span>
      )}
      <span className={classes.found}>
        {finding.found}
        {finding.accepted && <AcceptedBy accepted={finding.accepted} />}
      </span>
      {subject && finding.accepted && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void accept(null)}>
          Take back
        </Button>
      )}
      {subject && !finding.accepted && !isAsked && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Accept the finding of ${name}: ${finding.found}`}
          onClick={() => setIsAsked(true)}
        >
          Accept
        </Button>
      )}
      {isAsked && !finding.accepted && (
        <ReasonForm
          label={`Why the finding of ${name} is accepted`}
          placeholder="Why this is all right"
          action="Accept"
          onSave={accept}
          onCancel={() => setIsAsked(false)}
        />
      )}
    </li>
  );
}

function AcceptedBy({ accepted: { reason, actor, at } }: { readonly accepted: Acceptance }) {
  const nameOf = useActorNames();
  return (
    <span className={classes.accepted} title={formatTime(at)}>
      Accepted by {nameOf(actor)}: “{reason}”
    </span>
  );
}
