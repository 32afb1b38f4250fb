import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import {
  card,
  chooseFiles,
  csvOf,
  firstVisit,
  fitGraph,
  goTo,
  inspector,
  type MadeFile,
  selectCard,
  sha256,
  toast,
} from './steps';
import { verifiedStore } from './storedTables';

const trips: MadeFile = {
  name: 'trips.csv',
  text: csvOf([
    ['station', 'minutes'],
    ['Dock 7', 12],
    ['Harbour', 31],
  ]),
};
const weather: MadeFile = {
  name: 'weather.csv',
  text: csvOf([
    ['hour', 'celsius'],
    [1, 4.5],
    [2, 4.25],
  ]),
};
const model: MadeFile = { name: 'demand.onnx', text: '\u0008\u0007\u0012\u0000\u0001 weights' };

interface Recorded {
  readonly job: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Fills in the form's least and records it. */
async function record(page: Page, { job, inputs, outputs }: Recorded): Promise<void> {
  await goTo(page, 'Runs');
  await page.getByRole('link', { name: 'Record a run' }).click();
  await page.getByRole('combobox', { name: 'Job', exact: true }).fill(job);
  for (const [field, names] of [
    ['inputs', inputs],
    ['outputs', outputs],
  ] as const) {
    for (const name of names) {
      await page.getByRole('combobox', { name: `Add to ${field}` }).fill(name);
      await page.getByRole('option', { name, exact: true }).click();
    }
  }
}

const submit = (page: Page) => page.getByRole('button', { name: 'Record the run' }).click();

test('a run is recorded in the form, and a model leads to the exact bytes it was built from', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await firstVisit(page);
  await chooseFiles(page, trips, weather, model);

  await goTo(page, 'Runs');
  await page.getByRole('link', { name: 'Record a run' }).click();
  await submit(page);
  await expect(page.getByText('Name the job, such as train_demand')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Job', exact: true })).toBeFocused();

  await record(page, { job: 'train_demand', inputs: [trips.name, weather.name], outputs: [model.name] });
  await page.getByLabel('Started').fill('2026-03-12T08:30:00');
  await page.getByLabel('Ended').fill('2026-03-12T08:31:12');
  await page.getByLabel('Parameters').fill('learning_rate = 0.1\nloss = squared error');
  await page.getByLabel('Metrics').fill('rmse = 12.5');
  await page.getByLabel('Code version').fill('9a1b2c3');
  await page.getByLabel('Environment').fill('python 3.12');
  await page.getByLabel('Seed').fill('42');
  await page.getByLabel('By', { exact: true }).fill('Ana');
  await submit(page);

  await expect(page.getByRole('heading', { level: 1, name: /^Run .* of train_demand$/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What it was' })).toContainText(
    /Completed.*1 m 12 s.*9a1b2c3.*42.*Ana/,
  );
  await expect(page.getByRole('region', { name: 'Parameters' })).toContainText('squared error');
  await expect(page.getByRole('region', { name: 'Metrics' })).toContainText('12.5');
  await expect(page.getByRole('region', { name: 'Inputs' })).toContainText(sha256(trips.text).slice(0, 12));

  await goTo(page, 'Lineage');
  await fitGraph(page);
  await selectCard(page, model.name);
  const panel = inspector(page);
  await expect(panel).toContainText('Built from exactly');
  await expect(panel).toContainText('2 snapshots');
  await panel.getByRole('button', { name: 'Copy all' }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect
    .poll(async () => (await copied()).split('\n').toSorted())
    .toEqual([`${sha256(trips.text)}  trips.csv v1`, `${sha256(weather.text)}  weather.csv v1`].toSorted());
  await panel.getByRole('tab', { name: 'Provenance' }).click();
  await expect(panel).toContainText(
    /demand\.onnx v1 was made by run \w{4} of train_demand from .*, code 9a1b2c3.* by Ana\./,
  );

  await panel.getByRole('link', { name: 'trips.csv v1' }).first().click();
  await panel.getByRole('tab', { name: 'Overview' }).click();
  await expect(panel).toContainText('Models and endpoints that saw it');
  await expect(panel.getByRole('link', { name: 'demand.onnx v1', exact: true })).toBeVisible();
  await panel
    .getByRole('button', { name: /^Copy SHA-256/ })
    .first()
    .click();
  await expect.poll(copied).toBe(sha256(trips.text));
});

test('a version cannot come before itself: the run is refused with the cycle named, and nothing is written', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, trips, model);
  await record(page, { job: 'train', inputs: [trips.name], outputs: [model.name] });
  await submit(page);
  await expect(page.getByRole('heading', { level: 1, name: /of train$/ })).toBeVisible();
  const before = await verifiedStore(page);

  await record(page, { job: 'label', inputs: [model.name], outputs: [trips.name] });
  await submit(page);
  const refusal = page.getByRole('alert').filter({ hasText: 'This would put a version before itself' });
  await expect(refusal).toContainText(
    /trips\.csv v1 → .*train.* → demand\.onnx v1|demand\.onnx v1 → .*label.* → trips\.csv v1/,
  );
  await expect(refusal).toContainText('Link another version');
  expect((await verifiedStore(page)).counts).toEqual(before.counts);

  // The same with the next version of the table is no cycle.
  await goTo(page, 'Artifacts');
  await chooseFiles(page, { ...trips, text: `${trips.text}Old Town,5\n` });
  await record(page, { job: 'label', inputs: [model.name], outputs: [trips.name] });
  await submit(page);
  await expect(page.getByRole('heading', { level: 1, name: /of label$/ })).toBeVisible();
});

test('a cycle of definitions is allowed and marked, and every link can be undone', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, trips, model);
  await record(page, { job: 'train', inputs: [trips.name], outputs: [model.name] });
  await submit(page);
  await expect(page.getByRole('heading', { level: 1, name: /of train$/ })).toBeVisible();
  await goTo(page, 'Lineage');
  await fitGraph(page);
  const before = await verifiedStore(page);

  await card(page, model.name)
    .locator('.react-flow__handle.source')
    .dragTo(card(page, trips.name).locator('.react-flow__handle.target'));
  const legend = page.getByRole('region', { name: 'Legend' });
  await expect(legend).toContainText('1 cycle');
  await fitGraph(page);
  await expect(card(page, 'demand.onnx → trips.csv')).toBeVisible();
  await selectCard(page, 'train');
  await expect(page.getByTestId('lineage-announcer')).toHaveText(/3 upstream, 3 downstream$/);

  await toast(page, 'demand.onnx is linked to trips.csv').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Undone: demand.onnx is linked to trips.csv')).toBeVisible();
  await expect(legend).not.toContainText('cycle');
  const after = await verifiedStore(page);
  const { auditSequence, auditHash } = after.live;
  expect(auditSequence).toBe(before.audit.length + 2);
  expect(auditHash).toBe(after.audit.at(-1)?.hash);
  expect(after.live).toEqual({ ...before.live, auditSequence, auditHash });
});
