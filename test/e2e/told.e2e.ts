import { expect, test } from './journey';
import { chooseFiles, firstVisit, goTo } from './steps';

const at = { producer: 'p', schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent' };

const event = {
  ...at,
  eventType: 'COMPLETE',
  eventTime: '2026-03-12T08:00:00Z',
  run: {
    runId: '0f2c4f6e-0000-4000-8000-000000000001',
    facets: { processing_engine: { name: 'spark', version: '3.5.1' } },
  },
  job: { namespace: 'etl', name: 'clean', facets: { sql: { query: 'select * from raw' } } },
  inputs: [{ namespace: 'db', name: 'raw' }],
  outputs: [
    {
      namespace: 'db',
      name: 'trips',
      facets: {
        ownership: { owners: [{ name: 'team bikes', type: 'STEWARD' }] },
        schema: { fields: Array.from({ length: 12 }, (_, at) => ({ name: `column_${at}`, type: 'BIGINT' })) },
      },
      outputFacets: { outputStatistics: { rowCount: 12_480, size: 99_000 } },
    },
  ],
};

test('what a source says of a dataset, a job and a run is on their pages, under who said it', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'events.json', text: JSON.stringify(event) });
  await goTo(page, 'Artifacts');
  await page.getByRole('link', { name: 'trips', exact: true }).first().click();
  const told = page.getByRole('group').filter({ hasText: 'What sources say' });
  await expect(told).toContainText('3 statements');
  await told.getByText('What sources say').click();
  const owners = told.getByRole('listitem').filter({ hasText: 'team bikes' });
  await expect(owners).toContainText('STEWARD');
  await expect(owners).toContainText('Said by events.json');
  const statistics = told.getByRole('listitem').filter({ hasText: 'Statistics of trips, as written' });
  await expect(statistics).toContainText('12,480');
  // What a long statement hides is counted, and one click away.
  await expect(told).not.toContainText('column_11');
  await told.getByRole('button', { name: 'Show 4 more' }).click();
  await expect(told).toContainText('column_11');

  await statistics.getByRole('link', { name: /^run 0f2c4f6e of clean/ }).click();
  await expect(page.getByRole('heading', { name: /^Run 0f2c4f6e/ })).toBeVisible();
  await told.getByText('What sources say').click();
  await expect(told).toContainText('Engine');
  await expect(told).toContainText('Said by the records of this run');

  await page.getByRole('link', { name: 'Show in lineage' }).click();
  const inspector = page.getByRole('complementary', { name: /^Inspector/ });
  await inspector.getByRole('link', { name: 'clean', exact: true }).first().click();
  await expect(inspector.getByRole('heading', { name: 'clean' })).toBeVisible();
  await inspector.getByText('What sources say').click();
  await expect(inspector).toContainText('select * from raw');
});
