import { clauseText, endOfWaiver, type ClauseKey, type Waiver } from '../../gates/contract/waiver';
import { err, type Result } from '../../lib/result';
import type { ArtifactId } from '../../versioning/records';
import { commitWrittenChange, Refusal } from '../core/commitChange';
import { readJoined } from '../core/joinedArtifact';
import { shownName } from '../core/names';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { readWaivers } from '../core/waiversOf';

/** A waiver as a person gives it. */
export type WaiverDraft = Pick<Waiver, 'artifactId' | 'of' | 'author' | 'reason' | 'until'>;

/** Answers for a clause up to a day; a waiver of the same clause is replaced. Refused without an author or a reason, and where the day has passed. */
export async function waiveClause(
  ports: OperationPorts,
  draft: WaiverDraft,
): Promise<Result<Change<Waiver>, OperationFailure>> {
  const [author, reason] = [draft.author.trim(), draft.reason.trim()];
  if (author === '') return err({ kind: 'invalidAnnotation', message: 'Say who answers for the waiver.' });
  if (reason === '') return err({ kind: 'invalidAnnotation', message: 'Say why the clause is waived.' });
  const end = endOfWaiver(draft.until);
  if (Number.isNaN(end) || end <= Date.parse(ports.now()))
    return err({
      kind: 'invalidAnnotation',
      message: 'A waiver ends on a day from today on, as YYYY-MM-DD.',
    });
  return writeWaiver(ports, { action: 'waive', artifactId: draft.artifactId, of: draft.of }, () => ({
    ...draft,
    author,
    reason,
    isEnded: false,
  }));
}

/** Takes a waiver back before its end. */
export async function endWaiver(
  ports: OperationPorts,
  artifactId: ArtifactId,
  of: ClauseKey,
): Promise<Result<Change<Waiver>, OperationFailure>> {
  return writeWaiver(ports, { action: 'endWaiver', artifactId, of }, (before) => {
    if (!before) throw new Refusal({ kind: 'notFound', message: 'There is no such waiver any more.' });
    return { ...before, isEnded: true };
  });
}

async function writeWaiver(
  ports: OperationPorts,
  {
    action,
    artifactId,
    of,
  }: { readonly action: string; readonly artifactId: ArtifactId; readonly of: ClauseKey },
  change: (before: Waiver | undefined) => WaiverDraft & Pick<Waiver, 'isEnded'>,
): Promise<Result<Change<Waiver>, OperationFailure>> {
  return commitWrittenChange(ports, async (writer) => {
    const artifact = await readJoined(writer.live, artifactId);
    if (!artifact)
      throw new Refusal({ kind: 'notFound', message: `The artifact ${artifactId} is not there any more.` });
    const known = await readWaivers(writer.live, artifact);
    const before = known.find((each) => clauseText(each.of) === clauseText(of));
    const { author, reason, until, isEnded } = change(before);
    const waiver: Waiver = {
      id: ports.newId(),
      artifactId,
      of,
      author,
      reason,
      until,
      isEnded,
      actor: ports.actor,
      recordedAt: writer.now,
    };
    await writer.add('waivers', [waiver]);
    const { clause, column } = of;
    const detail = {
      artifactId,
      waiverId: waiver.id,
      clause: column === null ? clause : `${column}: ${clause}`,
      author,
      reason,
      until,
      before: before ? { author: before.author, reason: before.reason, until: before.until } : null,
      after: isEnded ? null : { author, reason, until },
    };
    return { value: waiver, audit: { action, subject: shownName(artifact), detail } };
  });
}
