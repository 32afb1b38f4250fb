import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { violations } from './axe';
import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit, toast } from './steps';

/** So many rows, of which the first ones ride as members. */
const rides = (count: number, members: number) =>
  csvOf([
    ['ride', 'rider'],
    ...Array.from({ length: count }, (_, at) => [at, at < members ? 'member' : 'casual']),
  ]);

async function downloaded(page: Page, start: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), start()]);
  return readFile(await download.path());
}

test('A chart is handed on as CSV, SVG and PNG, and a view as its link, by keyboard', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await firstVisit(page);
  await chooseFiles(page, { name: 'rides.csv', text: rides(400, 300) });
  await chooseFiles(page, { name: 'rides.csv', text: rides(400, 100) });
  await page.getByRole('link', { name: 'See what changed' }).click();
  const chart = page.getByRole('img', { name: /^Shares of rider by bin/ });
  await expect(chart.locator('.recharts-bar-rectangle path').first()).toBeVisible();

  const menu = page.getByRole('button', { name: 'Export the chart of Shares of rider' });
  const choose = async (item: string): Promise<void> => {
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: item }).press('Enter');
  };
  // 300 and 100 of 400 members; what a bin adds is (c − r) ln(c / r), here ½ ln 3 each.
  const csv = String(await downloaded(page, () => choose('Download CSV')));
  expect(csv.split('\r\n')[0]).toBe(
    'bin,reference (share of rows),current (share of rows),reference count (rows),current count (rows),contribution (PSI)',
  );
  expect(csv).toMatch(/\r\nmember,0\.75,0\.25,300,100,0\.549/);
  const svg = String(await downloaded(page, () => choose('Download SVG')));
  expect(svg).not.toMatch(/var\(|class=|<script|foreignObject/);
  expect(svg).toContain('<title>Shares of rider</title>');
  const png = await downloaded(page, () => choose('Download PNG'));
  const size = Number(/^<svg[^>]* width="(\d+)"/.exec(svg)?.[1]);
  // The width of a PNG stands 16 bytes from its start.
  expect([png.subarray(1, 4).toString('latin1'), png.readUInt32BE(16)]).toEqual(['PNG', 2 * size]);
  await choose('Copy PNG');
  await expect(toast(page, 'The chart of Shares of rider is copied')).toBeVisible();
  const types = await page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap(({ types }) => types),
  );
  expect(types).toContain('image/png');

  await page.getByRole('option', { name: /rider/ }).click();
  await expect(page).toHaveURL(/column=rider/);
  await page.getByRole('heading', { level: 1, name: 'Compare' }).click();
  await page.keyboard.press('y');
  await expect(toast(page, 'Link to this view copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  expect(await violations(page)).toEqual([]);
});
