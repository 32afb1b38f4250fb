import { violations } from './axe';
import { expect, test } from './journey';
import {
  card,
  chooseFiles,
  csvOf,
  firstVisit,
  goTo,
  inspector,
  selectCard,
  showResult,
  toast,
} from './steps';

const orders = (...ids: readonly number[]) => ({
  name: 'orders.csv',
  text: csvOf([['id'], ...ids.map((id) => [id] as const)]),
});

/** A run of a job that writes the table `raw.orders`. */
const loaded = (run: number, name = 'load') => ({
  name: `load-${run}.json`,
  text: JSON.stringify([
    {
      eventType: 'COMPLETE',
      eventTime: `2026-03-0${run}T00:00:00Z`,
      producer: 'urn:test',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
      run: { runId: `00000000-0000-4000-8000-00000000000${run}` },
      job: { namespace: 'etl', name },
      outputs: [{ namespace: 'db', name: 'raw.orders' }],
    },
  ]),
});

test('an imported table and a dropped file are merged, renamed, split and deleted, and later imports respect it', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, loaded(1));
  await chooseFiles(page, orders(1));
  await goTo(page, 'Artifacts');
  const list = page.getByRole('table', { name: 'Artifacts' });
  await expect(list.getByRole('row')).toHaveCount(3);

  // From the list, by keyboard alone.
  await page.getByRole('button', { name: 'Change raw.orders' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Rename…' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const merging = page.getByRole('dialog', { name: 'Merge raw.orders' });
  const others = merging.getByRole('combobox', { name: 'Merge into raw.orders' });
  await expect(others).toBeFocused();
  await page.keyboard.type('orders.csv');
  await expect(page.getByRole('option', { name: /orders\.csv/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  expect(await violations(page)).toEqual([]);
  await merging.getByRole('button', { name: 'Merge' }).click();
  await expect(toast(page, 'Merged 1 artifact into raw.orders')).toBeVisible();
  await expect(list.getByRole('row')).toHaveCount(2);

  // A later drop of the file is the next version of the table.
  await chooseFiles(page, orders(1, 2));
  await list.getByRole('link', { name: 'raw.orders' }).click();
  await expect(page.getByRole('region', { name: 'Version 2' })).toBeVisible();

  // One of its versions is split off to another artifact, and that is undone.
  await page.getByRole('button', { name: 'Change raw.orders' }).click();
  await page.getByRole('menuitem', { name: 'Split…' }).click();
  const parting = page.getByRole('dialog', { name: 'Split raw.orders' });
  await parting.getByText('By version').click();
  await parting.getByRole('checkbox', { name: /^Version 2/ }).check();
  await parting.getByRole('combobox', { name: 'They become versions of' }).fill('refunds');
  expect(await violations(page)).toEqual([]);
  await parting.getByRole('button', { name: 'Split off' }).click();
  await expect(page.getByRole('region', { name: 'Version 1' })).toBeVisible();
  await toast(page, 'Split 1 version off raw.orders').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('region', { name: 'Version 2' })).toBeVisible();

  // From the palette, of the artifact that is shown.
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('textbox', { name: 'Search or run a command' }).fill('rename an artifact');
  await page.keyboard.press('Enter');
  const renaming = page.getByRole('dialog', { name: 'Rename raw.orders' });
  await renaming.getByRole('textbox', { name: 'Name' }).fill('all orders');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'all orders' })).toBeVisible();

  // From the inspector: the file's name is split off, and that is undone.
  await goTo(page, 'Lineage');
  await selectCard(page, 'all orders');
  await inspector(page).getByRole('button', { name: 'Change all orders' }).click();
  await page.getByRole('menuitem', { name: 'Split…' }).click();
  const splitting = page.getByRole('dialog', { name: 'Split all orders' });
  await splitting.getByRole('checkbox', { name: 'orders.csv (file)' }).check();
  expect(await violations(page)).toEqual([]);
  await splitting.getByRole('button', { name: 'Split off' }).click();
  await expect(card(page, 'orders.csv')).toBeVisible();
  await toast(page, 'Split 1 name off all orders').getByRole('button', { name: 'Undo' }).click();
  await expect(card(page, 'orders.csv')).toHaveCount(0);

  // An import that knows the job by another name asks, and one answer merges them.
  await chooseFiles(page, loaded(3, 'shop.Load'));
  await showResult(page);
  await expect(
    page.getByText('Is shop.Load the job load? It writes the same artifacts and has the same name.'),
  ).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Yes, shop.Load is the job load' }).focus();
  await page.keyboard.press('Enter');
  await expect(toast(page, 'Merged 1 job into load')).toBeVisible();
  await expect(page.getByText('Is shop.Load the job load?')).toHaveCount(0);
  await goTo(page, 'Lineage');

  // A deleted job stays away when its next run is imported.
  await selectCard(page, 'load');
  await inspector(page).getByRole('button', { name: 'Change load' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const deleting = page.getByRole('dialog', { name: 'Delete load' });
  await expect(deleting).toContainText('its 2 runs');
  expect(await violations(page)).toEqual([]);
  await deleting.getByRole('button', { name: 'Delete' }).click();
  await expect(card(page, 'load')).toHaveCount(0);
  await chooseFiles(page, loaded(2));
  await expect(card(page, 'all orders')).toBeVisible();
  await expect(card(page, 'load')).toHaveCount(0);
  await goTo(page, 'Audit');
  await expect(page.getByRole('link', { name: 'Deleted load' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a name, a merge and a deletion of an artifact are each taken back by one undo', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, orders(1), { ...orders(1, 2), name: 'refunds.csv' });
  await goTo(page, 'Artifacts');
  const list = page.getByRole('table', { name: 'Artifacts' });
  const named = (name: string) => list.getByRole('link', { name, exact: true });
  const change = async (name: string, how: string) => {
    await page.getByRole('button', { name: `Change ${name}` }).click();
    await page.getByRole('menuitem', { name: how }).click();
    return page.getByRole('dialog', { name: `${/^\w+/.exec(how)![0]} ${name}` });
  };
  const undo = (words: string) => toast(page, words).getByRole('button', { name: 'Undo' }).press('Enter');

  const renaming = await change('orders.csv', 'Rename…');
  await renaming.getByRole('textbox', { name: 'Name' }).fill('sales');
  await page.keyboard.press('Enter');
  await expect(named('sales')).toBeVisible();
  await undo('orders.csv is called sales now');
  await expect(named('orders.csv')).toBeVisible();

  const merging = await change('orders.csv', 'Merge others into it…');
  await merging.getByRole('combobox', { name: 'Merge into orders.csv' }).fill('refunds');
  await page.getByRole('option', { name: /refunds\.csv/ }).click();
  await page.keyboard.press('Escape');
  await merging.getByRole('button', { name: 'Merge' }).click();
  await expect(named('refunds.csv')).toHaveCount(0);
  await undo('Merged 1 artifact into orders.csv');
  await expect(named('refunds.csv')).toBeVisible();

  const deleting = await change('refunds.csv', 'Delete…');
  await deleting.getByRole('button', { name: 'Delete' }).click();
  await expect(named('refunds.csv')).toHaveCount(0);
  await undo('Deleted refunds.csv');
  await expect(named('refunds.csv')).toBeVisible();
});
