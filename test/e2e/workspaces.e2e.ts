import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';

import { expect, test } from './journey';
import {
  activityEnds,
  chooseFiles,
  csvOf,
  firstVisit,
  goTo,
  openSample,
  resultOf,
  sha256,
  toast,
} from './steps';

const trips = {
  name: 'trips.csv',
  text: csvOf([
    ['station', 'minutes'],
    ['Dock 7', 12],
  ]),
};

async function switchTo(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Workspace / }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await expect(page.getByRole('button', { name: `Workspace ${name}`, exact: true })).toBeVisible();
}

async function makeWorkspace(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Workspace / }).click();
  await page.getByRole('menuitem', { name: 'New workspace' }).click();
  const dialog = page.getByRole('dialog', { name: 'New workspace' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('radio', { name: 'Purple' }).click();
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('button', { name: `Workspace ${name}`, exact: true })).toBeVisible();
}

async function manage(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Workspace / }).click();
  await page.getByRole('menuitem', { name: 'Manage workspaces' }).click();
  await expect(page.getByRole('heading', { name: 'Workspaces', exact: true })).toBeVisible();
}

test('a second workspace holds what is dropped into it, and is in every link', async ({ page, context }) => {
  await firstVisit(page);
  await chooseFiles(page, trips);
  await makeWorkspace(page, 'Rides');
  await expect(page.getByRole('button', { name: 'Open the sample project' })).toBeVisible();
  await chooseFiles(page, { ...trips, name: 'rides.csv' });
  await expect(resultOf(page, 'rides.csv')).toContainText('New artifact');
  await goTo(page, 'Artifacts');
  await expect(page.getByRole('link', { name: 'rides.csv' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'trips.csv' })).toBeHidden();
  expect(page.url()).toMatch(/#\/w\/[0-9a-f]{12}\/artifacts/);

  // A reload keeps it, and so does a link that is opened in another tab, beside one on the first workspace.
  await page.reload();
  await expect(page.getByRole('link', { name: 'rides.csv' })).toBeVisible();
  const tab = await context.newPage();
  await tab.goto(page.url());
  await expect(tab.getByRole('link', { name: 'rides.csv' })).toBeVisible();
  await switchTo(tab, 'My workspace');
  await expect(tab.getByRole('link', { name: 'trips.csv' })).toBeVisible();
  await Promise.all([
    chooseFiles(tab, { ...trips, name: 'here.csv' }),
    chooseFiles(page, { ...trips, name: 'there.csv' }),
  ]);
  for (const [each, own, other] of [
    [tab, 'here.csv', 'there.csv'],
    [page, 'there.csv', 'here.csv'],
  ] as const) {
    await goTo(each, 'Artifacts');
    await expect(each.getByRole('link', { name: own, exact: true })).toBeVisible();
    await expect(each.getByRole('link', { name: other, exact: true })).toBeHidden();
  }

  // The page's own address opens what was looked at last; going back leaves a workspace again.
  await page.bringToFront();
  await switchTo(page, 'My workspace');
  await switchTo(page, 'Rides');
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Workspace My workspace', exact: true })).toBeVisible();
  await switchTo(page, 'Rides');
  const again = await context.newPage();
  await again.goto('/');
  await expect(again.getByRole('button', { name: 'Workspace Rides', exact: true })).toBeVisible();
});

test('a workspace is renamed, duplicated, deleted, put back and removed for good', async ({ page }) => {
  await openSample(page);
  await manage(page);
  const row = (name: string) => page.getByRole('listitem', { name, exact: true });
  const more = async (name: string, action: string): Promise<void> => {
    await page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };
  await more('My workspace', 'Rename or recolour');
  const dialog = page.getByRole('dialog', { name: /^Name and colour/ });
  await dialog.getByLabel('Name').fill('Bike share');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Workspace Bike share' })).toBeVisible();

  await more('Bike share', 'Duplicate');
  await expect(row('Bike share copy')).toBeVisible();
  await page.getByRole('link', { name: 'Open Bike share copy' }).click();
  await expect(page.getByRole('button', { name: 'Workspace Bike share copy' })).toBeVisible();
  await goTo(page, 'Audit');
  await page
    .getByRole('button', { name: /verify/i })
    .first()
    .click();
  await expect(page.getByText(/chain holds|unbroken|holds/i).first()).toBeVisible();

  await manage(page);
  await more('Bike share copy', 'Delete');
  await expect(page.getByRole('heading', { name: 'Bike share copy was deleted' })).toBeVisible();
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect(row('Bike share copy')).toBeVisible();
  await more('Bike share', 'Delete');
  await expect(toast(page, 'Bike share is deleted')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Deleted' }).getByText('Bike share')).toBeVisible();
  await more('Bike share copy', 'Delete');
  await expect(page.getByRole('alert').filter({ hasText: 'It is the only workspace here.' })).toBeVisible();

  await page.getByRole('button', { name: 'Remove for good' }).click();
  const remove = page.getByRole('dialog', { name: 'Remove Bike share for good' });
  await remove.getByRole('textbox').fill('Bike share');
  await remove.getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByRole('region', { name: 'Deleted' })).toBeHidden();
  const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(databases).not.toContain('throughline-workspace-default');
  await activityEnds(page);
});

test('a link to a workspace of another device says so, and leads to those that are here', async ({
  page,
}) => {
  await page.goto('/#/w/abc123abc123/lineage');
  await expect(page.getByRole('heading', { name: 'This workspace is not on this device' })).toBeVisible();
  await page.getByRole('link', { name: 'My workspace' }).click();
  await expect(page.getByRole('heading', { name: 'Workspaces', exact: true })).toBeVisible();
  const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(databases).not.toContain('throughline-workspace-abc123abc123');
});

test('a workspace is switched to by the keyboard alone', async ({ page }) => {
  await firstVisit(page);
  await makeWorkspace(page, 'Rides');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Search or run a command' })).toBeFocused();
  await page.keyboard.type('open workspace my');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Workspace My workspace', exact: true })).toBeVisible();
});

/** Without a dialog, which a test could not answer: the file is a download. */
async function withoutSaveDialog(page: Page): Promise<void> {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
}

async function exportedFile(page: Page, name: string): Promise<string> {
  await manage(page);
  await page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export with its bytes' }).click();
  const saved = test.info().outputPath(`${name}.tar`);
  await (await download).saveAs(saved);
  return saved;
}

async function startImport(page: Page, file: string): Promise<Locator> {
  await manage(page);
  await page.getByRole('button', { name: 'Import a workspace' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a workspace' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: /^Choose/ }).click();
  await (await chooser).setFiles(file);
  await expect(dialog.getByRole('radio', { name: 'As a workspace of its own' })).toBeVisible();
  return dialog;
}

test('a workspace is exported with its bytes, imported elsewhere under the same address, and again without a change', async ({
  page,
  browser,
  baseURL,
}) => {
  await withoutSaveDialog(page);
  await firstVisit(page);
  await makeWorkspace(page, 'Rides');
  await chooseFiles(page, trips);
  await goTo(page, 'Artifacts');
  const address = page.url();
  const file = await exportedFile(page, 'Rides');
  const names = execFileSync('tar', ['-tf', file], { encoding: 'utf8' }).trim().split('\n');
  expect(names).toEqual([
    'throughline.json',
    'bundle.json',
    'kept-files.jsonl',
    `chunks/${sha256(trips.text)}`,
    'end.json',
  ]);

  const elsewhere = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }) });
  const other = await elsewhere.newPage();
  await other.goto('/#/');
  for (const words of ['1 artifact', 'Everything in it was here already']) {
    const dialog = await startImport(other, file);
    await expect(dialog).toContainText('Rides');
    await dialog.getByRole('button', { name: /^(Import|Merge)$/ }).click();
    await expect(dialog).toBeHidden();
    await other.getByRole('button', { name: /^Activity/ }).click();
    await expect(other.getByText(words).first()).toBeVisible();
    await other.getByRole('button', { name: /^Activity/ }).click();
  }
  await other.goto(address.slice(address.indexOf('/#')));
  await expect(other.getByRole('link', { name: 'trips.csv' })).toBeVisible();
  await elsewhere.close();
});

