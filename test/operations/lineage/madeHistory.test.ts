import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scanFolder } from '../../../src/cli/lineageFiles';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { runCommand } from '../../cli/runCommand';
import { sharedFolder } from '../../sharedFolder';
import { emptyPorts } from '../lineagePorts';
import { valueOf } from '../testProject';

const made = sharedFolder && path.join(sharedFolder.made, 'dvc');

interface Version {
  readonly version: string;
  readonly md5: string | null;
  readonly sha256: string | null;
  readonly time: string;
  readonly message: string | null;
  readonly aliases: readonly string[];
  readonly told: {
    readonly owners?: { readonly owners: readonly { readonly name: string }[] };
    readonly codeLocation?: { readonly version: string };
  };
}
interface NamedValue {
  readonly name: string;
  readonly value: unknown;
}
interface Graph {
  readonly datasets: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly versions: readonly Version[];
  }[];
  readonly runs: readonly {
    readonly id: string;
    readonly job: { readonly namespace: string; readonly name: string };
    readonly endedAt: string;
    readonly parameters: readonly NamedValue[];
    readonly metrics: readonly { readonly name: string; readonly points: readonly (readonly unknown[])[] }[];
    readonly outputs: readonly { readonly dataset: { readonly name: string }; readonly version: string }[];
  }[];
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-history-'));
  folders.push(folder);
  return folder;
}

async function graphOf(folder: string) {
  const scan = valueOf(await scanFolder(folder, []));
  const ports = emptyPorts();
  const request = { path: 'repository', sources: [scan.source] };
  const { value } = valueOf(await importLineage(ports, request));
  expect(value.files.filter((file) => 'failure' in file)).toEqual([]);
  expect(valueOf(await importLineage(ports, request)).auditSequence).toBeNull();
  const graph = graphOutput(valueOf(await loadWorkspace(ports.store))) as unknown as Graph;
  return { graph, files: value.files };
}

function unpacked(archive: string): string {
  const folder = newFolder();
  execFileSync('tar', ['xzf', path.join(made!, archive), '-C', folder]);
  return folder;
}

const utc = (date: string) => `${new Date(date).toISOString().slice(0, 19)}.000000000Z`;
const lastValue = ({ points }: Graph['runs'][number]['metrics'][number]) => points.at(-1)?.[2];

