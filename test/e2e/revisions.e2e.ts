import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasGit } from '../formats/git/repositories';
import { expect, test } from './journey';
import { dropFromDesktop, firstVisit } from './steps';

test('two revisions of a dropped repository stand side by side, and nothing is stored', async ({ page }) => {
  test.skip(!hasGit, 'git is not installed');
  const folder = mkdtempSync(path.join(tmpdir(), 'repository-'));
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: folder, stdio: 'ignore' });
  const commit = (rate: number) => {
    writeFileSync(path.join(folder, 'params.yaml'), `rate: ${rate}\n`);
    git('add', '-A');
    git('-c', 'user.name=Ana', '-c', 'user.email=ana@example.org', 'commit', '-q', '-m', `Rate ${rate}`);
  };
  try {
    git('init', '-q', '-b', 'main');
    commit(1);
    commit(2);
    await firstVisit(page);
    await page.goto('/#/revisions');
    await expect(
      page.getByRole('heading', { name: 'Drop a repository, or two manifests of dbt' }),
    ).toBeVisible();
    await dropFromDesktop(page, folder);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Before' })).toContainText('Rate 1');
    await expect(
      page.getByRole('region', { name: 'Parameters' }).getByRole('row', { name: 'rate 1 2' }),
    ).toBeVisible();
    await page.goto('/#/sources');
    await expect(page.getByRole('heading', { name: 'No lineage was imported yet' })).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
