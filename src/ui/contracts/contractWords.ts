import type { StoredContract } from '../../gates/contract/storedContract';
import type { ClauseKey } from '../../gates/contract/waiver';
import type { ArtifactView } from '../../operations/core/workspace';
import type { ContractFinding } from '../../versioning/records';
import type { Standing } from './waiverWords';

export type VerdictName = ContractFinding['verdict'];

/** Worst first: what has to be looked at stands on top. */
export const verdictOrder: readonly VerdictName[] = ['fail', 'unknown', 'warn', 'notChecked', 'pass'];

export const verdictNames: Readonly<Record<VerdictName, string>> = {
  pass: 'Pass',
  warn: 'Warn',
  fail: 'Fail',
  unknown: 'Unknown',
  notChecked: 'Not checked',
};

const counted: Readonly<Record<VerdictName, readonly [one: string, many: string]>> = {
  fail: ['fails', 'fail'],
  unknown: ['is unknown', 'are unknown'],
  warn: ['warns', 'warn'],
  notChecked: ['is not checked', 'are not checked'],
  pass: ['passes', 'pass'],
};

/** `2 fail (1 waived), 2 are not checked, 12 pass` */
export function findingsWords({ clauses }: Pick<Standing, 'clauses'>): string {
  const parts = verdictOrder.flatMap((verdict) => {
    const said = clauses.filter(({ check }) => check.verdict === verdict);
    const waived = said.filter(({ waiver }) => waiver !== null).length;
    const [one, many] = counted[verdict];
    if (said.length === 0) return [];
    const words = `${said.length.toLocaleString('en-US')} ${said.length === 1 ? one : many}`;
    if (waived === 0) return [words];
    return [waived === said.length ? `${words} (waived)` : `${words} (${waived} waived)`];
  });
  return parts.join(', ') || 'it has no clause';
}

/** The clause to look at first; null where all pass. */
export function worstClause({ clauses }: Pick<Standing, 'clauses'>): ClauseKey | null {
  for (const verdict of ['fail', 'unknown', 'warn'] as const) {
    const found = clauses.find(({ check }) => check.verdict === verdict);
    if (found) return found.key;
  }
  return null;
}

/** The contract that holds; null where the artifact promises nothing. */
export function contractOf({ contracts }: ArtifactView): StoredContract | null {
  const last = contracts.at(-1);
  return last && last.text !== null ? last : null;
}

/** The number of a version of the contract, from 1; null where it is not among them. */
export function contractNumber({ contracts }: ArtifactView, id: string): number | null {
  const at = contracts.findIndex((contract) => contract.id === id);
  return at === -1 ? null : at + 1;
}
