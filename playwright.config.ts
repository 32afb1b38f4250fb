import { defineConfig } from '@playwright/test';
import { chromiumLaunchOptions } from './scripts/chromium.mjs';

const port = 4183;
const address = `http://127.0.0.1:${port}/`;

/** Journeys in real Chromium on the production build: run `npm run build` first. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    baseURL: address,
    browserName: 'chromium',
    trace: 'off',
    launchOptions: chromiumLaunchOptions,
  },
  webServer: {
    command: 'node server/serve.mjs',
    env: { PORT: String(port) },
    url: address,
    reuseExistingServer: false,
  },
});
