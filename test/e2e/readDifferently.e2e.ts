import { violations } from './axe';
import { expect, test } from './journey';
import { activityEnds, chooseFiles, firstVisit, resultOf } from './steps';

const text = 'Monthly report\n\nshop;sales;bp\nA;1,5;120\nB;2,25;.\nC;7,0;130\n';

test('a text is read without being told how, and differently where a person chooses', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'shops.csv', text });
  await activityEnds(page);
  await expect(resultOf(page, 'shops.csv')).toContainText(
    'Read as UTF-8, semicolon, 2 lines before the header, decimal comma',
  );
  await resultOf(page, 'shops.csv').getByRole('link').click();
  await page.getByRole('button', { name: 'Read differently' }).click();
  const dialog = page.getByRole('dialog', { name: /Read shops.csv v1 differently/ });
  await expect(dialog.getByRole('row')).toHaveCount(4);
  await expect(dialog.getByRole('cell', { name: '1,5' })).toBeVisible();

  // The preview follows each choice.
  await dialog.getByRole('combobox', { name: 'Decimal mark' }).click();
  await page.getByRole('option', { name: 'Comma' }).click();
  await expect(dialog.getByRole('cell', { name: '1.5' })).toBeVisible();
  await dialog.getByLabel('Null texts').fill('.');
  await dialog.getByLabel('Null texts').press('Enter');
  await expect(dialog.getByRole('cell', { name: '.', exact: true })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);

  await dialog.getByRole('button', { name: 'Read this way' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/Read again: 3 rows, 3 columns/).first()).toBeVisible();
  await expect(page.getByRole('list', { name: 'Other readings' })).toBeVisible();
});
