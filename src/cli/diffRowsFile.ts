import { err } from '../lib/result';
import type { TableDiff } from '../operations/comparing/diffTables';
import type { Output } from './command';
import { diffCsv } from './diffOutput';
import { printable } from './output';
import { writeWholeFile } from './writeFile';

/** Writes the rows that differ, in the format that the file's name says; says why where it cannot. Gives whether they were written. */
export async function writeDifferingRows(
  file: string,
  diff: TableDiff | null,
  inputs: readonly string[],
  output: Output,
): Promise<boolean> {
  const written = diff
    ? await writeWholeFile(file, await contentFor(file, diff), inputs)
    : err('nothing is written, as the two are no tables');
  if (!written.ok) output.message(printable(`${file}: ${written.error}`));
  return written.ok;
}

async function contentFor(file: string, diff: TableDiff): Promise<string | Uint8Array> {
  if (!/\.parquet$/i.test(file)) return diffCsv(diff);
  const { diffParquet } = await import('./diffParquet');
  return diffParquet(diff);
}
