import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventStore } from '../../src/collector/eventStore';
import { openDatabase, type DatabaseChoice } from '../../src/collector/openDatabase';
import { FolderIsHeld } from '../../src/collector/folderLock';
import { startPostgres, type TestPostgres } from './testPostgres';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-events-'));
const server: TestPostgres | null = await startPostgres();

const databases: readonly (readonly [string, DatabaseChoice])[] = [
  ['PGlite', { kind: 'folder', folder }],
  ...(server ? ([['PostgreSQL', { kind: 'postgres', url: server.url }]] as const) : []),
];

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const texts = (events: readonly Uint8Array[]) => events.map((event) => Buffer.from(event).toString());

describe.each(databases)('events in %s', (_name, choice) => {
  let store: EventStore;
  beforeAll(async () => (store = await openDatabase(choice)), 60_000);
  afterAll(() => store.close());

  it('are kept byte for byte in the order in which they came', async () => {
    const kept = await store.append([bytes('{"b": 2}'), bytes('{"a":\n1}'), bytes('{"c":"\\u0000é"}')]);
    expect(kept.map(({ isDuplicate }) => isDuplicate)).toEqual([false, false, false]);
    const page = await store.after(0);
    expect(texts(page.events)).toEqual(['{"b": 2}', '{"a":\n1}', '{"c":"\\u0000é"}']);
    expect(page.next).toBe(kept[2]!.sequence);
  });

  it('are one where the same bytes come again, in one statement or later', async () => {
    const first = await store.append([bytes('{"d":1}'), bytes('{"d":1}'), bytes('{"b": 2}')]);
    expect(first.map(({ isDuplicate }) => isDuplicate)).toEqual([false, true, true]);
    expect(first[0]!.sequence).toBe(first[1]!.sequence);
    expect(await store.count()).toBe(4);
  });

  it('are read after a number, by pages of bounded size', async () => {
    const before = (await store.after(0)).next;
    const large = Array.from({ length: 5 }, (_, index) =>
      bytes(`{"e":${index},"x":"${'x'.repeat(3_000_000)}"}`),
    );
    await store.append(large);
    const page = await store.after(before);
    expect(page.events).toHaveLength(3);
    const rest = await store.after(page.next);
    expect(rest.events).toHaveLength(2);
    expect(await store.after(rest.next)).toEqual({ events: [], next: rest.next });
  });

  it('stay in their order past numbers of one digit', async () => {
    const many = Array.from({ length: 120 }, (_, index) => `{"f":${index}}`);
    const kept = await store.append(many.map(bytes));
    const page = await store.after(kept[0]!.sequence - 1);
    expect(texts(page.events)).toEqual(many);
    expect(await store.after(page.next)).toEqual({ events: [], next: page.next });
  });

  it('are there again after a start, and so is the identity of their database', async () => {
    const { id } = store;
    await store.close();
    store = await openDatabase(choice);
    expect(store.id).toBe(id);
    expect(await store.count()).toBe(129);
  });
});

describe('a folder of events', () => {
  it('is refused to a second process', async () => {
    const store = await openDatabase({ kind: 'folder', folder });
    await expect(openDatabase({ kind: 'folder', folder })).rejects.toBeInstanceOf(FolderIsHeld);
    await store.close();
  });
});
