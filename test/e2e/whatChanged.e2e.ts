import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit } from './steps';

/** Orders by number; `surcharge` raises every thirty-third. */
function orders(from: number, to: number, amount: string, surcharge: number): string {
  const rows = Array.from({ length: to - from }, (_, at) => {
    const id = from + at;
    return [id, `region ${id % 4}`, (id % 97) + (id % 33 === 0 ? surcharge : 0)];
  });
  return csvOf([['order_id', 'region', amount], ...rows]);
}

test('A new version says all that changed, not the difference of its rows alone', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'orders.csv', text: orders(0, 10_000, 'amount', 0) });
  await chooseFiles(page, { name: 'orders.csv', text: orders(500, 11_700, 'amount', 500) });
  // 500 of 10,000 went, 1,700 came. Of the 9,500 in both, every thirty-third from 528 to 9,999 changed: ⌊9999 / 33⌋ − ⌊499 / 33⌋ = 303 − 15.
  const words = '1,700 rows added, 500 removed, 288 changed (by order_id)';
  await expect(page.getByTestId('what-changed')).toHaveText(words);
  await page.getByRole('link', { name: 'orders.csv', exact: true }).click();
  await expect(page.getByTestId('what-changed')).toHaveText(words);
  // From version to version there is one such line, and none at the first.
  await page.getByRole('link', { name: 'Version 1', exact: true }).click();
  await expect(page.getByTestId('what-changed')).toHaveCount(0);
  await page.getByRole('link', { name: 'Version 2', exact: true }).click();
  await expect(page.getByTestId('what-changed')).toHaveText(words);

  // A reload shows it at once: no rows are compared again.
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.reload();
  await expect(page.getByTestId('what-changed')).toHaveText(words);
  expect(asked.filter((address) => address.includes('rowSide'))).toEqual([]);
});

test('Keys that repeat, values that are missing now and a column of one value are said at the drop', async ({
  page,
}) => {
  const rides = (edit: (row: number) => readonly (string | number)[]) => ({
    name: 'rides.csv',
    text: csvOf([['ride', 'city', 'fare'], ...Array.from({ length: 60 }, (_, row) => edit(row))]),
  });
  await firstVisit(page);
  await chooseFiles(
    page,
    rides((row) => [row, row % 2 === 0 ? 'Oslo' : 'Kyoto', row]),
  );
  // Rows 0 to 2 have the key 0; every tenth of the rows from 0 lacks its fare.
  await chooseFiles(
    page,
    rides((row) => [row < 3 ? 0 : row, 'Oslo', row % 10 === 0 ? '' : row]),
  );
  const said = page.getByTestId('what-changed');
  await expect(said).toContainText('2 rows with the key of another (ride)');
  await expect(said).toContainText('fare lacks 6 values');
  await expect(said).toContainText('city has one value only');
});