test('a merge shows its conflicts, and takes what fits where that is wanted', async ({ page }) => {
  await withoutSaveDialog(page);
  await firstVisit(page);
  await chooseFiles(page, trips);
  await manage(page);
  await page.getByRole('button', { name: 'More for My workspace', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await page.getByRole('link', { name: 'Open My workspace copy' }).click();
  await expect(page.getByRole('button', { name: 'Workspace My workspace copy' })).toBeVisible();
  await chooseFiles(page, { ...trips, text: `${trips.text}Dock 9,3\n` }, { ...trips, name: 'new.csv' });
  const file = await exportedFile(page, 'My workspace copy');
  await switchTo(page, 'My workspace');
  await chooseFiles(page, { ...trips, text: `${trips.text}Dock 8,1\n` });

  const dialog = await startImport(page, file);
  // The file is of a workspace that is here: it would go back into that one.
  await expect(dialog.getByRole('combobox', { name: 'Workspace' })).toHaveValue('My workspace copy');
  await dialog.getByRole('combobox', { name: 'Workspace' }).click();
  await page.getByRole('option', { name: 'My workspace', exact: true }).click();
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(dialog.getByText('version 2 of trips.csv is another snapshot here')).toBeVisible();
  await dialog.getByRole('button', { name: 'Merge what fits' }).click();
  await expect(dialog).toBeHidden();
  await goTo(page, 'Artifacts');
  await expect(page.getByRole('link', { name: 'new.csv' })).toBeVisible();
});

test('a workspace file that was cut off is refused, and no workspace comes of it', async ({
  page,
  complaints,
}) => {
  await withoutSaveDialog(page);
  await firstVisit(page);
  await chooseFiles(page, trips);
  const file = await exportedFile(page, 'My workspace');
  const cut = test.info().outputPath('cut.tar');
  writeFileSync(cut, readFileSync(file).subarray(0, 6000));
  const dialog = await startImport(page, cut);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByText(/the file ends here/)).toBeVisible();
  await expect(dialog.getByText(/Nothing of it was imported/)).toBeVisible();
  const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(databases.filter((name) => name?.startsWith('throughline-workspace-'))).toEqual([
    'throughline-workspace-default',
  ]);
  expect(complaints).toEqual([]);
});

test('a workspace of a newer version is refused in words, and left as it is', async ({ page }) => {
  await page.goto('/#/artifacts');
  await page.evaluate(async () => {
    const request = indexedDB.open('throughline-workspace-default', 990);
    await new Promise((resolve, reject) => {
      request.onupgradeneeded = () => request.result.createObjectStore('of tomorrow');
      request.onsuccess = resolve;
      request.onerror = reject;
    });
    request.result.close();
  });
  await page.reload();
  const notice = page.getByRole('alert');
  await expect(notice).toContainText('This workspace was written by a newer version of Throughline');
  await expect(notice).toContainText('Nothing was touched. Reload the page to get the newer version.');
  const [version, names] = await page.evaluate(async () => {
    const request = indexedDB.open('throughline-workspace-default');
    await new Promise((resolve) => (request.onsuccess = resolve));
    return [request.result.version, [...request.result.objectStoreNames]] as const;
  });
  expect(version).toBe(990);
  expect(names).toContain('of tomorrow');
  // The other workspaces can be reached.
  await makeWorkspace(page, 'Rides');
  await goTo(page, 'Artifacts');
  await expect(page.getByText('No artifacts yet')).toBeVisible();
});
