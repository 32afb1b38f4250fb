import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../server/listen.mjs';
import { createStaticServer } from '../../server/staticServer.mjs';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const script = `export const text = '${'throughline '.repeat(500)}';`;
let folder = '';
let server: Server;
let port = 0;

beforeAll(async () => {
  const outer = mkdtempSync(path.join(tmpdir(), 'throughline-server-'));
  folder = path.join(outer, 'dist');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  mkdirSync(path.join(folder, 'empty'));
  mkdirSync(path.join(outer, 'dist-secret'));
  writeFileSync(path.join(outer, 'secret.txt'), 'outside');
  writeFileSync(path.join(outer, 'dist-secret', 'secret.txt'), 'outside');
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Start</title>');
  writeFileSync(path.join(folder, 'sw.js'), 'self');
  writeFileSync(path.join(folder, '.hidden'), 'hidden');
  writeFileSync(path.join(folder, 'a b%é.txt'), 'spaced');
  writeFileSync(path.join(folder, 'assets', 'main-Bx12.js'), script);
  writeFileSync(path.join(folder, 'assets', 'codec-Cy34.wasm'), Buffer.from([0, 97, 115, 109]));
  symlinkSync(path.join(outer, 'secret.txt'), path.join(folder, 'link.txt'));
  server = createStaticServer(folder);
  port = await listenOnLoopback(server, 0);
});

afterAll(() => {
  server.close();
  rmSync(path.dirname(folder), { recursive: true });
});

/** Sends the path as it is: a URL would tidy up `..` on the way. */
function ask(target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('the static server', () => {
  it('answers the start page at the root, with or without a query', async () => {
    for (const target of ['/', '/index.html', '/?view=lineage']) {
      const { status, headers, body } = await ask(target);
      expect([status, headers['content-type'], body.toString()]).toEqual([
        200,
        'text/html; charset=utf-8',
        '<!doctype html><title>Start</title>',
      ]);
    }
  });

  it.each(['/', '/nothing', '/%zz'])('sends the whole policy with the answer to %s', async (target) => {
    const { headers } = await ask(target);
    expect(headers['content-security-policy']).toBe(
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'",
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['permissions-policy']).toContain('camera=()');
  });

  it.each(['127.0.0.1:4173', 'localhost', 'LOCALHOST:8080', '[::1]:80', 'data.localhost:4173'])(
    'answers to the name %s',
    async (host) => {
      expect((await ask('/', { Host: host })).status).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:4173',
    'evil.example:127.0.0.1',
    '192.168.0.7:4173',
    'notlocalhost',
    '127.0.0.1@evil.example',
  ])('refuses the name %s, as a page that points its own name here would ask', async (host) => {
    const { status, body } = await ask('/', { Host: host });
    expect([status, body.toString()]).toEqual([421, 'This server answers to localhost and 127.0.0.1 alone.']);
  });

  it('lets hashed assets be kept for ever, and has the rest asked for again', async () => {
    expect((await ask('/assets/main-Bx12.js')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    for (const target of ['/', '/index.html', '/sw.js']) {
      expect((await ask(target)).headers['cache-control']).toBe('no-cache');
    }
  });

  it('answers 304 to the tag of an unchanged file, and the new bytes once it has changed', async () => {
    const file = path.join(folder, 'changing.txt');
    writeFileSync(file, 'one');
    const etag = (await ask('/changing.txt')).headers.etag ?? '';
    const unchanged = await ask('/changing.txt', { 'If-None-Match': etag });
    expect([unchanged.status, unchanged.body.length]).toEqual([304, 0]);
    writeFileSync(file, 'another');
    const changed = await ask('/changing.txt', { 'If-None-Match': etag });
    expect([changed.status, changed.body.toString()]).toEqual([200, 'another']);
  });

  it.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ])('compresses for a browser that accepts %s', async (accepted, encoding, decompress) => {
    const { headers, body } = await ask('/assets/main-Bx12.js', { 'Accept-Encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers.vary).toBe('Accept-Encoding');
    expect(body.length).toBeLessThan(script.length / 4);
    expect(decompress(body).toString()).toBe(script);
  });

  it('sends plain bytes to one that accepts neither', async () => {
    const { headers, body } = await ask('/assets/main-Bx12.js');
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toBe(script);
  });

  it('names the type that streaming compilation of WebAssembly needs', async () => {
    expect((await ask('/assets/codec-Cy34.wasm')).headers['content-type']).toBe('application/wasm');
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const get = await ask('/assets/main-Bx12.js', { 'Accept-Encoding': 'br' });
    const head = await ask('/assets/main-Bx12.js', { 'Accept-Encoding': 'br' }, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const { status, headers } = await ask('/', {}, method);
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('finds a name with spaces, signs and letters beyond ASCII', async () => {
    expect((await ask(`/${encodeURIComponent('a b%é.txt')}`)).body.toString()).toBe('spaced');
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/../dist-secret/secret.txt',
    '/link.txt',
    '/.hidden',
    '/empty/',
    '/empty',
    '/assets',
    '/nothing',
  ])('shows nothing at %s', async (target) => {
    const { status, body } = await ask(target);
    expect([status, body.toString()]).toEqual([404, 'There is nothing at this address.']);
  });

  it.each(['/%zz', '/a%00b', '/..%5csecret.txt', 'http://example.org/'])(
    'refuses the malformed %s',
    async (target) => {
      expect((await ask(target)).status).toBe(400);
    },
  );

  it('listens on the loopback interface only', () => {
    expect(server.address()).toMatchObject({ address: '127.0.0.1', port });
  });
});

describe('listening', () => {
  it('takes the next port when the usual one is taken, and rejects when a chosen one is', async () => {
    const servers = [createServer(), createServer()] as const;
    try {
      const first = await listenOnLoopback(servers[0], null);
      const second = await listenOnLoopback(servers[1], null);
      expect(first).toBeGreaterThanOrEqual(4173);
      expect(second).toBeGreaterThan(first);
      await expect(listenOnLoopback(createServer(), first)).rejects.toThrow('EADDRINUSE');
    } finally {
      for (const open of servers) open.close();
    }
  });
});
