import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-licence-'));

function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

fileOf('repository/package.json', '{"license": "MIT OR GPL-3.0-only"}');
fileOf('repository/data/README.md', '---\nlicense: cc-by-nc-4.0\n---\n');
fileOf('repository/share/README.md', '---\nlicense: cc-by-sa-4.0\n---\n');
const repository = path.join(folder, 'repository');

interface Said {
  readonly verdict: string;
  readonly components: readonly { readonly path: string; readonly licence: string | null }[];
  readonly works: readonly { readonly verdict: string; readonly findings: readonly { message: string }[] }[];
}

describe('licence', () => {
  it('finds a component in each folder that tells a licence', async () => {
    const { status, value } = await runJson('licence', repository);
    expect(status).toBe(0);
    expect(
      (value as Said).components.map(({ path: own, licence }) => [path.relative(repository, own), licence]),
    ).toEqual([
      ['', 'MIT OR GPL-3.0-only'],
      ['data', 'CC-BY-NC-4.0'],
      ['share', 'CC-BY-SA-4.0'],
    ]);
  });

  it('ends with 1 where a policy is not kept, with 2 where nothing is known, and with 0 where a choice keeps it', async () => {
    expect((await runCommand('licence', repository, '--policy', 'commercial-use')).status).toBe(1);
    expect(
      (await runCommand('licence', path.join(repository, 'package.json'), '--policy', 'no-share-alike'))
        .status,
    ).toBe(0);
    expect((await runCommand('licence', fileOf('empty/x.csv', 'a\n1\n'))).status).toBe(2);
    expect((await runCommand('licence', repository, '--policy', 'nice')).status).toBe(2);
  });

  it('combines components into one work, names what conflicts, and writes the attribution', async () => {
    const target = path.join(folder, 'attribution.txt');
    const { status, value } = await runJson('licence', repository, '--combine', '--attribution', target);
    expect(status).toBe(1);
    expect((value as Said).works[0]!.findings.map(({ message }) => message)).toEqual([
      `CC-BY-SA-4.0 shares alike with commercial use, which CC-BY-NC-4.0 forbids: ${repository}/data and ${repository}/share`,
    ]);
    expect(readFileSync(target, 'utf8')).toContain(
      'https://creativecommons.org/licenses/by-nc/4.0/legalcode',
    );
  });

  it('says where a field and the text beside it differ', async () => {
    const mit = readFileSync(path.resolve(import.meta.dirname, '../../node_modules/zod/LICENSE'), 'utf8');
    fileOf('differs/LICENSE', mit);
    fileOf('differs/package.json', '{"license": "Apache-2.0"}');
    const { stdout } = await runCommand('licence', path.join(folder, 'differs'));
    expect(stdout).toContain('LICENSE reads as MIT');
  });

  it('is what a contract asks for, told by the files beside a table', async () => {
    const contract = fileOf(
      'table/c.odcs.yaml',
      'apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\nschema:\n  - name: x\n    customProperties: [{property: throughlineLicence, value: [CC0-1.0]}]\n',
    );
    const table = fileOf('table/x.csv', 'a\n1\n');
    expect((await runCommand('check', table, '--contract', contract)).status).toBe(2);
    fileOf('table/README.md', '---\nlicense: cc0-1.0\n---\n');
    expect((await runCommand('check', table, '--contract', contract)).status).toBe(0);
  });
});
