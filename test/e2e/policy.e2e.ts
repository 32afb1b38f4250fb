import { expect, test } from '@playwright/test';
import { startListener, startPlainHost } from './plainHost';

const policy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'";

test('[I6] the policy is sent by our server and written into the page for others', async ({ request }) => {
  const answer = await request.get('/');
  expect(answer.headers()['content-security-policy']).toBe(policy);
  expect((await answer.text()).replaceAll('&#39;', "'")).toContain(
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
});

for (const kind of ['our server', 'a host without headers'] as const) {
  test(`[I6] on ${kind}, neither the page nor a worker started from a blob can reach another origin`, async ({
    page,
    baseURL,
  }) => {
    const host = kind === 'our server' ? null : await startPlainHost();
    const elsewhere = await startListener();
    await fetch(`${elsewhere.address}control`);
    expect(elsewhere.visits).toEqual(['GET /control']);

    await page.goto(host?.address ?? baseURL ?? '/');
    const outcomes = await page.evaluate(async (address) => {
      const outcome = (attempt: Promise<unknown>) =>
        attempt.then(
          () => 'reached',
          () => 'refused',
        );
      const fromWorker = (source: string) =>
        new Promise((resolve) => {
          const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), {
            type: 'module',
          });
          worker.onmessage = (event: MessageEvent<string>) => resolve(event.data);
          worker.onerror = () => resolve('refused');
        });
      const image = (source: string) =>
        new Promise<void>((resolve, reject) => {
          const element = new Image();
          element.onload = () => resolve();
          element.onerror = () => reject(new Error('refused'));
          element.src = source;
        });
      const socket = (target: string) =>
        new Promise<void>((resolve, reject) => {
          const opened = new WebSocket(target);
          opened.onopen = () => resolve();
          opened.onerror = () => reject(new Error('refused'));
        });
      navigator.sendBeacon(`${address}beacon`, 'text');
      return {
        fetch: await outcome(fetch(`${address}fetch`)),
        image: await outcome(image(`${address}image`)),
        module: await outcome(import(/* @vite-ignore */ `${address}module.js`)),
        socket: await outcome(Promise.resolve().then(() => socket(address.replace('http', 'ws')))),
        workerFetch: await fromWorker(
          `fetch('${address}worker').then(() => postMessage('reached'), () => postMessage('refused'))`,
        ),
        workerImport: await fromWorker(
          `import('${address}worker.js').then(() => postMessage('reached'), () => postMessage('refused'))`,
        ),
        // It has to be able to do something: the modules of its own host load.
        workerAtHome: await fromWorker(`fetch('${location.href}').then(() => postMessage('reached'))`),
      };
    }, elsewhere.address);
    expect(outcomes).toEqual({
      fetch: 'refused',
      image: 'refused',
      module: 'refused',
      socket: 'refused',
      workerFetch: 'refused',
      workerImport: 'refused',
      workerAtHome: 'reached',
    });
    expect(elsewhere.visits).toEqual(['GET /control']);
    elsewhere.close();
    await host?.close();
  });
}

test('[I6] opening the app asks its own origin only, and breaks no rule of its policy', async ({
  page,
  baseURL,
}) => {
  const asked: string[] = [];
  const complaints: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  expect(
    asked.filter((address) => !/^(data|blob):/.test(address) && !address.startsWith(baseURL ?? '?')),
  ).toEqual([]);
  expect(complaints).toEqual([]);
});

test.describe('the first load', () => {
  test.use({ serviceWorkers: 'block' });

  test('is under 300 KB of compressed script', async ({ page }) => {
    await page.goto('/');
    await page.waitForLoadState('networkidle');
    const byteLength = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry): entry is PerformanceResourceTiming => /\.m?js$/.test(new URL(entry.name).pathname))
        .reduce((sum, entry) => sum + entry.encodedBodySize, 0),
    );
    expect(byteLength).toBeGreaterThan(0);
    expect(byteLength).toBeLessThan(300_000);
  });
});
