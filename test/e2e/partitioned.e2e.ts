import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { violations } from './axe';
import { expect, test } from './journey';
import { activityEnds, firstVisit, resultOf } from './steps';
import { verifiedStore } from './storedTables';

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

    write(4);
    await page.locator('#choose-folder').setInputFiles(folder);
    await activityEnds(page);
    await expect(resultOf(page, 'orders')).toContainText('2 more rows; 4 files as one table');
    await expect(page.getByTestId('what-changed')).toContainText('2 rows added (by id)');
    const { live } = await verifiedStore(page);
    expect(live.artifacts).toHaveLength(1);
    expect(live.snapshots).toHaveLength(2);

    await page.getByRole('button', { name: 'Take the files of orders apart' }).click();
    await expect(resultOf(page, 'orders/dt=2026-01-04/part-0.csv')).toContainText('New artifact');
  } finally {
    rmSync(parent, { recursive: true });
  }
});
