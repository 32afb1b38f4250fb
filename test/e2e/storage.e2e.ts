import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit, goTo, openSample, toast } from './steps';
import { verifiedStore } from './storedTables';

/** A table of forty thousand rows, more than one chunk, whose third column tells versions apart. */
function version(number: number): string {
  return csvOf(
    Array.from({ length: 40_000 }, (_, row) => [
      row,
      `place ${(row * 7919) % 1000}`,
      row === number ? 'x' : 'y',
    ]),
  );
}

async function dropVersions(page: Page, count: number): Promise<void> {
  for (let number = 1; number <= count; number++) {
    await chooseFiles(page, { name: 'trips.csv', text: version(number) });
  }
}

function verify(page: Page) {
  return page.getByRole('region', { name: 'Verify' });
}

function cleanUp(page: Page) {
  return page.getByRole('region', { name: 'Clean up' });
}

/** Turns one bit of the last stored pack, past the program. */
async function flipBit(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('The chunks could not be changed.'));
      });
    const database = await answer(indexedDB.open('throughline-chunks'));
    const packs = await answer(database.transaction('packs').objectStore('packs').getAll());
    const pack = packs.at(-1) as { id: number; bytes: Blob | Uint8Array<ArrayBuffer> };
    const bytes = new Uint8Array(await new Blob([pack.bytes]).arrayBuffer());
    bytes[bytes.length - 5]! ^= 1;
    const store = database.transaction('packs', 'readwrite').objectStore('packs');
    await answer(store.put({ ...pack, bytes: new Blob([bytes]) }));
    database.close();
  });
}

/** Takes away what chunks are stored in, and leaves the index that says where they are. */
async function losePacks(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('The packs could not be removed.'));
      });
    const database = await answer(indexedDB.open('throughline-chunks'));
    await answer(database.transaction('packs', 'readwrite').objectStore('packs').clear());
    database.close();
  });
}

test('a flipped bit in what is stored is found and named, and dropping the file again mends it', async ({
  page,
}) => {
  await firstVisit(page);
  await dropVersions(page, 2);
  await goTo(page, 'Storage');
  await verify(page).getByRole('button', { name: 'Verify' }).click();
  await expect(verify(page).getByRole('status')).toContainText(
    'All is as it should be: 2 versions, 2 kept files',
  );

  await flipBit(page);
  await verify(page).getByRole('button', { name: 'Verify again' }).click();
  await expect(verify(page).getByRole('alert')).toContainText('1 thing is not as it should be');
  await expect(verify(page).getByRole('list', { name: 'Findings' })).toContainText(
    /The chunk [0-9a-f]{12} of trips\.csv v2 is damaged.*Drop the original file again/,
  );

  await chooseFiles(page, { name: 'trips.csv', text: version(2) });
  await verify(page).getByRole('button', { name: 'Verify again' }).click();
  await expect(verify(page).getByRole('status')).toContainText('All is as it should be');
  await verifiedStore(page);
});

/** Moves every stored alias to one version, past the program. */
async function forgeAliases(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('The aliases could not be changed.'));
      });
    const database = await answer(indexedDB.open('throughline-workspace-default'));
    const moves = (await answer(
      database.transaction('aliasMoves').objectStore('aliasMoves').getAll(),
    )) as readonly { readonly snapshotId: string }[];
    const store = database.transaction('aliasMoves', 'readwrite').objectStore('aliasMoves');
    for (const move of moves) await answer(store.put({ ...move, snapshotId: moves[0]!.snapshotId }));
    database.close();
  });
}

test('an alias that was moved past the log is found and named', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Storage');
  await verify(page).getByRole('button', { name: 'Verify' }).click();
  await expect(verify(page).getByRole('status')).toContainText(
    /All is as it should be: .*and [\d,]+ records held against it/,
  );

  await forgeAliases(page);
  await verify(page).getByRole('button', { name: 'Verify again' }).click();
  await expect(verify(page).getByRole('alert')).toContainText('not as');
  await expect(verify(page).getByRole('list', { name: 'Findings' })).toContainText(
    /The move of the alias production of endpoints\/demand-api\.json was changed after entry \d+ wrote it/,
  );
});

test('packs that the browser has lost are named, and dropping the files again brings their bytes back', async ({
  page,
}) => {
  await firstVisit(page);
  await dropVersions(page, 2);
  await losePacks(page);
  await goTo(page, 'Storage');
  await verify(page).getByRole('button', { name: 'Verify' }).click();
  await expect(verify(page).getByRole('list', { name: 'Findings' })).toContainText(
    /The chunk [0-9a-f]{12} of trips\.csv v2 is missing.*Drop the original file again/,
  );

  await dropVersions(page, 2);
  await verify(page).getByRole('button', { name: 'Verify again' }).click();
  await expect(verify(page).getByRole('status')).toContainText('All is as it should be');
  await verifiedStore(page);
});

test('a clean-up says what it frees, is undone, and emptied keeps what stays', async ({ page }) => {
  await firstVisit(page);
  await dropVersions(page, 4);
  await page.goto('/#/storage?latest=2');
  const section = cleanUp(page);
  await expect(section.getByRole('status')).toContainText('Frees the bytes of 2 files');
  await expect(section.getByRole('status')).toContainText(
    'The bytes of these versions stay: 2 as the latest.',
  );
  const list = section.getByRole('list', { name: 'What would be freed' });
  await expect(list.getByRole('listitem')).toContainText(['trips.csv v1', 'trips.csv v2']);

  // A pinned version is none of them any more.
  await list.getByRole('link', { name: 'trips.csv v1' }).click();
  await page.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(page.getByText('kept on this device, pinned')).toBeVisible();
  await page.goto('/#/storage?latest=2');
  await expect(list.getByRole('listitem')).toContainText(['trips.csv v2']);
  await expect(section.getByRole('status')).toContainText('2 as the latest, 1 pinned');

  await section.getByRole('button', { name: 'Free these bytes' }).click();
  await expect(section).toContainText('There is nothing to free.');
  await expect(section).toContainText('Freed and not emptied yet: 1 file');
  await toast(page, 'Freed the bytes of 1 file').getByRole('button', { name: 'Undo' }).click();
  await expect(list.getByRole('listitem')).toContainText(['trips.csv v2']);

  await section.getByRole('button', { name: 'Free these bytes' }).click();
  await section.getByRole('button', { name: 'Empty for good' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove for good' }).click();
  await expect(section).not.toContainText('Freed and not emptied yet');
  await expect(page.getByRole('region', { name: 'Use' })).toContainText('in 3 files');
  await verify(page).getByRole('button', { name: 'Verify' }).click();
  await expect(verify(page).getByRole('status')).toContainText(
    'All is as it should be: 4 versions, 3 kept files',
  );
  await verifiedStore(page);
});

test('the policy of a workspace says whose bytes are kept', async ({ page }) => {
  await firstVisit(page);
  await goTo(page, 'Storage');
  await page.getByRole('radio', { name: 'No bytes: only what points to them' }).check();
  await expect(page.getByText('Holds for what is dropped from now on')).toBeVisible();
  await chooseFiles(page, { name: 'trips.csv', text: version(1) });
  await page.reload();
  await expect(page.getByRole('radio', { name: 'No bytes: only what points to them' })).toBeChecked();
  await expect(page.getByRole('region', { name: 'Use' })).toContainText('in 0 files');
  await page.getByRole('radio', { name: 'The bytes of every file' }).check();
  await chooseFiles(page, { name: 'trips.csv', text: version(1) });
  await expect(page.getByRole('region', { name: 'Use' })).toContainText('in 1 file');
});
