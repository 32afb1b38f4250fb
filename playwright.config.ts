import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './scripts/chromium.mjs';
import { listenOnLoopback } from './server/listen.mjs';

// Two checkouts may be tested at once. The processes that Playwright starts read this file, too, and inherit the choice.
const port = Number((process.env['THROUGHLINE_JOURNEYS_PORT'] ??= String(await freePort())));
const address = `http://127.0.0.1:${port}/`;

/** Journeys in real Chromium on the production build: run `npm run build` first. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  // Each journey has a browser profile of its own, and takes the next that is free.
  workers: availableParallelism(),
  fullyParallel: true,
  retries: 0,
  // Long enough for any machine: a timeout tells what hangs, and never what is slow.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    baseURL: address,
    browserName: 'chromium',
    trace: 'off',
    // What moves is waited for in each journey, and looked at in none.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: chromiumLaunchOptions,
  },
  webServer: {
    command: 'node server/serve.mjs',
    env: { PORT: String(port) },
    url: address,
    timeout: 180_000,
    reuseExistingServer: false,
  },
});

async function freePort(): Promise<number> {
  const server = createServer();
  const free = await listenOnLoopback(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return free;
}
