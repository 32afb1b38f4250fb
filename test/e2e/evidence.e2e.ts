import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { violations } from './axe';
import { expect, test } from './journey';
import { startChoosing, goTo, openSample } from './steps';

async function downloaded(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('a release is signed, and its evidence is verified by drop, with the key, and with files', async ({
  page,
}) => {
  await openSample(page);
  await goTo(page, 'Releases');
  await page
    .getByRole('table', { name: 'Aliases' })
    .getByRole('link', { name: 'endpoints/demand-api.json' })
    .first()
    .click();
  await page.getByRole('button', { name: 'Signed evidence' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Signed evidence' });
  await dialog.getByRole('button', { name: 'Make a key' }).click();
  const evidence = await downloaded(page, dialog.getByRole('button', { name: 'Download the evidence' }));
  const publicKey = await downloaded(page, dialog.getByRole('button', { name: 'Download the public key' }));
  expect(evidence.name).toBe('demand-api.json-production.intoto.json');
  expect(publicKey.text).toContain('BEGIN PUBLIC KEY');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');

  // Dropped, it is no version: it is verified.
  await startChoosing(page, evidence);
  await expect(page.getByRole('heading', { level: 1, name: 'Verify a release' })).toBeVisible();
  const verdict = page.getByRole('status').filter({ hasText: evidence.name });
  await expect(verdict).toContainText('intact, signer not checked');
  await page.getByLabel('Public key to trust').fill(publicKey.text);
  await expect(verdict).toContainText('Verified');

  // A file of that name with other bytes is named.
  await startChoosing(page, { name: 'demand-api.json', text: '{}' });
  await expect(verdict).toContainText('Not verified');
  const files = page.getByRole('table', { name: 'Files of the release' });
  await expect(files.getByRole('row').nth(1)).toContainText('differs from endpoints/demand-api.json');
  expect(await violations(page)).toEqual([]);

  // One changed byte of what was signed.
  const envelope = JSON.parse(evidence.text) as { payload: string };
  const forged = Buffer.from(envelope.payload, 'base64').toString().replace('production', 'productiom');
  const payload = Buffer.from(forged).toString('base64');
  await startChoosing(page, { name: 'forged.json', text: JSON.stringify({ ...envelope, payload }) });
  await expect(page.getByRole('status').filter({ hasText: 'forged.json' })).toContainText(
    'not signed by the trusted key',
  );
});
