import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readTableFile } from '../../../src/cli/readFile';
import { type PersonalKind, personalKinds } from '../../../src/gates/privacy/kinds';
import { recogniseTable } from '../../../src/gates/privacy/recogniseTable';
import { defaultReadOptions } from '../../../src/table/schema';
import { type LabelledColumn, labelledTable, languages } from './labelledTables';

/** How often a kind was found where it was, missed, and found where it was not. */
interface Tally {
  found: number;
  missed: number;
  wrong: number;
}

/** What the recognisers made of a drawn set. */
export interface Judgement {
  readonly columnCount: number;
  readonly kinds: ReadonlyMap<PersonalKind, Tally>;
  readonly all: Tally;
  /** One line for each column that was judged wrongly. */
  readonly faults: readonly string[];
  readonly text: string;
}

export const precision = ({ found, wrong }: Tally): number =>
  found + wrong === 0 ? 1 : found / (found + wrong);
export const recall = ({ found, missed }: Tally): number =>
  found + missed === 0 ? 1 : found / (found + missed);

const quoted = (value: string): string =>
  /[",\n;]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** Draws a table a language, reads each as a file, and counts what is found in it. */
export async function judge(
  seed: number,
  rowCount = 150,
  draw: typeof labelledTable = labelledTable,
): Promise<Judgement> {
  const kinds = new Map(
    personalKinds.map((kind): [PersonalKind, Tally] => [kind, { found: 0, missed: 0, wrong: 0 }]),
  );
  const all: Tally = { found: 0, missed: 0, wrong: 0 };
  const faults: string[] = [];
  let columnCount = 0;
  const folder = await mkdtemp(path.join(tmpdir(), 'throughline-privacy-'));
  for (const language of Object.keys(languages)) {
    const columns = draw(language, seed, rowCount);
    columnCount += columns.length;
    const file = path.join(folder, `${language}.csv`);
    await writeFile(file, csvOf(columns, rowCount));
    const read = await readTableFile(file, defaultReadOptions);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const found = recogniseTable(read.value.profile);
    columns.forEach(({ name, kind, values }) => {
      const seen = found
        .filter((each) => each.name === name || each.name.startsWith(`${name}.`))
        .flatMap(({ findings }) => findings.filter(({ score }) => score >= 0.7).map((each) => each.kind));
      const count = (of: PersonalKind, what: keyof Tally): void => {
        kinds.get(of)![what]++;
        all[what]++;
      };
      if (kind !== null) count(kind, seen.includes(kind) ? 'found' : 'missed');
      for (const each of seen) if (each !== kind) count(each, 'wrong');
      if (seen.length !== Number(kind !== null) || (kind !== null && seen[0] !== kind))
        faults.push(
          `${language} ${name}: ${kind ?? 'none'}, seen ${seen.join(', ') || 'none'} (${values.filter(Boolean).slice(0, 3).join(' | ')})`,
        );
    });
  }
  await rm(folder, { recursive: true });
  return {
    columnCount,
    kinds,
    all,
    faults,
    text: [
      ...faults,
      `${seed}: ${columnCount} columns, precision ${precision(all).toFixed(3)}, recall ${recall(all).toFixed(3)}`,
    ].join('\n'),
  };
}

function csvOf(columns: readonly LabelledColumn[], rowCount: number): string {
  const lines = [columns.map(({ name }) => quoted(name)).join(',')];
  for (let row = 0; row < rowCount; row++)
    lines.push(columns.map(({ values }) => quoted(values[row]!)).join(','));
  return `${lines.join('\n')}\n`;
}
