import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import { chooseFiles, firstVisit, goTo, openSample, resultOf } from './steps';

test.use({ viewport: { width: 390, height: 800 } });

const unbroken = 'a_name_without_any_place_to_break_that_goes_on_and_on_for_longer_than_a_screen_is_wide';
const table = (values: readonly string[]) => ({
  name: `${unbroken}.csv`,
  text: `${unbroken}\n${values.map((value) => `${value}\n`).join('')}`,
});

/** How far the view can be scrolled sideways, in pixels. */
function sidewaysRoom(page: Page): Promise<number> {
  return page.getByRole('main').evaluate((main) => main.scrollWidth - main.clientWidth);
}

test('a long name makes no page wider than a narrow screen', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, table(['a', 'b', 'a']));
  await expect(page.getByRole('region', { name: 'Next' })).toContainText(unbroken);
  expect(await sidewaysRoom(page)).toBe(0);
  await expect(resultOf(page, `${unbroken}.csv`).getByText('New artifact')).toBeInViewport({ ratio: 1 });

  await chooseFiles(page, table(['c', 'd', 'c']));
  await goTo(page, 'Compare');
  for (const tab of ['Schema', 'Distribution', 'Rows', 'Over time']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tabpanel').getByText(unbroken).first()).toBeAttached();
    expect(await sidewaysRoom(page), tab).toBe(0);
  }
});

test('the entry of the view that is shown is among those of the bar that are in view', async ({ page }) => {
  await firstVisit(page);
  const entry = (name: string) =>
    page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name, exact: true });
  await page.goto('#/settings');
  await expect(entry('Settings')).toBeInViewport({ ratio: 1 });
  await page.goto('#/lineage');
  await expect(entry('Lineage')).toBeInViewport({ ratio: 1 });
});

test('a release is read without scrolling the page sideways', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Releases');
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Measurements' })).toBeVisible();
  expect(await sidewaysRoom(page)).toBe(0);
});
