import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenOn } from '../../server/listen.mjs';
import { createStaticServer } from '../../server/staticServer.mjs';
import { createAccess } from '../../src/collector/access';
import { createCollector } from '../../src/collector/collector';
import type { EventStore } from '../../src/collector/eventStore';
import { createGroupCommit, usualLimits } from '../../src/collector/groupCommit';
import { openDatabase, type DatabaseChoice } from '../../src/collector/openDatabase';
import { createServerAnswer, tellOfEvents } from '../../src/collector/serverAnswer';
import { eventOf } from './event';
import { startPostgres } from './testPostgres';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-collector-'));
const key = 'a key of some length';
const page = '<head><meta name="throughline-events" content="here"><title>Page</title>';
const postgres = await startPostgres();
const databases: readonly (readonly [string, DatabaseChoice])[] = [
  ['PGlite', { kind: 'folder', folder: path.join(folder, 'events') }],
  ...(postgres ? ([['PostgreSQL', { kind: 'postgres', url: postgres.url }]] as const) : []),
];

beforeAll(() => {
  mkdirSync(path.join(folder, 'dist'));
  writeFileSync(path.join(folder, 'dist', 'index.html'), '<head><title>Page</title>');
});

afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  /** Sends the body in pieces, without its length. */
  readonly isChunked?: boolean;
}

