import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit } from './steps';

const names = ['ride_id', 'station', 'minutes'];
const january = csvOf([names, [1, 'Dock 7', 12], [2, 'Harbour', 31], [3, 'Harbour', 8], [4, 'Old Town', 5]]);
const corrected = csvOf([names, [4, 'Old Town', 5], [2, 'Harbour', 13], [3, '', 8], [5, 'Dock 7', 40]]);

test('rows of two versions are compared by key, from the bytes that were kept', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'rides.csv', text: january });
  await chooseFiles(page, { name: 'rides.csv', text: corrected });
  await page.goto('/#/compare');
  await page.getByRole('tab', { name: 'Rows' }).click();
  const rows = page.getByRole('table', { name: 'Rows that differ' }).getByRole('row');
  await expect(page.getByText('2 rows changed, 1 added, 1 removed, 1 the same.')).toBeVisible();
  await expect(rows.filter({ hasText: 'changed' })).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('31');
  await expect(rows.nth(1)).toContainText('13');
  await expect(rows.nth(2)).toContainText('missing');

  await page.getByRole('radiogroup', { name: 'Rows shown' }).getByText('Removed 1').click();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('Dock 7');
  expect(page.url()).toContain('rows=removed');

  // A link restores key, rows and tab.
  await page.reload();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('Dock 7');
});
