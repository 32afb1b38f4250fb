import { readFileSync } from 'node:fs';
import process from 'node:process';
import { expect, test, type Page } from '@playwright/test';

import { seededRandom } from '../../src/lib/random';
import { bytesChangedBy } from '../../src/operations/core/changeOfEntry';
import type { Random } from '../../src/lib/ports';
import { CrashingBrowser } from './crashes';
import { activityEnds, canvas, chooseFiles, csvOf, sha256, startChoosing } from './steps';
import { verifiedStore, type StoredTables } from './storedTables';

/**
 * Crashes at random points of everything that writes ([I3], [I4], [I5]): after each, the store verifies, and the change is
 * there whole or not at all. How many points in all: 20 here, 200 in `npm run faults`.
 */
const pointCount = Number(process.env['THROUGHLINE_FAULT_POINTS'] ?? 20);
const seed = Number(process.env['THROUGHLINE_FAULT_SEED'] ?? 1);
/** One crash in so many takes the whole browser along. */
const browserEvery = 4;

interface Operation {
  readonly name: string;
  /** Once, before anything crashes. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** Before each round, undisturbed; gives the page on which the change is begun. */
  readonly ready?: (page: Page, round: number) => Promise<void>;
  /** Begins the change of a round without waiting for it. */
  readonly begin: (page: Page, round: number) => Promise<void>;
  /** Waits until a change that nothing disturbs is done. */
  readonly done: (page: Page) => Promise<void>;
  /** That each change up to this round is whole or absent. */
  readonly check: (page: Page, round: number) => Promise<void>;
}

const drop: Operation = {
  name: 'a drop of two files, bytes kept',
  begin: (page, round) => startChoosing(page, table('trips.csv', round), table('rides.csv', -round)),
  done: activityEnds,
  async check(page, round) {
    const stored = await verifiedStore(page);
    const possible = new Set<string>();
    for (let each = 0; each <= round; each++)
      for (const { text } of [table('trips.csv', each), table('rides.csv', -each)])
        possible.add(sha256(text));
    expect(stored.audit.filter(({ action }) => action === 'takeSnapshot')).toHaveLength(
      stored.live.snapshots.length,
    );
    const kept = new Set<string>(stored.keptFiles.map(({ digest }) => digest));
    for (const { digest } of stored.live.snapshots) {
      expect(possible).toContain(digest);
      expect(kept, 'the bytes of a version that is there').toContain(digest);
    }
  },
};

/** Enough that records are stored in pages. */
const eventsPerFile = 300;
const lineageImport: Operation = {
  name: 'an import of lineage',
  begin: (page, round) => startChoosing(page, lineage(round)),
  done: activityEnds,
  async check(page) {
    const { audit, counts, live } = await verifiedStore(page);
    const imports = audit.filter(({ action }) => action === 'importLineage').length;
    expect(audit).toHaveLength(imports);
    expect(counts['events'] ?? 0).toBe(imports * eventsPerFile);
    expect(live.runs).toHaveLength(imports * eventsPerFile);
  },
};

const rollback: Operation = {
  name: 'a move of an alias',
  async prepare(page) {
    await page.getByRole('button', { name: 'Open the sample project' }).click();
    // Before it has begun, nothing is running either.
    await canvas(page).waitFor();
    await activityEnds(page);
  },
  async ready(page) {
    const { live } = await verifiedStore(page);
    // Moved more than once, so that there is somewhere to go back to.
    const moves = live.aliasMoves.filter(({ name }) => name === 'production');
    const [artifactId] = moves.map((move) => move.artifactId).filter((id, at, ids) => ids.indexOf(id) !== at);
    await show(page, `/#/releases/${artifactId}?alias=production`);
    await page.getByRole('button', { name: /^Roll back to/ }).waitFor();
  },
  begin: (page) => page.getByRole('button', { name: /^Roll back to/ }).click(),
  done: (page) =>
    page
      .getByText(/rolled back to/)
      .first()
      .waitFor(),
  async check(page) {
    const { audit, live } = await verifiedStore(page);
    const moved = new Set(live.aliasMoves.map(({ id }) => id));
    const logged = audit.flatMap(({ detail }) => {
      const created = (detail as { created?: { aliasMoves?: string[] } }).created;
      return created?.aliasMoves ?? [];
    });
    expect(new Set(logged)).toEqual(moved);
  },
};

const cleanUp: Operation = {
  name: 'a clean-up',
  async ready(page, round) {
    await chooseFiles(page, table('trips.csv', 2 * round), table('rides.csv', 2 * round));
    await chooseFiles(page, table('trips.csv', 2 * round + 1), table('rides.csv', 2 * round + 1));
    await show(page, '/#/storage?latest=1');
    await page.getByRole('button', { name: 'Free these bytes' }).waitFor();
  },
  begin: (page) => page.getByRole('button', { name: 'Free these bytes' }).click(),
  done: (page) => page.getByText('There is nothing to free.').waitFor(),
  async check(page) {
    const stored = await verifiedStore(page);
    const freed = stored.keptFiles.filter(({ state }) => state === 'freed').map(({ digest }) => digest);
    expect(freed.sort()).toEqual([...freedByLog(stored)].sort());
  },
};

/** What the log says is freed: the last word on each file. */
function freedByLog({ audit }: StoredTables): ReadonlySet<string> {
  const freed = new Set<string>();
  for (const entry of audit) {
    const changed = bytesChangedBy(entry);
    for (const digest of changed?.digests ?? []) {
      if (changed?.state === 'freed') freed.add(digest);
      else freed.delete(digest);
    }
  }
  return freed;
}

