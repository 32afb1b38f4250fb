/** What a clause says of a version. `notChecked`: it is not a rule, or not one that is checked here; never the same as pass. */
export type ClauseVerdict = 'pass' | 'warn' | 'fail' | 'unknown' | 'notChecked';

/** What a whole check says. */
export type Verdict = Exclude<ClauseVerdict, 'notChecked'>;

/** What was seen, in words, and the figure that was compared where there is one. */
export interface Evidence {
  readonly message: string;
  /** Numbers as text, with every digit. */
  readonly value?: string;
  /** How many values lie exactly on an excluded end of a `mustBeBetween`. */
  readonly onBound?: number;
}

/** A row that breaks a clause. */
export interface FailingRow {
  /** From 1, the first row of data. */
  readonly row: number;
  /** The row's key, or the values that repeat; null where there is none. */
  readonly key: readonly KeyPart[] | null;
}

/** One column of the key that names a failing row. */
export interface KeyPart {
  readonly column: string;
  /** Null for a missing value, and for one that is masked. */
  readonly value: string | null;
}

/** Rows that fail a clause: all are counted, and only the first are named. */
export interface Failing {
  readonly count: number;
  /** The first of them, at most `failingRowLimit`. */
  readonly rows: readonly FailingRow[];
}

/** So many rows that break a clause are named. */
export const failingRowLimit = 20;

/** What stands in the place of a value that the contract classifies as personal. */
export const maskedValue = '(masked)';

/** What a clause came to, with what speaks for it. */
export interface Outcome {
  readonly verdict: ClauseVerdict;
  readonly evidence: Evidence;
  readonly failing: Failing;
}

/** Of a clause that no row fails, or that is not about rows. */
export const noneFailing: Failing = { count: 0, rows: [] };

/** Makes what a clause that is about no rows came to. */
export type Say = (holds: boolean, message: string, value?: string) => Outcome;

/** What a clause comes to that cannot be told, in words. */
export function unknownOutcome(message: string): Outcome {
  return { verdict: 'unknown', evidence: { message }, failing: noneFailing };
}

/** The words of `severity` that turn a broken clause into a warning, in any case ([K4] in SPEC.md). */
const mildSeverities: ReadonlySet<string> = new Set(['info', 'warning', 'warn', 'low', 'minor', 'trivial']);

/** What a broken clause of such a severity says. */
export function brokenVerdict(severity: string | null): 'warn' | 'fail' {
  return severity !== null && mildSeverities.has(severity.trim().toLowerCase()) ? 'warn' : 'fail';
}

const ranks: readonly ClauseVerdict[] = ['notChecked', 'pass', 'warn', 'unknown', 'fail'];

/** The verdict of several: fail, else unknown, else warn, else pass. Where nothing was checked, it is unknown. */
export function worstVerdict(verdicts: Iterable<ClauseVerdict>): Verdict {
  let worst: ClauseVerdict = 'notChecked';
  for (const verdict of verdicts) if (ranks.indexOf(verdict) > ranks.indexOf(worst)) worst = verdict;
  return worst === 'notChecked' ? 'unknown' : worst;
}
