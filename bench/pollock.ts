import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Rows of text; the first names the columns. */
export type Rows = readonly (readonly string[])[];

/** Files with faults, what is right of each, and how often their faults are met in the wild. */
export interface PollockSample {
  readonly folder: string;
  readonly names: readonly string[];
  readonly weights: Readonly<Record<string, number>>;
}

/** Points of ten: the mean of all files, and the mean by how often their faults are met. */
export interface PollockScore {
  readonly simple: number;
  readonly weighted: number;
}

export function openPollock(folder: string): PollockSample {
  const weights = JSON.parse(readFileSync(path.join(folder, 'weights.json'), 'utf8')) as Record<
    string,
    number
  >;
  return { folder, names: readdirSync(path.join(folder, 'csv')).sort(), weights };
}

/**
 * Scores what a reader makes of a sample (Vitagliano and others, "Pollock: A Data Loading Benchmark", VLDB 2023): ten measures a file,
 * success, and precision, recall and F1 of names, records and cells as multisets. `read` gives null for a file that it refuses.
 */
export async function scorePollock(
  { folder, names, weights }: PollockSample,
  read: (file: string) => Promise<Rows | null>,
): Promise<PollockScore> {
  let simple = 0;
  let weighted = 0;
  let weightSum = 0;
  for (const name of names) {
    const clean = parsePlainCsv(readFileSync(path.join(folder, 'clean', name), 'utf8'));
    const points = pointsOf(clean, await read(path.join(folder, 'csv', name)));
    const weight = weights[name] ?? 0;
    simple += points;
    weighted += weight * points;
    weightSum += weight;
  }
  return { simple: simple / names.length, weighted: weighted / weightSum };
}

function pointsOf(clean: Rows, read: Rows | null): number {
  if (read === null) return 0;
  if (clean.length === 0) return 10;
  const cellsOf = (rows: Rows): string[] => rows.flatMap((row) => row.map(plain));
  const recordsOf = (rows: Rows): string[] => rows.slice(1).map((row) => row.map(plain).join(''));
  return (
    1 +
    overlap((clean[0] ?? []).map(plain), (read[0] ?? []).map(plain)) +
    overlap(recordsOf(clean), recordsOf(read)) +
    overlap(cellsOf(clean), cellsOf(read))
  );
}

/** Precision, recall and F1, added up. */
function overlap(wanted: readonly string[], got: readonly string[]): number {
  if (wanted.length === 0) return 3;
  const left = new Map<string, number>();
  for (const text of got) left.set(text, (left.get(text) ?? 0) + 1);
  let both = 0;
  for (const text of wanted) {
    const count = left.get(text) ?? 0;
    if (count === 0) continue;
    left.set(text, count - 1);
    both++;
  }
  if (both === 0) return 0;
  const [precision, recall] = [both / wanted.length, both / got.length];
  return precision + recall + (2 * precision * recall) / (precision + recall);
}

/** A cell without what does not change its meaning: blanks around it, and how a truth value or a number is written. */
function plain(cell: string): string {
  const text = cell.trim();
  if (text === 'True' || text === 'true') return '1';
  if (text === 'False' || text === 'false') return '0';
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? String(Number(text)) : text;
}

/** Comma-separated text with doubled quotes, as the clean files are. */
export function parsePlainCsv(text: string): Rows {
  const rows: string[][] = [];
  let row: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\r?\n|$)/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) break;
    const [, quoted, bare, end] = match;
    row.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === ',' && pattern.lastIndex < text.length) continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
