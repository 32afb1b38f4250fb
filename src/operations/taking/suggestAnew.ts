import type { MadeReading } from '../../profile/tablePart';
import { isFailed, type AnyReading } from '../../table/reading';
import { inOrderOfChange } from '../../versioning/changeOrder';
import { defaultMessage } from '../../versioning/defaultMessage';
import type { Annotation, Snapshot } from '../../versioning/records';
import { suggestVersion } from '../../versioning/semanticVersion';
import type { ChangeWriter } from '../core/commitChange';
import { boundVersion } from '../bytes/keptTable';
import { areAskedAlike, tableFactsMade } from './madeReading';
import { factsFor, tableFactsOf } from '../core/parentVersion';
import type { OperationPorts } from '../core/ports';

/** The change that puts a reading into use. */
export interface SuggestingAnew {
  readonly ports: OperationPorts;
  readonly change: ChangeWriter;
}

/**
 * Suggests a version's semantic version and its message anew, where its reading in use became another one that was asked for
 * otherwise, or that gave a table where the one before gave none, or the other way round: what was said by that one is no
 * longer so. What a person ruled or wrote stays. Rule [V46].
 */
export async function suggestAnew(
  { ports, change }: SuggestingAnew,
  snapshot: Snapshot,
  before: AnyReading | null,
  made: MadeReading,
): Promise<void> {
  if (before && areAskedAlike(before, made.reading) && !isContradicted(before, made.reading)) return;
  const { live } = change;
  const said = inOrderOfChange(await live.where('annotations', 'snapshotId', snapshot.id));
  const held = lastOf(said, 'semanticVersion');
  if (!held?.isSuggested) return;
  const [parentId] = snapshot.parents;
  const parent = parentId === undefined ? null : await boundVersion(live, parentId);
  const facts = { table: tableFactsMade(made), files: null };
  const suggestion = suggestVersion(parent && (await factsFor(live, parent, facts)), facts);
  const { version, reasons } = suggestion;
  const about = { snapshotId: snapshot.id, recordedAt: change.now, actor: ports.actor };
  await change.add('annotations', [
    { ...about, id: ports.newId(), body: { kind: 'semanticVersion', version, isSuggested: true, reasons } },
  ]);
  const step = parent ? ('major' as const) : ('first' as const);
  const written = defaultMessage({ ...held, step }, { table: tableFactsOf(before), files: null });
  if (lastOf(said, 'message')?.text !== written) return;
  const text = defaultMessage(suggestion, facts);
  await change.add('annotations', [{ ...about, id: ports.newId(), body: { kind: 'message', text } }]);
}

/** Whether a reading says otherwise than one of the same bytes by the same options: that one was of another reader, or a claim. */
function isContradicted(before: AnyReading, now: AnyReading): boolean {
  if (isFailed(before) || isFailed(now)) return isFailed(before) !== isFailed(now);
  const isOfOneReader = before.readerVersion === now.readerVersion;
  return (
    isOfOneReader &&
    (before.rowCount !== now.rowCount ||
      before.logicalDigest !== now.logicalDigest ||
      before.orderedRowDigest !== now.orderedRowDigest)
  );
}

function lastOf<K extends Annotation['body']['kind']>(
  annotations: readonly Annotation[],
  kind: K,
): Extract<Annotation['body'], { kind: K }> | undefined {
  const body = annotations.findLast((each) => each.body.kind === kind)?.body;
  return body as Extract<Annotation['body'], { kind: K }> | undefined;
}
