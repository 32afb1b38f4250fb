import { expect, test } from './journey';
import { activityEnds, canvas, card, firstVisit, fitGraph, inspector, selectCard } from './steps';

test('a first visit opens the sample project, and a click shows what a node comes from and leads to', async ({
  page,
}) => {
  await firstVisit(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Nothing leaves this machine');

  const startedAt = performance.now();
  await page.getByRole('button', { name: 'Open the sample project' }).click();
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText('19 nodes, 19 links');
  await activityEnds(page);
  console.log(`The sample project took ${Math.round(performance.now() - startedAt)} ms (goal: 2000 ms).`);

  // A few rows with a column of ids, which cannot be compared: the card tells of one that can, and that did not move.
  await expect(page.getByRole('img', { name: /^stable drift: PSI 0\.04 of latitude/ })).toBeVisible();

  await fitGraph(page);
  for (const name of ['raw/weather.csv', 'clean_weather', 'features/demand.csv', 'train_demand']) {
    await expect(card(page, name)).toBeVisible();
  }
  // A line is called by what it joins.
  await expect(
    canvas(page).getByRole('img', { name: 'clean_weather → clean/weather.csv', exact: true }),
  ).toBeAttached();
  // Six months of everything but the stations, whose table changed once.
  await expect(card(page, 'raw/trips.csv')).toContainText('v6');
  await expect(card(page, 'raw/stations.csv')).toContainText('v2');

  await selectCard(page, 'models/demand.json');
  // Three raw tables, two clean ones, one of features, and the four jobs between them; then the release and what it serves.
  await expect(page.getByTestId('lineage-announcer')).toHaveText(/10 upstream, 2 downstream$/);
  const related = (relation: string) => page.locator(`[data-relation="${relation}"]`);
  await expect(related('selected')).toContainText('models/demand.json');
  await expect(related('ancestor')).toHaveCount(10);
  await expect(related('descendant')).toHaveCount(2);
  await expect(related('unrelated')).toHaveCount(6);
  await expect(related('descendant').filter({ hasText: 'endpoints/demand-api.json' })).toHaveCount(1);

  const panel = inspector(page);
  await expect(panel.getByRole('heading', { name: 'models/demand.json' })).toBeVisible();
  await expect(panel).toContainText('10 ancestors');
  await expect(panel).toContainText('Built from exactly');
  for (const [tab, words] of [
    ['Versions', 'Compare with v5'],
    ['Schema', ''],
    ['Profile', ''],
    ['Drift', ''],
    ['Runs', 'train_demand'],
    ['Provenance', 'was made by'],
    ['Raw JSON', '"artifact'],
    ['Overview', 'Built from exactly'],
  ] as const) {
    await panel.getByRole('tab', { name: tab, exact: true }).click();
    await expect(panel.getByRole('tab', { name: tab, exact: true })).toHaveAttribute('aria-selected', 'true');
    await expect(panel.getByRole('tabpanel')).toContainText(words === '' ? /\w/ : words);
  }
});