function send(
  port: number,
  { method = 'POST', path: target = '/api/v1/lineage', headers = {}, body, isChunked }: Sent,
) {
  const bytes = Buffer.from(body ?? '');
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const length = isChunked ? {} : { 'Content-Length': String(bytes.length) };
    const sending = request(
      {
        host: '127.0.0.1',
        port,
        path: target,
        method,
        headers: { 'Content-Type': 'application/json', ...length, ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    sending.on('error', reject);
    if (isChunked) for (let at = 0; at < bytes.length; at += 100) sending.write(bytes.subarray(at, at + 100));
    sending.end(isChunked ? undefined : bytes);
  });
}

interface Options {
  readonly key?: string | null;
  readonly extraPath?: string | null;
  readonly mostWaiting?: number;
}

async function startServer(
  store: EventStore,
  options: Options = {},
): Promise<{ server: Server; port: number; faults: unknown[] }> {
  const faults: unknown[] = [];
  const access = createAccess(options.key ?? null, ['collector.example']);
  const limits = { ...usualLimits, mostWaiting: options.mostWaiting ?? usualLimits.mostWaiting };
  const commits = createGroupCommit((events) => store.append(events), limits);
  const onFault = (error: unknown) => faults.push(error);
  const collector = createCollector({
    store,
    commits,
    access,
    extraPath: options.extraPath ?? null,
    onFault,
  });
  const server = createStaticServer(
    path.join(folder, 'dist'),
    createServerAnswer(access, collector),
    tellOfEvents,
  );
  return { server, port: await listenOn(server, 0), faults };
}

describe.each(databases)('the collector on %s', (_name, choice) => {
  let store: EventStore;
  let server: Server;
  let port = 0;
  beforeAll(async () => {
    store = await openDatabase(choice);
    ({ server, port } = await startServer(store, { extraPath: '/prefix' }));
  }, 60_000);
  afterAll(async () => {
    server.close();
    await store.close();
  });

  it('answers 201 once the event can be read, and keeps a repeat once', async () => {
    const first = await send(port, { body: eventOf(1) });
    expect(first.status).toBe(201);
    expect(JSON.parse(first.text)).toMatchObject({ duplicate: false });
    const again = await send(port, { body: eventOf(1) });
    expect(JSON.parse(again.text)).toEqual({ ...(JSON.parse(first.text) as object), duplicate: true });
    const read = await send(port, { method: 'GET', path: '/api/v1/events?after=0' });
    expect(read.text).toBe(`${eventOf(1)}\n`);
    expect(read.headers['throughline-collector']).toBe(store.id);
  });

  it('takes what clients send: gzip, chunks, a prefix, another path by choice, and a charset', async () => {
    const next = async () =>
      String((await send(port, { method: 'GET', path: '/api/v1/events' })).headers['throughline-next']);
    const before = await next();
    const packed = gzipSync(eventOf(2));
    const taken = await Promise.all([
      send(port, { body: packed, headers: { 'Content-Encoding': 'gzip' }, isChunked: true }),
      send(port, { body: eventOf(3), isChunked: true }),
      send(port, { body: eventOf(4), path: '/marquez/api/v1/lineage' }),
      send(port, { body: eventOf(5), path: '/prefix' }),
      send(port, { body: eventOf(6), headers: { 'Content-Type': 'application/json; charset=utf-8' } }),
    ]);
    expect(taken.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const read = await send(port, { method: 'GET', path: `/api/v1/events?after=${before}` });
    expect(read.text.trim().split('\n').toSorted()).toEqual(
      [2, 3, 4, 5, 6].map((number) => eventOf(number)).toSorted(),
    );
  });

  it('takes a list, and says of each item that is none why', async () => {
    const body = `[${eventOf(7)},\n{"a":1},${eventOf(7)}]`;
    const batch = await send(port, { path: '/api/v1/lineage/batch', body });
    expect(batch.status).toBe(200);
    expect(JSON.parse(batch.text)).toMatchObject({
      status: 'partial_success',
      summary: { received: 3, successful: 2, failed: 1, retriable: 0, non_retriable: 1 },
      duplicates: 1,
      failed_events: [{ index: 1, retriable: false }],
    });
    expect((await send(port, { body: `[${eventOf(8)}]` })).status).toBe(200);
  });

  it('keeps an event of many lines byte for byte, and gives it on one', async () => {
    const pretty = JSON.stringify(JSON.parse(eventOf(9)), null, 1);
    await send(port, { body: pretty });
    const page = await store.after(0);
    expect(Buffer.from(page.events.at(-1)!).toString()).toBe(pretty);
    const read = await send(port, { method: 'GET', path: '/api/v1/events?after=0' });
    expect(
      read.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toContainEqual(JSON.parse(pretty));
  });

  it.each([
    ['no JSON', { body: '{"a' }, 400],
    ['no event', { body: '{"a":1}' }, 400],
    ['a broken gzip', { body: 'text', headers: { 'Content-Encoding': 'gzip' } }, 400],
    ['another packing', { body: 'text', headers: { 'Content-Encoding': 'br' } }, 415],
    ['another type', { body: eventOf(1), headers: { 'Content-Type': 'text/plain' } }, 415],
    ['a page of another site', { body: eventOf(1), headers: { Origin: 'http://evil.example' } }, 403],
    ['another site by its header', { body: eventOf(1), headers: { 'Sec-Fetch-Site': 'cross-site' } }, 403],
    ['another host', { body: eventOf(1), headers: { Host: 'evil.example' } }, 421],
    ['a negative place', { method: 'GET', path: '/api/v1/events?after=-1' }, 400],
    ['a method that nothing has', { method: 'DELETE' }, 405],
  ])('refuses %s, and lives on', async (_what, sent, status) => {
    const answered = await send(port, sent);
    expect(answered.status).toBe(status);
    expect(answered.headers['access-control-allow-origin']).toBeUndefined();
    expect((await send(port, { method: 'GET', path: '/healthz' })).status).toBe(200);
  });

  it('refuses a body of more than 16 MB by its length, by its pieces, and after gunzip', async () => {
    const large = Buffer.alloc(17 * 1024 * 1024, 0x20);
    const packed = gzipSync(large);
    expect(packed.length).toBeLessThan(100_000);
    const answered = await send(port, { body: packed, headers: { 'Content-Encoding': 'gzip' } });
    expect(answered.status).toBe(413);
    for (const isChunked of [false, true]) {
      const status = await send(port, { body: large, isChunked }).then(
        ({ status: given }) => given,
        // The connection may end before all of it was sent.
        () => 413,
      );
      expect(status).toBe(413);
    }
  });

  it('serves the page beside it, and says there that it takes events', async () => {
    expect((await send(port, { method: 'GET', path: '/' })).text).toBe(page);
    const named = await send(port, { method: 'GET', path: '/', headers: { Host: 'collector.example:80' } });
    expect(named.status).toBe(200);
  });

  it('keeps a hundred events that come eight at once, each once', async () => {
    const before = await store.count();
    const numbers = Array.from({ length: 100 }, (_, index) => 100 + index);
    const lane = async (start: number) => {
      for (let at = start; at < numbers.length; at += 8) await send(port, { body: eventOf(numbers[at]!) });
    };
    await Promise.all(Array.from({ length: 8 }, (_, start) => lane(start)));
    expect(await store.count()).toBe(before + 100);
  });
});

describe('a collector that is full, or whose database fails', () => {
  it('answers 503 with Retry-After, and never 500', async () => {
    const failing: EventStore = {
      id: 'x',
      append: () => Promise.reject(new Error('the disk is full')),
      after: () => Promise.reject(new Error('gone')),
      count: () => Promise.reject(new Error('gone')),
      close: () => Promise.resolve(),
    };
    const { server, port, faults } = await startServer(failing);
    const answers = [
      await send(port, { body: eventOf(1) }),
      await send(port, { method: 'GET', path: '/api/v1/events?after=0' }),
      await send(port, { method: 'GET', path: '/healthz' }),
    ];
    for (const { status, headers } of answers) {
      expect(status).toBe(503);
      expect(headers['retry-after']).toBe('1');
    }
    expect(faults).toHaveLength(3);
    server.close();
  });

  it('takes again what it could not take before', async () => {
    let end = (): void => undefined;
    const slow: EventStore = {
      id: 'x',
      append: async (events) => {
        await new Promise<void>((resolve) => (end = resolve));
        return events.map(() => ({ sequence: 1, isDuplicate: false }));
      },
      after: () => Promise.resolve({ events: [], next: 0 }),
      count: () => Promise.resolve(0),
      close: () => Promise.resolve(),
    };
    const { server, port } = await startServer(slow, { mostWaiting: 1 });
    const first = send(port, { body: eventOf(1) });
    await expect.poll(() => end.name).not.toBe('end');
    const second = send(port, { body: eventOf(2) });
    await expect.poll(async () => (await send(port, { body: eventOf(3) })).status).toBe(503);
    end();
    expect((await first).status).toBe(201);
    const ending = setInterval(() => end(), 5);
    expect((await second).status).toBe(201);
    clearInterval(ending);
    server.close();
  });
});

describe('a collector with a key', () => {
  it('takes events and gives the page to whoever has it', async () => {
    const quiet: EventStore = {
      id: 'x',
      append: (events) => Promise.resolve(events.map(() => ({ sequence: 1, isDuplicate: false }))),
      after: () => Promise.resolve({ events: [], next: 0 }),
      count: () => Promise.resolve(0),
      close: () => Promise.resolve(),
    };
    const { server, port } = await startServer(quiet, { key });
    const bearer = { Authorization: `Bearer ${key}` };
    expect((await send(port, { body: eventOf(1) })).status).toBe(401);
    expect((await send(port, { body: eventOf(1), headers: { Authorization: 'Bearer wrong' } })).status).toBe(
      401,
    );
    expect((await send(port, { body: eventOf(1), headers: bearer })).status).toBe(201);
    expect((await send(port, { method: 'GET', path: '/api/v1/events' })).status).toBe(401);
    const asked = await send(port, { method: 'GET', path: '/' });
    expect(asked.text).toContain('<form method="post" action="/session">');

    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await send(port, { path: '/session', body: 'key=wrong', headers: form })).status).toBe(401);
    const torn = { ...form, 'Content-Encoding': 'gzip' };
    expect((await send(port, { path: '/session', body: 'no gzip', headers: torn })).status).toBe(401);
    const begun = await send(port, {
      path: '/session',
      body: new URLSearchParams({ key }).toString(),
      headers: form,
    });
    expect(begun.status).toBe(303);
    const [cookie = ''] = begun.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const session = { Cookie: cookie.replace(/;.*/, '') };
    expect((await send(port, { method: 'GET', path: '/', headers: session })).text).toBe(page);
    expect((await send(port, { method: 'GET', path: '/api/v1/events', headers: session })).status).toBe(200);
    server.close();
  });
});
