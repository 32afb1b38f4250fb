import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './journey';
import { activityEnds, dropFromDesktop, firstVisit, goTo, resultOf } from './steps';

test('a dropped repository says its commit, branch and whether it is clean, and a run takes it over', async ({
  page,
}) => {
  const parent = mkdtempSync(path.join(tmpdir(), 'throughline-code-'));
  const folder = path.join(parent, 'demand-model');
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.org', ...args], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  try {
    mkdirSync(path.join(folder, 'src'), { recursive: true });
    writeFileSync(path.join(folder, 'src/train.py'), 'print("train")\n');
    writeFileSync(path.join(folder, '.gitignore'), '*.pyc\n');
    git('init', '--quiet', '--initial-branch=trunk');
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
    writeFileSync(path.join(folder, 'src/train.pyc'), 'compiled');
    writeFileSync(path.join(folder, 'notes.txt'), 'not added yet');
    const first = git('rev-parse', 'HEAD');

    await firstVisit(page);
    await dropFromDesktop(page, folder);
    await activityEnds(page);
    await expect(resultOf(page, 'demand-model')).toContainText(
      `code at ${first.slice(0, 12)} on trunk, clean`,
    );

    writeFileSync(path.join(folder, 'src/train.py'), 'print("train more")\n');
    await dropFromDesktop(page, folder);
    await expect(resultOf(page, 'demand-model')).toContainText('on trunk, changed: 1 file modified');

    // Committed, the files are the same, and the code version is another.
    git('commit', '--quiet', '-am', 'second');
    git('pack-refs', '--all');
    const second = git('rev-parse', 'HEAD');
    await dropFromDesktop(page, folder);
    await expect(resultOf(page, 'demand-model')).toContainText(
      `Unchanged since version 2; code at ${second.slice(0, 12)} on trunk, clean`,
    );
    await resultOf(page, 'demand-model').getByRole('link').click();
    await expect(page.getByRole('button', { name: `Copy commit ${second.slice(0, 12)}` })).toBeVisible();

    await expect(
      page.getByText('1 file in it is not tracked by Git; 1 file in it is ignored by Git.'),
    ).toBeVisible();

    await goTo(page, 'Runs');
    await page.getByRole('link', { name: 'Record a run' }).first().click();
    await page.getByRole('combobox', { name: 'Code version' }).click();
    await page
      .getByRole('option', { name: `demand-model v2: ${second.slice(0, 12)} on trunk, clean` })
      .click();
    await expect(page.getByRole('combobox', { name: 'Code version' })).toHaveValue(second);
  } finally {
    rmSync(parent, { recursive: true });
  }
});
