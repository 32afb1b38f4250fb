import { readBundle } from '../../src/formats/bundle/readBundle';
import { writeBundle } from '../../src/formats/bundle/writeBundle';
import { exportBundle } from '../../src/operations/workspaces/bundle';
import { dropFile, testPorts, valueOf } from '../operations/testProject';
import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit, goTo } from './steps';

const trips = csvOf(Array.from({ length: 300 }, (_, row) => [row, `place ${row % 7}`]));

/** The bundle of a store with trips.csv in it, of which it claims that it has seven rows. */
async function forgedBundle(): Promise<string> {
  const ports = testPorts();
  await dropFile(ports, 'trips.csv', trips);
  const { tables } = valueOf(readBundle(valueOf(await exportBundle(ports, null)), ports));
  const readings = tables.readings.map((reading) => ({ ...reading, rowCount: 7 }));
  return writeBundle({ ...tables, readings }, 'all', ports);
}

test('what a bundle claims of a file is said to be a claim, and the file itself takes its place', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'forged.json', text: await forgedBundle() });
  await goTo(page, 'Artifacts');
  await page.getByRole('link', { name: 'trips.csv', exact: true }).first().click();
  const claim = 'Claimed by an import, not read here. Drop the file to read it.';
  await expect(page.getByRole('note')).toHaveText(claim);
  await expect(page.getByRole('definition').filter({ hasText: claim })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: '7 in 2 columns' })).toBeVisible();
  const version = page.url();

  await goTo(page, 'Storage');
  const verify = page.getByRole('region', { name: 'Verify' });
  await verify.getByRole('button', { name: 'Verify' }).click();
  await expect(verify).toContainText('1 reading is claimed by an import, and not read here.');
  // The forged record is not what the bundle's own log says.
  await expect(verify.getByRole('list', { name: 'Findings' })).toContainText(
    /The reading of trips\.csv.* was changed|The reading [0-9a-f].* was changed/,
  );

  await chooseFiles(page, { name: 'trips.csv', text: trips });
  await page.goto(version);
  await expect(page.getByRole('definition').filter({ hasText: '300 in 2 columns' })).toBeVisible();
  await expect(page.getByRole('note')).toHaveCount(0);
  await goTo(page, 'Storage');
  await verify.getByRole('button', { name: /^Verify/ }).click();
  await expect(verify.getByRole('status')).toContainText('All is as it should be');
  await expect(verify).not.toContainText('claimed');
});
