import { randomBytes } from 'node:crypto';
import { expect, test } from './journey';
import { activityEnds, chooseFiles, csvOf, firstVisit, resultOf } from './steps';
import { verifiedStore } from './storedTables';

// What is kept for working offline would count, too.
test.use({ serviceWorkers: 'block' });

test('a store that is full says so and what to do, loses nothing, and takes the file once there is room', async ({
  page,
  baseURL,
}) => {
  const session = await page.context().newCDPSession(page);
  const origin = new URL(baseURL ?? '').origin;
  const allow = (quotaSize?: number) =>
    session.send('Storage.overrideQuotaForOrigin', {
      origin,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  // Before the first write: Chromium remembers for a while how much room a database had.
  await allow(2_000_000);
  await firstVisit(page);

  await chooseFiles(page, {
    name: 'trips.csv',
    text: csvOf([
      ['station', 'minutes'],
      ['Dock 7', 12],
    ]),
  });
  await expect(resultOf(page, 'trips.csv')).toContainText('New artifact');
  const before = await verifiedStore(page);

  // Four hundred columns of random text, whose profiles cannot be stored in what is left.
  const names = Array.from({ length: 400 }, (_, column) => `column_${column}`);
  const wide = csvOf([
    names,
    ...Array.from({ length: 100 }, () => names.map(() => randomBytes(48).toString('base64'))),
  ]);
  await chooseFiles(page, { name: 'wide.csv', text: wide });
  // First its bytes have no room; without them neither have its profiles.
  await expect(resultOf(page, 'wide.csv')).toContainText(
    'The browser has no room left for the bytes of wide.csv, so nothing of it was taken; what was there before is intact. Free old versions under Storage, or take it without its bytes.',
  );
  await resultOf(page, 'wide.csv').getByRole('button', { name: 'Take it without its bytes' }).click();
  await expect(resultOf(page, 'wide.csv')).toContainText(
    'The browser has no room left, so nothing of this was stored; what was there before is intact. Free some space',
  );
  const during = await verifiedStore(page);
  expect(during.counts).toEqual(before.counts);
  expect(during.live).toEqual(before.live);

  await allow();
  await page.reload();
  await page.goto('/#/');
  await chooseFiles(page, { name: 'wide.csv', text: wide });
  await activityEnds(page);
  const after = await verifiedStore(page);
  expect(after.live.bindings.map(({ name }) => name).toSorted()).toEqual(['trips.csv', 'wide.csv']);
});

test('a sample project that does not fit says so, and leaves nothing', async ({ page, baseURL }) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(baseURL ?? '').origin,
    quotaSize: 300_000,
  });
  await firstVisit(page);
  await page
    .getByRole('button', { name: /sample project/i })
    .first()
    .click();
  await expect(
    page.getByText('The browser has no room left, so nothing of this was stored').first(),
  ).toBeVisible();
  const { counts } = await verifiedStore(page);
  expect(Object.values(counts).every((count) => count === 0)).toBe(true);
});
