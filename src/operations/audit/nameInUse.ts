import { inOrderOfChange } from '../../versioning/changeOrder';
import type { AuditEntry, Binding } from '../../versioning/records';
import { readJoined } from '../core/joinedArtifact';
import type { LiveTransaction } from '../core/liveTransaction';
import { foldWithdrawals, type WithdrawalTarget } from '../core/withdrawals';

/** A name that is put back and was given to another artifact since the change that took it away; null where none was. */
export async function nameInUse(
  after: LiveTransaction,
  targets: readonly WithdrawalTarget[],
  { change: since = 0 }: AuditEntry,
): Promise<string | null> {
  const put = new Set(targets.flatMap(({ table, id }) => (table === 'bindings' ? id : [])));
  const own = (await after.getMany('bindings', [...put])).filter((binding) => binding !== undefined);
  const names = [...new Set(own.map(({ name }) => name))];
  const key = ({ namespace, name }: Binding): string => JSON.stringify([namespace, name]);
  const withdrawals = await after.raw.withdrawals();
  const then = foldWithdrawals(withdrawals.filter(({ change = 0 }) => change <= since));
  const others = (await after.whereAny('bindings', 'name', names)).filter(
    ({ id, change = 0 }) => !put.has(id) && (change > since || then.has('bindings', id)),
  );
  const owners = new Map(inOrderOfChange(others).map((binding) => [key(binding), binding]));
  for (const binding of own) {
    const owner = owners.get(key(binding));
    if (!owner || owner.artifactId === binding.artifactId) continue;
    const ofOwner = await readJoined(after, owner.artifactId);
    if (ofOwner && !ofOwner.ids.includes(binding.artifactId)) return binding.name;
  }
  return null;
}
