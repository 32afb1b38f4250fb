import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { eventOf } from '../collector/event';
import { violations } from './axe';
import { expect, test } from './journey';
import { canvas } from './steps';

const script = path.resolve(import.meta.dirname, '../../scripts/throughline.mjs');

async function serve(folder: string) {
  const child = spawn(process.execPath, [script, 'serve', '--port', '0', '--data', folder]);
  const ended = new Promise((resolve) => child.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(said)));
  });
  const post = (number: number) =>
    fetch(`${url}/api/v1/lineage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: eventOf(number),
    });
  return { url, post, end: () => (child.kill('SIGTERM'), ended) };
}

/** The page comes from the collector, so that asking it is asking one's own origin. */
const live = test.extend<{ readonly server: Awaited<ReturnType<typeof serve>> }>({
  server: async ({ browserName }, provide) => {
    const folder = mkdtempSync(path.join(tmpdir(), `throughline-live-${browserName}-`));
    const server = await serve(folder);
    await provide(server);
    await server.end();
    rmSync(folder, { recursive: true });
  },
  baseURL: async ({ server }, provide) => provide(server.url),
});

live(
  'events of running jobs come onto the graph while it is looked at, and can be paused',
  async ({ page, server }) => {
    await server.post(1);
    await page.goto('/#/lineage');
    await expect(canvas(page).getByText('load 1').first()).toBeVisible();
    await server.post(2);
    await expect(canvas(page).getByText('load 2').first()).toBeVisible();

    await page.getByRole('link', { name: 'Live' }).click();
    const events = page.getByRole('region', { name: 'Events of running jobs' });
    await expect(events).toContainText('2 events since this page was opened');
    await events.getByRole('button', { name: 'Pause' }).click();
    await expect(events).toContainText('Paused');
    await server.post(3);
    await page.reload();
    await expect(events).toContainText('Paused');
    await events.getByRole('button', { name: 'Follow' }).click();
    await expect(events).toContainText('1 event since this page was opened');
    expect(await violations(page)).toEqual([]);
  },
);
