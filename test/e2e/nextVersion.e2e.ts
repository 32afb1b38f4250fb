import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { violations } from './axe';
import { expect, test } from './journey';
import { chooseFiles, firstVisit, resultOf } from './steps';
import { verifiedStore } from './storedTables';

const january = 'id,amount\n1,2.5\n2,3\n3,4\n';
const february = 'id,amount\n1,2.5\n2,3\n3,4\n4,9\n';

test('a file of another name is offered as the next version, and becomes it by one answer', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'orders-january.csv', text: january });
  await chooseFiles(page, { name: 'orders-february.csv', text: february });
  const line = resultOf(page, 'orders-february.csv');
  await expect(line).toContainText(
    'Is this the next version of orders-january.csv? It has the same 2 columns.',
  );
  expect(await violations(page)).toEqual([]);
  await line
    .getByRole('button', { name: 'Yes, it is the next version of orders-january.csv' })
    .press('Enter');
  await expect(line).toContainText('Version 2');
  await expect(line.getByRole('group', { name: 'Is it the next version of another artifact?' })).toHaveCount(
    0,
  );
  await expect(page.getByTestId('what-changed')).toContainText('1 row added');

  // The name is remembered: the next file of it is version 3.
  await chooseFiles(page, { name: 'orders-february.csv', text: `${february}5,1\n` });
  await expect(resultOf(page, 'orders-february.csv')).toContainText('Version 3');
  const { live } = await verifiedStore(page);
  expect(live.artifacts).toHaveLength(1);
});

test('one answer is enough for all files of a drop, and a new file stays new', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(
    page,
    { name: 'trips-1.csv', text: 'from,to,minutes\na,b,1\n' },
    { name: 'stations-1.csv', text: 'name,seats\nnorth,3\n' },
  );
  await chooseFiles(
    page,
    { name: 'trips-2.csv', text: 'from,to,minutes\na,b,1\nb,c,2\n' },
    { name: 'stations-2.csv', text: 'name,seats\nnorth,3\nsouth,5\n' },
  );
  await page.getByRole('button', { name: 'Yes, all of them' }).click();
  for (const name of ['trips-2.csv', 'stations-2.csv'])
    await expect(resultOf(page, name)).toContainText('Version 2');
  await chooseFiles(page, { name: 'trips-3.csv', text: 'from,to,minutes\na,b,7\n' });
  const line = resultOf(page, 'trips-3.csv');
  await line.getByRole('button', { name: 'No, it is new' }).click();
  await expect(line.getByRole('group', { name: 'Is it the next version of another artifact?' })).toHaveCount(
    0,
  );
  const { live } = await verifiedStore(page);
  expect(live.artifacts).toHaveLength(3);
});

test('one answer is enough for the files of a dropped folder', async ({ page }) => {
  const parent = mkdtempSync(path.join(tmpdir(), 'throughline-next-'));
  const folder = path.join(parent, 'shop');
  mkdirSync(path.join(folder, 'raw'), { recursive: true });
  writeFileSync(path.join(folder, 'raw/trips.csv'), 'from,to,minutes\na,b,1\nb,c,2\n');
  writeFileSync(path.join(folder, 'raw/stations.csv'), 'name,seats\nnorth,3\nsouth,5\n');
  try {
    await firstVisit(page);
    await chooseFiles(
      page,
      { name: 'trips.csv', text: 'from,to,minutes\na,b,1\n' },
      { name: 'stations.csv', text: 'name,seats\nnorth,3\n' },
    );
    await page.locator('#choose-folder').setInputFiles(folder);
    await expect(resultOf(page, 'shop/raw/trips.csv')).toContainText(
      'Is this the next version of trips.csv?',
    );
    await page.getByRole('button', { name: 'Yes, all of them' }).press('Enter');
    for (const name of ['shop/raw/trips.csv', 'shop/raw/stations.csv'])
      await expect(resultOf(page, name)).toContainText('Version 2');
    expect(await violations(page)).toEqual([]);
    const { live } = await verifiedStore(page);
    // The two tables and the folder.
    expect(live.artifacts).toHaveLength(3);
  } finally {
    rmSync(parent, { recursive: true });
  }
});
