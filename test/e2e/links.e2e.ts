import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import { canvas, card, fitGraph, goTo, inspector, openSample } from './steps';

/** Opens the address that a page has now in another one, as a link that was sent along does. */
async function sentAlong(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  return other;
}

test('a link to the lineage restores focus, depth, selection, tab and hidden kinds', async ({ page }) => {
  await openSample(page);
  await fitGraph(page);
  await card(page, 'features/demand.csv').dblclick();
  await expect(page.getByRole('note', { name: 'Focus on features/demand.csv' })).toBeVisible();
  await page.getByRole('button', { name: 'One hop more upstream' }).click();
  await inspector(page).getByRole('tab', { name: 'Provenance' }).click();
  await page.getByRole('checkbox', { name: /^Job/ }).uncheck();
  await page.getByRole('button', { name: 'Lay out downwards' }).click();
  await expect(page.getByRole('button', { name: 'Lay out to the right' })).toBeVisible();

  const expectSame = async (shown: Page) => {
    await expect(shown.getByRole('note', { name: 'Focus on features/demand.csv' })).toBeVisible();
    await expect(shown.getByRole('group', { name: 'Hops upstream' }).getByRole('status')).toHaveText('◂ 3');
    await expect(shown.getByRole('group', { name: 'Hops downstream' }).getByRole('status')).toHaveText('2 ▸');
    await expect(shown.getByTestId('lineage-announcer')).toHaveText(/^features\/demand\.csv, /);
    await expect(inspector(shown).getByRole('tab', { name: 'Provenance' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(shown.getByRole('checkbox', { name: /^Job/ })).not.toBeChecked();
    await expect(shown.getByRole('button', { name: 'Lay out to the right' })).toBeVisible();
    await expect(shown.getByRole('status').filter({ hasText: 'hidden by the legend' })).toBeVisible();
  };
  await expectSame(page);
  await expectSame(await sentAlong(page));
  await page.reload();
  await expectSame(page);

  // Versions keep the focus; going back undoes one step after the other.
  await page.getByText('Versions', { exact: true }).first().click();
  await expect(page.getByRole('note', { name: 'Focus on features/demand.csv v6' })).toBeVisible();
  const versions = await sentAlong(page);
  await expect(versions.getByRole('note', { name: 'Focus on features/demand.csv v6' })).toBeVisible();
  await expect(canvas(versions)).toBeVisible();
  await page.goBack();
  await expectSame(page);
});

test('links to lists, an artifact’s version, a comparison, a run and an export restore what was chosen', async ({
  page,
}) => {
  await openSample(page);
  await goTo(page, 'Artifacts');
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('features');
  await page.getByRole('button', { name: 'Name' }).click();
  const list = await sentAlong(page);
  await expect(list.getByRole('combobox', { name: 'Kind' })).toHaveValue('features');
  await expect(list.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    /ascending|descending/,
  );
  await expect(list.getByRole('status').filter({ hasText: '2 of 11' })).toBeVisible();

  await list.getByRole('link', { name: 'features/demand.csv', exact: true }).click();
  await list.getByRole('link', { name: 'Version 4', exact: true }).click();
  await list.getByRole('tab', { name: 'Drift' }).click();
  const version = await sentAlong(list);
  await expect(version.getByRole('region', { name: 'Version 4' })).toBeVisible();
  await expect(version.getByRole('tab', { name: 'Drift' })).toHaveAttribute('aria-selected', 'true');

  await version.getByRole('link', { name: 'Compare in full' }).click();
  await version.getByRole('option', { name: /^humidity/ }).click();
  await version.getByText('soda', { exact: true }).click();
  const comparison = await sentAlong(version);
  await expect(comparison.getByRole('region', { name: 'Drift of humidity' })).toBeVisible();
  await expect(comparison.getByRole('heading', { name: 'Recipe soda' })).toBeVisible();
  await expect(comparison.getByRole('combobox', { name: 'Current' })).toHaveValue(/^demand\.csv v4/);

  await goTo(page, 'Runs');
  await page.getByRole('combobox', { name: 'State' }).selectOption('failed');
  const runs = await sentAlong(page);
  await expect(runs.getByRole('combobox', { name: 'State' })).toHaveValue('failed');
  await runs.getByRole('link', { name: 'train_demand' }).click();
  const run = await sentAlong(runs);
  await expect(run.getByRole('heading', { level: 1, name: /of train_demand$/ })).toBeVisible();
  await expect(run.getByRole('region', { name: 'What it was' })).toContainText('Failed');

  await version.goto(comparison.url().replace(/#.*/, '#/artifacts'));
  await version.getByRole('link', { name: 'features/demand.csv', exact: true }).click();
  await version.getByRole('link', { name: 'Export its lineage' }).click();
  const exchange = await sentAlong(version);
  await expect(exchange.getByRole('combobox', { name: 'Node' })).toHaveValue(/features\/demand\.csv/);

  // A link from elsewhere, to what is not here, says so.
  await exchange.goto('/#/artifacts/of-another-workspace');
  await expect(exchange.getByRole('heading', { level: 1, name: 'No such artifact' })).toBeVisible();
});

test('[I10] a link that was mangled or made by somebody else opens its view, without what cannot be understood', async ({
  page,
}) => {
  await openSample(page);
  for (const [address, title] of [
    ['/lineage?hide=nothing&tab=nothing&view=5', 'Lineage'],
    ['/lineage?select=5&graph=%7B%7D', 'Lineage'],
    ['/lineage?focus=artifact%3Aelsewhere&up=-1&down=%22x%22', 'Lineage'],
    ['/artifacts?q=%5B1%5D&kind=nothing&sort=nothing', 'Artifacts'],
    ['/compare?recipe=nothing&tab=nothing&reference=%7B%7D', 'Compare'],
    ['/runs?state=nothing&q=%5B%5D', 'Runs'],
    ['/runs/new?input=%5B%5D&output=7', 'Record a run'],
    ['/audit?from=nothing&to=%5B%5D&q=%7B%7D', 'Audit'],
    ['/exchange?within=%5B%5D', 'Exchange'],
    ['/storage?latest=%7B%7D', 'Storage'],
    ['/?drop=%5B%5D', 'Lineage'],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(`/#${address}`);
    // The name of a view that could not be shown would be another one.
    await expect(page, address).toHaveTitle(new RegExp(`^${title} · `));
  }
  await page.goto('/#/lineage?hide=nothing&__proto__=1&constructor=2');
  await expect(card(page, 'raw/trips.csv')).toBeVisible();
});
