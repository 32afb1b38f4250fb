import { violations } from './axe';
import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit } from './steps';

test('the rows of a version are looked at, found and copied, and JSON is a tree', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const rows = Array.from({ length: 3000 }, (_, at) => [at, `person${at}@example.org`, at % 7]);
  await firstVisit(page);
  await chooseFiles(
    page,
    { name: 'people.csv', text: csvOf([['id', 'email', 'visits'], ...rows]) },
    { name: 'settings.json', text: '{"model": {"depth": 6}}' },
  );
  await page.goto('/#/artifacts');
  await page.getByRole('link', { name: 'people.csv' }).click();
  await page.getByRole('tab', { name: 'Data', exact: true }).click();
  const grid = page.getByRole('grid', { name: 'Rows of people.csv v1' });
  await expect(page.getByTestId('row-count')).toHaveText('3,000 rows');
  await expect(grid.getByText('•••••').first()).toBeVisible();

  await page.getByRole('textbox', { name: 'Go to row' }).fill('2500');
  await page.getByRole('textbox', { name: 'Go to row' }).press('Enter');
  await expect(grid.getByRole('rowheader', { name: '2,500' })).toBeInViewport();
  await grid.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText('1 row × 2 columns selected')).toBeVisible();
  await page.keyboard.press('Control+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('2499\t•••••');

  await page.getByRole('button', { name: 'Show 1 personal column' }).click();
  await expect(grid.getByText('person2499@example.org')).toBeVisible();
  await page.getByRole('textbox', { name: 'Filter rows' }).fill('person29');
  // person29, person290 to 299 and person2900 to 2999.
  await expect(page.getByTestId('row-count')).toHaveText('111 of 3,000 rows');
  expect(await violations(page)).toEqual([]);

  await page.goto('/#/artifacts');
  await page.getByRole('link', { name: 'settings.json' }).click();
  await expect(page.getByRole('tree').getByRole('treeitem', { name: 'depth: 6' })).toBeVisible();
});
