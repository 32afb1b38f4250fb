import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { violations } from './axe';
import { expect, test } from './journey';
import { activityEnds, firstVisit, resultOf, showResult, toast } from './steps';
import { verifiedStore } from './storedTables';

/** Asks for every row: those of all parts, with the column that their folders give. */
const contract = `apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
schema:
  - name: orders
    quality:
      - {type: sql, query: 'SELECT COUNT(DISTINCT dt) FROM {object}', mustBe: 3}
    properties:
      - {name: id, logicalType: integer, unique: true, logicalTypeOptions: {maximum: 13}}
`;

test('files of one schema are offered as one table, and its next version says what its new part adds', async ({
  page,
}) => {
  const parent = mkdtempSync(path.join(tmpdir(), 'throughline-parts-'));
  const folder = path.join(parent, 'orders');
  const write = (day: number): void => {
    mkdirSync(path.join(folder, `dt=2026-01-0${day}`), { recursive: true });
    writeFileSync(
      path.join(folder, `dt=2026-01-0${day}`, 'part-0.csv'),
      `id,amount\n${day},${day}.5\n${day + 10},7\n`,
    );
  };
  try {
    [1, 2, 3].forEach(write);
    await firstVisit(page);
    await page.locator('#choose-folder').setInputFiles(folder);
    await activityEnds(page);
    const line = resultOf(page, 'orders');
    await expect(line).toContainText('3 files of one schema in orders, by dt.');
    await line.getByRole('button', { name: 'Take orders as one table' }).press('Enter');
    await expect(line).toContainText('New artifact; 3 files as one table');
    expect(await violations(page)).toEqual([]);

    await page.getByRole('link', { name: 'orders', exact: true }).click();
    await page.getByRole('tab', { name: 'Contract' }).click();
    await page.getByRole('button', { name: 'Write one' }).click();
    const editor = page.getByRole('dialog', { name: 'Contract of orders' });
    await editor.getByRole('textbox', { name: 'In the Open Data Contract Standard' }).fill(contract);
    await expect(editor.getByText('id is at most 13.')).toBeVisible();
    await editor.getByRole('button', { name: 'Save and judge' }).click();
    await expect(toast(page, 'The contract of orders holds from now on')).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Contract: pass' })).toBeVisible();

    write(4);
    await page.locator('#choose-folder').setInputFiles(folder);
    await activityEnds(page);
    await showResult(page);
    await expect(resultOf(page, 'orders')).toContainText('2 more rows; 4 files as one table');
    await expect(page.getByTestId('what-changed')).toContainText('2 rows added (by id)');
    // 14 is the second row of the fourth part, and there are four days.
    await resultOf(page, 'orders').getByTestId('verdict').getByRole('link').click();
    await expect(page.getByRole('tab', { name: 'Contract: fail' })).toBeVisible();
    const findings = page.getByRole('region', { name: 'Contract' });
    await expect(findings).toContainText('the query gives 4; mustBe 3');
    await page.getByRole('button', { name: 'Show the rows that break maximum of id' }).click();
    await expect(findings).toContainText('row 8');
    expect(await violations(page)).toEqual([]);
    const { live } = await verifiedStore(page);
    expect(live.artifacts).toHaveLength(1);
    expect(live.snapshots).toHaveLength(2);

    await page.goBack();
    await page.getByRole('button', { name: 'Take the files of orders apart' }).click();
    await expect(resultOf(page, 'orders/dt=2026-01-04/part-0.csv')).toContainText('New artifact');
  } finally {
    rmSync(parent, { recursive: true });
  }
});
