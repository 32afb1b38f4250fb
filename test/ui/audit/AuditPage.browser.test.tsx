import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { notifications } from '@mantine/notifications';
import { createMemoryHistory } from '@tanstack/react-router';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import { createServices } from '../../../src/state/createServices';
import { usePreferences } from '../../../src/state/preferences';
import type { Services } from '../../../src/state/services';
import { createDexieStore } from '../../../src/storage/dexieStore';
import { nobleHashers } from '../../../src/storage/hashers';
import { App } from '../../../src/ui/shell/App';
import { appendAudit } from '../../../src/versioning/audit';
import type { ActorId, AuditEntry } from '../../../src/versioning/records';
import { timestampFromMilliseconds } from '../../../src/versioning/timestamp';
import { browserText } from '../../../src/workers/browserText';

const ports = { hashers: nobleHashers, text: browserText };
const main = () => within(screen.getByRole('main'));
const table = () => within(main().getByRole('table', { name: 'Audit log' }));
/** The numbers of the entries in view, from the top. */
const numbers = () =>
  table()
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[0]?.textContent);

async function axeFinds(...leftOut: readonly string[]): Promise<readonly string[]> {
  // Its contrast check would look at colours halfway through a transition.
  await waitFor(() =>
    expect(document.getAnimations().filter(({ playState }) => playState === 'running')).toEqual([]),
  );
  const { violations } = await axe.run(document.body, {
    resultTypes: ['violations'],
    // A dialog makes the rest of the page inert, which the rule about landmarks does not know.
    rules: Object.fromEntries(['region', ...leftOut].map((rule) => [rule, { enabled: false }])),
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

let visits = 0;
let databaseName = '';
let services: Services;
let history = createMemoryHistory();

async function open(address = '/audit'): Promise<void> {
  history = createMemoryHistory({ initialEntries: [address] });
  services = createServices(databaseName);
  render(<App services={services} history={history} />);
  await screen.findByRole('main');
}

beforeEach(async () => {
  await page.viewport(1280, 800);
  visits += 1;
  databaseName = `audit-test-${Date.now()}-${visits}`;
  usePreferences.setState({ actorName: '' });
});
afterEach(() => {
  notifications.clean();
  cleanup();
});

/** Three changes: two artifacts, and the message of nothing: an undo of the second. */
async function makeThree(): Promise<void> {
  const made = createServices(databaseName);
  await made.createArtifact('dataset', '', 'trips.csv');
  const second = await made.createArtifact('model', '', 'demand');
  if (!second.ok) throw new Error('not made');
  await made.undo(second.value.auditSequence);
}

/** Changes an entry past the program, as somebody with the browser's tools could. */
async function tamper(change: (entry: AuditEntry) => AuditEntry | null, sequence: number): Promise<void> {
  const request = indexedDB.open(databaseName);
  const database = await new Promise<IDBDatabase>((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
  const store = database.transaction('audit', 'readwrite').objectStore('audit');
  const found = store.get(sequence);
  await new Promise<void>((resolve) => {
    found.onsuccess = () => {
      const next = change(found.result as AuditEntry);
      const written = next === null ? store.delete(sequence) : store.put(next);
      written.onsuccess = () => resolve();
    };
  });
  database.close();
}

describe('the audit view over a real store', () => {
  it('says on an empty workspace what will be here', async () => {
    await open();
    expect(await main().findByText('Nothing was changed yet')).toBeTruthy();
    expect(await axeFinds()).toEqual([]);
  });

  it('lists every change in words, latest first, with who by the name of the settings', async () => {
    await makeThree();
    await open();
    await main().findByText('Undid: Created demand', { selector: '*' });
    expect(numbers()).toEqual(['3', '2', '1']);
    await waitFor(() => expect(table().getAllByText('You')).toHaveLength(3));
    usePreferences.setState({ actorName: 'Ana' });
    await waitFor(() => expect(table().getAllByText('Ana')).toHaveLength(3));
    expect(table().getByRole('link', { name: 'trips.csv' })).toBeTruthy();
    expect(table().queryByRole('link', { name: 'demand' })).toBeNull();
    expect(await axeFinds()).toEqual([]);
  });

  it('goes there with g and u', async () => {
    await open('/runs');
    await main().findByText('No runs yet');
    await userEvent.setup().keyboard('gu');
    await main().findByText('Nothing was changed yet');
    expect(history.location.pathname).toBe('/audit');
  });

  it('filters by what the link says, and writes what is chosen into the link', async () => {
    const user = userEvent.setup();
    await makeThree();
    await open('/audit?action=createArtifact');
    await main().findByText('2 of 3');
    expect(numbers()).toEqual(['2', '1']);
    await user.type(main().getByRole('textbox', { name: 'Filter by words' }), 'trips');
    await waitFor(() => expect(numbers()).toEqual(['1']));
    expect(history.location.search).toContain('q=trips');
    await user.selectOptions(main().getByRole('combobox', { name: 'Kind of action' }), 'link');
    expect(await main().findByText('No entry matches the filter')).toBeTruthy();
    // The other of that name is the cross in the box of words.
    await user.click(main().getByText('Clear the filter', { selector: 'button *' }));
    await waitFor(() => expect(numbers()).toEqual(['3', '2', '1']));
    await user.click(main().getByRole('combobox', { name: 'Artifact' }));
    await user.click(await screen.findByRole('option', { name: 'demand' }));
    await waitFor(() => expect(numbers()).toEqual(['3', '2']));
  });

  it('opens an entry to all that it says, and undoes it from there', async () => {
    const user = userEvent.setup();
    await makeThree();
    await open('/audit?entry=1');
    const dialog = within(await screen.findByRole('dialog', { name: 'Created trips.csv' }));
    expect(dialog.getByRole('table').textContent).toContain('artifactsnothing1 more');
    expect(dialog.getByText(/"previousHash": "0{64}"/)).toBeTruthy();
    expect(await axeFinds()).toEqual([]);
    await user.click(dialog.getByRole('button', { name: /^Undo/ }));
    expect(await dialog.findByText('undone since')).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(numbers()).toEqual(['4', '3', '2', '1']);
    await user.click(main().getByRole('button', { name: 'Undo change 4' }));
    expect(await main().findByText('Put back: Created trips.csv', { selector: '*' })).toBeTruthy();
  });

  it('leaves the focus where it was when a change is undone from its line', async () => {
    const user = userEvent.setup();
    await makeThree();
    await open();
    (await main().findByRole('button', { name: 'Undo change 3' })).focus();
    await user.keyboard('{Enter}');
    const undone = await main().findByRole('button', { name: 'Undone: change 3' });
    expect(document.activeElement).toBe(undone);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(numbers()).toEqual(['4', '3', '2', '1']));
  });

  it('verifies the chain, and says of a noted head where it is', async () => {
    const user = userEvent.setup();
    await makeThree();
    await open();
    const chain = within(await main().findByRole('region', { name: 'Chain of the log' }));
    expect(chain.getByText('Not verified on this visit')).toBeTruthy();
    await user.click(chain.getByRole('button', { name: 'Verify' }));
    expect(await chain.findByText(/3 entries, chain intact, head/)).toBeTruthy();
    const entries = await services.audit();
    await user.click(chain.getByRole('button', { name: 'Check a noted head' }));
    const box = await screen.findByRole('textbox', { name: 'Was this head part of the log?' });
    await user.type(box, 'abc');
    await user.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText(/A head ends in 64 digits/)).toBeTruthy();
    expect(await axeFinds()).toEqual([]);
    await user.clear(box);
    await user.type(box, `2 ${entries[1]!.hash}`);
    await user.click(screen.getByRole('button', { name: 'Check' }));
    expect(await chain.findByText(/chain intact, the noted head is entry 2 of it/)).toBeTruthy();
    await services.createArtifact('report', '', 'weekly');
    expect(await chain.findByText(/1 newer entry not verified yet/)).toBeTruthy();
  });

  it('names the first entry that was changed behind its back', async () => {
    const user = userEvent.setup();
    await makeThree();
    await tamper((entry) => ({ ...entry, subject: 'other' }), 2);
    await open();
    await user.click(await main().findByRole('button', { name: 'Verify' }));
    expect((await main().findByRole('alert')).textContent).toBe(
      'Broken at entry 2 of 3: its hash is not that of its content: it was changed after it was written',
    );
    expect(await axeFinds()).toEqual([]);
  });

  it('notices a tail that was taken off against a noted head, and only so', async () => {
    const user = userEvent.setup();
    await makeThree();
    const noted = (await createServices(databaseName).audit())[2]!;
    await tamper(() => null, 3);
    await open();
    await user.click(await main().findByRole('button', { name: 'Verify' }));
    expect(await main().findByText(/2 entries, chain intact/)).toBeTruthy();
    await user.click(main().getByRole('button', { name: 'Check a noted head' }));
    await user.type(await screen.findByRole('textbox', { name: /Was this head/ }), noted.hash);
    await user.click(screen.getByRole('button', { name: 'Check' }));
    expect((await main().findByRole('alert')).textContent).toContain(
      'the noted head is not among them: the noted head comes nowhere before it: entries were taken off the end',
    );
  });

  it('offers the whole log and what the filter shows', async () => {
    const user = userEvent.setup();
    await makeThree();
    await open('/audit?action=undo');
    await user.click(await main().findByRole('button', { name: 'Export' }));
    expect(await screen.findByRole('group', { name: 'Whole log, 3 entries' })).toBeTruthy();
    const filtered = within(screen.getByRole('group', { name: 'Filtered, 1 entry' }));
    expect(filtered.getAllByRole('menuitem')).toHaveLength(4);
    // The library's menus begin with a place for the focus that has no role.
    expect(await axeFinds('aria-required-children')).toEqual([]);
  });

  it('lists and verifies 100,000 entries, off the thread of the page', async () => {
    const count = 100_000;
    const entries: AuditEntry[] = [];
    const begunAtMs = performance.now();
    for (let index = 0; index < count; index++) {
      const draft = {
        recordedAt: timestampFromMilliseconds(Date.UTC(2026, 0, 1) + index * 1000),
        actor: 'ana' as ActorId,
        action: 'takeSnapshot',
        subject: `trips-${index}.csv`,
        detail: {
          namespace: '',
          snapshots: [{ path: `trips-${index}.csv`, sequence: 1, digest: 'a'.repeat(64), parents: [] }],
          created: { snapshots: [`id-${index}`] },
        },
      };
      entries.push(appendAudit(entries.at(-1), draft, ports));
    }
    const madeInMs = Math.round(performance.now() - begunAtMs);
    const store = createDexieStore(databaseName);
    for (let at = 0; at < count; at += 20_000)
      await store.write((transaction) => transaction.add('audit', entries.slice(at, at + 20_000)));
    store.close();

    await open();
    await waitFor(() => expect(main().getByRole('heading', { level: 1 }).textContent).toBe('Audit100,000'));
    expect(numbers()[0]).toBe('100,000');
    expect(numbers().length).toBeLessThan(80);

    const startedAtMs = performance.now();
    const verdict = await services.verifyAudit(null);
    const tookMs = Math.round(performance.now() - startedAtMs);
    console.info(`100,000 entries were made in ${madeInMs} ms and verified in ${tookMs} ms (goal: 2,000 ms)`);
    expect(verdict).toMatchObject({ ok: true, value: { entryCount: count, broken: null } });
    // To verify is to hash as much as was hashed to make them, and to read them.
    expect(tookMs).toBeLessThan(20 * madeInMs);
  });
});
