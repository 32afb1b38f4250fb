import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scanFolder } from '../../../src/cli/lineageFiles';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { unpackHistory } from '../../../src/lineage/metricHistory';
import { millisecondsFromTimestamp, type Timestamp } from '../../../src/versioning/timestamp';
import { sharedFolder } from '../../sharedFolder';
import { emptyPorts } from '../lineagePorts';
import { valueOf } from '../testProject';

const made = sharedFolder && path.join(sharedFolder.made, 'mlflow');

type Pairs = Readonly<Record<string, string>>;
type Point = readonly [step: number, time: number, value: number | string];

interface Expected {
  readonly experiments: readonly {
    readonly name: string;
    readonly lifecycle_stage: string;
    readonly experiment_id: string;
  }[];
  readonly runs: readonly {
    readonly run_id: string;
    readonly run_name: string;
    readonly experiment_id: string;
    readonly status: string;
    readonly lifecycle_stage: string;
    readonly start_time: number;
    readonly end_time: number | null;
    readonly params: Pairs;
    readonly tags: Pairs;
    readonly metric_history: Readonly<Record<string, readonly Point[]>>;
    readonly dataset_inputs: readonly {
      readonly name: string;
      readonly digest: string;
      readonly tags: Pairs;
    }[];
  }[];
  readonly logged_models: readonly {
    readonly model_id: string;
    readonly status: string;
    readonly params: Pairs;
    readonly tags: Pairs;
    readonly metrics: readonly (readonly [
      name: string,
      value: number | string,
      step: number,
      run: string,
      dataset: string | null,
      digest: string | null,
    ])[];
  }[];
  readonly registered_models: readonly {
    readonly name: string;
    readonly aliases: Pairs;
    readonly versions: readonly { readonly version: string; readonly source: string }[];
  }[];
  readonly datasets: readonly (readonly [string, string])[];
  readonly links: readonly {
    readonly type: string;
    readonly from: string;
    readonly to: string;
    readonly context?: string | null;
  }[];
}

interface Name {
  readonly namespace: string;
  readonly name: string;
}

interface Tagged {
  readonly tags?: { readonly tags: readonly { readonly key: string; readonly value?: string }[] };
}

interface Link {
  readonly dataset: Name;
  readonly version: string | null;
  readonly purpose: string | null;
  readonly told: Tagged;
}

interface Graph {
  readonly datasets: readonly (Name & {
    readonly names: readonly Name[];
    readonly kind: string;
    readonly told: Tagged;
    readonly versions: readonly {
      readonly version: string;
      readonly told: Tagged & {
        readonly metricPoints?: { readonly metrics: readonly { name: string; packed: string }[] };
      };
    }[];
  })[];
  readonly jobs: readonly (Name & { readonly told: Tagged })[];
  readonly runs: readonly {
    readonly id: string;
    readonly job: Name;
    readonly state: string;
    readonly startedAt: Timestamp | null;
    readonly endedAt: Timestamp | null;
    readonly parent: { readonly id: string } | null;
    readonly told: Tagged;
    readonly parameters: readonly { readonly name: string; readonly value: unknown }[];
    readonly metrics: readonly {
      readonly name: string;
      readonly points: readonly (readonly [number, Timestamp, number | string])[];
    }[];
    readonly inputs: readonly Link[];
    readonly outputs: readonly Link[];
  }[];
  readonly links: readonly {
    readonly from: Name;
    readonly to: Name;
    readonly kind: string;
    readonly origin: string;
  }[];
}

const unpacked: string[] = [];
afterAll(() => unpacked.forEach((folder) => rmSync(folder, { recursive: true })));

function unpack(archive: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-mlflow-'));
  unpacked.push(folder);
  execFileSync('tar', ['xzf', path.join(made!, archive), '-C', folder]);
  return folder;
}

