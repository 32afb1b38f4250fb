import { violations } from './axe';
import { expect, test } from './journey';
import { activityEnds, card, chooseFiles, csvOf, firstVisit, goTo, startChoosing, toast } from './steps';

const people = csvOf([
  ['email', 'fare'],
  ...Array.from({ length: 60 }, (_, at) => [`rider${at}@example.org`, at % 9]),
]);
const run = JSON.stringify([
  {
    eventType: 'COMPLETE',
    eventTime: '2026-01-01T00:00:01Z',
    producer: 'urn:test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: '00000000-0000-4000-8000-000000000001' },
    job: { namespace: 'etl', name: 'clean' },
    inputs: [{ namespace: 'file', name: 'people.csv' }],
    outputs: [{ namespace: 'db', name: 'riders' }],
  },
]);

test('personal data is found, decided on, traced to what was made of it, and ends at a job that removes it', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'people.csv', text: people });
  await page.getByRole('link', { name: 'people.csv', exact: true }).click();
  await page.getByRole('tab', { name: 'Personal data' }).click();
  const findings = page.getByRole('region', { name: 'Personal data' });
  const line = findings.getByRole('row').filter({ hasText: 'e-mail addresses' });
  await expect(line).toContainText('Needs a look');
  await expect(line).toContainText('r•••@e•••.org');
  expect(await violations(page)).toEqual([]);
  await line.getByRole('button', { name: 'Confirm that email holds e-mail addresses' }).click();
  await expect(line).toContainText('Confirmed by');

  await startChoosing(page, { name: 'run.json', text: run });
  await activityEnds(page);
  await goTo(page, 'Lineage');
  await page.getByRole('button', { name: 'Lens' }).click();
  await page.getByRole('menuitem', { name: 'Personal data' }).click();
  await expect(card(page, 'riders')).toContainText('Personal data: e-mail addresses');
  await card(page, 'riders').click();
  const inspector = page.getByRole('complementary').filter({ hasText: 'riders' }).first();
  await inspector.getByRole('button', { name: 'Why?' }).click();
  const way = page.getByRole('list', { name: 'The way of e-mail addresses' });
  await expect(way.getByRole('listitem')).toHaveText([
    'people.csv, email · found here',
    'clean · observed',
    'riders · observed',
  ]);
  expect(await violations(page)).toEqual([]);

  await way.getByRole('link', { name: 'clean' }).click();
  await page.getByRole('button', { name: 'Declare a removal' }).click();
  await page.getByLabel('How it removes e-mail addresses').fill('addresses are hashed');
  await page.getByRole('button', { name: 'Declare', exact: true }).click();
  await toast(page, 'clean counts as removing e-mail addresses').waitFor();
  await expect(page.getByText('e-mail addresses: addresses are hashed')).toBeVisible();
  await expect(card(page, 'riders')).not.toContainText('Personal data');
  expect(await violations(page)).toEqual([]);
});
