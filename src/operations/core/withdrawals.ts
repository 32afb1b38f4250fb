import type { WithdrawableTable } from '../../records/tables';
import { inOrderOfChange } from '../../versioning/changeOrder';
import type { Withdrawal } from '../../versioning/records';
import type { Transaction } from './store';
import { type UnreadableRecord, unreadable } from './unreadable';

/** One record that is taken out of view or put back. */
export interface WithdrawalTarget {
  readonly table: WithdrawableTable;
  readonly id: string;
}

/** Which records were taken out of view: of all withdrawals that name a record, the latest holds. */
export interface Withdrawn {
  has(table: string, id: string): boolean;
  /** Whether a person deleted it, so that only a person puts it back. */
  isDeleted(table: string, id: string): boolean;
  /** Whether anything is deleted. */
  readonly hasDeletions: boolean;
  /** Whether there are any of a table. */
  hasAny(table: string): boolean;
  /** Withdrawals that cannot be read: they hold nothing. */
  readonly unreadable: readonly UnreadableRecord[];
}

/** What is withdrawn after all of these: of each record the latest holds. */
export function foldWithdrawals(withdrawals: readonly Withdrawal[]): Withdrawn {
  const withdrawn = new Map<string, Set<string>>();
  const deleted = new Set<string>();
  const faults = withdrawals.flatMap((withdrawal) => unreadable('withdrawals', withdrawal) ?? []);
  const bad = new Set(faults.map(({ key }) => key));
  const readable = bad.size === 0 ? withdrawals : withdrawals.filter(({ id }) => !bad.has(id));
  for (const { targets, isWithdrawn, isDeletion } of inOrderOfChange(readable)) {
    for (const { table, id } of targets) {
      const own = withdrawn.get(table) ?? new Set();
      withdrawn.set(table, own);
      if (isWithdrawn) own.add(id);
      else own.delete(id);
      if (isWithdrawn && isDeletion === true) deleted.add(`${table} ${id}`);
      else deleted.delete(`${table} ${id}`);
    }
  }
  return {
    has: (table, id) => withdrawn.get(table)?.has(id) ?? false,
    isDeleted: (table, id) => deleted.has(`${table} ${id}`),
    hasDeletions: deleted.size > 0,
    hasAny: (table) => (withdrawn.get(table)?.size ?? 0) > 0,
    unreadable: faults,
  };
}

/** What is withdrawn in the store now: folded anew only where something was taken out of view or put back since. */
export async function readWithdrawn(transaction: Transaction): Promise<Withdrawn> {
  const withdrawals = await transaction.withdrawals();
  const known = folds.get(withdrawals);
  if (known) return known;
  const folded = foldWithdrawals(withdrawals);
  folds.set(withdrawals, folded);
  return folded;
}

const folds = new WeakMap<readonly Withdrawal[], Withdrawn>();