async function graphOf(folder: string) {
  const scan = valueOf(await scanFolder(folder, []));
  const ports = emptyPorts();
  const request = { path: 'store', sources: [scan.source] };
  const { value } = valueOf(await importLineage(ports, request));
  expect(value.files.filter((file) => 'failure' in file)).toEqual([]);
  expect(valueOf(await importLineage(ports, request)).auditSequence).toBeNull();
  const graph = graphOutput(valueOf(await loadWorkspace(ports.store))) as unknown as Graph;
  const warnings = value.files.flatMap((file) => ('failure' in file ? [] : file.warnings));
  return { graph, warnings, ports };
}

const expectedOf = (store: string) =>
  JSON.parse(readFileSync(path.join(made!, store, 'EXPECT.json'), 'utf8')) as Expected;

const states: Readonly<Record<string, string>> = {
  FINISHED: 'completed',
  FAILED: 'failed',
  KILLED: 'aborted',
  RUNNING: 'running',
};

const tagsOf = ({ tags }: Tagged): Pairs =>
  Object.fromEntries((tags?.tags ?? []).map(({ key, value }) => [key, value ?? '']));
const msOf = (time: Timestamp | null) => (time === null ? null : millisecondsFromTimestamp(time));
const sortedPairs = (pairs: Pairs) => Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1));

/** The one dataset of the graph that has a name of MLflow's. */
function named(graph: Graph, name: string): Graph['datasets'][number] {
  const found = graph.datasets.filter(({ names }) =>
    names.some((each) => each.namespace === 'mlflow' && each.name === name),
  );
  expect([name, found.length]).toEqual([name, 1]);
  return found[0]!;
}

/** What differs from store to store. */
interface Ways {
  /** The step of a point as the files have it, where MLflow reads another. */
  readonly steps?: Readonly<Record<string, readonly number[]>>;
  readonly hasInputs?: boolean;
}

function compareRuns(graph: Graph, expected: Expected, { steps = {}, hasInputs = true }: Ways): void {
  const experiments = new Map(expected.experiments.map((each) => [each.experiment_id, each.name]));
  for (const run of expected.runs) {
    const found = graph.runs.find(({ id }) => id === run.run_id);
    expect([run.run_id, found?.job.name, found?.state]).toEqual([
      run.run_id,
      experiments.get(run.experiment_id),
      states[run.status],
    ]);
    const tags: Pairs = {
      'mlflow.runName': run.run_name,
      ...run.tags,
      ...(run.lifecycle_stage === 'deleted' && { lifecycle_stage: 'deleted' }),
    };
    expect(sortedPairs(tagsOf(found!.told))).toEqual(sortedPairs(tags));
    expect([msOf(found!.startedAt), msOf(found!.endedAt)]).toEqual([run.start_time, run.end_time]);
    expect(found!.parameters).toEqual(sortedPairs(run.params).map(([name, value]) => ({ name, value })));
    const histories = Object.entries(run.metric_history).map(([name, points]) => [
      name,
      points.map(([step, time, value], index) => [
        steps[`${run.run_name} ${name}`]?.[index] ?? step,
        time,
        value,
      ]),
    ]);
    expect(
      Object.fromEntries(
        found!.metrics.map(({ name, points }) => [
          name,
          points.map(([step, time, value]) => [step, msOf(time), value]),
        ]),
      ),
    ).toEqual(Object.fromEntries(histories));
    if (!hasInputs) continue;
    for (const { name, digest, tags: own } of run.dataset_inputs) {
      const dataset = named(graph, `${name}@${digest}`);
      const link = found!.inputs.find(
        (each) => each.dataset.name === dataset.name && each.version === digest,
      );
      expect([name, link && tagsOf(link.told)]).toEqual([name, own]);
    }
  }
}

