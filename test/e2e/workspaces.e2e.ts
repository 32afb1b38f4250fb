import type { Page } from '@playwright/test';

import { expect, test } from './journey';
import { activityEnds, chooseFiles, csvOf, firstVisit, goTo, openSample, resultOf, toast } from './steps';

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
