import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './journey';
import { chooseFiles, csvOf, firstVisit, goTo, resultOf, sha256 } from './steps';

const text = csvOf([
  ['station', 'minutes'],
  ['Dock 7', 12],
  ['Harbour', 31],
]);
const md5 = createHash('md5').update(text).digest('hex');
const dvc = (name: string) => `outs:\n- md5: ${md5}\n  size: ${text.length}\n  hash: md5\n  path: ${name}\n`;

async function downloaded(
  page: Page,
  button: string,
): Promise<{ readonly name: string; readonly text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

/** What git-lfs itself writes for the bytes; null where it is not installed. */
function pointerOfGitLfs(): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-lfs-'));
  try {
    const file = path.join(folder, 'trips.csv');
    writeFileSync(file, text);
    return execFileSync('git', ['lfs', 'pointer', `--file=${file}`], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    console.warn('git-lfs is not installed: its own pointer is not compared.');
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('pointers are downloaded as git-lfs and DVC write them', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'trips.csv', text });
  await goTo(page, 'Artifacts');
  await page.getByRole('link', { name: 'trips.csv' }).first().click();

  const lfs = await downloaded(page, 'Download as git-lfs pointer');
  expect(lfs).toEqual({
    name: 'trips.csv',
    text: `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(text)}\nsize ${text.length}\n`,
  });
  const own = pointerOfGitLfs();
  if (own !== null) expect(lfs.text).toBe(own);
  expect(await downloaded(page, 'Download as .dvc pointer')).toEqual({
    name: 'trips.csv.dvc',
    text: dvc('trips.csv'),
  });
});

test('a pointer finds its bytes under another name, whichever is dropped first', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'early.csv.dvc', text: dvc('early.csv') });
  await expect(resultOf(page, 'early.csv')).toContainText('New artifact; only its pointer is here');
  await chooseFiles(page, { name: 'trips.csv', text });
  await expect(resultOf(page, 'trips.csv')).toContainText(
    'also the bytes of early.csv, version 1, known from a pointer',
  );
  await chooseFiles(page, { name: 'late.csv.dvc', text: dvc('late.csv') });
  await expect(resultOf(page, 'late.csv')).toContainText(
    /its bytes are here as (early|trips)\.csv, version 1/,
  );
  await goTo(page, 'Artifacts');
  await page.getByRole('link', { name: 'late.csv' }).first().click();
  const details = page.getByRole('region', { name: 'Version 1' });
  await expect(details).toContainText('2 in 2 columns');
  await expect(details).toContainText(sha256(text).slice(0, 12));
});
