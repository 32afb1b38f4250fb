import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scanFolder } from '../../../src/cli/lineageFiles';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { sharedFolder } from '../../sharedFolder';
import { emptyPorts } from '../lineagePorts';
import { valueOf } from '../testProject';

const made = sharedFolder && path.join(sharedFolder.made, 'dvc');

interface ExpectedPath {
  readonly path: string;
  readonly class: string;
  readonly resolved?: string;
  readonly hash?: string | null;
  readonly params?: Readonly<Record<string, unknown>>;
}

interface Expected {
  readonly stages: readonly {
    readonly name: string;
    readonly cmd: string | readonly string[] | null;
    readonly deps: readonly ExpectedPath[];
    readonly outs: readonly ExpectedPath[];
  }[];
  readonly edges?: readonly (readonly [string, string])[];
  readonly edges_outs?: readonly (readonly [string, string])[];
  readonly lock_entries_without_a_stage?: Readonly<Record<string, readonly string[]>>;
}

type Name = { readonly namespace: string; readonly name: string };

interface Graph {
  readonly datasets: readonly (Name & {
    readonly names: readonly Name[];
    readonly versions: readonly { readonly version: string; readonly md5: string | null }[];
  })[];
  readonly jobs: readonly Name[];
  readonly runs: readonly {
    readonly job: Name;
    readonly state: string;
    readonly parameters: readonly { readonly name: string; readonly value: unknown }[];
    readonly metrics: readonly { readonly name: string; readonly points: readonly unknown[] }[];
    readonly outputs: readonly { readonly dataset: Name; readonly version: string | null }[];
  }[];
  readonly links: readonly { readonly from: Name; readonly to: Name; readonly origin: string }[];
}

const unpacked: string[] = [];
afterAll(() => unpacked.forEach((folder) => rmSync(folder, { recursive: true })));

async function graphOf(archive: string, inside: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-dvc-'));
  unpacked.push(folder);
  execFileSync('tar', ['xzf', path.join(made!, archive), '-C', folder]);
  const scan = valueOf(await scanFolder(path.join(folder, inside), []));
  const ports = emptyPorts();
  const request = { path: 'repository', sources: [scan.source] };
  const { value } = valueOf(await importLineage(ports, request));
  expect(value.files.filter((file) => 'failure' in file)).toEqual([]);
  expect(valueOf(await importLineage(ports, request)).auditSequence).toBeNull();
  const graph = graphOutput(valueOf(await loadWorkspace(ports.store))) as unknown as Graph;
  return { graph, files: value.files };
}

const expectedOf = (folder: string) =>
  JSON.parse(readFileSync(path.join(made!, folder, 'EXPECT.json'), 'utf8')) as Expected;
const pairs = (all: Iterable<readonly string[]>) =>
  [...new Set([...all].map((each) => JSON.stringify(each)))].sort();

/** The links of stages that share a dataset, and of datasets that share a stage. */
function through(graph: Graph, isOfStages: boolean): string[] {
  const declared = graph.links.filter(({ origin }) => origin === 'declared');
  const isJob = new Set(graph.jobs.map(({ name }) => name));
  const isMiddle = ({ name }: Name): boolean => isJob.has(name) !== isOfStages;
  return pairs(
    declared.flatMap((first) =>
      declared
        .filter(({ from }) => from.name === first.to.name && isMiddle(from))
        .map(({ to }) => [first.from.name, to.name]),
    ),
  );
}

function compareStages(graph: Graph, { stages, lock_entries_without_a_stage }: Expected): void {
  const gone = Object.values(lock_entries_without_a_stage ?? {}).flat();
  const jobs = graph.jobs.filter(({ namespace }) => namespace === 'dvc');
  expect(jobs.map(({ name }) => name).sort()).toEqual([...stages.map(({ name }) => name), ...gone].sort());
  const versionsOf = new Map(
    graph.datasets.map(({ namespace, name, versions }) => [`${namespace} ${name}`, versions]),
  );
  const links = new Set(
    graph.links
      .filter(({ origin }) => origin === 'declared')
      .map(({ from, to }) => JSON.stringify([from.name, to.name])),
  );
  for (const { name, deps, outs } of stages) {
    for (const out of outs) {
      expect(links).toContain(JSON.stringify([name, out.resolved]));
      const md5s = (versionsOf.get(`dvc ${out.resolved}`) ?? []).map(({ md5 }) => md5);
      if (out.hash) expect([out.resolved, md5s]).toEqual([out.resolved, expect.arrayContaining([out.hash])]);
    }
    for (const dep of deps.filter((each) => each.class === 'Dependency'))
      expect(links).toContain(JSON.stringify([dep.resolved, name]));
  }
}

describe.skipIf(!made)('repositories as DVC writes them', () => {
  it('a repository of DVC 3 gives its stages, outputs, edges, parameters and metrics', async () => {
    const expected = expectedOf('shop');
    const { graph, files } = await graphOf('shop/shop.tar.gz', 'shop');
    compareStages(graph, expected);
    expect(through(graph, true)).toEqual(pairs(expected.edges!));
    const outs = new Set(expected.stages.flatMap((stage) => stage.outs.map((out) => out.resolved!)));
    const ofOuts = through(graph, false).filter((pair) =>
      (JSON.parse(pair) as string[]).every((name) => outs.has(name)),
    );
    expect(ofOuts).toEqual(pairs(expected.edges_outs!));
    for (const stage of expected.stages) {
      const wanted = stage.deps.flatMap((dep) =>
        Object.entries(dep.params ?? {}).map(([name, value]) => ({
          name: dep.path === 'params.yaml' ? name : `${dep.path}:${name}`,
          value,
        })),
      );
      // Commits tell of earlier runs, too.
      const runs = graph.runs.filter(({ job }) => job.name === stage.name);
      if (wanted.length > 0)
        expect([stage.name, runs.map(({ state, parameters }) => ({ state, parameters }))]).toEqual([
          stage.name,
          expect.arrayContaining([{ state: 'completed', parameters: wanted }]),
        ]);
    }
    const trained = graph.runs.filter(({ job }) => job.name === 'train@large');
    expect(trained.flatMap(({ metrics }) => metrics)).toContainEqual({
      name: 'metrics/train-large.json:rmse',
      points: [[null, null, 8.5228]],
    });
    const lock = files.find((file) => file.path.endsWith('/shop/dvc.lock'));
    expect(lock).toMatchObject({
      warnings: [
        { place: 'data/clean/orders.csv', message: expect.stringContaining('was changed since') as string },
        { place: 'legacy_export', message: expect.stringContaining('no longer in dvc.yaml') as string },
      ],
    });
  });

  it('one whose files a cloud keeps the versions of gives the same digests as DVC tells', async () => {
    const { graph } = await graphOf('cloud/cloud.tar.gz', 'cloud');
    compareStages(graph, expectedOf('cloud'));
  });

  it('one that DVC 1, 2 and 3 wrote to gives what its head has', async () => {
    const { graph } = await graphOf('old/old.tar.gz', 'old');
    compareStages(graph, expectedOf('old'));
  });
});
