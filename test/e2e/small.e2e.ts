import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit, goTo, resultOf } from './steps';

const table = (name: string, columns: readonly string[], from: number) => ({
  name,
  text: csvOf([columns, ...Array.from({ length: 30 }, (_, at) => columns.map(() => from + at))]),
});

test('a reload keeps the result; Compare begins with what was looked at, and asks before unlike tables', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, table('fares.csv', ['id', 'fare'], 0), table('zones.csv', ['zone', 'area'], 0));
  await expect(resultOf(page, 'zones.csv')).toContainText('New artifact');
  await page.reload();
  await expect(resultOf(page, 'zones.csv')).toContainText('New artifact');

  await chooseFiles(page, table('fares.csv', ['id', 'fare'], 5));
  await goTo(page, 'Artifacts');
  await page.getByRole('link', { name: 'zones.csv' }).click();
  await expect(page.getByRole('heading', { name: 'Version 1' })).toBeVisible();
  await goTo(page, 'Compare');
  await expect(page.getByRole('heading', { name: 'zones.csv has one version' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Reference' }).click();
  await page
    .getByRole('option', { name: /fares\.csv v1|v1 ·/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'These tables are unlike' })).toBeVisible();
  await page.getByRole('button', { name: 'Compare them' }).click();
  await expect(page.getByRole('tab', { name: 'Schema' })).toBeVisible();
});
