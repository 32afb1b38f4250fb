import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

const event = (more: object) => ({
  eventType: 'START',
  eventTime: '2026-01-01T00:00:00Z',
  producer: 'urn:test',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  run: { runId: '11111111-1111-4111-8111-111111111111' },
  job: { namespace: 'n', name: 'j' },
  ...more,
});
const dataset = (name: string) => ({ namespace: 'n', name });

let folder: string;
const at = (name: string): string => path.join(folder, name);
const write = (name: string, text: string): void => writeFileSync(at(name), text);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-lineage-'));
  mkdirSync(at('sub'));
  write('start.json', JSON.stringify([event({ inputs: [dataset('a')], outputs: [dataset('b')] })]));
  write(
    'sub/end.jsonl',
    `${JSON.stringify(event({ eventType: 'COMPLETE', eventTime: '2026-01-01T00:01:00Z' }))}\n`,
  );
  write('sub/other.json', '{"hello": "world"}');
  write('sub/schema.json', '{"$schema": "x", "properties": {"eventTime": {}, "run": {}}}');
  write('bad.json', JSON.stringify([event({}), event({ run: { runId: 7 } })]));
  write('broken.json', '[{"eventType": "START",\n "run": {]}');
  // Makes the bundle of the command line, so that no test waits for it.
  await runCommand('--help');
});
afterAll(() => rmSync(folder, { recursive: true }));

const counts = { artifacts: 2, snapshots: 0, jobs: 1, runs: 1, edges: 2 };

