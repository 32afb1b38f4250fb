import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import { readZip } from './readZip';
import { activityEnds, chooseFiles, csvOf, firstVisit, goTo, sha256 } from './steps';

/** The dialogs of the system cannot be used by a test: what is chosen is in the browser's own file system. */
async function choosePlaces(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const root = navigator.storage.getDirectory();
    Object.assign(window, {
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
        (await root).getFileHandle(suggestedName, { create: true }),
      showDirectoryPicker: async () => (await root).getDirectoryHandle('chosen', { create: true }),
    });
  });
}

/** The files of the browser's own file system, as text by path. */
function writtenFiles(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const files: Record<string, string> = {};
    const visit = async (folder: FileSystemDirectoryHandle, prefix: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle instanceof FileSystemDirectoryHandle) await visit(handle, `${prefix}${name}/`);
        else files[prefix + name] = await (await handle.getFile()).text();
      }
    };
    await visit(await navigator.storage.getDirectory(), '');
    return files;
  });
}

async function openVersion(page: Page, name: string, version: number): Promise<void> {
  await goTo(page, 'Artifacts');
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('link', { name: `Version ${version}`, exact: true }).click();
}

const january = csvOf([
  ['id', 'minutes'],
  ...Array.from({ length: 20_000 }, (_, at) => [at, (at * 7919) % 997]),
]);
const february = january.replace('100,', '100000,');

test('any version comes back byte for byte, into a file that is chosen or as a download', async ({
  page,
}) => {
  await choosePlaces(page);
  await firstVisit(page);
  await chooseFiles(page, { name: 'trips.csv', text: january });
  await chooseFiles(page, { name: 'trips.csv', text: february });
  await openVersion(page, 'trips.csv', 1);
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  // A file that is listed may have its own name a moment later, where the browser writes it aside.
  await expect(async () => {
    expect(sha256((await writtenFiles(page))['trips.csv'] ?? '')).toBe(sha256(january));
  }).toPass();

  // A browser without that dialog.
  await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
  await page.getByRole('link', { name: 'Version 2', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('trips.csv');
  expect(sha256(readFileSync(await download.path()))).toBe(sha256(february));
});

test('a flipped bit in what is kept is an error that names the chunk, and no file', async ({ page }) => {
  await choosePlaces(page);
  await firstVisit(page);
  await chooseFiles(page, { name: 'trips.csv', text: january });
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('throughline-chunks');
        opening.onerror = () => reject(new Error('no chunks'));
        opening.onsuccess = () => {
          const database = opening.result;
          const read = database.transaction('packs').objectStore('packs').getAll();
          read.onsuccess = async () => {
            const [pack] = read.result as { id: number; bytes: Blob }[];
            const bytes = new Uint8Array(await pack!.bytes.arrayBuffer());
            bytes[bytes.length >> 1]! ^= 1;
            const writing = database.transaction('packs', 'readwrite');
            writing.objectStore('packs').put({ ...pack, bytes: new Blob([bytes]) });
            writing.oncomplete = () => {
              database.close();
              resolve();
            };
          };
        };
      }),
  );
  await openVersion(page, 'trips.csv', 1);
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: /trips\.csv cannot be given back: its chunk [0-9a-f]{12}/ }),
  ).toBeVisible();
  expect(await writtenFiles(page)).toEqual({});
});

test('a folder comes back as an archive, or into a folder without writing over what nobody was asked about', async ({
  page,
}) => {
  const parent = mkdtempSync(path.join(tmpdir(), 'throughline-restore-'));
  const folder = path.join(parent, 'bike-share');
  const files: Readonly<Record<string, string>> = {
    'trips.csv': 'id,minutes\n1,12\n2,31\n',
    'für später/ä b.txt': 'kept for later\n',
    'empty.txt': '',
    'weights/model.bin': '\u0000\u0001\u0002'.repeat(5000),
  };
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    await choosePlaces(page);
    await firstVisit(page);
    await page.locator('#choose-folder').setInputFiles(folder);
    await activityEnds(page);
    await openVersion(page, 'bike-share', 1);

    await page.evaluate(() => Object.assign(window, { showSaveFilePicker: undefined }));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download .zip' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('bike-share.zip');
    const archive = readZip(readFileSync(await download.path()));
    expect(Object.fromEntries([...archive].map(([name, bytes]) => [name, bytes.toString()]))).toEqual(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`bike-share/${name}`, text])),
    );

    // Into an empty folder: nothing to ask.
    await page.getByRole('button', { name: 'Write into a folder…' }).click();
    await expect(page.getByText('4 files written into chosen.')).toBeVisible();
    const inChosen = (written: Record<string, string>): Record<string, string> =>
      Object.fromEntries(Object.entries(written).map(([name, text]) => [name.replace('chosen/', ''), text]));
    expect(inChosen(await writtenFiles(page))).toEqual(files);

    // Somebody works on a file there, and adds one.
    await page.evaluate(async () => {
      const chosen = await (await navigator.storage.getDirectory()).getDirectoryHandle('chosen');
      for (const [name, text] of [
        ['trips.csv', 'precious\n'],
        ['own.txt', 'own\n'],
      ] as const) {
        const writable = await (await chosen.getFileHandle(name, { create: true })).createWritable();
        await writable.write(text);
        await writable.close();
      }
    });
    await page.getByRole('button', { name: 'Write into a folder…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Write bike-share v1 over other files?' });
    await expect(dialog).toContainText('1 file in chosen has other bytes');
    await expect(dialog.getByRole('listitem')).toContainText('trips.csv');
    await dialog.getByRole('button', { name: 'Write nothing' }).last().click();
    expect(inChosen(await writtenFiles(page))['trips.csv']).toBe('precious\n');

    await page.getByRole('button', { name: 'Write into a folder…' }).click();
    await dialog.getByRole('button', { name: 'Write over 1 file' }).click();
    await expect(page.getByText('1 file written into chosen; 3 files were there already.')).toBeVisible();
    expect(inChosen(await writtenFiles(page))).toEqual({ ...files, 'own.txt': 'own\n' });
  } finally {
    rmSync(parent, { recursive: true });
  }
});
