import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import { chooseFiles, firstVisit, goTo, resultOf, sha256, toast } from './steps';
import { verifiedStore } from './storedTables';

const more = Array.from({ length: 10 }, (_, at) => `Old Town,${at}\n`).join('');
const ragged = `station,minutes\nDock 7,12\nHarbour,31,8\n${more}`;
const corrected = `station,minutes\nDock 7,12\nHarbour,31\n${more}`;

async function openVersion(page: Page, version: number): Promise<void> {
  await goTo(page, 'Artifacts');
  await page.getByRole('link', { name: 'trips.csv', exact: true }).click();
  await page.getByRole('link', { name: `Version ${version}`, exact: true }).click();
}

/** The facts of the version that is shown. */
const readAs = (page: Page) => page.locator('dt', { hasText: /^Read as$/ }).locator('+ dd');

/** Makes the stored readings those of an older reader, as an earlier build left them. */
async function ageReadings(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('throughline-workspace-default');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('no workspace'));
    });
    const tables = ['readings', 'profiles', 'snapshots'] as const;
    const writing = database.transaction(tables, 'readwrite');
    const aged = (key: string): string => `${key} as it was`;
    for (const table of ['readings', 'profiles'] as const) {
      const store = writing.objectStore(table);
      const read = store.getAll();
      read.onsuccess = () => {
        for (const record of read.result as { key: string; readerVersion?: number }[]) {
          store.delete(record.key);
          const readerVersion =
            record.readerVersion === undefined ? {} : { readerVersion: record.readerVersion - 1 };
          store.add({ ...record, ...readerVersion, key: aged(record.key) });
        }
      };
    }
    const snapshots = writing.objectStore('snapshots');
    const read = snapshots.getAll();
    read.onsuccess = () => {
      for (const record of read.result as { readingKey: string }[])
        snapshots.put({ ...record, readingKey: aged(record.readingKey) });
    };
    await new Promise<void>((resolve) => {
      writing.oncomplete = () => resolve();
    });
    database.close();
  });
}

test('a file whose table cannot be read is a version: its digest, its bytes and why, and the next version comes after it', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'trips.csv', text: ragged });
  const result = resultOf(page, 'trips.csv');
  await expect(result).toContainText(
    'New artifact · the table could not be read: row 2 has 3 fields, 2 expected',
  );
  await expect(result).toContainText(sha256(ragged).slice(0, 12));
  await expect(page.getByText('1 new artifact, 1 table could not be read')).toBeVisible();

  await chooseFiles(page, { name: 'trips.csv', text: corrected });
  await expect(resultOf(page, 'trips.csv')).toContainText(
    'Version 2, suggested 2.0.0: The table of version 1 could not be read, so what changed cannot be verified',
  );
  const { live } = await verifiedStore(page);
  expect(live.snapshots.map(({ digest }) => digest ?? '').toSorted()).toEqual(
    [ragged, corrected].map(sha256).toSorted(),
  );

  await openVersion(page, 1);
  await expect(readAs(page)).toContainText('The table could not be read: row 2 has 3 fields, 2 expected');
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  expect(sha256(readFileSync(await download.path()))).toBe(sha256(ragged));

  await page.getByRole('link', { name: 'Version 2', exact: true }).click();
  await page.getByRole('tab', { name: 'Drift' }).click();
  await expect(
    page.getByText(
      'Nothing to compare with: the table of version 1 could not be read: row 2 has 3 fields, 2 expected.',
    ),
  ).toBeVisible();
});

test('bad rows are left out by choice, another reading is put into use, and each of it is undone', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'trips.csv', text: ragged });
  await resultOf(page, 'trips.csv').getByRole('button', { name: 'Leave bad rows out' }).click();
  await expect(resultOf(page, 'trips.csv')).not.toContainText('could not be read');
  await openVersion(page, 1);
  const others = readAs(page).getByRole('list', { name: 'Other readings' }).getByRole('listitem');
  await expect(readAs(page)).toContainText(/^CSV, .*bad rows left out; reader \d+/);
  await expect(others).toHaveText([/^CSV, as found; .*: the table could not be read: row 2 has 3 fields/]);
  await expect(page.getByText('First version, 11 rows.').first()).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Profile' })).toBeVisible();

  await page.getByRole('button', { name: /^Use this reading: CSV, as found/ }).click();
  await expect(page.getByRole('tab', { name: 'Profile' })).toBeHidden();
  await expect(page.getByText('First version; its table could not be read.').first()).toBeVisible();
  await expect(others).toHaveText([/^CSV, .*bad rows left out; .*: 11 rows, 2 columns/]);
  await toast(page, 'trips.csv v1 is read as CSV, as found').getByRole('button', { name: 'Undo' }).click();
  await expect(others).toHaveText([/^CSV, as found; .*: the table could not be read: row 2 has 3 fields/]);
  const { live, audit } = await verifiedStore(page);
  expect(live.snapshots).toHaveLength(1);
  expect(audit.map(({ action }) => action)).toEqual(['takeSnapshot', 'readAgain', 'annotate', 'undo']);
});

test('what an older reader read is read again beside it, from the kept bytes, and an undo puts it back', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'trips.csv', text: corrected });
  await ageReadings(page);
  await page.reload();
  await openVersion(page, 1);
  const others = readAs(page).getByRole('list', { name: 'Other readings' }).getByRole('listitem');
  const inUse = async () => (await readAs(page).textContent())?.split(/Read again/)[0];
  const older = await inUse();
  expect(older).toMatch(/^CSV, .*; reader \d+$/);
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(others).toContainText([`${older}: 12 rows, 2 columns`]);
  const newer = await inUse();
  await toast(page, 'Read again: 12 rows, 2 columns').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(inUse).toBe(older);

  // Chosen once more, and read once more by the same reader: nothing changes.
  await page.getByRole('button', { name: /^Use this reading/ }).click();
  await expect.poll(inUse).toBe(newer);
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(toast(page, 'Read again, and nothing changed: 12 rows, 2 columns')).toBeVisible();
  await expect(others).toHaveCount(1);
});
