import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { eventOf } from '../collector/event';
import { runCommand } from './runCommand';

const script = path.resolve(import.meta.dirname, '../../scripts/throughline.mjs');
const folder = mkdtempSync(path.join(tmpdir(), 'throughline-serve-'));
const events = path.join(folder, 'events');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Serving {
  readonly child: ChildProcess;
  readonly url: string;
  /** Ends it by a signal, and gives its status. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

function serve(...flags: string[]): Promise<Serving> {
  const child = spawn(process.execPath, [script, 'serve', '--port', '0', '--data', events, ...flags]);
  const ended = new Promise<number | null>((resolve) => child.once('close', (status) => resolve(status)));
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url !== undefined) resolve({ child, url, end: (signal) => (child.kill(signal), ended) });
    });
    void ended.then((status) => reject(new Error(`it ended with ${status}: ${said}`)));
  });
}

async function post(url: string, number: number): Promise<number> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`${url}/api/v1/lineage`, { method: 'POST', headers, body: eventOf(number) });
  await response.arrayBuffer();
  return response.status;
}

/** The numbers of all events that it has. */
async function keptNumbers(url: string): Promise<readonly number[]> {
  const text = await (await fetch(`${url}/api/v1/events?after=0`)).text();
  const names = text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { job: { name: string } }).job.name);
  return names.map((name) => Number(name.replace('load ', '')));
}

describe('throughline serve', () => {
  it('loses no acknowledged event where it is killed amid inserts, and holds its folder alone', async () => {
    const acknowledged: number[] = [];
    let number = 0;
    for (let kill = 0; kill < Number(process.env['THROUGHLINE_KILLS'] ?? 2); kill++) {
      const serving = await serve();
      let isOver = false;
      const lane = async (): Promise<void> => {
        while (!isOver) {
          const own = ++number;
          const status = await post(serving.url, own).catch(() => 0);
          if (status === 201) acknowledged.push(own);
        }
      };
      const before = acknowledged.length;
      const lanes = Promise.all([lane(), lane(), lane(), lane()]);
      await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(before + 20);
      await serving.end('SIGKILL');
      isOver = true;
      await lanes;
    }
    const serving = await serve();
    const kept = await keptNumbers(serving.url);
    expect(acknowledged.filter((each) => !kept.includes(each))).toEqual([]);
    expect(new Set(kept).size).toBe(kept.length);

    const second = await runCommand('serve', '--port', '0', '--data', events);
    expect(second.status).toBe(2);
    expect(second.stderr).toContain(`process ${serving.child.pid} uses it`);
    expect(await serving.end('SIGTERM')).toBe(0);
  }, 180_000);

  it('lets other machines in only with a key', async () => {
    const refused = await runCommand('serve', '--host', '0.0.0.0');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('give a key by --key-file');
    const file = path.join(folder, 'key');
    writeFileSync(file, 'short\n');
    const short = await runCommand('serve', '--host', '0.0.0.0', '--key-file', file);
    expect(short.stderr).toContain('less than 16 characters');
  });
});
