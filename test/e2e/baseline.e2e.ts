import type { Page } from '@playwright/test';
import { violations } from './axe';
import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit, goTo } from './steps';

/** 400 rides, of which so many are members'; `isTurned` makes other bytes of the same rows. */
function rides(members: number, isTurned: boolean): string {
  const rows = Array.from({ length: 400 }, (_, at) => [at < members ? 'member' : 'casual', at % 2]);
  return csvOf([['rider', 'dock'], ...(isTurned ? rows.reverse() : rows)]);
}

/** Members: 300 of 400 in v1 and v2, 100 of 400 in v3 and v4. */
async function fourVersions(page: Page): Promise<void> {
  await firstVisit(page);
  for (const [members, isTurned] of [
    [300, false],
    [300, true],
    [100, false],
    [100, true],
  ] as const)
    await chooseFiles(page, { name: 'rides.csv', text: rides(members, isTurned) });
  await page.getByRole('link', { name: 'rides.csv', exact: true }).click();
}

const badge = (page: Page, name: string | RegExp) =>
  page.getByRole('list', { name: 'Versions' }).getByRole('listitem').first().getByRole('img', { name });

test('A person chooses the baseline by mouse and by keyboard, and everything that shows drift says against what', async ({
  page,
}) => {
  await fourVersions(page);
  await expect(badge(page, /^stable drift: .* against v3, its parent, recipe deciles$/)).toBeVisible();

  await page.getByRole('button', { name: 'Baseline: the version before. Change it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Baseline of rides.csv' });
  await dialog.getByRole('radio', { name: 'One version' }).check();
  await dialog.getByRole('combobox', { name: 'Version' }).selectOption('v1');
  await expect(dialog.getByRole('status')).toHaveText('v4 is compared against v1, pinned.');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Set baseline' }).click();
  // ½ ln 3 + ½ ln 3
  await expect(
    badge(page, 'significant drift: PSI 1.10 of rider against v1, pinned, recipe deciles'),
  ).toBeVisible();
  await page.getByRole('tab', { name: 'Drift' }).click();
  await expect(page.getByText('Version 4 against v1, pinned')).toBeVisible();

  await page.getByRole('button', { name: 'Mark as part of an incident' }).waitFor();
  await page.getByRole('link', { name: 'Version 1', exact: true }).click();
  await page.getByRole('button', { name: 'Mark as part of an incident' }).click();
  await page.getByRole('textbox', { name: 'The incident of version 1' }).fill('counted twice');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Part of an incident: counted twice.')).toBeVisible();
  await page.getByRole('link', { name: 'Version 4', exact: true }).click();

  // Without the mouse: the palette, an arrow to the last choice, Enter.
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByPlaceholder('A name, version, digest or action')).toBeFocused();
  await page.keyboard.type('baseline rides');
  await expect(page.getByRole('button', { name: /Choose the baseline of rides.csv/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await dialog.getByRole('radio', { name: 'One version' }).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByRole('radio', { name: 'A window of the last versions' })).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  // v2 and v3 together: 400 members of 800. ¼ ln 2 + ¼ ln 1.5
  const window = 'PSI 0.27 of rider against v2–v3, recipe deciles';
  await expect(badge(page, `significant drift: ${window}`)).toBeVisible();

  await page.getByRole('tab', { name: 'Drift' }).click();
  await page.getByRole('link', { name: 'Compare in full' }).click();
  await expect(
    page.getByText(/^400 rows against 800 of v2–v3 together; 1 of 2 columns drifted, most: rider PSI 0\.27/),
  ).toBeVisible();
  await page.goBack();
  await page.getByRole('link', { name: 'Drift over time' }).click();
  await expect(page.getByRole('row', { name: /^v4 .*against v2–v3/ })).toContainText('0.27');
  await page.getByRole('link', { name: 'Lineage', exact: true }).click();
  await expect(
    page.locator('.react-flow__node').getByRole('img', { name: new RegExp(window) }),
  ).toBeVisible();

  await page.goBack();
  await page.goBack();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(badge(page, /against v1, pinned/)).toBeVisible();
});

test('Data for a model is compared with what the model was trained on', async ({ page }) => {
  await firstVisit(page);
  const model = { name: 'members.onnx', text: '\u0008\u0007\u0012\u0000\u0001 weights' };
  await chooseFiles(page, { name: 'train.csv', text: rides(300, false) }, model);
  await chooseFiles(page, { name: 'asked.csv', text: rides(100, false) });
  await goTo(page, 'Runs');
  await page.getByRole('link', { name: 'Record a run' }).click();
  await page.getByRole('combobox', { name: 'Job', exact: true }).fill('train');
  for (const [field, name] of [
    ['inputs', 'train.csv'],
    ['outputs', model.name],
  ] as const) {
    await page.getByRole('combobox', { name: `Add to ${field}` }).fill(name);
    await page.getByRole('option', { name, exact: true }).click();
  }
  await page.getByRole('button', { name: 'Record the run' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Run .* of train$/ })).toBeVisible();

  await goTo(page, 'Artifacts');
  await page.getByRole('link', { name: 'asked.csv', exact: true }).click();
  await page.getByRole('button', { name: 'Baseline: the version before. Change it' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Baseline of asked.csv' });
  await dialog.getByRole('radio', { name: 'What a model was trained on' }).check();
  const against = 'against train.csv v1, which members.onnx v1 was trained on';
  await expect(dialog.getByRole('status')).toHaveText(`v1 is compared ${against}.`);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  // ½ ln 3 + ½ ln 3
  await expect(badge(page, `significant drift: PSI 1.10 of rider ${against}, recipe deciles`)).toBeVisible();
});

test('The choice of a baseline fits a narrow screen, in either theme', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    if (colorScheme === 'light') await fourVersions(page);
    await page.getByRole('button', { name: /^Baseline: / }).click();
    await page.getByRole('radio', { name: 'A window of the last versions' }).check();
    await expect(page.getByText('v4 is compared against v1–v3.')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});
