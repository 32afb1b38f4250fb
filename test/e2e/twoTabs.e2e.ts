import { expect, test } from './journey';
import { activityEnds, csvOf, firstVisit, resultOf, sha256, startChoosing } from './steps';
import { verifiedStore } from './storedTables';

test('two tabs that take versions of one file at once number them, and both see both', async ({
  page,
  context,
}) => {
  const versions = [1, 2].map((minutes) =>
    csvOf([
      ['station', 'minutes'],
      ['Dock 7', minutes],
    ]),
  );
  const tabs = [page, await context.newPage()];
  for (const tab of tabs) await firstVisit(tab);
  await Promise.all(
    tabs.map((tab, at) => startChoosing(tab, { name: 'trips.csv', text: versions[at] ?? '' })),
  );
  for (const tab of tabs) await activityEnds(tab);

  const words = await Promise.all(tabs.map((tab) => resultOf(tab, 'trips.csv').textContent()));
  expect(words.filter((text) => text?.includes('New artifact'))).toHaveLength(1);
  expect(words.filter((text) => text?.includes('Version 2'))).toHaveLength(1);
  for (const tab of tabs) {
    await resultOf(tab, 'trips.csv').getByRole('link', { name: 'trips.csv' }).click();
    await expect(
      tab.getByRole('list', { name: 'Versions' }).getByRole('link', { name: /^Version/ }),
    ).toHaveText(['Version 2', 'Version 1']);
  }

  const { live, audit } = await verifiedStore(page);
  expect(live.artifacts).toHaveLength(1);
  expect(new Set(live.snapshots.map(({ sequence }) => sequence))).toEqual(new Set([1, 2]));
  expect(new Set<string | null>(live.snapshots.map(({ digest }) => digest))).toEqual(
    new Set(versions.map(sha256)),
  );
  expect(live.snapshots.find(({ sequence }) => sequence === 2)?.parents).toEqual([
    live.snapshots.find(({ sequence }) => sequence === 1)?.id,
  ]);
  expect(audit.map(({ sequence }) => sequence)).toEqual([1, 2]);

  // An undo in one is seen in the other without a reload.
  const last = words.findIndex((text) => text?.includes('Version 2'));
  await tabs[last]!.getByRole('button', { name: /^Activity/ }).click();
  await tabs[last]!.getByRole('button', { name: 'Undo' }).click();
  for (const tab of tabs) {
    await expect(
      tab.getByRole('list', { name: 'Versions' }).getByRole('link', { name: /^Version/ }),
    ).toHaveText(['Version 1']);
  }
});
