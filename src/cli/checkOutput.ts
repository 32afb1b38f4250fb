import type { Judged } from '../gates/contract/contractCheck';
import type { ContractObject } from '../gates/contract/contract';
import { allProperties } from '../gates/contract/objectPlan';
import type { ClauseVerdict, Evidence, FailingRow, Verdict } from '../gates/contract/verdict';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { printable } from './output';
import type { ContractFile } from './readContractFile';

/** What one clause said of one table, as `--json` prints it. */
export interface CheckRecord {
  /** Null where the clause is of no table. */
  readonly path: string | null;
  /** The contract's file. */
  readonly contract: string;
  readonly version: string | null;
  readonly pointer: string;
  readonly clause: string;
  readonly column: string | null;
  readonly verdict: ClauseVerdict;
  readonly severity: string | null;
  readonly evidence: Evidence;
  readonly failing: { readonly count: number; readonly rows: readonly RowRecord[] };
}

export interface RowRecord {
  readonly line: number;
  readonly key: Readonly<Record<string, string | null>> | null;
}

/** What stands in the place of a value that the contract classifies as personal. */
const masked = '(masked)';

/** The records of what a contract said of a table; `lines` gives the lines of rows, where the file has lines. */
export function recordsOf(
  { path: contract, contract: { version } }: ContractFile,
  table: { readonly path: string; readonly object: ContractObject } | null,
  judged: readonly Judged[],
  lines: ReadonlyMap<number, number> | null,
): readonly CheckRecord[] {
  const personal = new Set(
    allProperties(table?.object.properties ?? []).flatMap(({ path, isPersonal }) =>
      isPersonal ? [path] : [],
    ),
  );
  return judged.map(({ clause, outcome }) => ({
    path: table?.path ?? null,
    contract,
    version,
    pointer: clause.pointer,
    clause: clause.name,
    column: clause.column,
    verdict: outcome.verdict,
    severity: clause.severity,
    evidence: outcome.evidence,
    failing: {
      count: outcome.failing.count,
      rows: outcome.failing.rows.map((row) => rowRecord(row, personal, lines)),
    },
  }));
}

function rowRecord(
  { row, key }: FailingRow,
  personal: ReadonlySet<string>,
  lines: ReadonlyMap<number, number> | null,
): RowRecord {
  const line = lines?.get(row) ?? row;
  if (key === null) return { line, key: null };
  const shown = key.map(({ column, value }): [string, string | null] => [
    column,
    personal.has(column) ? masked : value,
  ]);
  return { line, key: Object.fromEntries(shown) };
}

/** What `check --json` prints. */
export function checkOutput(verdict: Verdict, at: number, checks: readonly CheckRecord[]) {
  return { verdict, at: timestampFromMilliseconds(at), checks };
}

/** The same for people: what does not pass, then how many clauses said what. */
export function describeCheck(verdict: Verdict, records: readonly CheckRecord[]): readonly string[] {
  const count = (wanted: ClauseVerdict): number => records.filter((each) => each.verdict === wanted).length;
  const shown = records.filter((each) => each.verdict !== 'pass' && each.verdict !== 'notChecked');
  const counts = (['fail', 'unknown', 'warn', 'pass', 'notChecked'] as const)
    .filter((each) => count(each) > 0)
    .map((each) => `${count(each)} ${each === 'notChecked' ? 'not checked' : each}`);
  return [...shown.flatMap(recordLines), `${verdict}: ${counts.join(', ') || 'nothing was checked'}`];
}

function recordLines({
  path,
  contract,
  pointer,
  clause,
  column,
  verdict,
  evidence,
  failing,
}: CheckRecord): readonly string[] {
  const subject = column === null ? clause : `${column}: ${clause}`;
  const first = `${verdict.padEnd(7)} ${path ?? contract}: ${subject}: ${evidence.message} (${pointer})`;
  const rows = failing.rows
    .slice(0, 5)
    .map(({ line, key }) => `        line ${line}${key === null ? '' : ` ${keyText(key)}`}`);
  return [printable(first), ...rows.map(printable)];
}

function keyText(key: Readonly<Record<string, string | null>>): string {
  return Object.entries(key)
    .map(([column, value]) => `${column}=${value ?? 'null'}`)
    .join(' ');
}
