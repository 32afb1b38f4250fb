import { violations } from './axe';
import { expect, test } from './journey';
import { openSample } from './steps';
import { verifiedStore } from './storedTables';

test('the page writes the statement that profiles a table where it lies', async ({ page }) => {
  await openSample(page);
  const { live } = await verifiedStore(page);
  const trips = live.bindings.find(({ name }) => name === 'raw/trips.csv')?.artifactId ?? '';
  await page.goto(`/#/artifacts/${trips}?tab=schema`);
  await page.getByRole('button', { name: 'Profile it on a cluster' }).click();
  const dialog = page.getByRole('dialog', { name: 'Profile a table where it lies' });
  const statement = dialog.getByRole('textbox', { name: 'Statement' });
  await expect(statement).toHaveValue(/^SELECT .*kll_sketch_agg.*FROM `the_table`\n$/s);
  await dialog.getByRole('textbox', { name: 'Table or view' }).fill('lake.trips');
  await dialog.getByRole('combobox', { name: 'A row for each' }).selectOption('bike_type');
  await expect(statement).toHaveValue(/FROM `lake`\.`trips`\nGROUP BY `bike_type`\n$/);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
