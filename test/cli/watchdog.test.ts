import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAfter, runCommand } from './runCommand';

let folder: string;
const at = (name: string): string => path.join(folder, name);
const table = 'id,city\n1,Oslo\n';
const digest = createHash('sha256').update(table).digest('hex');

/** Whoever digests a file does this instead; the watching thread counts processor time and memory a hundredfold, so that no test waits. */
function preload(name: string, instead: string, which = 'true'): string {
  writeFileSync(
    at(name),
    `import crypto from 'node:crypto';
     import { syncBuiltinESMExports } from 'node:module';
     import threads from 'node:worker_threads';
     const kept = [];
     const { createHash } = crypto;
     crypto.createHash = (name) => {
       const hash = createHash(name);
       const update = hash.update.bind(hash);
       hash.update = (bytes) => {
         while (${which}) { ${instead} }
         return update(bytes);
       };
       return hash;
     };
     const hundredfold = \`
       const { cpuUsage, memoryUsage } = process;
       process.cpuUsage = () => { const { user, system } = cpuUsage(); return { user: 100 * user, system: 100 * system }; };
       const { rss } = memoryUsage;
       process.memoryUsage.rss = () => 100 * rss();\`;
     threads.Worker = class extends threads.Worker {
       constructor(source, options) { super(hundredfold + source, options); }
     };
     syncBuiltinESMExports();`,
  );
  return pathToFileURL(at(name)).href;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-watchdog-'));
  writeFileSync(at('trips.csv'), table);
  // Makes the bundle of the command line, so that no test waits for it.
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a reading of the command line', () => {
  it('that decodes without end ends the command, which says so', async () => {
    const endless = preload('endless.mjs', '');
    const profiled = await runAfter(endless, 'profile', at('trips.csv'), '--json');
    expect(profiled.status).toBe(2);
    const message = 'reading it was stopped after 10 s of processor time, more than a file of its size takes';
    expect(JSON.parse(profiled.stdout)).toMatchObject({
      path: at('trips.csv'),
      failure: { kind: 'tooLarge', message },
    });
    expect(profiled.stderr).toContain(`${at('trips.csv')}: ${message}`);
    const taken = await runAfter(endless, 'snapshot', at('trips.csv'));
    expect([taken.status, taken.stdout, taken.stderr]).toEqual([2, '', `${at('trips.csv')}: ${message}\n`]);
  });

  it('takes no other file of its command with it: the bad one is named in its place, and the others are told', async () => {
    writeFileSync(at('bad.csv'), 'id,city\n1,Endless\n');
    writeFileSync(at('last.csv'), 'id\n2\n');
    const endless = preload('oneEndless.mjs', '', "Buffer.from(bytes).includes('Endless')");
    const files = [at('trips.csv'), at('bad.csv'), at('last.csv')];
    const taken = await runAfter(endless, 'snapshot', ...files, '--json');
    expect(taken.status).toBe(2);
    const message = 'reading it was stopped after 10 s of processor time, more than a file of its size takes';
    expect(JSON.parse(taken.stdout)).toMatchObject([
      { path: at('trips.csv'), sha256: digest, rowCount: 1 },
      { path: at('bad.csv'), failure: { kind: 'tooLarge', message } },
      { path: at('last.csv'), rowCount: 1 },
    ]);
    expect(taken.stderr).toBe(`${at('bad.csv')}: ${message}\n`);
    const listed = await runAfter(endless, 'snapshot', ...files);
    expect(listed.status).toBe(2);
    for (const file of [at('trips.csv'), at('last.csv')])
      expect(listed.stdout.split('\n').filter((line) => line === file)).toEqual([file]);
    expect(listed.stderr).toBe(`${at('bad.csv')}: ${message}\n`);
  });

  it('has its digest all the same where only its table is what does not end', async () => {
    const endless = preload('endlessTable.mjs', '', 'false');
    writeFileSync(
      at('endlessTable.mjs'),
      `${readFileSync(at('endlessTable.mjs'), 'utf8')}
       const { parse } = JSON;
       JSON.parse = (text, reviver) => {
         while (String(text).includes('Endless')) {}
         return parse(text, reviver);
       };`,
    );
    // Behind what tells the format.
    const lines = `${'{"city":"Oslo"}\n'.repeat(20_000)}{"city":"Endless"}\n`;
    writeFileSync(at('bad.jsonl'), lines);
    const bad = createHash('sha256').update(lines).digest('hex');
    const taken = await runAfter(endless, 'snapshot', at('bad.jsonl'), '--json');
    expect(taken.status).toBe(2);
    expect(JSON.parse(taken.stdout)).toMatchObject([{ sha256: bad, failure: { kind: 'tooLarge' } }]);
  });

  it('that takes ever more memory ends it, too, before the system does', async () => {
    const growing = preload(
      'growing.mjs',
      'if (kept.length < 40) kept.push(new Uint8Array(2 ** 20).fill(1));',
    );
    const ran = await runAfter(growing, 'profile', at('trips.csv'), '--json');
    expect(ran.status).toBe(2);
    expect(JSON.parse(ran.stdout)).toMatchObject({ failure: { kind: 'tooLarge' } });
    expect(ran.stdout).toMatch(
      /reading it was stopped after (1024 MB of memory|10 s of processor time), more/,
    );
  });

  it('that is within its budget is as it was', async () => {
    const ran = await runCommand('snapshot', at('trips.csv'));
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain(digest);
  });
});
