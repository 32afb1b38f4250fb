import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { collectorUrl, postEvents } from '../../src/cli/postEvents';

interface Heard {
  readonly body: unknown;
  readonly headers: IncomingHttpHeaders;
}

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A collector on this machine that answers with these states in turn, the last again and again; null hangs up. */
async function collector(answers: readonly (number | null)[], headers: Record<string, string> = {}) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      const status = answers[Math.min(heard.length, answers.length - 1)]!;
      heard.push({ body: JSON.parse(text), headers: request.headers });
      if (status === null) request.socket.destroy();
      else response.writeHead(status, headers).end(status === 201 ? '' : 'no  such\nthing');
    });
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/api/v1/lineage`, heard };
}

/** Waits are written down and not waited for. */
function ports() {
  const waits: number[] = [];
  return {
    waits,
    fetch,
    chance: () => 1,
    wait: (milliseconds: number) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  };
}

describe('events that are posted', () => {
  it('arrive in their order, with the key', async () => {
    const { url, heard } = await collector([201]);
    const report = await postEvents(url, [{ n: 1 }, { n: 2 }], 'secret', ports());
    expect(report).toEqual({
      url,
      eventCount: 2,
      arrived: 2,
      refused: [],
      notSent: 0,
      stoppedBy: null,
      retryCount: 0,
    });
    expect(heard.map(({ body }) => body)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(heard[0]!.headers.authorization).toBe('Bearer secret');
    const plain = await collector([201]);
    await postEvents(plain.url, [{}], null, ports());
    expect(plain.heard[0]!.headers.authorization).toBeUndefined();
  });

  it('are tried again with waits that double, where the fault may pass', async () => {
    const { url, heard } = await collector([503, null, 429, 201]);
    const own = ports();
    const report = await postEvents(url, [{ n: 1 }], null, own);
    expect([report.arrived, report.retryCount, heard.length]).toEqual([1, 3, 4]);
    expect(own.waits).toEqual([500, 1000, 2000]);
  });

  it('wait as long as the collector asks for', async () => {
    const { url } = await collector([429, 201], { 'Retry-After': '7' });
    const own = ports();
    await postEvents(url, [{}], null, own);
    expect(own.waits).toEqual([7000]);
  });

  it('are passed where they are refused, and the others are sent', async () => {
    const { url } = await collector([422, 201]);
    const report = await postEvents(url, [{}, {}], null, ports());
    expect([report.arrived, report.notSent]).toEqual([1, 0]);
    expect(report.refused).toEqual([{ event: 1, status: 422, message: 'no such thing' }]);
  });

  it('are not sent any more where the key is refused, or nothing answers', async () => {
    const closed = await collector([401]);
    const report = await postEvents(closed.url, [{}, {}, {}], 'wrong', ports());
    expect([report.arrived, report.refused.length, report.notSent, closed.heard.length]).toEqual([
      0, 1, 2, 1,
    ]);
    expect(report.stoppedBy).toBe('the collector refused the key (401)');
    const broken = await collector([500]);
    const gone = await postEvents(broken.url, [{}, {}], null, ports());
    expect([gone.arrived, gone.notSent, gone.stoppedBy, broken.heard.length]).toEqual([
      0,
      2,
      'after 5 tries: it answered 500',
      5,
    ]);
  });

  it('do not follow a redirect, which could carry the key elsewhere', async () => {
    const other = await collector([201]);
    const { url } = await collector([302], { Location: other.url });
    const report = await postEvents(url, [{}], 'secret', ports());
    expect([report.arrived, report.refused[0]?.status, other.heard.length]).toEqual([0, 302, 0]);
  });

  it('go to the path of Marquez where an address has none', () => {
    expect(collectorUrl('http://localhost:5000')).toBe('http://localhost:5000/api/v1/lineage');
    expect(collectorUrl('https://c.example/own/path')).toBe('https://c.example/own/path');
    expect(collectorUrl('file:///etc/passwd')).toBeNull();
    expect(collectorUrl('nowhere')).toBeNull();
  });
});
