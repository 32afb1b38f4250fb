import { type Withdrawal, withdrawableTables } from '../../versioning/records';
import type { Transaction } from './store';

export type WithdrawalTarget = Withdrawal['targets'][number];
export type WithdrawableTable = WithdrawalTarget['table'];

/** Which records are out of view: of all withdrawals that name a record, the latest holds. */
export interface Withdrawn {
  has(table: WithdrawableTable, id: string): boolean;
}

export function foldWithdrawals(withdrawals: readonly Withdrawal[]): Withdrawn {
  const withdrawn = new Map<WithdrawableTable, Set<string>>(
    withdrawableTables.map((table) => [table, new Set<string>()]),
  );
  // Times only go forward within a log, and order those of merged logs; numbers don't.
  const inOrder = withdrawals.toSorted((a, b) =>
    a.recordedAt < b.recordedAt ? -1 : Number(a.recordedAt > b.recordedAt),
  );
  for (const { targets, isWithdrawn } of inOrder) {
    for (const { table, id } of targets) {
      if (isWithdrawn) withdrawn.get(table)?.add(id);
      else withdrawn.get(table)?.delete(id);
    }
  }
  return { has: (table, id) => withdrawn.get(table)?.has(id) ?? false };
}

export async function readWithdrawn(transaction: Transaction): Promise<Withdrawn> {
  return foldWithdrawals(await transaction.all('withdrawals'));
}
