import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';

import { chromiumLaunchOptions } from '../../scripts/chromium.mjs';

/** A browser with a profile on disk, which outlives its processes: without one a crash proves nothing. */
export class CrashingBrowser {
  private readonly profile = mkdtempSync(path.join(tmpdir(), 'throughline-crash-'));
  private readonly baseURL: string;
  private context: BrowserContext | null = null;

  constructor(baseURL: string) {
    this.baseURL = baseURL;
  }

  /** A page on the app, in a browser that is started where none runs. */
  async open(address = '/#/'): Promise<Page> {
    this.context ??= await chromium.launchPersistentContext(this.profile, {
      ...chromiumLaunchOptions,
      baseURL: this.baseURL,
    });
    // A step that never ends is to be named.
    this.context.setDefaultTimeout(60_000);
    // Chromium's dialog for a place to save cannot be answered.
    await this.context.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
    const page = await this.context.newPage();
    await page.goto(address);
    await page.getByRole('navigation', { name: 'Views' }).waitFor();
    return page;
  }

  /** Ends the page's process, and its workers with it, in the middle of whatever they do. */
  async crashPage(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    // Whoever crashes does not answer.
    session.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
  }

  /** Ends the whole browser, the process that writes to disk included. */
  async crashBrowser(): Promise<void> {
    const context = this.context;
    const browser = context?.browser();
    if (!context || !browser) throw new Error('No browser runs.');
    const closed = context.waitForEvent('close');
    const session = await browser.newBrowserCDPSession();
    session.send('Browser.crash').catch(() => undefined);
    await closed;
    this.context = null;
  }

  async dispose(): Promise<void> {
    await this.context?.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
