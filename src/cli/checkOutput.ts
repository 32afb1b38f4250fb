import { rowText, waiverText, type CheckRecord } from '../gates/contract/checkRecord';
import type { Verdict } from '../gates/contract/verdict';
import { countWords } from '../formats/checkReports/report';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { printable } from './output';

/** What `check --json` prints. */
export function checkOutput(verdict: Verdict, at: number, records: readonly CheckRecord[]) {
  return { verdict, at: timestampFromMilliseconds(at), checks: records.map(shownRecord) };
}

function shownRecord(record: CheckRecord) {
  const { object: _object, failing, ...shown } = record;
  const rows = failing.rows.map(({ line, key }) => ({ line, key }));
  return { ...shown, failing: { count: failing.count, rows } };
}

/** The same for people: what does not pass, then how many clauses said what. */
export function describeCheck(verdict: Verdict, records: readonly CheckRecord[]): readonly string[] {
  const shown = records.filter((each) => each.verdict !== 'pass' && each.verdict !== 'notChecked');
  return [...shown.flatMap(recordLines), `${verdict}: ${countWords(records)}`];
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
  waiver,
}: CheckRecord): readonly string[] {
  const subject = column === null ? clause : `${column}: ${clause}`;
  const first = `${verdict.padEnd(7)} ${path ?? contract}: ${subject}: ${evidence.message} (${pointer})`;
  const rows = failing.rows.slice(0, 5).map((row) => `        ${rowText(row)}`);
  const waived = waiver === undefined ? [] : [`        ${waiverText(waiver)}`];
  return [first, ...waived, ...rows].map(printable);
}
