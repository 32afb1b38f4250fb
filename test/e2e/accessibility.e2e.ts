import type { Locator, Page } from '@playwright/test';
import { violations } from './axe';
import { expect, test } from './journey';
import { activityEnds, canvas, chooseFiles, csvOf, firstVisit, openSample } from './steps';
import { verifiedStore } from './storedTables';

interface View {
  readonly name: string;
  readonly address: string;
  /** What is there once the view is. */
  readonly sign: (page: Page) => Locator;
}

const heading = (name: string | RegExp) => (page: Page) => page.getByRole('heading', { level: 1, name });

/** Every view, with something in it. */
async function viewsOf(page: Page): Promise<readonly View[]> {
  const { live } = await verifiedStore(page);
  const trips = live.bindings.find(({ name }) => name === 'raw/trips.csv')?.artifactId ?? '';
  const versions = live.snapshots.filter(({ artifactId }) => artifactId === trips);
  const at = (sequence: number) => versions.find((version) => version.sequence === sequence)?.id ?? '';
  const endpoint = live.bindings.find(({ name }) => name === 'endpoints/demand-api.json')?.artifactId ?? '';
  const run = live.runs[0]?.id ?? '';
  const selected = `/lineage?select=${encodeURIComponent(`artifact:${trips}`)}`;
  const compared = `/compare?reference=${at(2)}&current=${at(3)}`;
  return [
    { name: 'lineage', address: '/lineage', sign: canvas },
    {
      name: 'lineage as a list',
      address: '/lineage?view=list',
      sign: (shown) => shown.getByRole('region', { name: 'Nodes of the graph' }),
    },
    {
      name: 'version graph',
      address: '/lineage?graph=version',
      sign: (shown) =>
        shown.getByRole('checkbox', { name: /^Run/ }).or(shown.getByLabel('Unfold the legend')),
    },
    {
      name: 'inspector',
      address: selected,
      sign: (shown) => shown.getByText('Models and endpoints that saw it'),
    },
    {
      name: 'inspected profile',
      address: `${selected}&tab=profile`,
      sign: (shown) => shown.getByRole('tabpanel').getByText('duration_s').first(),
    },
    {
      name: 'inspected drift, in a focus',
      address: `${selected}&focus=${encodeURIComponent(`artifact:${trips}`)}&tab=drift`,
      sign: (shown) => shown.getByText('recipe deciles').first(),
    },
    {
      name: 'still the same',
      address: '/check',
      sign: (shown) => shown.getByText('Not compared yet'),
    },
    { name: 'artifacts', address: '/artifacts', sign: heading(/^Artifacts/) },
    {
      name: 'findings',
      address: '/findings',
      sign: (shown) => shown.getByRole('region', { name: /without an owner/ }),
    },
    { name: 'evidence', address: '/evidence', sign: heading('Verify a release') },
    {
      name: 'artifact',
      address: `/artifacts/${trips}?version=3&tab=profile`,
      sign: (shown) => shown.getByRole('tabpanel').getByText('duration_s').first(),
    },
    {
      name: 'compare',
      address: `${compared}&column=duration_s`,
      sign: (shown) => shown.locator('.recharts-bar-rectangle').first(),
    },
    {
      name: 'compare, over time',
      address: `${compared}&tab=time`,
      sign: (shown) => shown.locator('.recharts-surface').first(),
    },
    {
      name: 'compare, schema',
      address: `${compared}&tab=schema`,
      sign: (shown) => shown.getByRole('cell', { name: 'bike_type' }),
    },
    { name: 'runs', address: '/runs', sign: heading(/^Runs/) },
    { name: 'run', address: `/runs/${run}`, sign: heading(/^Run /) },
    { name: 'new run', address: `/runs/new?input=${at(6)}`, sign: heading('Record a run') },
    { name: 'releases', address: '/releases', sign: heading(/^Releases/) },
    {
      name: 'release',
      address: `/releases/${endpoint}`,
      sign: (shown) => shown.getByRole('region', { name: 'Tail' }).locator('.recharts-area').first(),
    },
    { name: 'audit', address: '/audit', sign: heading(/^Audit/) },
    { name: 'exchange', address: '/exchange', sign: heading('Exchange') },
    { name: 'storage', address: '/storage', sign: heading('Storage') },
    { name: 'settings', address: '/settings', sign: heading('Settings') },
    { name: 'workspaces', address: '/workspaces', sign: heading('Workspaces') },
    { name: 'new workspace', address: '/workspaces?make=new', sign: (shown) => shown.getByLabel('Name') },
    {
      name: 'import a workspace',
      address: '/workspaces?make=import',
      sign: (shown) => shown.getByRole('button', { name: 'Choose a file' }),
    },
    { name: 'an unknown address', address: '/nowhere', sign: heading('Nothing at this address') },
  ];
}

/** What the colours of a theme decide. */
const ofColours = ['color-contrast', 'link-in-text-block'];

for (const [width, height] of [
  [1280, 800],
  [390, 844],
] as const) {
  test(`axe finds nothing on any view in either theme, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const found: string[] = [];
    const look = async (view: string): Promise<void> => {
      await page.emulateMedia({ colorScheme: 'light' });
      found.push(...(await violations(page)).map((each) => `${view}, light: ${each}`));
      await page.emulateMedia({ colorScheme: 'dark' });
      found.push(...(await violations(page, ofColours)).map((each) => `${view}, dark: ${each}`));
    };
    await firstVisit(page);
    await look('first visit');
    await openSample(page);
    for (const { name, address, sign } of await viewsOf(page)) {
      await page.goto(`/#${address}`);
      await expect(sign(page), name).toBeVisible();
      await look(name);
    }
    expect(found).toEqual([]);
  });
}

test('axe finds nothing on a drop’s result, in the tray, the palette, the keys and a dialog', async ({
  page,
}) => {
  await firstVisit(page);
  const trips = (minutes: number) => ({
    name: 'trips.csv',
    text: csvOf([
      ['station', 'minutes'],
      // One row would say nothing of drift.
      ...Array.from({ length: 60 }, (_, trip) => ['Dock 7', minutes + (trip % 12)]),
    ]),
  });
  await chooseFiles(page, trips(12), { name: 'ragged.csv', text: 'a,b\n1,2,3\n' });
  await chooseFiles(page, trips(18));
  await activityEnds(page);
  await expect(page.getByText(/recipe deciles/)).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: /^Activity/ }).click();
  await expect(page.getByRole('link', { name: 'Show result' }).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: 'Show result' })).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Search or run a command' })).toBeFocused();
  await page.keyboard.type('trips');
  await expect(page.getByRole('button', { name: /trips\.csv/ }).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.goto('/#/exchange');
  await page.getByRole('button', { name: 'Wipe the workspace' }).click();
  await expect(page.getByRole('dialog', { name: 'Wipe the workspace' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