/** Every link that the store has, by MLflow's own names. */
function compareLinks(graph: Graph, { links }: Expected, { hasInputs = true }: Ways): void {
  for (const { type, from, to } of links) {
    const [source, target] = [from, to].map((each) => each.slice(each.indexOf(':') + 1)) as [string, string];
    const runOf = (id: string) => graph.runs.find((run) => run.id === id)!;
    const isOf = (link: Link, name: string): boolean => link.dataset.name === named(graph, name).name;
    if (type === 'parent') expect([target, runOf(target).parent?.id]).toEqual([target, source]);
    if (type === 'input' && hasInputs)
      expect([from, to, runOf(target).inputs.some((link) => isOf(link, source))]).toEqual([from, to, true]);
    if (type === 'model_input')
      expect([
        from,
        runOf(target).inputs.some((link) => isOf(link, source) && link.version === source),
      ]).toEqual([from, true]);
    if (type === 'model_output')
      expect([
        to,
        runOf(source).outputs.some((link) => isOf(link, target) && link.version === target),
      ]).toEqual([to, true]);
    if (type === 'version_of_run')
      expect([
        to,
        runOf(source).outputs.some((link) => isOf(link, target) && target.endsWith(`/${link.version}`)),
      ]).toEqual([to, true]);
    if (type === 'version_of_model') {
      const [model, registered] = [named(graph, source), named(graph, target)];
      const link = graph.links.find(
        (each) => each.from.name === model.name && each.to.name === registered.name,
      );
      expect([to, link?.kind, link?.origin]).toEqual([to, 'derived', 'observed']);
    }
  }
}

function compareStore(graph: Graph, expected: Expected, ways: Ways = {}): void {
  expect(graph.jobs.map(({ name }) => name).sort()).toEqual(
    expected.experiments.map(({ name }) => name).sort(),
  );
  for (const { name, lifecycle_stage } of expected.experiments) {
    const tags = tagsOf(graph.jobs.find((job) => job.name === name)!.told);
    expect([name, tags['lifecycle_stage'] ?? 'active']).toEqual([name, lifecycle_stage]);
  }
  expect(graph.runs.map(({ id }) => id).sort()).toEqual(expected.runs.map(({ run_id }) => run_id).sort());
  compareRuns(graph, expected, ways);
  for (const { model_id, status, params, tags, metrics } of expected.logged_models) {
    const version = named(graph, model_id).versions.find(({ version: name }) => name === model_id);
    const told = tagsOf(version?.told ?? {});
    expect([model_id, told['status']]).toEqual([model_id, status]);
    expect(told).toMatchObject(tags);
    for (const [name, value] of Object.entries(params))
      expect([name, told[`parameter ${name}`]]).toEqual([name, value]);
    const figures = new Map(
      (version?.told.metricPoints?.metrics ?? []).map(({ name, packed }) => [name, unpackHistory(packed)]),
    );
    for (const [name, value, step, , dataset, digest] of metrics) {
      const points = figures.get(dataset === null ? name : `${name} on ${dataset}@${digest}`) ?? [];
      expect([name, points.map((point) => [point[0], point[2]])]).toEqual([
        name,
        expect.arrayContaining([[step, value]]),
      ]);
    }
    expect(figures.size).toBe(new Set(metrics.map(([name, , , , of]) => `${name} ${of}`)).size);
  }
  for (const { name, versions } of expected.registered_models) {
    const model = named(graph, name);
    expect([name, model.kind, model.versions.map(({ version }) => version).sort()]).toEqual([
      name,
      'model',
      versions.map(({ version }) => version).sort(),
    ]);
    for (const { version } of versions) expect(named(graph, `${name}/${version}`)).toBe(model);
  }
  if (ways.hasInputs !== false)
    for (const [name, digest] of expected.datasets) named(graph, `${name}@${digest}`);
  compareLinks(graph, expected, ways);
}

