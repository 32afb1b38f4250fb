import { availableParallelism } from 'node:os';
import process from 'node:process';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunchOptions } from './scripts/chromium.mjs';

const browserTests = 'test/**/*.browser.test.{ts,tsx}';
// Long enough for any machine: a timeout tells what hangs, and never what is slow. `npm run fuzz` draws twenty times as much.
const testTimeout = process.env['THROUGHLINE_FUZZ_INPUTS'] === undefined ? 180_000 : 3_600_000;
const patience = { testTimeout, hookTimeout: 180_000, expect: { poll: { timeout: 60_000 } } };

export default defineConfig({
  test: {
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [browserTests, 'test/e2e/**'],
          setupFiles: ['test/setup/node.ts'],
          // No test changes what another would see: modules are loaded once a worker, not once a file.
          isolate: false,
          ...patience,
        },
      },
      {
        // Laws of chance over many draws: `npm run laws`, no part of `npm test`.
        test: {
          name: 'laws',
          environment: 'node',
          include: ['test/**/*.laws.ts'],
          setupFiles: ['test/setup/node.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 3_600_000,
        },
      },
      {
        plugins: [react()],
        worker: { format: 'es' },
        // Found up front: a dependency that is discovered late reloads the page in the middle of a test.
        optimizeDeps: { entries: ['src/main.tsx', 'src/workers/**/*.worker.ts', browserTests] },
        test: {
          name: 'browser',
          include: [browserTests],
          maxWorkers: availableParallelism(),
          setupFiles: ['test/setup/browser.ts'],
          ...patience,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumLaunchOptions }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
