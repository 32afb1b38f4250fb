import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { writeAuditLines } from '../../src/formats/audit/writeAuditLines';
import { chainOf } from '../versioning/auditChain';
import { runAfter, runCommand } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-loads-'));
const log = path.join(folder, 'log.jsonl');

const hooks = `
import { writeSync } from 'node:fs';
export async function load(url, context, next) {
  if (url.includes('/dist-cli/')) writeSync(2, url + '\\n');
  return next(url, context);
}`;
const moduleOf = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;
const tellsLoads = moduleOf(
  `import { register } from 'node:module'; register(${JSON.stringify(moduleOf(hooks))});`,
);

/** The files of the command line that a command loaded. */
async function loadsOf(...given: string[]): Promise<string[]> {
  const { status, stderr } = await runAfter(tellsLoads, ...given);
  expect(status).toBe(0);
  return stderr
    .trim()
    .split('\n')
    .map((url) => fileURLToPath(url));
}

const kilobytesOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(file).size, 0) / 1000;

beforeAll(async () => {
  writeFileSync(log, writeAuditLines(chainOf({ subject: 'a' }, { subject: 'b' })));
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what a command loads', () => {
  it('is a few files and under 150 KB for the help and for a small log', async () => {
    for (const given of [['--help'], ['audit', 'verify', log]]) {
      const files = await loadsOf(...given);
      expect(files.length).toBeLessThanOrEqual(4);
      expect(kilobytesOf(files)).toBeLessThan(150);
    }
  });

  it('is no reader of a bundle until there is a bundle', async () => {
    const files = await loadsOf('audit', 'verify', log);
    expect(files.filter((file) => /auditRecords|zod/.test(file))).toEqual([]);
  });
});