describe.skipIf(!made)('stores as MLflow writes them', () => {
  it('a file store of MLflow 3 gives what its client says', async () => {
    const { graph, warnings } = await graphOf(path.join(made!, 'v3-file'));
    // The second line of the file is of step 10, and MLflow reads it as 0.
    compareStore(graph, expectedOf('v3-file'), { steps: { 'retrain val/rmse': [0, 10] } });
    expect(warnings.map(({ message }) => message).sort()).toEqual([
      expect.stringContaining('MLflow reads the step') as string,
      'a deleted version of a registered model is left out',
    ]);
  });

  it('a file store of MLflow 2 gives what its client says', async () => {
    const { graph } = await graphOf(unpack('v2-file/mlruns.tar.gz'));
    compareStore(graph, expectedOf('v2-file'));
  });

  it.each(['v2-sqlite', 'v3-sqlite'])(
    'a database gives what the client says, and its folder mlruns is artifacts: %s',
    async (store) => {
      const { graph, warnings } = await graphOf(path.join(made!, store));
      compareStore(graph, expectedOf(store));
      expect(warnings.map(({ message }) => message)).toEqual([
        'a deleted version of a registered model is left out',
      ]);
    },
  );

  it('what mlflow-export-import wrote gives the runs that it exports, without inputs', async () => {
    const { graph } = await graphOf(unpack('v2-sqlite/export.tar.gz'));
    const expected = expectedOf('v2-sqlite');
    const active = expected.runs.filter(({ lifecycle_stage }) => lifecycle_stage === 'active');
    expect(graph.runs.map(({ id }) => id).sort()).toEqual(active.map(({ run_id }) => run_id).sort());
    compareRuns(graph, { ...expected, runs: active }, { hasInputs: false });
  });

  it('a dataset meets the file that it came from: by the digest of its table, else by its path', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'throughline-mlflow-'));
    unpacked.push(folder);
    cpSync(path.join(made!, 'v3-file/mlruns'), path.join(folder, 'mlruns'), { recursive: true });
    cpSync(path.join(made!, 'data'), path.join(folder, 'data'), { recursive: true });
    const { graph } = await graphOf(folder);
    const { files } = JSON.parse(readFileSync(path.join(made!, 'v3-file/EXPECT.json'), 'utf8')) as {
      readonly files: Readonly<Record<string, { readonly sha256: string; readonly md5: string }>>;
    };
    const filesOf = (name: string) =>
      graph.runs
        .find((run) => tagsOf(run.told)['mlflow.runName'] === name)!
        .inputs.filter(({ dataset }) => dataset.namespace === 'file')
        .map(({ dataset, purpose, version }) => [dataset.name, purpose, version !== null]);
    expect(filesOf('retrain')).toEqual([
      ['data/trips.csv', 'training', true],
      ['data/trips_valid.csv', 'evaluation', true],
    ]);
    // Three of the file's five columns were logged.
    expect(filesOf('evaluate')).toEqual([['data/trips_valid.csv', null, true]]);
    // What else than the array in the file went into the digest is not known.
    expect(filesOf('arrays')).toContainEqual(['data/features.npy', 'training', false]);
    const trips = graph.datasets.find(
      ({ namespace, name }) => namespace === 'file' && name === 'data/trips.csv',
    );
    expect(trips!.versions).toMatchObject([
      { sha256: files['trips.csv']!.sha256, md5: files['trips.csv']!.md5 },
    ]);
    const origins = graph.links.filter(({ from }) => from.namespace === 'file').map(({ origin }) => origin);
    expect(new Set(origins)).toEqual(new Set(['inferred']));
  });

  it('aliases of registered models stand where MLflow has them', async () => {
    const { ports } = await graphOf(path.join(made!, 'v3-sqlite'));
    const workspace = valueOf(await loadWorkspace(ports.store));
    const found = [...workspace.artifacts.values()].flatMap(({ name, aliases }) =>
      aliases.map((alias) => {
        const version = workspace.snapshots.get(alias.snapshotId!)!.snapshot;
        return [name, alias.name, version.source.kind === 'import' && version.source.reference];
      }),
    );
    const expected = expectedOf('v3-sqlite').registered_models.flatMap(({ name, aliases }) =>
      Object.entries(aliases).map(([alias, version]) => [name, alias, version]),
    );
    expect(new Set(found.map(String))).toEqual(new Set(expected.map(String)));
  });
});
