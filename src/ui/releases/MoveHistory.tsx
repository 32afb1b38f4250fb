import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { SnapshotView } from '../../operations/core/workspace';
import { evidenceOf } from '../../operations/releases/readEvidence';
import { needsReason, type PromotionEvidence } from '../../operations/releases/promotionEvidence';
import { useServices } from '../../state/services';
import type { AliasMove, ArtifactId } from '../../versioning/records';
import { useActorNames } from '../audit/useActorNames';
import { RelativeTime } from '../shared/RelativeTime';
import { TextLink } from '../shared/TextLink';
import timeline from '../shared/Timeline.module.css';
import { useEdit } from '../shared/useEdit';
import { EvidenceDialog } from './EvidenceDialog';
import { MoveEvidenceList } from './MoveEvidenceList';
import { seenAlias, type ChangeReleaseSearch, type ReleaseSubject } from './releaseContext';
import classes from './Releases.module.css';
import { versionWords } from './releaseWords';

interface MoveHistoryProps {
  readonly subject: ReleaseSubject;
  readonly change: ChangeReleaseSearch;
}

/** Every move of the alias, latest first, with what spoke for it. */
export function MoveHistory({ subject, change }: MoveHistoryProps) {
  const services = useServices();
  const edit = useEdit();
  const { artifact, alias, aliasName, now } = subject;
  const remove = (): void => {
    void edit(`${aliasName} taken off ${now ? versionWords(now) : 'its version'}`, () =>
      services.releases.removeAlias(seenAlias(subject), null),
    );
  };
  return (
    <section aria-label="History">
      <div className={classes.sectionBar}>
        <h2 className={classes.heading}>History of {aliasName}</h2>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`More about ${aliasName}`}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              renderRoot={(props: object) => (
                <Link to="/audit" search={{ artifact: artifact.artifact.id }} {...props} />
              )}
            >
              Show it in the audit log
            </Menu.Item>
            <Menu.Item disabled={now === null} onClick={remove}>
              Take it off its version
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {alias === null ? (
        <p className={classes.quiet}>No move yet.</p>
      ) : (
        <ol className={classes.history} reversed aria-label={`Moves of ${aliasName}`}>
          {alias.moves.toReversed().map((move, at) => (
            <Move key={move.id} move={move} isLatest={at === 0} subject={subject} change={change} />
          ))}
        </ol>
      )}
    </section>
  );
}

interface MoveProps extends MoveHistoryProps {
  readonly move: AliasMove;
  readonly isLatest: boolean;
}

function Move({ move, isLatest, subject, change }: MoveProps) {
  const nameOf = useActorNames();
  const [isOpen, setIsOpen] = useState(false);
  const [isSigning, setIsSigning] = useState(false);
  const { artifact, now } = subject;
  const version = artifact.snapshots.find(({ snapshot }) => snapshot.id === move.snapshotId);
  const evidence = evidenceOf(move);
  const isOverruled = evidence?.kind === 'promotion' && needsReason(evidence);
  const isCandidate = version !== undefined && version !== now;
  const hasEvidence =
    evidence?.kind === 'promotion' &&
    (evidence.comparisons.length + evidence.guardrails.length > 0 ||
      evidence.readings !== undefined ||
      evidence.contract != null);
  return (
    <li className={`${timeline.entry} ${classes.move}`} data-latest={isLatest || undefined}>
      <div className={classes.moveHead}>
        <span>
          {verbOf(move)} {version && <VersionLink artifactId={artifact.artifact.id} version={version} />}
        </span>
        <span className={classes.when}>
          <RelativeTime at={move.recordedAt} />
        </span>
      </div>
      <div className={classes.small}>
        by {nameOf(move.actor)}
        {isOverruled ? `, over ${overruledWords(evidence)}` : ''}
      </div>
      {move.reason !== null && <p className={classes.reason}>{move.reason}</p>}
      {hasEvidence && isOpen && <MoveEvidenceList evidence={evidence} />}
      {isSigning && <EvidenceDialog subject={subject} move={move} onClose={() => setIsSigning(false)} />}
      <div className={classes.moveActions}>
        {hasEvidence && (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? 'Hide the evidence' : 'Evidence'}
          </Button>
        )}
        {version && (
          <Button variant="subtle" size="compact-xs" onClick={() => setIsSigning(true)}>
            Signed evidence
          </Button>
        )}
        {isCandidate && (
          <Button
            variant="subtle"
            size="compact-xs"
            onClick={() => change({ candidate: version.snapshot.id })}
          >
            Take as candidate
          </Button>
        )}
      </div>
    </li>
  );
}

/** What a promotion went over. */
function overruledWords({ contract, guardrails, verdict }: PromotionEvidence): string {
  if (contract?.verdict !== verdict) return 'the guardrails';
  return guardrails.some((each) => each.verdict === verdict)
    ? 'its contract and the guardrails'
    : 'its contract';
}

function verbOf(move: AliasMove): string {
  if (move.snapshotId === null) return 'Taken off';
  return evidenceOf(move)?.kind === 'rollback' ? 'Rolled back to' : 'Promoted to';
}

interface VersionLinkProps {
  readonly artifactId: ArtifactId;
  readonly version: SnapshotView;
}

function VersionLink({ artifactId, version }: VersionLinkProps) {
  return (
    <TextLink
      to="/artifacts/$artifactId"
      params={{ artifactId }}
      search={{ version: version.snapshot.sequence }}
      inherit
      fw={600}
    >
      {versionWords(version)}
    </TextLink>
  );
}
