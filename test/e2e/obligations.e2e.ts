import type { Page } from '@playwright/test';
import { violations } from './axe';
import { expect, test } from './journey';
import { openSample } from './steps';
import { verifiedStore } from './storedTables';

/** Axe, in both themes and at both widths. */
async function expectNothingToSay(page: Page): Promise<void> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const)
    for (const [width, height] of [
      [390, 844],
      [1280, 800],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      found.push(...(await violations(page)).map((each) => `${colorScheme}, ${width}: ${each}`));
    }
  expect(found).toEqual([]);
}

test('an objective and a licence are set, judged on their boards, followed downstream and kept by the log', async ({
  page,
}) => {
  await openSample(page);
  const { live, audit: before } = await verifiedStore(page);
  const idOf = (name: string) => live.bindings.find((binding) => binding.name === name)?.artifactId ?? '';
  const trips = idOf('raw/trips.csv');

  await page.goto(`/#/artifacts/${trips}?tab=freshness`);
  await page.getByRole('button', { name: 'Set an objective' }).click();
  await page.getByLabel('Late after').fill('2');
  await page.getByRole('button', { name: 'Save objective' }).click();
  await expect(page.getByRole('alert')).toHaveText(/a number and a unit/);
  await page.getByLabel('Late after').fill('2 d');
  await page.getByRole('button', { name: 'Save objective' }).click();
  const panel = page.getByRole('region', { name: 'Freshness', exact: true });
  await expect(panel.getByText(/^Judged at/)).toBeVisible();
  await expectNothingToSay(page);

  await page.goto('/#/freshness');
  await expect(page.getByRole('link', { name: 'raw/trips.csv', exact: true }).first()).toBeVisible();
  await expect(page.getByText(/raw\/trips\.csv → /).first()).toBeVisible();
  await expectNothingToSay(page);

  await page.goto(`/#/artifacts/${trips}?tab=licence`);
  await page.getByLabel('Licence, as an SPDX expression').fill('CC-BY-NC-4.0');
  await page.getByRole('button', { name: 'Set licence' }).click();
  await expect(page.getByRole('region', { name: 'Licence', exact: true })).toContainText('CC-BY-NC-4.0');
  await page.goto('/#/licences');
  const commercial = page.getByRole('checkbox', { name: 'Commercial use is allowed' });
  await commercial.click();
  await expect(commercial).toBeChecked();
  await expect(page.getByRole('table', { name: 'Licences' })).toContainText('CC-BY-NC-4.0');
  await expectNothingToSay(page);
  await page.goto(`/#/artifacts/${idOf('endpoints/demand-api.json')}?tab=licence`);
  await expect(page.getByRole('region', { name: 'Licence', exact: true })).toContainText(
    /CC-BY-NC-4\.0 raw\/trips\.csv → /,
  );

  const { audit } = await verifiedStore(page);
  expect(audit).toHaveLength(before.length + 3);
});

test('sources and revisions say what they are for before anything is there', async ({ page }) => {
  await openSample(page);
  for (const [address, title] of [
    ['sources', 'Sources'],
    ['revisions', 'Compare revisions'],
  ] as const) {
    await page.goto(`/#/${address}`);
    await expect(page.getByRole('heading', { level: 1, name: new RegExp(`^${title}`) })).toBeVisible();
    await expectNothingToSay(page);
  }
});
