import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumLaunchOptions } from '../../scripts/chromium.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'throughline-policy-'));
const servers: Server[] = [];

function serve(
  answer: (url: string) => { readonly type: string; readonly body: Buffer } | null,
): Promise<string> {
  const server = createServer((request, response) => {
    const found = answer(request.url ?? '/');
    response.writeHead(found ? 200 : 404, {
      'Content-Type': found?.type ?? 'text/plain',
      'Access-Control-Allow-Origin': '*',
    });
    response.end(found?.body);
  });
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

/** A host that sends no policy, with the build below a path: the policy is in a meta tag alone. */
function plainHost(): Promise<string> {
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
  return serve((url) => {
    const name = url === '/some/path/' ? 'index.html' : url.replace('/some/path/', '');
    try {
      return {
        type: types[path.extname(name)] ?? 'application/octet-stream',
        body: readFileSync(path.join(folder, name)),
      };
    } catch {
      return null;
    }
  });
}

beforeAll(async () => {
  const page = path.join(root, 'bench/page');
  await build({
    root: page,
    configFile: path.join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

it('[I6] no worker of a built page can reach another origin, those below a worker neither', async () => {
  let visits = 0;
  const elsewhere = await serve(() => {
    visits++;
    return { type: 'text/plain', body: Buffer.from('reached') };
  });
  const browser = await chromium.launch(chromiumLaunchOptions);
  try {
    const page = await browser.newPage();
    await page.goto(`${await plainHost()}/some/path/`);
    // Large enough to be read by workers below the worker.
    const body = `a,b\n${'1,x\n'.repeat(5_000_000)}`;
    await page
      .locator('input')
      .setInputFiles({ name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.from(body) });
    await page.evaluate(() => window.benchCalls.ingestTable());
    const workers = page.workers();
    expect(workers.map((worker) => new URL(worker.url()).protocol)).toEqual(['blob:', 'blob:', 'blob:']);
    for (const worker of workers) {
      const outcome = await worker.evaluate(
        (address) =>
          fetch(address).then(
            () => 'reached',
            () => 'refused',
          ),
        elsewhere,
      );
      expect(outcome).toBe('refused');
    }
    expect(visits).toBe(0);
  } finally {
    await browser.close();
  }
});
