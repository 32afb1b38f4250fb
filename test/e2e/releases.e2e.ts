import type { Locator, Page } from '@playwright/test';
import { expect, test } from './journey';
import { chooseFiles, firstVisit, goTo, openSample, toast } from './steps';

const section = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const moves = (page: Page): Locator =>
  page.getByRole('list', { name: 'Moves of production' }).getByRole('listitem');
const alias = (page: Page): Locator =>
  page.getByRole('group', { name: 'Aliases' }).getByRole('button', { name: /production/ });

async function openRelease(page: Page, artifact: string): Promise<void> {
  await goTo(page, 'Releases');
  await page.getByRole('table', { name: 'Aliases' }).getByRole('link', { name: artifact }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: artifact })).toBeVisible();
}

test('a candidate is compared, blocked, overruled with a reason and rolled back; the log shows it all', async ({
  page,
}) => {
  await openSample(page);
  await openRelease(page, 'endpoints/demand-api.json');
  await expect(alias(page)).toHaveText(/v5/);

  // What speaks against it stands in words and figures.
  const metric = section(page, 'Metrics').getByRole('row', { name: /latency_ms/ });
  await expect(metric).toContainText('Worse');
  await expect(metric).toContainText('< 0.001');
  await expect(metric.getByRole('img')).toHaveAccessibleName(/^Difference \+\d.*lower is better/);
  const guardrails = section(page, 'Guardrails');
  await expect(guardrails.getByRole('row', { name: /Slow answers/ })).toContainText('Blocks');
  await expect(guardrails.getByRole('row', { name: /Timeouts/ })).toContainText(/\d+ allow, \d+ escalate/);
  await expect(section(page, 'Tail').getByRole('row', { name: 'Now, v5' })).toContainText('240');
  await expect(section(page, 'Tail').locator('.recharts-area').first()).toBeVisible();

  // Without a reason nothing moves.
  await page.getByRole('button', { name: 'Overrule and promote v6' }).click();
  await expect(page.getByText('A guardrail blocks it: give a reason for the override')).toBeVisible();
  const reason = page.getByLabel('Reason for the override');
  await expect(reason).toBeFocused();
  await expect(alias(page)).toHaveText(/v5/);
  await reason.fill('The forecast is worth <b>waiting</b> for.');
  await page.getByRole('button', { name: 'Overrule and promote v6' }).click();
  await expect(toast(page, 'production now points to v6')).toBeVisible();
  await expect(alias(page)).toHaveText(/v6/);
  await expect(moves(page)).toHaveCount(3);
  await expect(moves(page).first()).toContainText('over the guardrails');
  await expect(moves(page).first()).toContainText('The forecast is worth <b>waiting</b> for.');
  await moves(page).first().getByRole('button', { name: 'Evidence', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Evidence' })).toContainText('Worse on latency_ms');

  // One click back, and what is behind it is said before.
  const back = section(page, 'Roll back');
  await expect(back).toContainText('moves from v6');
  await expect(back).toContainText('features/demand.csv');
  await expect(back).toContainText(/drifted|as many as/);
  await back.getByRole('button', { name: 'Roll back to v5' }).click();
  await expect(toast(page, 'production rolled back to v5')).toBeVisible();
  await expect(alias(page)).toHaveText(/v5/);
  // The old state can be had again the same way.
  await expect(back.getByRole('button', { name: 'Roll back to v6' })).toBeVisible();

  await page.reload();
  await expect(moves(page)).toHaveCount(4);
  await goTo(page, 'Audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  await expect(log).toContainText('Rolled production back to version 5 of endpoints/demand-api.json');
  await log
    .getByRole('link', {
      name: 'Promoted version 6 of endpoints/demand-api.json to production, over the guardrails',
    })
    .click();
  const entry = page.getByRole('dialog');
  await expect(entry).toContainText('The forecast is worth <b>waiting</b> for.');
  await expect(entry).toContainText('Slow answers block');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByText(/intact/).first()).toBeVisible();
});

test('by keyboard: an alias is found, judged by another rule, promoted and undone', async ({ page }) => {
  await openSample(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Search or run a command' })).toBeFocused();
  await page.keyboard.type('production duration-api');
  await expect(page.getByRole('button', { name: /duration-api\.json v3/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(page.getByRole('heading', { level: 1, name: /^Releases/ })).toBeVisible();
  await page.getByRole('link', { name: 'endpoints/duration-api.json' }).focus();
  await page.keyboard.press('Enter');
  const metric = section(page, 'Metrics').getByRole('row', { name: /latency_ms/ });
  await expect(metric).toContainText('Better');

  // A minimal difference that none of it reaches: the link holds it.
  await page.getByRole('button', { name: 'Say what matters for latency_ms' }).focus();
  await page.keyboard.press('Enter');
  const size = page.getByLabel(/^Minimal difference that matters/);
  await expect(size).toBeVisible();
  await size.fill('60');
  await page.keyboard.press('Enter');
  await expect(metric).toContainText('No difference that matters');
  await expect(page.getByRole('button', { name: 'Say what matters for latency_ms' })).toBeFocused();
  expect(page.url()).toContain('minimal');
  await page.reload();
  await expect(metric).toContainText('up to 60 ms does not matter');

  await page.getByRole('button', { name: 'Promote v6' }).focus();
  await page.keyboard.press('Enter');
  await expect(alias(page)).toHaveText(/v6/);
  await expect(page.getByRole('group', { name: 'Aliases' })).toBeFocused();
  await toast(page, 'production now points to v6').getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await expect(alias(page)).toHaveText(/v3/);
});

test('scores from a file are guarded value by value, and a new alias is given', async ({ page }) => {
  await firstVisit(page);
  await chooseFiles(page, { name: 'model.bin', text: 'weights 1' });
  await chooseFiles(page, { name: 'model.bin', text: 'weights 2' });
  await goTo(page, 'Releases');
  await expect(page.getByText('No alias yet')).toBeVisible();
  await page.getByRole('combobox', { name: 'Release an artifact' }).click();
  await page.getByRole('option', { name: 'model.bin' }).click();
  await page.getByRole('button', { name: 'New alias' }).click();
  await page.getByLabel('Name').fill('two words');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('neither white space')).toBeVisible();
  await page.getByLabel('Name').fill('champion');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('combobox', { name: 'Candidate' }).click();
  await page.getByRole('option', { name: /^v1/ }).click();
  await page.getByRole('button', { name: 'Promote v1' }).click();
  await expect(toast(page, 'champion now points to v1')).toBeVisible();

  // The decision table of the five scores.
  await page.getByRole('button', { name: 'New guardrail' }).click();
  const table = page.getByRole('dialog', { name: /New guardrail/ });
  await table.getByLabel('Name').fill('Risk');
  await table.getByLabel('Metric').fill('score');
  await table.getByLabel('Comparison of rule 1').selectOption('atLeast');
  await table.getByLabel('Threshold of rule 1').fill('0.7');
  await table.getByLabel('Action of rule 1').selectOption('escalate');
  await table.getByRole('button', { name: 'Save guardrail' }).click();
  await expect(table).toBeHidden();
  // No sample is no pass.
  const risk = section(page, 'Guardrails').getByRole('row', { name: /Risk/ });
  await expect(risk).toContainText('Unknown');
  await expect(risk).toContainText('no samples');
  await expect(page.getByRole('button', { name: 'Overrule and promote v2' })).toBeVisible();

  await page.getByRole('button', { name: 'Add measurements' }).click();
  const dialog = page.getByRole('dialog', { name: /^Measurements of/ });
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'scores.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('case,score\na,0.05\nb,0.20\nc,0.45\nd,0.80\ne,0.95\n'),
  });
  await expect(dialog).toContainText('scores.csv: 5 rows, 2 columns');
  await expect(dialog).toContainText('Set aside: case (it names the rows).');
  await dialog.getByRole('button', { name: 'Add 1 metric' }).click();
  await expect(dialog).toBeHidden();
  await expect(risk).toContainText('3 allow, 2 escalate');
  await expect(risk).toContainText('Escalates');
  // What was dropped there is no version.
  await goTo(page, 'Artifacts');
  await expect(page.getByRole('heading', { level: 1, name: 'Artifacts' })).toContainText('1');
});

test('two tabs: the one sees what the other moved', async ({ page, context }) => {
  await openSample(page);
  await openRelease(page, 'endpoints/duration-api.json');
  await expect(alias(page)).toHaveText(/v3/);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(alias(other)).toHaveText(/v3/);
  await other.getByRole('button', { name: 'Promote v6' }).click();
  await expect(alias(other)).toHaveText(/v6/);
  await expect(alias(page)).toHaveText(/v6/);
  await expect(moves(page)).toHaveCount(2);
});
