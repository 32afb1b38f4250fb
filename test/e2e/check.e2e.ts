import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { violations } from './axe';
import { expect, test } from './journey';
import { activityEnds, chooseFiles, dropFromDesktop, firstVisit, goTo } from './steps';

function outcome(page: Page, name: string) {
  return page.getByRole('table', { name: 'Compared files' }).getByRole('row').filter({ hasText: name });
}

test('a folder that is dropped again says what became of each file, and what changed becomes a version', async ({
  page,
}) => {
  const parent = mkdtempSync(path.join(tmpdir(), 'throughline-check-'));
  const folder = path.join(parent, 'bike-share');
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  try {
    write('trips.csv', 'id,minutes\n1,12\n2,31\n');
    write('weather.csv', 'hour,celsius\n1,4.5\n');
    write('gone.txt', 'gone\n');
    write('model.bin', 'weights\n');
    write('.git/HEAD', 'ref: refs/heads/main\n');
    await firstVisit(page);
    await dropFromDesktop(page, folder);
    // The folder is all read before its files change.
    await expect(page.getByRole('region', { name: 'What happened to each file' })).toBeVisible();
    await activityEnds(page);

    write('trips.csv', 'id,minutes\n1,12\n2,31\n3,7\n');
    rmSync(path.join(folder, 'gone.txt'));
    mkdirSync(path.join(folder, 'models'));
    renameSync(path.join(folder, 'model.bin'), path.join(folder, 'models/model.bin'));
    write('new.txt', 'new\n');
    // What lies below .git is no part of the folder's digest, and of no comparison.
    write('.git/index', 'changed\n');

    await goTo(page, 'Artifacts');
    await page.getByRole('link', { name: 'Check against disk' }).click();
    await expect(page.getByRole('heading', { name: 'Check this workspace against disk' })).toBeVisible();
    await dropFromDesktop(page, folder);
    await expect(
      page.getByText('Of 4 files, 1 is unchanged, 1 modified, 1 missing, 1 moved. 1 more is new.'),
    ).toBeVisible();
    await expect(outcome(page, 'bike-share/trips.csv')).toContainText('Modified');
    await expect(outcome(page, 'bike-share/gone.txt')).toContainText('Missing');
    await expect(outcome(page, 'bike-share/models/model.bin')).toContainText('was bike-share/model.bin');
    await expect(outcome(page, 'bike-share/new.txt')).toContainText('New');
    await expect(outcome(page, 'bike-share/weather.csv')).toContainText('Unchanged');

    expect(await violations(page)).toEqual([]);

    // The choice of an outcome is in the link.
    await page.getByText('Missing 1', { exact: true }).click();
    await expect(page).toHaveURL(/show=missing/);
    await expect(outcome(page, 'bike-share/trips.csv')).toHaveCount(0);
    await page.getByText('Missing 1', { exact: true }).click();

    await page.getByRole('button', { name: 'Capture the changes as a new version' }).click();
    await activityEnds(page);
    await expect(outcome(page, 'bike-share/trips.csv')).toContainText('it is v2 now');
    await outcome(page, 'bike-share/trips.csv').getByRole('link', { name: 'Compare with v1' }).click();
    await expect(page.getByRole('heading', { name: 'Compare' })).toBeVisible();
    await expect(page.getByText(/3 rows/).first()).toBeVisible();
  } finally {
    rmSync(parent, { recursive: true });
  }
});

test('a version is compared with a file of any name, and nothing is stored by it', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'rides.csv', text: 'id\n1\n' });
  await goTo(page, 'Artifacts');
  await page.getByRole('link', { name: 'rides.csv' }).click();
  await page.getByRole('link', { name: 'Drop it again to compare' }).click();
  await expect(page.getByRole('heading', { name: 'Check rides.csv v1 against disk' })).toBeVisible();

  await chooseFiles(page, { name: 'rides-copy.csv', text: 'id\n1\n' });
  await expect(page.getByText('The file was moved, its bytes are the same.')).toBeVisible();
  await chooseFiles(page, { name: 'rides-copy.csv', text: 'id\n2\n' });
  await expect(page.getByText('The file was modified.')).toBeVisible();
  await chooseFiles(page, { name: 'rides.csv', text: 'id\n1\n' });
  await expect(page.getByText('The file is unchanged.')).toBeVisible();
  await page.goBack();
  await expect(page.getByText('The file is unchanged.')).toBeVisible();
  await goTo(page, 'Artifacts');
  await expect(page.getByRole('heading', { name: /^Artifacts/ })).toContainText('1');
});
