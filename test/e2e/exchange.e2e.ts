import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { sharedFolder } from '../sharedFolder';
import { expect, test } from './journey';
import { chooseFiles, csvOf, goTo, openSample, resultOf, showResult } from './steps';
import { verifiedStore } from './storedTables';

/** What a format of the exchange view writes into the downloads. */
async function exported(page: Page, format: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Download ${format}` }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

test('the bundle of a workspace, imported after a wipe, gives the same one byte by byte', async ({
  page,
}) => {
  await openSample(page);
  await goTo(page, 'Exchange');
  const before = await verifiedStore(page);
  const bundle = await exported(page, 'Throughline bundle');

  await page.getByRole('button', { name: 'Wipe the workspace' }).click();
  const dialog = page.getByRole('dialog', { name: 'Wipe the workspace' });
  await expect(dialog).toContainText('11 artifacts with 62 versions');
  await expect(dialog.getByRole('button', { name: 'Wipe', exact: true })).toBeDisabled();
  await dialog.getByRole('textbox').fill('My workspace');
  await dialog.getByRole('button', { name: 'Wipe', exact: true }).click();
  await expect(page.getByText('Drop files or a folder here')).toBeVisible();
  const wiped = await verifiedStore(page);
  expect(new Set(Object.values(wiped.counts))).toEqual(new Set([0]));

  const file = { name: 'kept.throughline.json', text: bundle };
  await chooseFiles(page, file);
  await expect(resultOf(page, file.name)).toContainText('11 artifacts');
  const after = await verifiedStore(page);
  // A bundle has all records and no bytes: those are in a workspace file, or are dropped again.
  // What the bundle says of bytes is a claim until they are: every reading and every folder's list.
  const unread = (before.counts['readings'] ?? 0) + (before.counts['manifests'] ?? 0);
  const withoutBytes = { ...before.counts, keptFiles: 0, unread };
  expect(after.counts).toEqual(withoutBytes);
  expect(after.audit).toEqual(before.audit);
  await goTo(page, 'Exchange');
  expect((await exported(page, 'Throughline bundle')) === bundle, 'the second bundle is the first').toBe(
    true,
  );

  // Importing the same thing again changes nothing.
  await chooseFiles(page, file);
  await showResult(page);
  await expect(resultOf(page, file.name)).toContainText('Everything in it was here already');
  expect((await verifiedStore(page)).counts).toEqual(withoutBytes);
});

test('every exported event is valid OpenLineage, and they bring the same lineage elsewhere', async ({
  page,
}) => {
  await openSample(page);
  await goTo(page, 'Exchange');
  const events = JSON.parse(await exported(page, 'OpenLineage JSON')) as readonly Record<string, unknown>[];
  // A run each, at least; and what it read and wrote.
  expect(new Set(events.flatMap(({ run }) => (run as { runId: string } | undefined)?.runId ?? [])).size).toBe(
    49,
  );
  for (const event of events) {
    expect(event).toMatchObject({
      producer: expect.any(String),
      schemaURL: expect.stringMatching(/OpenLineage\.json/),
    });
  }
  if (sharedFolder) {
    const isValid = officialSchema(path.join(sharedFolder.corpus, 'OpenLineage+OpenLineage/spec'));
    for (const event of events) expect(isValid(event)).toEqual([]);
  }
});

/** What is wrong with an event by the official schema, and with its facets by the schemas that they name. */
function officialSchema(folder: string): (event: unknown) => readonly unknown[] {
  const ajv = new Ajv2020({ strict: false });
  // Its types describe it as a module of another kind than Node makes of it.
  (ajvFormats as unknown as (to: Ajv2020) => void)(ajv);
  const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as { $id: string };
  const core = read('OpenLineage.json');
  ajv.addSchema(core);
  const facets = readdirSync(path.join(folder, 'facets')).filter((name) => name.endsWith('.json'));
  for (const name of facets) ajv.addSchema(read(`facets/${name}`));
  const faults = (schema: string, value: unknown) =>
    ajv.validate(schema, value) ? [] : [`${schema}: ${ajv.errorsText()}`];
  return (event) => [
    ...faults(core.$id, event),
    ...facetsIn(event).flatMap(([schema, facet]) => faults(schema, facet)),
  ];
}

/** Every facet of an event that has an official schema, with its address. */
function facetsIn(value: unknown): (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(facetsIn);
  const schema = (value as { readonly _schemaURL?: unknown })._schemaURL;
  const isOfficial = typeof schema === 'string' && schema.startsWith('https://openlineage.io/');
  return isOfficial ? [[schema, value], ...inside] : inside;
}

test('the lineage is written in other standards too, and as a drawing', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Exchange');
  const prov = JSON.parse(await exported(page, 'PROV-JSON')) as Record<'entity' | 'activity', object>;
  expect(Object.keys(prov.entity).length).toBeGreaterThanOrEqual(62);
  expect(Object.keys(prov.activity).length).toBeGreaterThan(0);
  await page.getByRole('combobox', { name: 'Another format' }).selectOption('Mermaid');
  expect(await exported(page, 'Mermaid')).toMatch(/^(?:flowchart|graph) /m);

  await page.getByText('Chosen nodes', { exact: true }).click();
  const nodes = page.getByRole('combobox', { name: 'Nodes' });
  for (const name of ['raw/trips.csv', 'raw/weather.csv']) {
    await nodes.fill(name);
    await page.getByRole('option', { name }).first().click();
  }
  const part = await exported(page, 'Mermaid');
  expect(part).toContain('raw/weather.csv');
  expect(part).not.toContain('models/');
});

test('a bad file is refused whole with the place of its fault, and the others of the drop go on', async ({
  page,
}) => {
  await openSample(page);
  await goTo(page, 'Exchange');
  const before = await verifiedStore(page);
  const bundle = await exported(page, 'Throughline bundle');
  // One digit of one past entry of its log.
  const forged = bundle.replace(/("action":"takeSnapshot".*?"subject":")raw/s, '$1RAW');
  expect(forged).not.toBe(bundle);
  const events = JSON.stringify([
    {
      eventType: 'COMPLETE',
      eventTime: '2026-03-12T08:30:00Z',
      producer: 'https://example.org',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json',
      run: { runId: '3f5e83fa-3480-44ff-99c5-ff943904e5e8' },
      job: { namespace: 'n', name: 'j' },
    },
    {
      eventType: 'COMPLETE',
      eventTime: 'yesterday',
      producer: 'https://example.org',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json',
      run: { runId: 'no id' },
      job: { namespace: 'n' },
    },
  ]);
  const trips = csvOf([
    ['station', 'minutes'],
    ['Dock 7', 12],
  ]);

  await chooseFiles(
    page,
    { name: 'forged.throughline.json', text: forged },
    { name: 'events.json', text: events },
    { name: 'trips.csv', text: trips },
  );
  await showResult(page);
  await expect(resultOf(page, 'forged.throughline.json')).toContainText(
    /no bundle that can be imported: at \/digest, .* Nothing of it was imported/,
  );
  await expect(resultOf(page, 'events.json')).toContainText(/no lineage that can be imported: at /);
  await expect(resultOf(page, 'events.json')).toContainText('Nothing of it was imported');
  await expect(resultOf(page, 'trips.csv')).toContainText('New artifact');

  const after = await verifiedStore(page);
  expect(after.audit.slice(0, -1)).toEqual(before.audit);
  expect(after.audit.at(-1)).toMatchObject({ action: 'takeSnapshot', subject: 'trips.csv' });
  for (const table of ['jobs', 'runs', 'observations', 'events'] as const) {
    expect(after.counts[table]).toBe(before.counts[table]);
  }
  expect(after.live.snapshots).toHaveLength(before.live.snapshots.length + 1);
});
