import { type SpreadsheetCell, spreadsheetCsv } from '../../formats/spreadsheet/spreadsheetCsv';
import { clauseKeys, clauseText, type ClauseKey } from '../../gates/contract/waiver';
import type { ArtifactView, SnapshotView } from '../../operations/core/workspace';
import type { ContractFinding } from '../../versioning/records';

/** What one clause said of a version; null where the version was not judged by it. */
export interface GatePoint {
  readonly version: SnapshotView;
  readonly finding: ContractFinding | null;
  /** The figure that was compared, else how many rows break it; null where there is none. */
  readonly measure: number | null;
}

/** A clause over the versions of its artifact. */
export interface GateHistory {
  readonly points: readonly GatePoint[];
  /** The latest version that was judged by it. */
  readonly latest: GatePoint | null;
  /** The first version since which it says the same as of the latest. */
  readonly since: SnapshotView | null;
  /** What the chart shows. */
  readonly isOfRows: boolean;
}

export function gateHistory({ snapshots }: ArtifactView, key: ClauseKey): GateHistory {
  const found = snapshots.map((version) => ({ version, finding: findingOf(version, key) }));
  const isOfRows = !found.some(({ finding }) => numberOf(finding?.value) !== null);
  const points = found.map(({ version, finding }) => ({
    version,
    finding,
    measure: finding === null ? null : isOfRows ? rowsOf(finding) : numberOf(finding.value),
  }));
  const latest = points.findLast(({ finding }) => finding !== null) ?? null;
  const other = points.findLastIndex(
    ({ finding }) => finding !== null && finding.verdict !== latest?.finding?.verdict,
  );
  const since = points.slice(other + 1).find(({ finding }) => finding !== null)?.version ?? null;
  return { points, latest, since, isOfRows };
}

function findingOf({ verdict }: SnapshotView, key: ClauseKey): ContractFinding | null {
  if (!verdict) return null;
  const at = clauseKeys(verdict.checks).findIndex((each) => clauseText(each) === clauseText(key));
  return verdict.checks[at] ?? null;
}

function rowsOf({ verdict, failingCount }: ContractFinding): number | null {
  return verdict === 'unknown' || verdict === 'notChecked' ? null : failingCount;
}

function numberOf(text: string | undefined): number | null {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The failing rows that are named, as CSV: the row, then the columns of its key. */
export function failingRowsCsv({ rows }: ContractFinding): string {
  const columns = [...new Set(rows.flatMap(({ key }) => Object.keys(key ?? {})))];
  return spreadsheetCsv([
    ['row', ...columns],
    ...rows.map(({ row, key }) => [row, ...columns.map((column) => cellOf(key?.[column] ?? ''))]),
  ]);
}

/** A key that a double holds as it is written is a number, and no formula. */
function cellOf(text: string): SpreadsheetCell {
  return String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : text;
}
