/**
 * Takes the pictures of the user guide from the built app: `npm run build`, then `node scripts/pictures.mjs`.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { listenOnLoopback } from '../server/listen.mjs';
import { createStaticServer } from '../server/staticServer.mjs';
import { chromiumLaunchOptions } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const server = createStaticServer(path.join(root, 'dist'));
const address = `http://127.0.0.1:${await listenOnLoopback(server, 0)}/`;
const browser = await chromium.launch(chromiumLaunchOptions);
const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, colorScheme: 'light' });

/** @param {string} name */
async function take(name) {
  await page.waitForTimeout(1500);
  await page.screenshot({ path: path.join(root, 'docs/pictures', `${name}.png`) });
}

await page.goto(address);
await page.getByRole('button', { name: 'Open the sample project' }).click();
await page.waitForURL(/#\/lineage/);
await take('lineage');
await page.locator('.react-flow__node[aria-label^="clean/weather.csv"]').click();
await take('selected');
await page.goto(`${address}#/artifacts`);
await page.getByRole('link', { name: 'raw/weather.csv' }).click();
await page.getByRole('link', { name: /Version 4/ }).click();
await take('artifact');
await page.getByRole('tab', { name: 'Drift' }).click();
await page.getByRole('link', { name: 'temperature_c' }).click();
await take('compare');
await page.goto(`${address}#/artifacts`);
await page.getByRole('link', { name: 'raw/stations.csv' }).click();
await page.getByRole('link', { name: /Version 2/ }).click();
await page.getByRole('tab', { name: 'Drift' }).click();
await page.getByRole('link', { name: 'capacity' }).click();
await page.getByRole('tab', { name: 'Rows' }).click();
await take('rows');
await page.setViewportSize({ width: 1280, height: 1370 });
await page.goto(`${address}#/releases`);
await page.getByRole('link', { name: 'endpoints/demand-api.json' }).click();
await take('release');
await browser.close();
server.close();
