import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import { chooseFiles, firstVisit, fitGraph, goTo, inspector, resultOf, selectCard } from './steps';
import { verifiedStore } from './storedTables';

const markup = '<img src=x onerror=alert(1)>';
const table = {
  name: `${markup}.csv`,
  text: `__proto__,${markup},constructor,"<b>bold</b>"\n1,2,3,4\n5,6,7,${markup}\n`,
};
const proto = { name: '__proto__', text: 'no table\n' };
const parameters = `__proto__ = ${markup}\nconstructor = {"__proto__": {"polluted": true}}\ntoString = 7`;

async function exportedBundle(page: Page): Promise<string> {
  await goTo(page, 'Exchange');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download Throughline bundle' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

test('[I10] markup and __proto__ in names are text everywhere, run nothing, and survive export and import', async ({
  page,
}) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await firstVisit(page);
  await chooseFiles(page, table, proto);
  await expect(resultOf(page, table.name)).toContainText('New artifact');
  await expect(resultOf(page, proto.name)).toContainText('New artifact');
  await chooseFiles(page, { ...table, text: `${table.text}9,9,9,9\n` });
  await expect(resultOf(page, table.name)).toContainText('Version 2, suggested 1.1.0: 1 more row');

  await resultOf(page, table.name).getByRole('link', { name: table.name }).click();
  await expect(page.getByRole('heading', { level: 1, name: table.name })).toBeVisible();
  await page.getByRole('tab', { name: 'Schema 4' }).click();
  for (const name of ['__proto__', markup, 'constructor', '<b>bold</b>']) {
    await expect(page.getByRole('tabpanel').getByText(name, { exact: true }).first()).toBeAttached();
  }

  await goTo(page, 'Runs');
  await page.getByRole('link', { name: 'Record a run' }).click();
  await page.getByRole('combobox', { name: 'Job', exact: true }).fill(markup);
  for (const [field, name] of [
    ['inputs', table.name],
    ['outputs', proto.name],
  ] as const) {
    await page.getByRole('combobox', { name: `Add to ${field}` }).fill(name);
    await page.getByRole('option', { name, exact: true }).click();
  }
  await page.getByLabel('Parameters').fill(parameters);
  await page.getByLabel('Metrics').fill('__proto__ = 0.5');
  await page.getByRole('button', { name: 'Record the run' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(markup);
  const shown = page.getByRole('region', { name: 'Parameters' });
  await expect(shown).toContainText(`__proto__${markup}`);
  await expect(shown).toContainText('constructor{"__proto__":{"polluted":true}}');
  await expect(page.getByRole('region', { name: 'Metrics' })).toContainText('__proto__0.5');

  await goTo(page, 'Lineage');
  await fitGraph(page);
  await selectCard(page, proto.name);
  await expect(inspector(page).getByRole('heading', { name: proto.name })).toBeVisible();
  await inspector(page).getByRole('tab', { name: 'Raw JSON' }).click();
  await expect(inspector(page)).toContainText('"__proto__"');

  const { live } = await verifiedStore(page);
  expect(live.bindings.map(({ name }) => name).toSorted()).toEqual([markup + '.csv', '__proto__'].toSorted());
  expect(Object.keys(live.runs[0]?.parameters ?? {}).toSorted()).toEqual([
    '__proto__',
    'constructor',
    'toString',
  ]);

  const bundle = await exportedBundle(page);
  await page.getByRole('button', { name: 'Wipe the workspace' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('My workspace');
  await page.getByRole('dialog').getByRole('button', { name: 'Wipe', exact: true }).click();
  await expect(page.getByText('Drop files or a folder here')).toBeVisible();
  await chooseFiles(page, { name: 'kept.throughline.json', text: bundle });
  expect((await exportedBundle(page)) === bundle, 'the second bundle is the first').toBe(true);

  expect(dialogs).toEqual([]);
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
});
