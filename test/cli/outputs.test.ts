import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAfter, runCommand } from './runCommand';

const script = path.resolve(import.meta.dirname, '../../scripts/throughline.mjs');
let folder: string;
const at = (name: string): string => path.join(folder, name);

const event = {
  eventType: 'START',
  eventTime: '2026-01-01T00:00:00Z',
  producer: 'urn:test',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  run: { runId: '11111111-1111-4111-8111-111111111111' },
  job: { namespace: 'n', name: 'j' },
};
const contract = `apiVersion: v3.1.0
kind: DataContract
id: trips
version: 1.0.0
status: active
schema:
  - name: trips
    properties: [{ name: id, logicalType: integer, required: true }]
`;

/** Every command that writes a file, with the flag before the file, and a file that it reads. */
const writers: readonly (readonly [name: string, words: () => readonly string[], read: string])[] = [
  ['lineage', () => ['lineage', at('start.json'), '--export', 'openlineage', '-o'], 'start.json'],
  ['diff', () => ['diff', at('a.csv'), at('b.csv'), '-o'], 'b.csv'],
  ['contract suggest', () => ['contract', 'suggest', at('a.csv'), '-o'], 'a.csv'],
  [
    'contract suggest --into',
    () => ['contract', 'suggest', at('a.csv'), '--name', 'trips', '--into', at('c.yaml'), '-o'],
    'c.yaml',
  ],
  ...['junit', 'sarif', 'markdown'].map(
    (report) =>
      [
        `check --${report}`,
        () => ['check', '--contract', `${at('c.yaml')}=${at('a.csv')}`, `--${report}`],
        'a.csv',
      ] as const,
  ),
];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-outputs-'));
  mkdirSync(at('sub'));
  writeFileSync(at('a.csv'), 'id,city\n1,Oslo\n2,Bergen\n');
  writeFileSync(at('b.csv'), 'id,city\n1,Oslo\n2,Tromsø\n');
  writeFileSync(at('c.yaml'), contract);
  writeFileSync(at('start.json'), JSON.stringify(event));
  // Makes the bundle of the command line, so that no test waits for it.
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command by a shell, which sets limits or sends its output elsewhere. */
function inShell(line: string, words: readonly string[]) {
  return spawnSync('sh', ['-c', line, 'sh', process.execPath, script, ...words], { encoding: 'utf8' });
}

describe.skipIf(process.platform === 'win32')('a file that cannot be written', () => {
  it.each(writers)(
    'is said by %s in words, with exit status 2, and nothing is left beside it',
    async (_, words, read) => {
      const before = new Map(
        ['a.csv', 'b.csv', 'c.yaml', 'start.json'].map((name) => [name, readFileSync(at(name), 'utf8')]),
      );
      const listed = readdirSync(folder);
      const targets = [
        [at(read), 'it is the file that is read'],
        [at('sub'), 'it is a folder'],
        [at('none/x'), 'there is no folder to write it in'],
        [at('a.csv/x'), 'a part of the path is a file'],
        ['/dev/full', 'it is a device'],
      ] as const;
      for (const [target, says] of targets) {
        const { status, stderr } = await runCommand(...words(), target);
        expect([target, status, stderr]).toEqual([target, 2, expect.stringContaining(`${target}: ${says}`)]);
        expect(stderr).not.toMatch(/\n\s+at |Throughline itself/);
      }
      // No byte can be written: the same as on a device without room.
      const limited = inShell('ulimit -f 0; exec "$@"', [...words(), at('new')]);
      expect([limited.status, limited.stderr]).toEqual([
        2,
        expect.stringContaining(`${at('new')}: it would be longer than the device or your limit`),
      ]);
      expect(readdirSync(folder)).toEqual(listed);
      for (const [name, text] of before) expect(readFileSync(at(name), 'utf8')).toBe(text);
    },
  );

  it('is said of the summary of a runner, too', async () => {
    const preload = at('sub/preload.mjs');
    writeFileSync(preload, `process.env.GITHUB_STEP_SUMMARY = ${JSON.stringify(at('none/summary.md'))};`);
    const words = ['check', '--contract', `${at('c.yaml')}=${at('a.csv')}`, '--github'];
    const { status, stderr } = await runAfter(pathToFileURL(preload).href, ...words);
    expect(status).toBe(2);
    expect(stderr).toContain(`${at('none/summary.md')}: there is no such file or folder`);
    rmSync(preload);
  });
});

describe.skipIf(!existsSync('/dev/full'))('a standard output that is full', () => {
  it.each([
    ['snapshot', () => ['snapshot', at('a.csv')]],
    ['read', () => ['read', at('a.csv')]],
    ['check', () => ['check', '--contract', `${at('c.yaml')}=${at('a.csv')}`]],
    ['diff', () => ['diff', at('a.csv'), at('b.csv')]],
    ['drift', () => ['drift', at('a.csv'), at('b.csv')]],
    ['lineage', () => ['lineage', at('start.json'), '--json', '--graph']],
    ['lineage --export', () => ['lineage', at('start.json'), '--export', 'openlineage']],
    ['contract suggest', () => ['contract', 'suggest', at('a.csv')]],
    ['contract schema', () => ['contract', 'schema']],
    ['pointer', () => ['pointer', at('a.csv'), '--dvc']],
    ['range', () => ['range', '^1', '1.0.0']],
    ['help', () => ['--help']],
  ] as const)('ends %s with 2, and it says so', (_, words) => {
    const { status, stderr } = inShell('exec "$@" > /dev/full', words());
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/standard output cannot be written: there is no room left/),
    ]);
  });
});
