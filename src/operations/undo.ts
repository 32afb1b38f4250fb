import type { Json } from '../lib/json';
import { err, ok, type Result } from '../lib/result';
import type { AuditEntry, Binding, Withdrawal } from '../versioning/records';
import { commitWrittenChange, Refusal } from './commitChange';
import { danglingReferences } from './danglingReference';
import { readLiveRecords, type LiveRecords } from './loadWorkspace';
import type { Change, OperationFailure } from './outcome';
import type { OperationPorts } from './ports';
import {
  readWithdrawn,
  withdrawableTables,
  type WithdrawableTable,
  type WithdrawalTarget,
  type Withdrawn,
} from './withdrawals';

/**
 * Takes back the change with that audit sequence, by a change of its own: what it made is withdrawn, and where it was
 * an undo, what that withdrew is put back. Refused where something in view would then refer to what is not.
 */
export async function undo(
  ports: OperationPorts,
  auditSequence: number,
): Promise<Result<Change<void>, OperationFailure>> {
  return commitWrittenChange(ports, async (change) => {
    const { transaction } = change;
    const entry = await transaction.get('audit', auditSequence);
    if (!entry) throw new Refusal({ kind: 'notFound', message: `There is no change ${auditSequence}.` });
    const withdrawn = await readWithdrawn(transaction);
    const made = await madeBy(entry, (sequence) =>
      transaction.all('withdrawals').then((all) => all.find((each) => each.auditSequence === sequence)),
    );
    if (!made.ok) throw new Refusal(made.error);
    const { targets, isWithdrawn } = made.value;
    refuseStale(targets, isWithdrawn, withdrawn);
    const withdrawal: Withdrawal = {
      id: ports.newId(),
      targets,
      isWithdrawn,
      recordedAt: change.now,
      auditSequence: change.auditSequence,
    };
    await transaction.add('withdrawals', [withdrawal]);
    const after = await readLiveRecords(transaction);
    refuseDangling(after, targets, isWithdrawn);
    if (!isWithdrawn) refuseTakenNames(after, targets);
    const detail = {
      undoes: auditSequence,
      withdrawalId: withdrawal.id,
      isWithdrawn,
      targets: targets as unknown as Json,
    };
    return { value: undefined, audit: { action: 'undo', subject: entry.subject, detail } };
  });
}

/** What a change put in view or took out of it, turned round. */
async function madeBy(
  entry: AuditEntry,
  withdrawalOf: (auditSequence: number) => Promise<Withdrawal | undefined>,
): Promise<Result<{ targets: readonly WithdrawalTarget[]; isWithdrawn: boolean }, OperationFailure>> {
  const withdrawal = await withdrawalOf(entry.sequence);
  if (withdrawal) return ok({ targets: withdrawal.targets, isWithdrawn: !withdrawal.isWithdrawn });
  const targets = createdBy(entry);
  if (targets.length > 0) return ok({ targets, isWithdrawn: true });
  return err({
    kind: 'cannotUndo',
    message: `Change ${entry.sequence} made nothing that could be taken back.`,
  });
}

/** The records that an audit entry names as created. */
export function createdBy({ detail }: AuditEntry): WithdrawalTarget[] {
  if (!isObject(detail)) return [];
  const created = detail['created'];
  if (!isObject(created)) return [];
  return withdrawableTables.flatMap((table: WithdrawableTable) => {
    const ids = Object.hasOwn(created, table) ? created[table] : undefined;
    return Array.isArray(ids) ? (ids as readonly string[]).map((id) => ({ table, id })) : [];
  });
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseStale(targets: readonly WithdrawalTarget[], isWithdrawn: boolean, withdrawn: Withdrawn): void {
  if (targets.every(({ table, id }) => withdrawn.has(table, id) !== isWithdrawn)) return;
  const message = isWithdrawn ? 'It was taken back already.' : 'It was put back already.';
  throw new Refusal({ kind: 'cannotUndo', message });
}

function refuseDangling(
  after: LiveRecords,
  targets: readonly WithdrawalTarget[],
  isWithdrawn: boolean,
): void {
  const keys = new Set(targets.map(({ table, id }) => `${table}:${id}`));
  const dangling = danglingReferences(after).find(({ from, to }) => {
    const end = isWithdrawn ? to : from;
    return keys.has(`${end.table}:${end.id}`);
  });
  if (!dangling) return;
  const message = isWithdrawn
    ? `It is in use: ${dangling.fromName} refers to it. Take that back first.`
    : `${dangling.fromName} refers to what was taken back since. Put that back first.`;
  throw new Refusal({ kind: 'cannotUndo', message });
}

function refuseTakenNames(after: LiveRecords, targets: readonly WithdrawalTarget[]): void {
  const put = new Set(targets.filter(({ table }) => table === 'bindings').map(({ id }) => id));
  const owners = new Map<string, Binding>();
  const key = ({ namespace, name }: Binding): string => JSON.stringify([namespace, name]);
  for (const binding of after.bindings) if (!put.has(binding.id)) owners.set(key(binding), binding);
  for (const binding of after.bindings) {
    const owner = owners.get(key(binding));
    if (!put.has(binding.id) || !owner || owner.artifactId === binding.artifactId) continue;
    const message = `The name ${binding.name} is in use for another artifact now.`;
    throw new Refusal({ kind: 'cannotUndo', message });
  }
}
