import type { ContractFinding } from '../../versioning/records';
import type { ContractObject } from './contract';
import type { Judged } from './contractCheck';
import type { Waiver } from './waiver';
import { maskedValue, type ClauseVerdict, type Evidence, type FailingRow } from './verdict';

/** What one clause said of one table, as it leaves the machine: values of personal columns are masked. */
export interface CheckRecord {
  /** The table's file; null where the clause is of none. */
  readonly path: string | null;
  /** The contract's file. */
  readonly contract: string;
  readonly version: string | null;
  /** The object's name; null where the clause is of none. */
  readonly object: string | null;
  readonly pointer: string;
  readonly clause: string;
  readonly column: string | null;
  readonly verdict: ClauseVerdict;
  readonly severity: string | null;
  readonly evidence: Evidence;
  readonly failing: { readonly count: number; readonly rows: readonly RowRecord[] };
  /** Who answers for it, and until when; absent where nobody does. */
  readonly waiver?: RecordedWaiver;
}

/** A waiver as a report shows it. */
export type RecordedWaiver = Pick<Waiver, 'author' | 'reason' | 'until'>;

/** A row that breaks a clause, by its line and its key. */
export interface RowRecord {
  /** From 1, the first row of data. */
  readonly row: number;
  /** From 1; of files without lines, the number of the row. */
  readonly line: number;
  readonly key: Readonly<Record<string, string | null>> | null;
}

/** The table that records are of. */
export interface RecordedTable {
  readonly path: string;
  readonly object: ContractObject;
  /** The paths of the columns whose values are masked. */
  readonly personal: ReadonlySet<string>;
  /** By row, its line, where the file has lines. */
  readonly lines: ReadonlyMap<number, number> | null;
}

/** The records of what a contract said of a table, or of none. */
export function recordsOf(
  contract: { readonly path: string; readonly version: string | null },
  table: RecordedTable | null,
  judged: readonly Judged[],
): readonly CheckRecord[] {
  return judged.map(({ clause, outcome }) => ({
    path: table?.path ?? null,
    contract: contract.path,
    version: contract.version,
    object: table?.object.name ?? null,
    pointer: clause.pointer,
    clause: clause.name,
    column: clause.column,
    verdict: outcome.verdict,
    severity: clause.severity,
    evidence: outcome.evidence,
    failing: {
      count: outcome.failing.count,
      rows: outcome.failing.rows.map((row) => rowRecord(row, table)),
    },
  }));
}

function rowRecord({ row, key }: FailingRow, table: RecordedTable | null): RowRecord {
  const line = table?.lines?.get(row) ?? row;
  if (key === null) return { row, line, key: null };
  const shown = key.map(({ column, value }): [string, string | null] => [
    column,
    table?.personal.has(column) ? maskedValue : value,
  ]);
  return { row, line, key: Object.fromEntries(shown) };
}

/** A record as it is stored with the version that it is of. */
export function recordedFinding({
  pointer,
  clause,
  column,
  verdict,
  severity,
  evidence,
  failing,
}: CheckRecord): ContractFinding {
  return {
    pointer,
    clause,
    column,
    verdict,
    severity,
    message: evidence.message,
    ...(evidence.value !== undefined && { value: evidence.value }),
    failingCount: failing.count,
    rows: failing.rows.map(({ row, key }) => ({ row, key })),
  };
}

/** Whether a clause stops what the check guards: it fails, or warns where the check is strict, and nobody answers for it. */
export function isStopping({ verdict, waiver }: CheckRecord, isStrict: boolean): boolean {
  return waiver === undefined && (verdict === 'fail' || (verdict === 'warn' && isStrict));
}

/** `waived by Ada until 2026-03-31: the meter was broken` */
export function waiverText({ author, reason, until }: RecordedWaiver): string {
  return `waived by ${author} until ${until}: ${reason}`;
}

/** A row in words: `line 5, id=7`. */
export function rowText({ line, key }: RowRecord): string {
  if (key === null) return `line ${line}`;
  const parts = Object.entries(key).map(([column, value]) => `${column}=${value ?? 'null'}`);
  return `line ${line}, ${parts.join(' ')}`;
}
