import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startPlainHost } from './plainHost';

const builtWorker = readFileSync(path.resolve(import.meta.dirname, '../../dist/sw.js'), 'utf8');

async function waitUntilKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
  });
}

test('after one visit the app opens while its host is gone, from a folder of a static host', async ({
  page,
}) => {
  const host = await startPlainHost();
  await page.goto(host.address);
  const title = await page.title();
  const shown = page.getByRole('main');
  await expect(shown).toBeVisible();
  await waitUntilKept(page);
  await host.close();

  const failures: string[] = [];
  page.on('requestfailed', (request) => {
    // What the page still asked for when it was left is no failure.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') failures.push(request.url());
  });
  for (const place of ['', 'index.html', '?from=bookmark']) {
    await page.goto(`about:blank`);
    await page.goto(host.address + place);
    await expect(shown).toBeVisible();
    expect(await page.title()).toBe(title);
  }
  expect(failures).toEqual([]);
});

test('everything of the build is kept, so that parts loaded later are there without a network', async ({
  page,
}) => {
  const host = await startPlainHost();
  await page.goto(host.address);
  await waitUntilKept(page);
  await host.close();
  const files = [...new Set(builtWorker.match(/assets\/[\w.-]+/g))];
  expect(files.length).toBeGreaterThan(0);
  const statuses = await page.evaluate(
    (names) => Promise.all(names.map(async (name) => (await fetch(name)).status)),
    files,
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('a newer build waits for its person, then takes over and clears what was kept', async ({ page }) => {
  const version = /[0-9a-f]{16}/.exec(builtWorker)?.[0] ?? '';
  let worker = builtWorker;
  const host = await startPlainHost((name) => (name === 'sw.js' ? worker : undefined));
  await page.goto(host.address);
  await waitUntilKept(page);
  const kept = () => page.evaluate(() => caches.keys());
  expect(await kept()).toEqual([expect.stringContaining(version)]);

  worker = builtWorker.replaceAll(version, 'fedcba9876543210');
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
  });
  const waits = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
  await expect.poll(waits).toBe(true);
  await page.reload();
  await waitUntilKept(page);
  expect(await waits()).toBe(true);
  expect(await kept()).toHaveLength(2);

  await page.evaluate(async () => {
    const taken = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve),
    );
    (await navigator.serviceWorker.ready).waiting?.postMessage('activate');
    await taken;
  });
  await expect.poll(kept).toEqual([expect.stringContaining('fedcba9876543210')]);
  await host.close();
});

test('the manifest makes the app installable', async ({ page }) => {
  await page.goto('/');
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? '{}')).toMatchObject({
    name: 'Throughline',
    display: 'standalone',
    start_url: './',
  });
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A window without a profile of its own cannot install anything; that is all it may say.
  expect(installabilityErrors.map((error) => error.errorId).filter((id) => id !== 'in-incognito')).toEqual(
    [],
  );
});
