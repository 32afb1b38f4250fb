import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import { largeFiles, type LargeFiles } from './largeFile';
import { activityEnds, firstVisit, resultOf } from './steps';
import { verifiedStore } from './storedTables';

let files: LargeFiles;
test.beforeEach(() => {
  files = largeFiles();
});
test.afterEach(() => files.remove());

const choose = (page: Page, ...paths: readonly string[]) =>
  page.locator('#choose-files').setInputFiles([...paths]);

/** How far a file is, in percent. */
const progressOf = (page: Page, name: string) =>
  page.getByRole('progressbar', { name: `Progress of ${name}` });

async function hasBegun(page: Page, name: string): Promise<void> {
  await expect
    .poll(async () => Number(await progressOf(page, name).getAttribute('aria-valuenow')))
    .toBeGreaterThan(0);
}

test('[I3] [I4] a reload in the middle of a drop leaves a store that verifies: each file is whole or absent', async ({
  page,
}) => {
  const table = files.csv('trips.csv', 40);
  const weights = files.zeros('weights.bin', 1000);
  await firstVisit(page);
  await choose(page, table, weights);
  await hasBegun(page, 'the whole drop');
  await page.reload();
  await page.getByRole('navigation', { name: 'Views' }).waitFor();

  const { live, audit } = await verifiedStore(page);
  // The table may have been done; nothing can have digested the weights so soon.
  expect(live.bindings.map(({ name }) => name)).toEqual(live.snapshots.length === 0 ? [] : ['trips.csv']);
  expect(audit).toHaveLength(live.snapshots.length);

  await page.goto('/#/');
  await page.reload();
  await choose(page, table);
  await activityEnds(page);
  expect((await verifiedStore(page)).live.snapshots).toHaveLength(1);
});

test('one file or the whole drop can be cancelled, and leaves nothing behind', async ({ page }) => {
  const table = files.csv('trips.csv', 1);
  const weights = files.zeros('weights.bin', 1000);
  const images = files.zeros('images.bin', 1000);
  await firstVisit(page);

  await choose(page, weights, table);
  await hasBegun(page, 'weights.bin');
  await expect(progressOf(page, 'the whole drop')).toBeVisible();
  await expect(resultOf(page, 'weights.bin')).toContainText(/ left$|MB\/s/);
  await page.getByRole('button', { name: 'Cancel weights.bin' }).click();
  await expect(resultOf(page, 'weights.bin')).toContainText('Cancelled; nothing was kept');
  await expect(resultOf(page, 'trips.csv')).toContainText('New artifact');
  await activityEnds(page);
  const one = await verifiedStore(page);
  expect(one.live.bindings.map(({ name }) => name)).toEqual(['trips.csv']);

  await choose(page, weights, images);
  await hasBegun(page, 'weights.bin');
  await page.getByRole('button', { name: 'Cancel all' }).click();
  for (const name of ['weights.bin', 'images.bin']) {
    await expect(resultOf(page, name)).toContainText('Cancelled; nothing was kept');
  }
  await activityEnds(page);
  expect((await verifiedStore(page)).counts).toEqual(one.counts);
});