describe('lineage', () => {
  it('reads files and the lineage files of folders into one graph', async () => {
    expect(await runJson('lineage', at('start.json'), at('sub'))).toEqual({
      status: 0,
      value: {
        sources: [
          { path: at('start.json'), format: 'openlineage', warnings: [] },
          { path: at('sub/end.jsonl'), format: 'openlineage', warnings: [] },
        ],
        scans: [
          {
            path: at('sub'),
            fileCount: 3,
            leftOut: {
              data: 2,
              binary: 0,
              empty: 0,
              known: {},
              unreadable: [],
              notSearched: [],
              links: { leaving: [], circling: [], broken: [] },
            },
          },
        ],
        counts,
      },
    });
  });

  it('puts a bad file in its place, with the place of its fault, and goes on', async () => {
    const { status, value } = await runJson(
      'lineage',
      at('bad.json'),
      at('broken.json'),
      at('none.json'),
      at('start.json'),
    );
    expect(status).toBe(2);
    const { sources } = value as { sources: readonly { path: string; failure?: object }[] };
    expect(sources.map(({ failure }) => failure)).toEqual([
      expect.objectContaining({ kind: 'malformedLineage', place: '/1/run/runId' }),
      expect.objectContaining({ kind: 'malformedLineage', line: 2, column: 10 }),
      expect.objectContaining({ kind: 'unreadableFile' }),
      undefined,
    ]);
    expect(value).toMatchObject({ counts });
  });

  it('reads an archive within a folder as the folder that it holds, and counts one without lineage as a file', async () => {
    mkdirSync(at('packed/inside/runs'), { recursive: true });
    const start = event({ inputs: [dataset('a')], outputs: [dataset('b')] });
    write('packed/inside/runs/start.json', JSON.stringify(start));
    write('packed/inside/notes.txt', 'nothing of lineage');
    const pack = (name: string, ...inside: readonly string[]) =>
      execFileSync('tar', ['-czf', at(`packed/${name}`), '-C', at('packed/inside'), ...inside]);
    pack('events.tar.gz', 'runs');
    pack('notes.tgz', 'notes.txt');
    rmSync(at('packed/inside'), { recursive: true });
    const { status, value } = await runJson('lineage', at('packed'));
    expect(status).toBe(0);
    expect(value).toMatchObject({
      sources: [{ path: at('packed/events.tar.gz/runs/start.json'), format: 'openlineage' }],
      scans: [{ path: at('packed'), fileCount: 2, leftOut: { binary: 1 } }],
      counts,
    });
  });

  it('looks into every file of a folder, and counts by reason what it leaves out', async () => {
    mkdirSync(at('mixed/.venv'), { recursive: true });
    const start = event({ inputs: [dataset('a')], outputs: [dataset('b')] });
    writeFileSync(at('mixed/ol-2026.190'), gzipSync(JSON.stringify(start)));
    write('mixed/run.log', `started\n${JSON.stringify(start)}\nended\n`);
    write('mixed/.venv/more.json', JSON.stringify(start));
    write('mixed/iceberg.json', '{"format-version": 2, "table-uuid": "x"}');
    write('mixed/nothing', '');
    write('mixed/broken.json', '[{"eventType": "START",\n "run": {]}');
    symlinkSync(at('start.json'), at('mixed/elsewhere.json'));
    const { status, value } = await runJson('lineage', at('mixed'));
    // What is malformed in a folder is a warning; named itself, it is refused.
    expect(status).toBe(0);
    expect(value).toEqual({
      sources: [
        {
          path: at('mixed/broken.json'),
          failure: expect.objectContaining({ kind: 'malformedLineage', line: 2, column: 10 }) as object,
        },
        { path: at('mixed/ol-2026.190'), format: 'openlineage', warnings: [] },
        {
          path: at('mixed/run.log'),
          format: 'openlineage',
          warnings: [{ message: 'a line is no event and was left out', place: 'line 1', count: 2 }],
        },
      ],
      scans: [
        {
          path: at('mixed'),
          fileCount: 5,
          leftOut: {
            data: 0,
            binary: 0,
            empty: 1,
            known: { 'Iceberg metadata': 1 },
            unreadable: [],
            notSearched: ['.venv'],
            links: { leaving: ['elsewhere.json'], circling: [], broken: [] },
          },
        },
      ],
      counts,
    });
    expect((await runCommand('lineage', at('mixed/broken.json'))).status).toBe(2);
    expect((await runCommand('lineage', at('mixed/iceberg.json'))).stderr).toContain(
      'Iceberg metadata, not read as lineage. Name the Parquet files of the table: their rows are read.',
    );
  });

  it('reads pointers, alone by their path in the repository, and a malformed one is refused with its place', async () => {
    mkdirSync(at('repo/.dvc'), { recursive: true });
    mkdirSync(at('repo/data'));
    write('repo/.dvc/config', '');
    const md5 = '0123456789abcdef0123456789abcdef';
    write('repo/data/a.csv.dvc', `outs:\n- md5: ${md5}\n  size: 5\n  path: a.csv\n`);
    const { status, value } = await runJson('lineage', at('repo/data/a.csv.dvc'), '--graph');
    expect(status).toBe(0);
    const name = { namespace: 'dvc', name: 'data/a.csv' };
    const job = { namespace: 'dvc', name: 'data/a.csv.dvc' };
    expect(value).toMatchObject({
      sources: [{ path: at('repo/data/a.csv.dvc'), format: 'dvc', warnings: [] }],
      graph: {
        datasets: [{ ...name, names: [name], versions: [{ version: md5, md5, sha256: null }] }],
        links: [{ from: job, to: name, origin: 'declared' }],
      },
    });
    write('repo/bad.dvc', 'outs: 7\n');
    const refused = await runJson('lineage', at('repo/bad.dvc'));
    expect(refused).toMatchObject({
      status: 2,
      value: { sources: [{ failure: { kind: 'malformedLineage', line: 1, column: 7 } }] },
    });
    expect(await runJson('lineage', at('repo'))).toMatchObject({
      status: 0,
      value: { sources: [{ failure: {} }, { format: 'dvc' }], scans: [{ fileCount: 3 }] },
    });
    execFileSync('tar', ['czf', at('repo.tar.gz'), '-C', folder, 'repo']);
    expect(await runJson('lineage', at('repo.tar.gz'))).toMatchObject({
      status: 0,
      value: {
        sources: [{ failure: {} }, { path: at('repo.tar.gz/repo/data/a.csv.dvc'), format: 'dvc' }],
        scans: [{ path: at('repo.tar.gz'), fileCount: 3 }],
      },
    });
  });

  it('leaves out bad events by choice, and counts them', async () => {
    const good = JSON.stringify(event({ inputs: [dataset('a')], outputs: [dataset('b')] }));
    write('bad.jsonl', `${good}\n{"run": NaN}\n${good.slice(0, 60)}\n`);
    const refused = await runJson('lineage', at('bad.jsonl'));
    expect(refused).toMatchObject({ status: 2, value: { sources: [{ failure: { line: 2, column: 9 } }] } });
    const { status, value } = await runJson('lineage', at('bad.jsonl'), '--skip-bad-events');
    expect(status).toBe(0);
    expect(value).toMatchObject({
      sources: [{ format: 'openlineage', badEventCount: 2, warnings: [{ place: 'line 2, column 9' }, {}] }],
      counts,
    });
  });

  it('prints what was understood with --graph', async () => {
    const { value } = await runJson('lineage', at('start.json'), at('sub'), '--graph');
    expect(value).toMatchObject({
      graph: {
        datasets: [
          { name: 'a', versions: [] },
          { name: 'b', names: [{ name: 'b' }] },
        ],
        runs: [{ state: 'completed', parent: null, inputs: [{ dataset: { name: 'a' }, version: null }] }],
        links: [{ from: { name: 'a' }, origin: 'observed', purpose: null }, { to: { name: 'b' } }],
        columnLinks: [],
        findings: [],
      },
    });
    expect((await runCommand('lineage', at('start.json'), '--graph')).status).toBe(2);
  });

  it.each(['openlineage', 'throughline'])('exports as %s what it can read again', async (format) => {
    const target = at(`export-${format}.json`);
    expect(
      (await runJson('lineage', at('start.json'), at('sub'), '--export', format, '-o', target)).value,
    ).toMatchObject({ counts, output: target });
    expect((await runJson('lineage', target)).value).toMatchObject({ sources: [{ format }], counts });
    // Without a file it goes to standard output, and with --json it is the one value there.
    const { value } = await runJson('lineage', at('start.json'), at('sub'), '--export', format);
    expect(Array.isArray(value)).toBe(format === 'openlineage');
    expect(readFileSync(target, 'utf8').length).toBeGreaterThan(100);
  });

  it('a bundle that it exports is sealed: every record can be held against its log', async () => {
    await runCommand('lineage', at('start.json'), '--export', 'throughline', '-o', at('sealed.json'));
    const { status, value } = await runJson('audit', 'verify', at('sealed.json'));
    expect(status).toBe(0);
    expect(value).toMatchObject({ intact: true, records: { unchecked: 0, faults: [] } });
    expect((value as { records: { checked: number } }).records.checked).toBeGreaterThan(5);
  });

  it('never writes over what it reads, nor where nothing was read', async () => {
    const before = readFileSync(at('start.json'), 'utf8');
    const over = await runJson(
      'lineage',
      at('start.json'),
      '--export',
      'openlineage',
      '-o',
      at('start.json'),
    );
    expect(over).toMatchObject({
      status: 2,
      value: {
        path: at('start.json'),
        failure: {
          kind: 'unwritable',
          message: expect.stringContaining('it is the file that is read') as string,
        },
      },
    });
    expect(readFileSync(at('start.json'), 'utf8')).toBe(before);
    write('kept.json', 'kept');
    const none = await runJson(
      'lineage',
      at('broken.json'),
      '--export',
      'openlineage',
      '-o',
      at('kept.json'),
    );
    expect(none.status).toBe(2);
    expect(none.value).not.toHaveProperty('output');
    expect(readFileSync(at('kept.json'), 'utf8')).toBe('kept');
    const bare = await runCommand('lineage', at('broken.json'), '--export', 'openlineage');
    expect([bare.status, bare.stdout]).toEqual([2, '']);
  });

  it('refuses flags that it does not know', async () => {
    expect((await runCommand('lineage', at('start.json'), '--export', 'xml')).status).toBe(2);
    expect((await runCommand('lineage', at('start.json'), '--url', 'http://localhost')).status).toBe(2);
    expect((await runCommand('lineage', at('start.json'), '-o', 'x')).status).toBe(2);
    expect((await runCommand('lineage')).status).toBe(2);
  });
});

