import { violations } from './axe';
import { expect, test } from './journey';
import {
  activityEnds,
  card,
  chooseFiles,
  csvOf,
  firstVisit,
  goTo,
  resultOf,
  showResult,
  toast,
} from './steps';

/** Orders by number: amounts from 1 to 7, every id once. */
function orders(from: number, amountOf: (at: number) => number | string = (at) => (at % 7) + 1): string {
  const rows = Array.from({ length: 200 }, (_, at) => [from + at, `region ${at % 4}`, amountOf(at)]);
  return csvOf([['order_id', 'region', 'amount'], ...rows]);
}

test('a contract is suggested, ticked and written, and judges the next version at its drop', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'orders.csv', text: orders(1) });
  await chooseFiles(page, { name: 'orders.csv', text: orders(201) });
  await page.getByRole('link', { name: 'orders.csv', exact: true }).click();
  await page.getByRole('tab', { name: 'Contract' }).click();
  await expect(page.getByText('orders.csv promises nothing yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Suggest a contract' }).click();
  const suggestions = page.getByRole('dialog', { name: 'What orders.csv could promise' });
  await expect(suggestions.getByRole('list', { name: 'Suggested clauses' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await suggestions.getByRole('button', { name: /^Write \d+ clauses$/ }).click();
  const editor = page.getByRole('dialog', { name: 'Contract of orders.csv' });
  await expect(editor.getByRole('textbox', { name: 'In the Open Data Contract Standard' })).toHaveValue(
    /kind: DataContract/,
  );
  await expect(editor.getByRole('list', { name: 'Problems' }).getByRole('listitem')).toHaveCount(0);
  await editor.getByRole('button', { name: 'Save and judge' }).click();
  await toast(page, 'The contract of orders.csv holds from now on').waitFor();
  await expect(page.getByRole('tab', { name: 'Contract: pass' })).toBeVisible();
  expect(await violations(page)).toEqual([]);

  // Every seventh amount is far below all that were: 0, 7, … of 200 rows are 29.
  await chooseFiles(page, { name: 'orders.csv', text: orders(401, (at) => (at % 7 === 0 ? -5000 : 3)) });
  await showResult(page);
  const verdict = resultOf(page, 'orders.csv').getByTestId('verdict');
  await expect(verdict).toContainText('Fail');
  await verdict.getByRole('link').click();
  await expect(page.getByRole('tab', { name: 'Contract: fail' })).toBeVisible();
  await page
    .getByRole('button', { name: /^Show the rows that break .* of amount$/ })
    .first()
    .click();
  await expect(page.getByText('row 1', { exact: false }).first()).toBeVisible();

  await goTo(page, 'Lineage');
  await expect(
    card(page, 'orders.csv').getByRole('img', { name: /^By its contract: \d+ fail/ }),
  ).toBeVisible();

  await goTo(page, 'Gates');
  const board = page.getByRole('table', { name: 'Gates' });
  await expect(board.getByRole('row').filter({ hasText: 'orders.csv' })).toContainText('Fail');
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('Verdict').selectOption('Pass');
  await expect(board).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel('Verdict')).toHaveValue('pass');
});

test('a text that is no contract cannot be saved, and what is wrong stands beside it', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'orders.csv', text: orders(1) });
  await page.getByRole('link', { name: 'orders.csv', exact: true }).click();
  await page.getByRole('tab', { name: 'Contract' }).press('Enter');
  await page.getByRole('button', { name: 'Write one' }).press('Enter');
  const editor = page.getByRole('dialog', { name: 'Contract of orders.csv' });
  await editor.getByRole('textbox', { name: 'In the Open Data Contract Standard' }).fill('kind: Recipe\n');
  await expect(editor.getByRole('list', { name: 'Problems' })).toContainText('Line 1');
  await expect(editor.getByRole('button', { name: 'Save and judge' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(page.getByText('orders.csv promises nothing yet.')).toBeVisible();
});

test('a pattern that does not come back leaves its clause unknown, and the others judged', async ({
  page,
}) => {
  await firstVisit(page);
  const rows = Array.from({ length: 50 }, (_, at) => [at, `${'a'.repeat(40)}!`]);
  await chooseFiles(page, { name: 'names.csv', text: csvOf([['id', 'name'], ...rows]) });
  await page.getByRole('link', { name: 'names.csv', exact: true }).click();
  await page.getByRole('tab', { name: 'Contract' }).click();
  await page.getByRole('button', { name: 'Write one' }).click();
  const editor = page.getByRole('dialog', { name: 'Contract of names.csv' });
  await editor.getByRole('textbox', { name: 'In the Open Data Contract Standard' }).fill(`apiVersion: v3.1.0
kind: DataContract
id: names
version: 1.0.0
status: active
schema:
  - name: names
    properties:
      - name: id
        logicalType: integer
        required: true
      - name: name
        logicalType: string
        logicalTypeOptions:
          pattern: ^(?=(a+)+$).*$
`);
  await editor.getByRole('button', { name: 'Save and judge' }).click();
  await activityEnds(page);
  await expect(page.getByRole('tab', { name: 'Contract: unknown' })).toBeVisible();
  const clauses = page.getByRole('region', { name: 'Contract' }).getByRole('row');
  await expect(clauses.filter({ hasText: 'pattern' })).toContainText('Unknown');
  await expect(clauses.filter({ hasText: 'required' })).toContainText('Pass');
});

test('a clause that fails is waived until a day, shows as failing and waived, and fails again when the waiver is ended', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'ids.csv', text: csvOf([['id'], [1], [-1]]) });
  await page.getByRole('link', { name: 'ids.csv', exact: true }).click();
  await page.getByRole('tab', { name: 'Contract' }).click();
  await page.getByRole('button', { name: 'Write one' }).click();
  const editor = page.getByRole('dialog', { name: 'Contract of ids.csv' });
  await editor.getByRole('textbox', { name: 'In the Open Data Contract Standard' }).fill(`apiVersion: v3.1.0
kind: DataContract
id: ids
version: 1.0.0
status: active
schema:
  - name: ids
    properties:
      - name: id
        logicalType: integer
        logicalTypeOptions:
          minimum: 0
`);
  await editor.getByRole('button', { name: 'Save and judge' }).click();
  await expect(page.getByRole('tab', { name: 'Contract: fail', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Waive minimum of id' }).press('Enter');
  const form = page.getByRole('form', { name: 'Waive minimum of id' });
  await form.getByLabel('Reason').fill('the sensor is replaced');
  await form.getByLabel('Author').fill('Ada');
  await form.getByLabel('Last day').fill('2999-12-31');
  expect(await violations(page)).toEqual([]);
  await form.getByLabel('Last day').press('Enter');
  await toast(page, 'minimum of id waived until 2999-12-31').waitFor();
  await expect(page.getByRole('tab', { name: 'Contract: fail, waived' })).toBeVisible();
  await expect(page.getByText('Waived by Ada until 2999-12-31: the sensor is replaced')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await goTo(page, 'Lineage');
  await expect(
    card(page, 'ids.csv').getByRole('img', { name: 'By its contract: 1 fails (waived), 2 pass' }),
  ).toBeVisible();
  await goTo(page, 'Gates');
  const board = page.getByRole('table', { name: 'Gates' });
  await expect(board.getByRole('row').filter({ hasText: 'ids.csv' })).toContainText('Fail, waived');
  await board.getByRole('link', { name: 'ids.csv' }).click();
  await page.getByRole('button', { name: 'End the waiver of minimum of id' }).click();
  await expect(page.getByRole('tab', { name: 'Contract: fail', exact: true })).toBeVisible();
});
