import { violations } from './axe';
import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit } from './steps';

/** 400 rides, of which so many are members'. */
const rides = (members: number) =>
  csvOf([['rider'], ...Array.from({ length: 400 }, (_, at) => [at < members ? 'member' : 'casual'])]);

test('A drifted version stays visible until somebody says why it is all right, by keyboard, and an undo shows it again', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'rides.csv', text: rides(300) });
  await chooseFiles(page, { name: 'rides.csv', text: rides(100) });
  await page.getByRole('link', { name: 'rides.csv', exact: true }).click();
  const open = page.getByRole('img', { name: '1 drifted version nobody acknowledged' });
  await expect(open).toBeVisible();
  await page.getByRole('link', { name: 'Lineage', exact: true }).click();
  await expect(
    page.locator('.react-flow__node').getByRole('img', { name: '1 drifted version nobody acknowledged' }),
  ).toBeVisible();
  await page.goBack();

  await page.getByRole('tab', { name: 'Drift' }).click();
  await expect(page.getByText('1 drifted column nobody acknowledged: rider.')).toBeVisible();
  await page.getByRole('button', { name: 'Acknowledge' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('a campaign for casual riders');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  await page.keyboard.press('Enter');
  const said = page.getByText('rider: acknowledged by You, “a campaign for casual riders”');
  await expect(said).toBeVisible();
  await expect(open).toHaveCount(0);
  await page.reload();
  await expect(said).toBeVisible();
  // What the page begins with, and the list of versions.
  await expect(
    page.getByRole('img', {
      name: /^significant drift: .*, acknowledged by You: a campaign for casual riders$/,
    }),
  ).toHaveCount(2);
  expect(await violations(page)).toEqual([]);

  await page.setViewportSize({ width: 390, height: 800 });
  await expect(said).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.goto('/#/audit');
  await page.getByText('Acknowledged drift of rides.csv v2: a campaign for casual riders').click();
  await page.getByRole('button', { name: 'Undo 1 record' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Lineage', exact: true }).click();
  await expect(
    page.getByRole('img', { name: '1 drifted version nobody acknowledged' }).first(),
  ).toBeAttached();
});
