import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './journey';
import { activityEnds, canvas, dropFromDesktop, firstVisit } from './steps';

const stage = (name: string, from: string, to: string) =>
  `  ${name}:\n    cmd: python ${name}.py ${from} ${to}\n    deps: [${from}]\n    outs: [${to}]\n`;

test('a pipeline that is dropped leads to its graph, is listed with what vanished from it, and is taken back', async ({
  page,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pipeline-'));
  const write = (...stages: readonly string[]) =>
    writeFileSync(path.join(folder, 'dvc.yaml'), `stages:\n${stages.join('')}`);
  try {
    const [clean, train] = [stage('clean', 'raw.csv', 'clean.csv'), stage('train', 'clean.csv', 'model.bin')];
    write(clean, train);
    await firstVisit(page);
    await dropFromDesktop(page, folder);
    const next = page.getByRole('region', { name: 'Next' });
    await next.getByRole('link', { name: 'Open lineage' }).click();
    await expect(canvas(page).getByText('train').first()).toBeVisible();

    write(clean);
    await dropFromDesktop(page, folder);
    await activityEnds(page);
    await page.goto('/#/sources');
    const source = page.getByRole('region', { name: path.basename(folder), exact: true });
    await expect(source.getByText('No longer in it:')).toBeVisible();
    await source.getByRole('link', { name: 'train' }).click();
    await expect(page.getByRole('region', { name: 'Known from' })).toContainText('dvc.yaml no longer in it');

    await page.goto('/#/sources');
    await source.getByRole('button', { name: /^Take .* back$/ }).click();
    await expect(source.getByText('taken back', { exact: true })).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
