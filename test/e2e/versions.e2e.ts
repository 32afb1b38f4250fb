import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './journey';
import { activityEnds, chooseFiles, csvOf, dropFromDesktop, firstVisit, resultOf, sha256 } from './steps';
import { verifiedStore } from './storedTables';

const names = ['station', 'minutes'];
const january = [
  ['Dock 7', 12],
  ['Harbour', 31],
  ['Harbour', 8],
] as const;
const february = [
  ['Dock 7', 45],
  ['Old Town', 5],
] as const;

const first = csvOf([names, ...january]);
const appended = csvOf([names, ...january, ...february]);
const edited = appended.replace('Harbour,31', 'Harbour,32');
/** The same rows as `edited`, written by a program that quotes everything and ends lines as Windows does. */
const requoted = edited
  .split('\n')
  .filter((line) => line !== '')
  .map(
    (line) =>
      `${line
        .split(',')
        .map((field) => `"${field}"`)
        .join(',')}\r\n`,
  )
  .join('');

test('versions of a file are told in words, with a semantic version that says why', async ({ page }) => {
  await firstVisit(page);
  const result = resultOf(page, 'trips.csv');
  const drop = async (text: string, words: string | RegExp) => {
    await chooseFiles(page, { name: 'trips.csv', text });
    await expect(result).toContainText(words);
  };

  await drop(first, 'New artifact');
  await expect(page.getByRole('region', { name: 'Next' })).toContainText(
    'Drop the next version of trips.csv to see what changed.',
  );
  await expect(result).toContainText(sha256(first).slice(0, 12));
  await drop(appended, 'Version 2, suggested 1.1.0: 2 more rows');
  await drop(edited, 'Version 3, suggested 2.0.0: The first 5 rows are not those of version 2');
  await drop(requoted, 'Version 4, suggested 2.0.1: The same rows in the same order as version 3');
  await drop(requoted, 'Unchanged since version 4');
  await drop(first, 'Version 5, suggested 3.0.0');
  await chooseFiles(page, { name: 'copy.csv', text: appended });
  await expect(resultOf(page, 'copy.csv')).toContainText('Same bytes as trips.csv, version 2');

  const { live, audit } = await verifiedStore(page);
  // A, B, C, D, A again: five versions of four digests, and one of another name. Dropping the same again wrote nothing.
  expect(live.snapshots.map(({ digest }) => digest ?? '').toSorted()).toEqual(
    [first, appended, edited, requoted, first, appended].map(sha256).toSorted(),
  );
  expect(audit).toHaveLength(6);

  await resultOf(page, 'copy.csv').getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: 'copy.csv' })).toBeVisible();
});

test('what is let go over the page is taken, a faulty table is a version that says its row, and the rest goes on', async ({
  page,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-drop-'));
  const at = (name: string) => path.join(folder, name);
  const weights = Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 37) % 256));
  writeFileSync(at('trips.csv'), first);
  writeFileSync(at('ragged.csv'), 'a,b\n1,2\n3,4,5\n');
  writeFileSync(at('weights.bin'), weights);
  try {
    await firstVisit(page);
    await dropFromDesktop(page, at('trips.csv'), at('ragged.csv'), at('weights.bin'));
    await activityEnds(page);
    await expect(resultOf(page, 'trips.csv')).toContainText('New artifact');
    await expect(resultOf(page, 'ragged.csv')).toContainText(/row 2 has 3 fields, 2 expected|line 3/i);
    await expect(resultOf(page, 'weights.bin')).toContainText(sha256(weights).slice(0, 12));
    const { live } = await verifiedStore(page);
    expect(live.snapshots).toHaveLength(3);

    // The browser gave handles: the file on the disk can be asked about again.
    await resultOf(page, 'trips.csv').getByRole('link').click();
    const ask = page.getByRole('button', { name: 'Check against disk' });
    await ask.click();
    await expect(page.getByText('The file is unchanged.')).toBeVisible();
    writeFileSync(at('trips.csv'), appended);
    await ask.click();
    await expect(page.getByText('The file was modified.')).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