describe('two manifests of dbt', () => {
  const model = (id: string, checksum: string) => ({
    [id]: { unique_id: id, resource_type: 'model', checksum: { name: 'sha256', checksum } },
  });
  const manifest = (nodes: object) =>
    JSON.stringify({
      metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json' },
      nodes,
    });

  it('are compared as state:modified does, by their folders', async () => {
    mkdirSync(at('before/target'), { recursive: true });
    mkdirSync(at('after'));
    write(
      'before/target/manifest.json',
      manifest({ ...model('model.a.x', '1'), ...model('model.a.z', '1') }),
    );
    write('after/manifest.json', manifest({ ...model('model.a.x', '2'), ...model('model.a.y', '1') }));
    const { status, stdout } = await runCommand('lineage', at('after'), '--against', at('before'));
    expect([status, stdout.split('\n')]).toEqual([
      0,
      [
        'modified  model.a.x  body',
        'new       model.a.y',
        'removed   model.a.z',
        '1 modified, 1 new, 1 removed',
        '',
      ],
    ]);
    const json = await runJson('lineage', at('after'), '--against', at('before'));
    expect(json.value).toMatchObject({
      before: at('before/target/manifest.json'),
      changes: [{ id: 'model.a.x', change: 'modified', reasons: ['body'] }, {}, {}],
    });
  });

  it('are refused where one is none', async () => {
    const { status, stderr } = await runCommand('lineage', at('after'), '--against', at('start.json'));
    expect(status).toBe(2);
    expect(stderr).toContain(`${at('start.json')}: it is no manifest of dbt`);
    expect((await runCommand('lineage', at('after'), at('after'), '--against', at('before'))).status).toBe(2);
  });
});
