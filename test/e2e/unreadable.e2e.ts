import type { Page } from '@playwright/test';
import { violations } from './axe';
import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit, goTo, resultOf, showResult } from './steps';

/** Gives the last snapshot of the store a time that is none, past the program. */
function damageLastSnapshot(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('throughline-workspace-default');
        opening.onerror = () => reject(new Error('the store does not open'));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('snapshots', 'readwrite');
          const cursor = transaction.objectStore('snapshots').openCursor();
          cursor.onsuccess = () => {
            const found = cursor.result;
            const snapshot = found?.value as { readonly sequence: number } | undefined;
            if (snapshot?.sequence === 2) found?.update({ ...snapshot, createdAt: 'not a time' });
            found?.continue();
          };
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
}

const trips = (count: number) => csvOf(Array.from({ length: count }, (_, row) => [row, `place ${row % 7}`]));

test('a stored record that cannot be read is named on every page, and stops nobody', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'trips.csv', text: trips(300) });
  await chooseFiles(page, { name: 'trips.csv', text: trips(400) });
  await damageLastSnapshot(page);
  await page.reload();
  await goTo(page, 'Artifacts');
  const notice = page.getByRole('alert').filter({ hasText: 'cannot be read' });
  await expect(notice).toContainText('stored records cannot be read');
  await expect(notice.getByRole('listitem').first()).toBeHidden();
  await notice.getByText('Which ones').click();
  await expect(notice.getByRole('listitem').first()).toContainText('the snapshot');
  // The first version is there, and the damaged one is not.
  await expect(page.getByRole('row', { name: /trips\.csv/ })).toContainText('300');
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page)).toEqual([]);
  await chooseFiles(page, { name: 'trips.csv', text: trips(500) });
  await showResult(page);
  await expect(resultOf(page, 'trips.csv')).toContainText('Version 3');
});
