import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestFile } from '../../src/formats/ingest';
import { memoryPorts, workspaceOf } from '../../src/cli/memoryWorkspace';
import { nodeIngestPorts, nodeText } from '../../src/cli/nodePorts';
import { exportBundle } from '../../src/operations/workspaces/bundle';
import { promote } from '../../src/operations/releases/promote';
import {
  loadSampleProject,
  sampleNamespace,
  type IngestText,
} from '../../src/operations/workspaces/sampleProject';
import { defaultReadOptions } from '../../src/table/schema';
import { hasGit, TestFolder } from '../formats/git/repositories';
import { runCommand, runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-against-'));
const inside = (name: string): string => path.join(folder, name);

function write(name: string, text: string): string {
  mkdirSync(path.dirname(inside(name)), { recursive: true });
  writeFileSync(inside(name), text);
  return inside(name);
}

async function clauses(...given: string[]): Promise<[number | null, string[]]> {
  const { status, value } = await runJson('check', ...given);
  const { checks } = value as { checks: { clause: string; verdict: string }[] };
  return [status, checks.map(({ clause, verdict }) => `${clause} ${verdict}`)];
}

describe('check --against a file', () => {
  const before = write('before/a.csv', 'id,x\n1,2\n');
  const removed = write('removed/a.csv', 'id\n1\n');
  const added = write('added/a.csv', 'id,x,y\n1,2,3\n');

  it('fails by the direction that is asked for, and warns by the others', async () => {
    expect(await clauses(removed, '--against', before)).toEqual([
      1,
      ['backward pass', 'forward fail', 'full warn'],
    ]);
    expect(await clauses(added, '--against', before)).toEqual([
      0,
      ['backward warn', 'forward pass', 'full warn'],
    ]);
    const backward = [added, '--against', before, '--compatibility', 'backward'];
    expect(await clauses(...backward)).toEqual([1, ['backward fail', 'forward pass', 'full warn']]);
    const full = [added, '--against', before, '--compatibility', 'full'];
    expect(await clauses(...full)).toEqual([1, ['backward warn', 'forward pass', 'full fail']]);
    expect((await runCommand('check', added, '--against', before, '--compatibility', 'up')).status).toBe(2);
  });

  it('takes the file of the same name in a folder, and says what changed in the comment', async () => {
    const comment = inside('c.md');
    const ran = await runCommand('check', removed, '--against', inside('before'), '--markdown', comment);
    expect(ran.status).toBe(1);
    expect(readFileSync(comment, 'utf8')).toContain('a.csv: column "x" was removed`');
  });

  it('with a contract, only says what changed', async () => {
    const contract = write(
      'a.odcs.yaml',
      'apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\nschema:\n  - name: a\n    properties: [{name: id}]\n',
    );
    const comment = inside('d.md');
    const given = [removed, '--against', before, '--contract', contract, '--markdown', comment];
    expect(await clauses(...given)).toEqual([0, ['present pass']]);
    expect(readFileSync(comment, 'utf8')).toContain('**Changed**: 1');
  });

  it('ends with 2 where there is nothing to compare with', async () => {
    for (const reference of [inside('none.csv'), 'git:HEAD~1:a.csv', folder])
      expect((await runCommand('check', added, '--against', reference)).status).toBe(2);
  });
});

describe.skipIf(!hasGit)('check --against a revision', () => {
  const repository = new TestFolder();
  const at = (name: string): string => path.join(repository.folder, name);
  afterAll(() => repository.remove());
  beforeAll(() => {
    repository.git('init', '--quiet', '--initial-branch=main');
    repository.write('data/a.csv', 'id,x\n1,2\n');
    repository.git('add', '.');
    repository.git('commit', '--quiet', '-m', 'one');
    repository.write('data/a.csv', 'id\n1\n');
  });

  it.each(['data/a.csv', 'data'])('compares with %s of the commit', async (name) => {
    expect(await clauses(at('data/a.csv'), '--against', `git:HEAD:${at(name)}`)).toEqual([
      1,
      ['backward pass', 'forward fail', 'full warn'],
    ]);
  });

  it('ends with 2 where the commit or the file in it is none', async () => {
    for (const reference of [`git:HEAD~1:${at('data/a.csv')}`, `git:HEAD:${at('none.csv')}`]) {
      const { status, stderr } = await runCommand('check', at('data/a.csv'), '--against', reference);
      expect([status, stderr]).toEqual([2, expect.stringContaining('git:HEAD') as string]);
    }
  });
});

describe('check --against a DVC pointer', () => {
  const text = 'id,x\n1,2\n';
  const md5 = createHash('md5').update(text).digest('hex');
  const pointer = write(
    'repo/data/a.csv.dvc',
    `outs:\n- md5: ${md5}\n  size: ${text.length}\n  hash: md5\n  path: a.csv\n`,
  );

  it('reads the file where it is the one, the cache where it is there, and says where neither is', async () => {
    const now = write('repo/data/a.csv', 'id\n1\n');
    const missing = await runCommand('check', now, '--against', pointer);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('dvc pull');
    const place = `files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;
    write(`repo/.dvc/cache/${place}`, text);
    expect((await clauses(now, '--against', pointer))[1]).toEqual([
      'backward pass',
      'forward fail',
      'full warn',
    ]);
    rmSync(inside('repo/.dvc/cache'), { recursive: true });
    write('repo/.dvc/config', '[core]\n    remote = r\n[cache]\n    dir = ../../elsewhere\n');
    write(`elsewhere/${place}`, text);
    expect((await clauses(now, '--against', pointer))[1]).toEqual([
      'backward pass',
      'forward fail',
      'full warn',
    ]);
    writeFileSync(now, text);
    expect((await clauses(now, '--against', pointer))[0]).toBe(0);
  });
});

describe('check with a bundle', () => {
  const bundle = inside('sample.json');

  beforeAll(async () => {
    const ports = memoryPorts();
    const never = { aborted: false, throwIfAborted: () => undefined };
    const ingestText: IngestText = async (name, text, prefix) => {
      const bytes = nodeText.encode(text);
      const source = {
        byteLength: bytes.length,
        read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
      };
      const request = { path: name, options: defaultReadOptions, prefix };
      const ingested = await ingestFile(source, request, nodeIngestPorts, never);
      if (!ingested.ok) throw new Error(ingested.error.message);
      return ingested.value;
    };
    await loadSampleProject(ports, ingestText, never);
    const view = (await workspaceOf(ports)).artifactNamed(sampleNamespace, 'raw/trips.csv')!;
    const promoted = await promote(ports, {
      artifactId: view.artifact.id,
      alias: 'blessed',
      snapshotId: view.snapshots[0]!.snapshot.id,
      follows: null,
      rules: new Map(),
      reason: null,
    });
    if (!promoted.ok) throw new Error(promoted.error.kind);
    const text = await exportBundle(ports, null);
    if (!text.ok) throw new Error(text.error.kind);
    writeFileSync(bundle, text.value);
  });

  it('finds the version that an alias stands on, and what lies downstream of what fails', async () => {
    const trips = write('raw/trips.csv', 'trip_id\n1\n');
    const comment = inside('e.md');
    const given = [trips, '--against', 'blessed', '--bundle', bundle, '--markdown', comment];
    const ran = await runCommand('check', ...given);
    expect(ran.status).toBe(1);
    expect(ran.stdout).toContain('against raw/trips.csv@blessed (version 1): there is no column');
    const text = readFileSync(comment, 'utf8');
    expect(text).toContain('trips.csv: column ');
    // Trips become clean trips, features, models and endpoints.
    expect(text).toMatch(/\*\*Endangered downstream\*\*: 7, 2 of them endpoints: `clean\/trips.csv`/);
  });

  it('says which alias there is none of, and what no bundle is', async () => {
    const trips = write('raw/trips.csv', 'trip_id\n1\n');
    const none = await runCommand('check', trips, '--against', 'none', '--bundle', bundle);
    expect([none.status, none.stderr]).toEqual([
      2,
      expect.stringContaining('raw/trips.csv has no alias none'),
    ]);
    expect((await runCommand('check', trips, '--against', 'none', '--bundle', trips)).status).toBe(2);
    expect((await runCommand('check', trips, '--against', 'none')).stderr).toContain('needs --bundle');
  });
});
