import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAfter, runCommand, runForHead } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-contract-'));
const at = (name: string): string => path.join(folder, name);
const script = path.resolve(import.meta.dirname, '../../scripts/throughline.mjs');

beforeAll(async () => {
  writeFileSync(at('table.csv'), 'id,price\n1,2.50\n2,3.75\n');
  writeFileSync(at('ragged.csv'), 'a,b\n1\n');
  writeFileSync(at('broken.json'), '{"metric": ');
  mkdirSync(at('empty'));
  // Makes the bundle of the command line, so that no test waits for it.
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('with --json', () => {
  const table = at('table.csv');
  const none = at('none.csv');
  it.each([
    [[], 2, { failure: { kind: 'usage' } }],
    [['nonsense'], 2, { failure: { kind: 'usage' } }],
    [['release'], 2, { failure: { kind: 'usage' } }],
    [['profile'], 2, { failure: { kind: 'usage', message: 'profile takes PATH|-' } }],
    [['profile', table, '--nonsense'], 2, { failure: { kind: 'usage' } }],
    [['drift', table, table, '--recipe', 'none'], 2, { failure: { kind: 'usage' } }],
    [['range', 'x', 'y'], 2, { failure: { kind: 'usage' } }],
    [['release', 'compare', table, table, '--confidence', '95'], 2, { failure: { kind: 'usage' } }],
    [['release', 'guard', table], 2, { failure: { kind: 'usage' } }],
    [['profile', none], 2, { path: none, failure: { kind: 'unreadable' } }],
    [['profile', folder], 2, { failure: { kind: 'raggedRow' } }],
    [['snapshot', none], 2, [{ path: none, failure: { kind: 'unreadable' } }]],
    [
      ['drift', table, at('ragged.csv')],
      2,
      { path: at('ragged.csv'), failure: { kind: 'raggedRow', line: 2 } },
    ],
    [['pointer', none, '--dvc'], 2, { path: none, failure: { kind: 'unreadable' } }],
    [['lineage', none], 2, { sources: [{ path: none, failure: { kind: 'unreadableFile' } }] }],
    [['lineage', at('empty')], 2, { sources: [{ path: at('empty'), failure: { kind: 'noInput' } }] }],
    [['audit', 'verify', none], 2, { path: none, failure: { kind: 'unreadableLog' } }],
    [['release', 'tails', none], 2, { path: none, failure: { kind: 'unreadable' } }],
    [['release', 'compare', table, none], 2, { path: none, failure: { kind: 'unreadable' } }],
    [
      ['release', 'guard', table, '--rules', at('broken.json')],
      2,
      { path: at('broken.json'), failure: { kind: 'malformedRules' } },
    ],
    [['--help'], 0, { help: expect.stringContaining('Commands:') as string }],
    [['profile', '--help'], 0, { help: expect.stringContaining('Usage: throughline profile') as string }],
    [['profile', table], 0, { rowCount: 2, warnings: [] }],
  ])('%j exits with %i and prints one value', async (given, status, value) => {
    const ran = await runCommand(...given, '--json');
    expect(ran.status).toBe(status);
    expect(JSON.parse(ran.stdout)).toMatchObject(value);
    expect(ran.stderr === '').toBe(status === 0);
  });
});

describe('a fault of our own', () => {
  it('exits with 3, in one line that says how to report it, and is the one value of --json', async () => {
    // Takes the hasher away from under the command.
    const preload = at('broken.mjs');
    writeFileSync(
      preload,
      `import crypto from 'node:crypto';
       import { syncBuiltinESMExports } from 'node:module';
       crypto.createHash = () => { throw new TypeError('no\\nhasher'); };
       syncBuiltinESMExports();`,
    );
    const { href } = pathToFileURL(preload);
    const ran = await runAfter(href, 'snapshot', at('table.csv'));
    expect([ran.status, ran.stdout]).toEqual([3, '']);
    expect(ran.stderr).toMatch(/^Throughline itself failed, .*TypeError: no\\x0ahasher.* report .*\n$/);
    const json = await runAfter(href, 'snapshot', at('table.csv'), '--json');
    expect(json.status).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({ failure: { kind: 'internal' } });
  });

  it('is one too where nobody waited for it', async () => {
    const preload = at('late.mjs');
    writeFileSync(
      preload,
      `import crypto from 'node:crypto';
       import { syncBuiltinESMExports } from 'node:module';
       const { createHash } = crypto;
       crypto.createHash = (name) => { void Promise.reject(new Error('late')); return createHash(name); };
       syncBuiltinESMExports();`,
    );
    const ran = await runAfter(pathToFileURL(preload).href, 'profile', at('table.csv'));
    expect(ran.status).toBe(3);
    expect(ran.stderr).toMatch(/^Throughline itself failed, .*Error: late.*\n$/);
  });
});

describe('standard output', () => {
  it('that is closed ends it quietly with 0', async () => {
    expect(await runForHead('--help')).toEqual({ status: 0, stderr: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('that is full ends it with 2, and says so', () => {
    const given = [script, 'profile', at('table.csv'), '--json'];
    const ran = spawnSync('sh', ['-c', 'exec "$@" > /dev/full', 'sh', process.execPath, ...given], {
      encoding: 'utf8',
    });
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/^standard output cannot be written: there is no room left .*\n$/);
  });
});

describe.skipIf(process.platform === 'win32')('pipes and devices', () => {
  it.each([
    ...[
      'profile',
      'snapshot',
      'pointer --lfs',
      'lineage',
      'audit verify',
      'release tails',
      'read',
      'privacy',
    ],
    ...['freshness', 'licence', 'findings', 'contract lint', 'contract suggest'],
    ...[
      'check --bundle',
      'freshness --bundle',
      'findings --bundle',
      'licence --bundle',
      'reproduce run --bundle',
    ],
  ])('are refused by %s, and not waited for', async (command) => {
    const pipe = at('pipe');
    if (!existsSync(pipe)) execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', pipe]);
    for (const [given, says] of [
      [pipe, 'it is a pipe'],
      ['/dev/null', 'it is a device'],
    ] as const) {
      const ran = await runCommand(...command.split(' '), given);
      expect(ran.status).toBe(2);
      expect(ran.stderr).toContain(`${given}: ${says}`);
    }
  });
});
