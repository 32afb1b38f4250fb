import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { Page } from '@playwright/test';
import { violations } from './axe';
import { expect, test } from './journey';
import { card, chooseFiles, csvOf, firstVisit, goTo, openSample, resultOf, toast } from './steps';

const contract = `apiVersion: v3.1.0
kind: DataContract
id: ids
version: 1.0.0
status: active
schema:
  - name: ids
    properties:
      - name: id
        logicalType: integer
        logicalTypeOptions:
          minimum: 0
`;

async function promise(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('tab', { name: 'Contract' }).click();
  await page.getByRole('button', { name: 'Write one' }).click();
  const editor = page.getByRole('dialog', { name: `Contract of ${name}` });
  await editor.getByRole('textbox', { name: 'In the Open Data Contract Standard' }).fill(contract);
  await editor.getByRole('button', { name: 'Save and judge' }).click();
}

test('a promotion asks the contract of the candidate, shows what it says, needs a reason, and keeps both', async ({
  page,
}) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'ids.csv', text: csvOf([['id'], [1], [-1]]) });
  await promise(page, 'ids.csv');
  await expect(page.getByRole('tab', { name: 'Contract: fail', exact: true })).toBeVisible();
  await goTo(page, 'Releases');
  await page.getByRole('combobox', { name: 'Release an artifact' }).click();
  await page.getByRole('option', { name: 'ids.csv' }).click();
  const gate = page.getByRole('group', { name: 'Contract' });
  await expect(gate).toContainText('Blocks');
  await expect(gate).toContainText('minimum of id: 1 value breaks it');
  await page.getByRole('button', { name: 'Overrule and promote v1' }).press('Enter');
  await expect(page.getByText('Its contract blocks it: give a reason for the override')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('Reason for the override').fill('the sensor is replaced');
  await page.getByRole('button', { name: 'Overrule and promote v1' }).click();
  await toast(page, 'production now points to v1').waitFor();
  const move = page.getByRole('list', { name: 'Moves of production' }).getByRole('listitem').first();
  await expect(move).toContainText('over its contract');
  await move.getByRole('button', { name: 'Evidence', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Evidence' })).toContainText(
    'minimum of id: 1 value breaks it',
  );
  expect(await violations(page)).toEqual([]);
});

test('what a check wrote in continuous integration opens on the page and shows the run', async ({ page }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-ci-'));
  const inside = (name: string): string => path.join(folder, name);
  writeFileSync(inside('ids.csv'), 'id\n1\n-1\n');
  writeFileSync(inside('ids.odcs.yaml'), contract);
  const script = path.resolve(import.meta.dirname, '../../scripts/throughline.mjs');
  const given = ['check', 'ids.csv', '--contract', 'ids.odcs.yaml', '--write-bundle', 'run.json'];
  try {
    execFileSync(process.execPath, [script, ...given], { cwd: folder, stdio: 'ignore' });
  } catch {
    // A clause fails, so that the check ends with 1; what it wrote is looked at below.
  }
  const text = readFileSync(inside('run.json'), 'utf8');
  rmSync(folder, { recursive: true });
  await firstVisit(page);
  await chooseFiles(page, { name: 'run.json', text });
  await expect(resultOf(page, 'run.json')).toContainText('1 artifact');
  await goTo(page, 'Gates');
  const board = page.getByRole('table', { name: 'Gates' });
  await expect(board.getByRole('row').filter({ hasText: 'ids.csv' })).toContainText('Fail');
  await board.getByRole('link', { name: 'ids.csv' }).click();
  await expect(page.getByRole('tab', { name: 'Contract: fail', exact: true })).toBeVisible();
  await goTo(page, 'Runs');
  await expect(page.getByRole('table', { name: 'Runs' })).toContainText('check');
});

test('a gate that fails counts the endpoints downstream, and lights what it endangers on the graph', async ({
  page,
}) => {
  await openSample(page);
  await goTo(page, 'Artifacts');
  const list = page.getByRole('table', { name: 'Artifacts' });
  await list.getByRole('link', { name: 'raw/trips.csv' }).click();
  await page.getByRole('tab', { name: 'Contract' }).click();
  await page.getByRole('button', { name: 'Write one' }).click();
  const editor = page.getByRole('dialog', { name: 'Contract of raw/trips.csv' });
  await editor
    .getByRole('textbox', { name: 'In the Open Data Contract Standard' })
    .fill(contract.replaceAll('name: id', 'name: no_such_column'));
  await editor.getByRole('button', { name: 'Save and judge' }).click();
  await expect(page.getByRole('tab', { name: 'Contract: fail', exact: true })).toBeVisible();
  const endangers = page.getByTestId('endangers');
  await expect(endangers).toContainText(/^Endangers \d+ artifacts downstream, \d+ endpoints? among them/);
  expect(await violations(page)).toEqual([]);
  await endangers.getByRole('link', { name: 'Show them on the graph' }).press('Enter');
  await expect(card(page, 'raw/trips.csv').getByRole('img', { name: /^By its contract/ })).toBeVisible();
  await expect(page.locator('[data-relation="descendant"]').first()).toBeVisible();
});