let workspaceFile = '';
const workspaceImport: Operation = {
  name: 'an import of a workspace with its bytes',
  async prepare(page) {
    await chooseFiles(page, table('trips.csv', 1), table('rides.csv', 2), lineage(0));
    await show(page, '/#/workspaces');
    await page.getByRole('button', { name: 'More for My workspace', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export with its bytes' }).click();
    workspaceFile = await (await download).path();
  },
  async ready(page) {
    await show(page, '/#/workspaces?make=import');
    const dialog = page.getByRole('dialog', { name: 'Import a workspace' });
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: /^Choose/ }).click();
    const buffer = readFileSync(workspaceFile);
    await (await chooser).setFiles({ name: 'w.tar', mimeType: 'application/x-tar', buffer });
    await dialog.getByRole('radio', { name: 'As a workspace of its own' }).check();
  },
  begin: (page) =>
    page
      .getByRole('dialog', { name: 'Import a workspace' })
      .getByRole('button', { name: 'Import', exact: true })
      .click(),
  done: (page) => page.getByRole('dialog', { name: 'Import a workspace' }).waitFor({ state: 'hidden' }),
  check: wholeWorkspaces,
};

const duplicate: Operation = {
  name: 'a copy of a workspace',
  prepare: (page) => chooseFiles(page, table('trips.csv', 1), lineage(0)),
  async ready(page) {
    await show(page, '/#/workspaces');
    await page.getByRole('button', { name: 'More for My workspace', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).waitFor();
  },
  begin: (page) => page.getByRole('menuitem', { name: 'Duplicate' }).click(),
  done: (page) => page.getByText('holds what My workspace holds now').waitFor(),
  check: wholeWorkspaces,
};

/** Every workspace of the list is whole, and no database is left of one that is not. */
async function wholeWorkspaces(page: Page): Promise<void> {
  await show(page, '/#/workspaces');
  const rows = page.getByRole('region', { name: 'Workspaces on this device' }).getByRole('listitem');
  await rows.first().waitFor();
  // What was being filled when the page crashed is taken away as soon as the list is looked at.
  await expect.poll(async () => (await workspaceDatabases(page)).length - (await rows.count())).toBe(0);
  const first = await verifiedStore(page);
  for (const name of await workspaceDatabases(page)) {
    const { counts, keptFiles } = await verifiedStore(page, name);
    for (const each of ['snapshots', 'events', 'runs', 'bindings'])
      expect(counts[each], `${each} of ${name}`).toBe(first.counts[each]);
    expect(keptFiles).toEqual(first.keptFiles);
  }
}

/** Loads the view anew: the first page, where it is still loading, would go on to the lineage. */
async function show(page: Page, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(address);
}

function workspaceDatabases(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () =>
    (await indexedDB.databases()).flatMap(({ name }) =>
      name?.startsWith('throughline-workspace-') === true ? name : [],
    ),
  );
}

/** A table of some chunks, each with its own seed; versions share most of their rows. */
function table(name: string, version: number) {
  const rows = Array.from({ length: 12_000 }, (_, row) => [
    row,
    `place ${(row * 7919) % 1000}`,
    row % 997 === Math.abs(version) % 997 ? version : 'y',
  ]);
  return { name, text: csvOf([['row', 'place', 'mark'], ...rows, [version, name, 'end']]) };
}

function lineage(round: number) {
  const events = Array.from({ length: eventsPerFile }, (_, index) => ({
    eventType: 'COMPLETE',
    eventTime: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
    run: { runId: `00000000-0000-4000-8000-${String(round * eventsPerFile + index).padStart(12, '0')}` },
    job: { namespace: 'etl', name: `job ${index % 20}` },
    inputs: [{ namespace: 'lake', name: `in ${index % 30}` }],
    outputs: [{ namespace: 'lake', name: `out ${index % 30}` }],
    producer: 'https://example.org/test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  }));
  return {
    name: `events ${round}.jsonl`,
    text: events.map((event) => `${JSON.stringify(event)}\n`).join(''),
  };
}

const operations = [drop, lineageImport, rollback, cleanUp, workspaceImport, duplicate];

async function crashAtPoints(operation: Operation, points: number, baseURL: string, random: Random) {
  const browser = new CrashingBrowser(baseURL);
  try {
    let page = await browser.open();
    await operation.prepare?.(page);
    await operation.ready?.(page, 0);
    const startedAt = Date.now();
    await operation.begin(page, 0);
    await operation.done(page);
    const durationMs = Date.now() - startedAt;
    await operation.check(page, 0);
    for (let round = 1; round <= points; round++) {
      await operation.ready?.(page, round);
      const begun = operation.begin(page, round).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, random() * durationMs));
      if (round % browserEvery === 0) await browser.crashBrowser();
      else await browser.crashPage(page);
      await begun;
      page = await browser.open();
      await operation.check(page, round);
    }
  } finally {
    await browser.dispose();
  }
}

for (const [index, operation] of operations.entries()) {
  const points =
    Math.floor(pointCount / operations.length) + (index < pointCount % operations.length ? 1 : 0);
  test(`[I3] [I4] [I5] ${operation.name} that crashes at ${points} points is whole or absent`, async ({
    baseURL,
  }) => {
    test.setTimeout(300_000 + points * 60_000);
    await crashAtPoints(operation, points, baseURL!, seededRandom(seed + index));
  });
}
