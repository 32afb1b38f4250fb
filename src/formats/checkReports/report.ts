import { rowText, waiverText, type CheckRecord } from '../../gates/contract/checkRecord';
import type { ClauseVerdict, Verdict } from '../../gates/contract/verdict';

/** A check as reports write it: what its clauses said, in which files of the repository, and what is around it. */
export interface CheckReport {
  readonly verdict: Verdict;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** Whether a warning ends the check as a failure does. */
  readonly isStrict: boolean;
  readonly findings: readonly Finding[];
  /** What could not be checked at all, such as a path that no contract binds. */
  readonly problems: readonly ReportProblem[];
  /** A line each; null where the check was not asked to compare. */
  readonly changed: readonly string[] | null;
  readonly endangered: Endangered | null;
}

/** What lies downstream of what fails. */
export interface Endangered {
  readonly names: readonly string[];
  readonly endpoints: readonly string[];
}

/** What one clause said, with the places that it is about. */
export interface Finding {
  readonly record: CheckRecord;
  /** The clause in its contract. */
  readonly clausePlace: FilePlace;
  /** The table, at its first failing row. */
  readonly tablePlace: FilePlace | null;
}

/** A path that could not be checked, and why. */
export interface ReportProblem {
  readonly place: FilePlace;
  readonly message: string;
}

/** A file, and a line in it. */
export interface FilePlace {
  /** Relative to the repository, with slashes; where it lies outside, absolute. */
  readonly path: string;
  readonly isInRepository: boolean;
  /** From 1; null where the file is meant as a whole. */
  readonly line: number | null;
}

/** What people look at first: failures, then what is unknown, then warnings, each before those that are waived. Nothing else is a finding to them. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return [false, true].flatMap((isWaived) =>
    (['fail', 'unknown', 'warn'] as const).flatMap((wanted) =>
      findings.filter(
        ({ record }) => record.verdict === wanted && (record.waiver !== undefined) === isWaived,
      ),
    ),
  );
}

/** `2 fail, 1 unknown, 20 pass, 3 not checked`; what none says is left out. */
export function countWords(records: readonly Pick<CheckRecord, 'verdict' | 'waiver'>[]): string {
  const count = (wanted: ClauseVerdict): number => records.filter(({ verdict }) => verdict === wanted).length;
  const counts = (['fail', 'unknown', 'warn', 'pass', 'notChecked'] as const)
    .filter((each) => count(each) > 0)
    .map((each) => `${count(each)} ${each === 'notChecked' ? 'not checked' : each}`);
  const waived = records.filter(({ waiver }) => waiver !== undefined).length;
  if (waived > 0) counts.push(`${waived} of them waived`);
  return counts.join(', ') || 'nothing was checked';
}

/** What a finding is of: `orders.amount: minimum`. */
export function subjectOf({ object, column, clause }: CheckRecord): string {
  const of = [object, column].filter((part) => part !== null).join('.');
  return of === '' ? clause : `${of}: ${clause}`;
}

/** What was seen, and the first rows: `1 value breaks it (line 5, id=7)`; of a waived clause, by whom before. */
export function findingText({ evidence, failing, waiver }: CheckRecord, mostRows: number): string {
  const seen = seenText({ evidence, failing }, mostRows);
  return waiver === undefined ? seen : `${waiverText(waiver)}; ${seen}`;
}

function seenText(
  { evidence, failing }: Pick<CheckRecord, 'evidence' | 'failing'>,
  mostRows: number,
): string {
  const rows = failing.rows.slice(0, mostRows).map(rowText);
  if (rows.length === 0) return evidence.message;
  const more = failing.count > rows.length ? `; ${failing.count - rows.length} more` : '';
  return `${evidence.message} (${rows.join('; ')}${more})`;
}

/** Text without halves of characters, which neither XML nor UTF-8 has. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
