import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { violations } from './axe';
import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit, goTo } from './steps';
import { verifiedStore } from './storedTables';

const trips = (minutes: number) => ({
  name: 'trips.csv',
  text: csvOf([
    ['station', 'minutes'],
    ['Dock 7', minutes],
  ]),
});

/** What the command line says of an exported log: its exit status and its JSON. */
function verifyByCommand(file: string, ...flags: readonly string[]): Promise<readonly [number, unknown]> {
  const script = path.resolve(import.meta.dirname, '../../scripts/throughline.mjs');
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [script, 'audit', 'verify', file, '--json', ...flags],
      (_error, stdout) => resolve([child.exitCode ?? -1, JSON.parse(stdout)]),
    );
  });
}

test('the log says who did what, is undone from, verified, exported, and checked by another program', async ({
  page,
  context,
}, testInfo) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await firstVisit(page);
  await chooseFiles(page, trips(12));
  await chooseFiles(page, trips(13));
  await goTo(page, 'Settings');
  await page.getByLabel('Your name').fill('Ana');

  await goTo(page, 'Audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  const rows = log.getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText(/2.*Added version 2 of trips\.csv.*Ana/);
  await expect(page.getByText('Not verified on this visit')).toBeVisible();
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/2 entries, chain intact, head/)).toBeVisible();
  await page.getByRole('button', { name: 'Copy head' }).click();
  await expect(page.getByRole('button', { name: 'Copied', exact: true })).toBeVisible();
  const head = await page.evaluate(() => navigator.clipboard.readText());
  const { audit } = await verifiedStore(page);
  expect(head).toBe(`2 ${audit[1]?.hash}`);

  await rows.nth(1).getByRole('link', { name: 'Added version 2 of trips.csv' }).click();
  const entry = page.getByRole('dialog', { name: 'Added version 2 of trips.csv' });
  await expect(entry.getByRole('region', { name: 'Before and after' })).toContainText(
    /trips\.csvversion 1, [0-9a-f]{12}version 2, [0-9a-f]{12}/,
  );
  await expect(entry).toContainText(`"hash": "${audit[1]?.hash}"`);
  await expect(page).toHaveURL(/entry=2/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(entry).toBeHidden();

  await page.getByRole('button', { name: 'Undo change 2' }).click();
  await expect(rows.nth(1)).toContainText('Undid: Added version 2 of trips.csv');
  await expect(rows.nth(2)).toContainText('Undone');
  await page.getByRole('combobox', { name: 'Kind of action' }).selectOption('undo');
  await expect(rows).toHaveCount(2);
  await page.goto(page.url());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Audit1 of 3');

  await page.getByRole('button', { name: 'Export' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('group', { name: 'Whole log, 3 entries' }).getByText('Download JSON Lines').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^my-workspace-\d{4}-\d\d-\d\d\.audit\.jsonl$/);
  const file = testInfo.outputPath('audit.jsonl');
  await download.saveAs(file);
  const text = await readFile(file, 'utf8');
  const last = (await verifiedStore(page)).audit[2]?.hash;
  expect(await verifyByCommand(file, '--head', head)).toEqual([
    0,
    {
      entries: 3,
      head: last,
      intact: true,
      firstBroken: null,
      records: null,
      claims: null,
      claimedTimes: [],
    },
  ]);
  await writeFile(file, text.split('\n').slice(0, 1).join('\n'));
  expect(await verifyByCommand(file, '--head', head)).toMatchObject([1, { firstBroken: { sequence: 2 } }]);
});
