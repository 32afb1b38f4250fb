import type { MadeReading } from '../profile/tablePart';
import { defaultMessage } from '../versioning/defaultMessage';
import type { Annotation, Snapshot } from '../versioning/records';
import { suggestVersion } from '../versioning/semanticVersion';
import { boundVersion } from './keptTable';
import { tableFactsMade } from './madeReading';
import { takeParentFacts, type TakingReadings } from './takenReadings';

/**
 * Suggests a version's semantic version and its message anew, now that its table could be read: what was said while it could
 * not be is no news any more. What a person ruled or wrote stays. Rule [V46].
 */
export async function suggestAnew(
  taking: TakingReadings,
  snapshot: Snapshot,
  made: MadeReading,
): Promise<void> {
  const { ports, change, withdrawn } = taking;
  const { transaction } = change;
  const said = (await transaction.where('annotations', 'snapshotId', snapshot.id))
    .filter(({ id }) => !withdrawn.has('annotations', id))
    .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : Number(a.recordedAt > b.recordedAt)));
  const held = lastOf(said, 'semanticVersion');
  if (!held?.isSuggested) return;
  const [parentId] = snapshot.parents;
  const parent = parentId === undefined ? null : await boundVersion(transaction, withdrawn, parentId);
  const facts = { table: tableFactsMade(made), files: null };
  const before = parent && (await takeParentFacts(taking, parent, facts, undefined));
  const suggestion = suggestVersion(before, facts);
  const { version, reasons } = suggestion;
  const about = { snapshotId: snapshot.id, recordedAt: change.now, actor: ports.actor };
  await change.add('annotations', [
    { ...about, id: ports.newId(), body: { kind: 'semanticVersion', version, isSuggested: true, reasons } },
  ]);
  const step = parent ? ('major' as const) : ('first' as const);
  const written = defaultMessage({ ...held, step }, { table: 'unreadable', files: null });
  if (lastOf(said, 'message')?.text !== written) return;
  const text = defaultMessage(suggestion, facts);
  await change.add('annotations', [{ ...about, id: ports.newId(), body: { kind: 'message', text } }]);
}

function lastOf<K extends Annotation['body']['kind']>(
  annotations: readonly Annotation[],
  kind: K,
): Extract<Annotation['body'], { kind: K }> | undefined {
  const body = annotations.findLast((each) => each.body.kind === kind)?.body;
  return body as Extract<Annotation['body'], { kind: K }> | undefined;
}
