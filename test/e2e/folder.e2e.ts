import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './journey';
import { activityEnds, csvOf, dropFromDesktop, firstVisit, resultOf, sha256 } from './steps';
import { verifiedStore } from './storedTables';

const files: Readonly<Record<string, string>> = {
  'trips.csv': csvOf([
    ['station', 'minutes'],
    ['Dock 7', 12],
    ['Harbour', 31],
  ]),
  'Weather.csv': csvOf([
    ['hour', 'celsius'],
    [1, 4.5],
    [2, 4.25],
  ]),
  'für später/ä b.txt': 'kept for later\n',
  'weights/model.bin': '\u0000\u0001\u0002',
  // In byte order the wave comes before the bicycle, in that of UTF-16 units after it.
  '～.txt': 'wave\n',
  '🚲.txt': 'bicycle\n',
};

/** What `find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0r sha256sum | sha256sum` prints. */
function treeDigest(folder: string, paths: readonly string[]): string {
  const inByteOrder = paths.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return sha256(
    inByteOrder.map((name) => `${sha256(readFileSync(path.join(folder, name)))}  ${name}\n`).join(''),
  );
}

test('a folder is one artifact with a tree digest, and a renamed file in it is recognised', async ({
  page,
}) => {
  const parent = mkdtempSync(path.join(tmpdir(), 'throughline-folder-'));
  const folder = path.join(parent, 'bike-share');
  for (const [name, text] of Object.entries({ ...files, '.git/HEAD': 'ref: refs/heads/main\n' })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const choose = async () => {
    await page.locator('#choose-folder').setInputFiles(folder);
    await activityEnds(page);
  };
  try {
    await firstVisit(page);
    await choose();
    const result = resultOf(page, 'bike-share');
    const digest = treeDigest(folder, Object.keys(files));
    await expect(result).toContainText('New artifact');
    await expect(result).toContainText(digest.slice(0, 12));
    await expect(resultOf(page, 'bike-share/trips.csv')).toContainText('New artifact');
    const before = await verifiedStore(page);
    expect(before.live.manifests).toMatchObject([{ digest, leftOutCount: 1 }]);
    // One unit, one entry of the log, however many files.
    expect(before.audit).toHaveLength(1);

    renameSync(path.join(folder, 'trips.csv'), path.join(folder, 'rides.csv'));
    await choose();
    const renamed = ['rides.csv', ...Object.keys(files).filter((name) => name !== 'trips.csv')];
    await expect(result).toContainText('Version 2');
    await expect(result).toContainText(treeDigest(folder, renamed).slice(0, 12));
    await expect(resultOf(page, 'bike-share/rides.csv')).toContainText('Moved from bike-share/trips.csv');
    await expect(resultOf(page, 'bike-share/Weather.csv')).toContainText('Unchanged since version 1');

    // The same folder as the desktop drops it, and the browser walks through it.
    await dropFromDesktop(page, folder);
    await activityEnds(page);
    await expect(result).toContainText('Unchanged since version 2');
    const after = await verifiedStore(page);
    expect(after.audit).toHaveLength(2);
    // The folder and two tables; the moved one is the same artifact under another name.
    expect(after.live.artifacts).toHaveLength(3);

    await result.getByRole('link').click();
    await page.getByRole('tab', { name: 'Files 6' }).click();
    await expect(page.getByRole('table').getByRole('row').filter({ hasText: 'rides.csv' })).toBeVisible();
  } finally {
    rmSync(parent, { recursive: true });
  }
});

test('files of a folder are left out by patterns, and the next drop leaves them out again', async ({
  page,
}) => {
  const parent = mkdtempSync(path.join(tmpdir(), 'throughline-left-'));
  const folder = path.join(parent, 'project');
  const written = { 'trips.csv': files['trips.csv'] ?? '', 'node_modules/p/i.js': 'x', 'run.tmp': 'y' };
  for (const [name, text] of Object.entries(written)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const choose = async () => {
    await page.locator('#choose-folder').setInputFiles(folder);
    await activityEnds(page);
  };
  try {
    await firstVisit(page);
    await choose();
    const result = resultOf(page, 'project');
    await expect(result).toContainText(treeDigest(folder, Object.keys(written)).slice(0, 12));

    await result.getByRole('button', { name: 'Leave files of project out' }).press('Enter');
    await page.getByRole('button', { name: /^node_modules\// }).click();
    const patterns = page.getByRole('textbox', { name: 'Leave out' });
    await expect(patterns).toHaveValue('/node_modules/');
    await patterns.fill('/node_modules/\n*.tmp');
    await page.getByRole('button', { name: 'Take it without these' }).click();
    await activityEnds(page);
    const kept = `${sha256(written['trips.csv'])}  trips.csv\n`;
    const left = 'leave out  /node_modules/\nleave out  *.tmp\nleft out  node_modules/\nleft out  run.tmp\n';
    await expect(result).toContainText('left out: node_modules/, run.tmp');
    await expect(result).toContainText(sha256(kept + left).slice(0, 12));

    await choose();
    await expect(result).toContainText('Unchanged since version 2; left out: node_modules/, run.tmp');
    await result.getByRole('link').click();
    await page.getByRole('tab', { name: 'Files 1' }).click();
    await expect(page.getByText(/Not compared with the version before/)).toBeVisible();
  } finally {
    rmSync(parent, { recursive: true });
  }
});

test('an archive in a folder is read as the folder that it holds', async ({ page }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-archive-'));
  try {
    const event = {
      eventTime: '2026-01-01T00:00:00Z',
      job: { namespace: 'etl', name: 'load' },
      inputs: [{ namespace: 's3://lake', name: 'raw/orders.csv' }],
      outputs: [{ namespace: 's3://lake', name: 'clean/orders.csv' }],
    };
    writeFileSync(path.join(folder, 'events.json'), JSON.stringify([event]));
    execFileSync('tar', ['-czf', path.join(folder, 'events.tar.gz'), '-C', folder, 'events.json']);
    rmSync(path.join(folder, 'events.json'));
    writeFileSync(path.join(folder, 'notes.txt'), 'nothing of lineage');
    await firstVisit(page);
    await dropFromDesktop(page, folder);
    await activityEnds(page);
    const name = path.basename(folder);
    await expect(resultOf(page, `Lineage in ${name}/events.tar.gz`)).toContainText('1 job');
    await expect(resultOf(page, name)).toContainText('New artifact');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
