import { violations } from './axe';
import { expect, test } from './journey';
import { openSample } from './steps';

test('What drifted is one page: newest first, filtered, with the way back to where it began', async ({
  page,
}) => {
  await openSample(page);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await page.getByRole('link', { name: 'What drifted' }).click();
  const table = page.getByRole('table', { name: 'What drifted' });
  // All versions are compared once the count no longer says how many.
  await expect(page.getByRole('status').filter({ hasText: /^\d+ columns?$/ })).toBeVisible();
  const count = Number(
    (
      await page
        .getByRole('status')
        .filter({ hasText: /column/ })
        .textContent()
    )?.split(' ')[0],
  );
  expect(count).toBeGreaterThan(3);
  await expect(table.getByRole('row').filter({ hasText: '→ here' }).first()).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  await page.getByRole('combobox', { name: 'Band' }).selectOption('Significant');
  await expect(table.getByText('Moderate')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Band' })).toHaveValue('significant');

  // By keyboard, from anywhere.
  await page.goto('/#/settings');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByPlaceholder('A name, version, digest or action')).toBeFocused();
  await page.keyboard.type('what drifted');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /^What drifted/ })).toBeVisible();
  await page.getByRole('combobox', { name: 'Acknowledged' }).selectOption('Not acknowledged');
  const first = table.getByRole('link').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Drift' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: 'Acknowledge' })).toBeVisible();

  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto('/#/drift');
  await expect(table.getByRole('link').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await violations(page)).toEqual([]);
});
