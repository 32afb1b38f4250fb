import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import { activityEnds, chooseFiles, csvOf, firstVisit, openSample, resultOf } from './steps';
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
    'The browser has no room left for the bytes of wide.csv, so nothing of it was stored; everything else is intact. Free old versions under Storage, or take it without its bytes.',
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

test('a change of kind and a release each say that the store is full, and change nothing', async ({
  page,
  baseURL,
}) => {
  const session = await page.context().newCDPSession(page);
  // Before the first write, as above.
  const { origin } = new URL(baseURL ?? '');
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 12_000_000 });
  await openSample(page);
  const full = page.getByText('The browser has no room left, so nothing of this was stored').first();

  const kind = page.getByRole('button', { name: /^Kind: (?:Features|Dataset)\. Change it$/ });
  const kindWhileFull = await whileFull(page, async () => {
    await page.goto('/#/artifacts');
    await page.reload();
    await page.getByRole('link', { name: 'features/demand.csv' }).first().click();
    const shown = (await kind.getAttribute('aria-label')) ?? '';
    await kind.click();
    await page.getByRole('menuitem', { name: shown.includes('Features') ? 'Dataset' : 'Features' }).click();
    await expect(full).toBeVisible({ timeout: 5000 });
    await expect(kind).toHaveAttribute('aria-label', shown);
  });
  expect(kindWhileFull.after).toEqual(kindWhileFull.before);

  const alias = page.getByRole('group', { name: 'Aliases' }).getByRole('button', { name: /production/ });
  const moveWhileFull = await whileFull(page, async () => {
    // A page that was opened anew has no other message on it.
    await page.goto('/#/releases');
    await page.reload();
    await page
      .getByRole('table', { name: 'Aliases' })
      .getByRole('link', { name: 'endpoints/demand-api.json' })
      .click();
    const shown = (await alias.textContent()) ?? '';
    await page.locator('#promotion-reason').fill('Worth it.');
    await page.getByRole('button', { name: /^(?:Overrule and promote|Promote) v\d+$/ }).click();
    await expect(full).toBeVisible({ timeout: 5000 });
    await expect(alias).toHaveText(shown);
  });
  expect(moveWhileFull.after).toEqual(moveWhileFull.before);
});

/**
 * Does something in a full store, and gives what it held before and after. Chromium makes room while it tidies up, so that what
 * should not fit may: then the store is filled anew.
 */
async function whileFull(page: Page, act: () => Promise<void>) {
  let before = await verifiedStore(page);
  await expect(async () => {
    await fillStorage(page);
    before = await verifiedStore(page);
    await act();
  }).toPass();
  const after = await verifiedStore(page);
  const told = ({ counts, live }: typeof after) => ({ counts, live });
  return { before: told(before), after: told(after) };
}

/** Fills what is left of the origin's room with something else: large things first, until not even sixteen bytes fit. */
async function fillStorage(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const opening = indexedDB.open('something-else');
    opening.onupgradeneeded = () => opening.result.createObjectStore('bytes', { autoIncrement: true });
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const fits = (byteLength: number): Promise<boolean> =>
      new Promise((resolve) => {
        const writing = opening.result.transaction('bytes', 'readwrite');
        writing.objectStore('bytes').add(crypto.getRandomValues(new Uint8Array(byteLength)));
        writing.oncomplete = () => resolve(true);
        writing.onabort = () => resolve(false);
      });
    for (let byteLength = 65_536; byteLength >= 16; byteLength /= 4) while (await fits(byteLength));
    opening.result.close();
  });
}
