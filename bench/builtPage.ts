import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright';
import { build } from 'vite';
import { chromiumLaunchOptions } from '../scripts/chromium.mjs';
import { listenOnLoopback } from '../server/listen.mjs';
import { createStaticServer } from '../server/staticServer.mjs';
import type { BenchCalls } from './page/main';

const root = path.resolve(import.meta.dirname, '..');

/** A page in the system's Chromium, from a production build that our own server serves with all its headers. */
export interface BuiltPage {
  readonly page: Page;
  close(): Promise<void>;
}

/**
 * The bench's own page with the app's modules, for what the interface would add noise to. What it stores is in memory, or
 * on disk where that is asked for.
 */
export async function openBenchPage({ isOnDisk = false } = {}): Promise<BuiltPage> {
  const site = await serveBuild(path.join(root, 'bench/page'));
  const visit = await visitSite(site, isOnDisk);
  return {
    page: visit.page,
    async close() {
      await visit.close();
      site.close();
    },
  };
}

/** A production build, served by our own server with all its headers. */
export interface BuiltSite {
  readonly address: string;
  close(): void;
}

/** Builds a page of this project; the app itself where no other is named. */
export async function serveBuild(pageRoot = root): Promise<BuiltSite> {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-bench-page-'));
  await build({
    root: pageRoot,
    configFile: path.join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  const server = createStaticServer(folder);
  const port = await listenOnLoopback(server, 0);
  return {
    address: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A first visit in a browser of its own, that knows nothing yet. */
export async function visitSite({ address }: BuiltSite, isOnDisk: boolean): Promise<BuiltPage> {
  const profile = mkdtempSync(path.join(tmpdir(), 'throughline-bench-profile-'));
  const browser = isOnDisk
    ? await chromium.launchPersistentContext(profile, chromiumLaunchOptions)
    : await chromium.launch(chromiumLaunchOptions);
  const page = await browser.newPage();
  await page.goto(address);
  return {
    page,
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Chooses files of this machine in the bench's page, and times a call on them there. */
export async function timeInPage(
  page: Page,
  call: keyof BenchCalls,
  files: string | readonly string[],
): Promise<number> {
  await page.locator('input').setInputFiles(files);
  return page.evaluate((name) => window.benchCalls[name](), call);
}