describe.skipIf(!made)('histories that Git and DVC wrote', () => {
  it('each of 2,000 commits is told with its parameters, its metrics and the version that it brought', async () => {
    const folder = path.join(newFolder(), 'repository');
    execFileSync('node', [path.join(made!, 'dvc_history.mjs'), '2000', folder], { stdio: 'ignore' });
    const expected = JSON.parse(readFileSync(path.join(made!, 'history/EXPECT.json'), 'utf8')) as {
      readonly n_commits: number;
      readonly n_pointer_versions: number;
      readonly branches: Readonly<Record<string, string>>;
      readonly commits: readonly {
        readonly i: number;
        readonly commit: string;
        readonly md5: string;
        readonly rate: number;
        readonly depth: number;
        readonly rmse: number;
        readonly rows: number;
      }[];
    };
    const { graph } = await graphOf(folder);
    const runs = new Map(graph.runs.filter(({ job }) => job.namespace === 'git').map((run) => [run.id, run]));
    expect(runs.size).toBe(expected.n_commits);
    const data = graph.datasets.find(
      ({ namespace, name }) => namespace === 'dvc' && name === 'data/orders.csv',
    )!;
    expect(data.versions).toHaveLength(expected.n_pointer_versions);
    for (const { i, commit, md5, rate, depth, rmse, rows } of expected.commits) {
      const run = runs.get(commit)!;
      expect(run.parameters).toEqual([
        { name: 'depth', value: depth },
        { name: 'rate', value: rate },
      ]);
      expect(run.metrics.map((each) => [each.name, lastValue(each)])).toEqual([
        ['metrics.json:rmse', rmse],
        ['metrics.json:rows', rows],
      ]);
      const time = utc(new Date((1_700_000_000 + 3600 * i) * 1000).toISOString());
      expect(run.endedAt).toBe(time);
      // Each fifth commit leaves the pointer alone.
      expect(run.outputs.map(({ version }) => version)).toEqual(i % 5 === 0 ? [] : [md5]);
      const version = data.versions.find((each) => each.md5 === md5)!;
      expect(version.message).toBe(`Run ${i % 5 === 0 ? i - 1 : i}`);
      if (i % 5 > 0)
        expect(version).toMatchObject({
          time,
          told: {
            owners: { owners: [{ name: i % 3 > 0 ? 'Rosa Demo' : 'Tim Sample', type: 'author' }] },
            codeLocation: { version: commit },
          },
        });
    }
    const standsOn = (alias: string) => data.versions.find(({ aliases }) => aliases.includes(alias))?.md5;
    const md5Of = (i: number) =>
      createHash('md5')
        .update(`orders version ${i % 5 === 0 ? i - 1 : i}`)
        .digest('hex');
    expect([standsOn('main'), standsOn('half'), standsOn('run-300')]).toEqual([2000, 1000, 300].map(md5Of));
  });

  interface Shop {
    readonly versions: {
      readonly all_commits: Readonly<
        Record<string, readonly { commit: string; author_date: string; subject: string; hash: string }[]>
      >;
    };
    readonly refs: {
      readonly branches: Readonly<Record<string, string>>;
      readonly tags: Readonly<Record<string, { readonly commit: string }>>;
    };
    readonly commits: readonly {
      readonly commit: string;
      readonly author_date: string;
      readonly metrics: Readonly<Record<string, unknown>>;
      readonly params: Readonly<Record<string, unknown>>;
    }[];
  }

  const leaves = (value: unknown, prefix = ''): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, each]) => leaves(each, `${prefix}${key}.`))
      : [[prefix.slice(0, -1), value]];

  it.each(['shop', 'shop-loose', 'shop-mixed'])(
    'the history of %s is what DVC itself tells',
    async (name) => {
      const expected = JSON.parse(readFileSync(path.join(made!, 'shop/EXPECT.json'), 'utf8')) as Shop;
      const { graph } = await graphOf(path.join(unpacked(`shop/${name}.tar.gz`), 'shop'));
      for (const [out, wanted] of Object.entries(expected.versions.all_commits)) {
        const { versions } = graph.datasets.find((each) => each.namespace === 'dvc' && each.name === out)!;
        const told = versions.flatMap(({ md5, message, time, told: { codeLocation } }) =>
          codeLocation ? [[codeLocation.version, md5, message, time]] : [],
        );
        const all = wanted.map((each) => [each.commit, each.hash, each.subject, utc(each.author_date)]);
        expect([out, new Set(told.map((each) => each.join(' ')))]).toEqual([
          out,
          new Set(all.map((each) => each.join(' '))),
        ]);
      }
      const runs = new Map(graph.runs.map((run) => [run.id, run]));
      for (const { commit, params, metrics, author_date } of expected.commits) {
        const run = runs.get(commit);
        const wanted = [
          ...Object.entries(params).flatMap(([file, values]) =>
            leaves(values, file === 'params.yaml' ? '' : `${file}:`),
          ),
        ];
        const told = new Map(run?.parameters.map((each) => [each.name, each.value]));
        for (const [key, value] of wanted) expect([commit, key, told.get(key)]).toEqual([commit, key, value]);
        const figures = new Map(run?.metrics.map((each) => [each.name, lastValue(each)]));
        for (const [file, values] of Object.entries(metrics))
          for (const [key, value] of leaves(values, `${file}:`))
            if (typeof value === 'number')
              expect([commit, key, figures.get(key)]).toEqual([commit, key, value]);
        if (run) expect(run.endedAt).toBe(utc(author_date));
      }
      // The course of a training is told by the commit that brought it.
      const losses = graph.runs.flatMap((run) =>
        run.metrics.filter((each) => each.name === 'dvclive/metrics.json:val.loss'),
      );
      expect(losses.map(({ points }) => points.map(([step, , value]) => [step, value]))).toContainEqual([
        [0, 12.3881],
        [1, 10.9588],
        [2, 10.4822],
        [3, 10.244],
        [4, 10.1011],
      ]);
    },
  );

  it.each([
    ['cloud', 'cloud'],
    ['old', 'old'],
  ])('the history of %s has the versions that DVC tells of each commit', async (name, inside) => {
    const expected = JSON.parse(readFileSync(path.join(made!, name, 'EXPECT.json'), 'utf8')) as Shop;
    const { graph } = await graphOf(path.join(unpacked(`${name}/${name}.tar.gz`), inside));
    for (const [out, wanted] of Object.entries(expected.versions.all_commits)) {
      const dataset = graph.datasets.find((each) => each.namespace === 'dvc' && each.name === out);
      const told = (dataset?.versions ?? []).flatMap(({ md5, message, told: { codeLocation } }) =>
        codeLocation ? [[md5, codeLocation.version, message]] : [],
      );
      const all = wanted.filter(({ hash }) => hash !== null);
      expect(told.map(([md5]) => md5)).toEqual(expect.arrayContaining(all.map(({ hash }) => hash)));
      // DVC 3 refuses commits with a stage of DVC 1 in them: it tells of their versions at a later one, or not at all.
      if (name === 'cloud')
        expect(new Set(told.map(String))).toEqual(
          new Set(all.map((each) => String([each.hash, each.commit, each.subject]))),
        );
    }
  });

  it('the versions of large files are those that git-lfs lists at each commit', async () => {
    const expected = JSON.parse(readFileSync(path.join(made!, 'lfs/EXPECT.json'), 'utf8')) as {
      readonly versions: Readonly<
        Record<string, readonly { oid: string; commit: string; author_date: string; subject: string }[]>
      >;
    };
    const { graph } = await graphOf(path.join(unpacked('lfs/lfs.tar.gz'), 'lfs'));
    const large = graph.datasets.filter(({ namespace }) => namespace === 'git-lfs');
    const told = large.map(({ name, versions }) => [
      name,
      versions.map((each) => [each.sha256, each.told.codeLocation?.version, each.time, each.message]),
    ]);
    const wanted = Object.entries(expected.versions).map(([name, versions]) => [
      name,
      versions.map((each) => [each.oid, each.commit, utc(each.author_date), each.subject]),
    ]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(wanted));
    const loans = large.find(({ name }) => name === 'data/loans.csv')!;
    expect(loans.versions.map(({ aliases }) => aliases)).toEqual([[], [], [], ['main', 'v1', 'v2']]);
  });

  it('two revisions differ in what dvc diff, params diff and metrics diff say', async () => {
    type Diff = Readonly<Record<string, { readonly old: unknown; readonly new: unknown }>>;
    const expected = JSON.parse(readFileSync(path.join(made!, 'shop/EXPECT.json'), 'utf8')) as {
      readonly 'dvc diff --json v0.1 v1.0': Readonly<Record<string, readonly { readonly path: string }[]>>;
      readonly 'dvc metrics diff --json --all v0.1 HEAD': Readonly<Record<string, Diff>>;
    };
    const folder = path.join(unpacked('shop/shop.tar.gz'), 'shop');
    const compared = async (revisions: string) => {
      const { status, stdout } = await runCommand('lineage', folder, '--against', revisions, '--json');
      expect(status).toBe(0);
      return JSON.parse(stdout) as {
        readonly stages: readonly { readonly name: string; readonly change: string }[];
        readonly parameters: readonly {
          readonly name: string;
          readonly before: unknown;
          readonly after: unknown;
        }[];
        readonly metrics: readonly {
          readonly name: string;
          readonly before: unknown;
          readonly after: unknown;
        }[];
        readonly data: readonly {
          readonly name: string;
          readonly before: unknown;
          readonly after: unknown;
        }[];
      };
    };
    const now = await compared('git:v0.1');
    const figures = new Map(now.metrics.map((each) => [each.name, [each.before, each.after]]));
    for (const [file, values] of Object.entries(expected['dvc metrics diff --json --all v0.1 HEAD']))
      for (const [key, { old, new: after }] of Object.entries(values))
        if (typeof after === 'number' && after !== old)
          expect([key, figures.get(`${file}:${key}`)]).toEqual([key, [old, after]]);
    expect(now.parameters).toContainEqual({ name: 'train.toml:optimiser.steps', before: 5, after: 8 });
    expect(now.stages).toContainEqual(
      expect.objectContaining({ name: 'audit/dvc.yaml:check', change: 'new' }),
    );
    const { data } = await compared('git:v0.1..v1.0');
    const changed = expected['dvc diff --json v0.1 v1.0']
      ['modified']! // Files of a folder have no pointer of their own.
      .filter(({ path: each }) => !/^data\/pictures\/./.test(each))
      .map(({ path: each }) => each.replace(/\/$/, ''));
    const modified = data.filter(({ before, after }) => before !== null && after !== null);
    expect(modified.map(({ name }) => name)).toEqual(expect.arrayContaining(changed));
    expect(data.find(({ name }) => name === 'export.csv')).toMatchObject({ before: null });
    const refused = await runCommand('lineage', folder, '--against', 'git:nowhere');
    expect([refused.status, refused.stderr]).toEqual([
      2,
      'nowhere: names no branch, tag or commit of this repository\n',
    ]);
  });
});
