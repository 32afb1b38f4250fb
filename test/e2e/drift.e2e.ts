import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit, resultOf } from './steps';

interface Row {
  readonly rider: string;
  readonly minutes: number;
  readonly station: string;
}

/** So many rows; of them `members` ride as members and `long` take two minutes; every other one begins at the dock. */
function rows(count: number, members: number, long: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    rider: index < members ? 'member' : 'casual',
    minutes: index < long ? 2 : 1,
    station: index % 2 === 0 ? 'dock' : 'harbour',
  }));
}

const january = rows(400, 300, 200);
const february = [...january, ...rows(400, 100, 330)];
const table = (of: readonly Row[]) =>
  csvOf([
    ['rider', 'minutes', 'station'],
    ...of.map(({ rider, minutes, station }) => [rider, minutes, station]),
  ]);

/** Σ (c − r) ln(c / r), by hand: none of these shares is zero, so the recipe changes nothing. */
const psi = (reference: readonly number[], current: readonly number[]) =>
  reference.reduce((sum, r, at) => sum + (current[at]! - r) * Math.log(current[at]! / r), 0);

// Members: 300 of 400 before, 400 of 800 now. Two minutes: 200 of 400 before, 530 of 800 now. Stations: half and half twice.
const riderPsi = psi([300 / 400, 100 / 400], [400 / 800, 400 / 800]);
const minutesPsi = psi([200 / 400, 200 / 400], [530 / 800, 270 / 800]);

test('drift between two versions is shown by column, with chart, recipe and a PSI that a hand can check', async ({
  page,
}) => {
  // ¼ ln 1.5 + ¼ ln 2 = ¼ ln 3
  expect(riderPsi).toBeCloseTo(Math.log(3) / 4, 12);

  await firstVisit(page);
  await chooseFiles(page, { name: 'trips.csv', text: table(january) });
  await chooseFiles(page, { name: 'trips.csv', text: table(february) });
  await expect(resultOf(page, 'trips.csv').getByRole('listitem')).toHaveText([
    new RegExp(`rider.*${riderPsi.toFixed(2)}.*Significant`),
    new RegExp(`minutes.*${minutesPsi.toFixed(2)}.*Moderate`),
    /station.*0\.00.*Stable/,
  ]);

  await page.getByRole('link', { name: 'See what changed' }).click();
  await expect(
    page.getByText('800 rows, 400 more than v1; 2 of 3 columns drifted, most: rider'),
  ).toBeVisible();
  const columns = page.getByRole('listbox', { name: 'Columns by PSI' });
  await expect(columns.getByRole('option')).toHaveText([
    /rider.*Significant/,
    /minutes.*Moderate/,
    /station.*Stable/,
  ]);

  const detail = page.getByRole('region', { name: 'Drift of rider' });
  await expect(detail).toContainText(`PSI ${riderPsi.toFixed(2)}`);
  await expect(detail.getByRole('img', { name: /^Shares of rider by bin on both sides/ })).toBeVisible();
  const bars = detail.locator('.recharts-bar-rectangle path');
  // Two bins on two sides, and what each adds.
  await expect(bars).toHaveCount(6);
  // ¼ ln 1.5 and ¼ ln 2
  const bins = detail.getByRole('region', { name: 'Bins' });
  await expect(bins.getByRole('row').filter({ hasText: 'member' })).toContainText(
    /75(\.0)? %50(\.0)? %0\.1014/,
  );
  await expect(bins.getByRole('row').filter({ hasText: 'casual' })).toContainText(
    /25(\.0)? %50(\.0)? %0\.1733/,
  );
  await expect(detail.getByRole('heading', { name: 'Recipe deciles' })).toBeVisible();
  await expect(detail).toContainText('Below 0.1 stable, from 0.1 moderate, from 0.25 significant');
  await expect(detail).toContainText('This figure is more than chance gives.');

  await columns.getByRole('option', { name: /minutes/ }).click();
  await expect(page.getByRole('region', { name: 'Drift of minutes' })).toContainText(
    `PSI ${minutesPsi.toFixed(2)}`,
  );
  // Epsilon is added to every share and hardly changes these; the recipe that stands beside them does.
  await page.getByText('proportions', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Recipe proportions' })).toBeVisible();
  await page.getByRole('button', { name: 'Swap reference and current' }).click();
  await expect(page.getByText('400 rows, 400 fewer than v2')).toBeVisible();
  await page.getByRole('tab', { name: 'Schema' }).click();
  await expect(page.getByText('The same columns with the same types on both sides.')).toBeVisible();
});
