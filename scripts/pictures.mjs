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
await takeGroups();
await browser.close();
server.close();

/** A lake large enough to open on groups, in a workspace of its own. */
async function takeGroups() {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 760 },
    colorScheme: 'light',
  });
  const lake = await context.newPage();
  await lake.goto(address);
  await lake.locator('#choose-files').setInputFiles({
    name: 'lake.ndjson',
    mimeType: 'application/x-ndjson',
    buffer: Buffer.from(lakeEvents().join('\n')),
  });
  await lake.getByRole('button', { name: 'Activity: nothing is running' }).waitFor();
  await lake.goto(`${address}#/lineage`);
  await lake.getByRole('button', { name: 'Draw every node' }).waitFor();
  await lake.waitForTimeout(1500);
  await lake.screenshot({ path: path.join(root, 'docs/pictures/groups.png') });
  await context.close();
}

/** Tables of three domains, each zone made from the one before it, as OpenLineage events. */
function lakeEvents() {
  const zones = ['raw', 'staging', 'marts'];
  const domains = ['crm', 'web', 'sales'];
  return Array.from({ length: 120 }, (_, number) => {
    const [zone, chain] = [1 + (number % 2), number >> 1];
    const domain = domains[chain % 3];
    const table = (/** @type {number} */ at) => `${zones[at]}/${domain}/table_${chain}`;
    return JSON.stringify({
      eventType: 'COMPLETE',
      eventTime: new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString(),
      producer: 'https://example.com',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
      run: { runId: `01890000-0000-7000-8000-${String(number).padStart(12, '0')}` },
      job: { namespace: 'airflow', name: `${zones[zone]}.${domain}.build_${number}` },
      inputs: [{ namespace: 's3://lake', name: table(zone - 1) }],
      outputs: [{ namespace: 's3://lake', name: table(zone) }],
    });
  });
}
