import { violations } from './axe';
import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit, goTo, toast } from './steps';

const training = csvOf([
  ['id', 'age', 'city', 'label'],
  [1, 31, 'Oslo', 0],
  [2, 40, 'Bergen', 1],
  [3, 28, 'Oslo', 1],
]);
const tested = csvOf([
  ['id', 'age', 'city', 'label'],
  [7, 50, 'Oslo', 1],
  [8, 31, 'Oslo', 0],
]);

test('test rows in training data are found, kept over a reload, and accepted with a reason', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'train.csv', text: training }, { name: 'test.csv', text: tested });
  await page.goto(
    page.url().replace(/#\/(w\/[^/]+\/)?.*/, (_, workspace: string) => `#/${workspace ?? ''}findings`),
  );
  const pairs = page.getByRole('region', { name: 'Compare test and training rows' });
  await pairs.getByRole('button', { name: /^Compare the rows of test\.csv/ }).click();
  await expect(pairs.getByRole('status')).toContainText('1 test row (50 %) also stand');
  expect(await violations(page)).toEqual([]);

  await page.reload();
  await expect(pairs.getByRole('status')).toContainText('1 test row (50 %) also stand');
  await page.getByRole('button', { name: /^Accept the finding of test\.csv: 1 row/ }).click();
  await page.getByLabel('Why the finding of test.csv is accepted').fill('a copy on purpose');
  await page.getByRole('button', { name: 'Accept', exact: true }).last().click();
  await toast(page, 'Finding of test.csv accepted').waitFor();
  await expect(page.getByText('“a copy on purpose”')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a person’s key is found inside of a comment, which is told as personal data, too', async ({ page }) => {
  await firstVisit(page);
  const comments = csvOf([
    ['id', 'comment'],
    ...Array.from({ length: 30 }, (_, at) => [at, `parcel ${at} came late`]),
    [99, 'please write to ana@example.org or call 0171 2345678'],
  ]);
  await chooseFiles(page, { name: 'comments.csv', text: comments });
  await page.getByRole('link', { name: 'comments.csv', exact: true }).click();
  await page.getByRole('tab', { name: 'Personal data' }).click();
  const found = page.getByRole('region', { name: 'Personal data' });
  await expect(found.getByRole('row').filter({ hasText: 'phone numbers' })).toContainText('comment');
  await expect(found).toContainText('Every row was looked at.');

  await goTo(page, 'Storage');
  const search = page.getByRole('region', { name: "Find a person's key" });
  await search.getByRole('textbox', { name: 'Key' }).fill('ana@example.org');
  await search.getByRole('button', { name: 'Search' }).click();
  await expect(search.getByText('comments.csv v1').first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
