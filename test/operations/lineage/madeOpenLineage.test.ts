import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { exportOpenLineage } from '../../../src/operations/lineage/exportLineage';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { sharedFolder } from '../../sharedFolder';
import { emptyPorts } from '../lineagePorts';
import { valueOf, workspaceOf } from '../testProject';

/** Events that clients of OpenLineage wrote, with what a reference reader counts in them (README.md there). */
const made = sharedFolder && path.join(sharedFolder.made, 'openlineage');

type Name = readonly [namespace: string, name: string];
interface Expected {
  readonly datasets?: readonly { readonly name: Name; readonly names: readonly Name[] }[];
  readonly jobs?: readonly Name[];
  readonly runs?: readonly { readonly runId: string; readonly job: Name; readonly state: string }[];
  readonly parents?: readonly {
    readonly run: string;
    readonly runId: string;
    readonly job: Name;
    readonly root?: { readonly runId: string; readonly job: Name };
  }[];
  readonly edges?: readonly { readonly from: Name; readonly to: Name }[];
  readonly declaredEdges?: readonly { readonly from: Name; readonly to: Name }[];
  readonly explicitEdges?: readonly {
    readonly from: readonly string[];
    readonly to: readonly string[];
  }[];
  readonly columnEdges?: readonly {
    readonly from: Name;
    readonly fromField: string;
    readonly to: Name;
    readonly toField: string | null;
    readonly transformations: readonly (readonly unknown[])[];
    readonly inputIsKnown: boolean;
  }[];
  readonly renames?: readonly { readonly from: Name; readonly to: Name }[];
  readonly jobDependencies?: readonly (readonly [run: string, way: string, job: Name, other: string])[];
  readonly statistics?: readonly {
    readonly run: string;
    readonly dataset: Name;
    readonly rowCount?: number;
    readonly size?: number;
    readonly fileCount?: number;
  }[];
  readonly qualityMetrics?: readonly {
    readonly run: string;
    readonly dataset: Name;
    readonly rowCount?: number;
    readonly columns: Readonly<Record<string, unknown>>;
  }[];
  readonly assertions?: readonly {
    readonly run: string;
    readonly dataset: Name;
    readonly assertion: string;
    readonly column: string | null;
    readonly success: boolean;
  }[];
  readonly tests?: readonly { readonly run: string; readonly name: string; readonly status: string }[];
  readonly errors?: readonly { readonly run: string; readonly message: string }[];
  readonly versions?: readonly { readonly dataset: Name; readonly versions: readonly string[] }[];
  readonly versionReads?: readonly (readonly [run: string, dataset: Name, version: string])[];
  readonly versionWrites?: readonly (readonly [run: string, dataset: Name, version: string])[];
}

interface Reference {
  readonly namespace: string;
  readonly name: string;
}
/** What sources say, by kind. */
interface Told {
  readonly statistics?: {
    readonly rowCount?: number;
    readonly byteLength?: number;
    readonly fileCount?: number;
  };
  readonly profile?: { readonly rowCount?: number; readonly columns: Readonly<Record<string, unknown>> };
  readonly assertions?: {
    readonly assertions: readonly {
      readonly assertion: string;
      readonly column?: string;
      readonly isSuccess: boolean;
    }[];
  };
  readonly tests?: { readonly tests: readonly { readonly name: string; readonly status: string }[] };
  readonly error?: { readonly message: string };
}
interface LinkOfRun {
  readonly dataset: Reference;
  readonly version: string | null;
  readonly told: Told;
}
interface Graph {
  readonly datasets: readonly (Reference & {
    readonly names: readonly Reference[];
    readonly versions: readonly { readonly version: string }[];
  })[];
  readonly jobs: readonly Reference[];
  readonly runs: readonly {
    readonly id: string;
    readonly job: Reference;
    readonly state: string;
    readonly parent: { readonly id: string; readonly job: Reference } | null;
    readonly root: { readonly id: string; readonly job: Reference } | null;
    readonly told: Told;
    readonly inputs: readonly LinkOfRun[];
    readonly outputs: readonly LinkOfRun[];
  }[];
  readonly links: readonly {
    readonly from: Reference;
    readonly to: Reference;
    readonly kind: string;
    readonly origin: string;
  }[];
  readonly columnLinks: readonly {
    readonly from: { readonly dataset: Reference; readonly column: string };
    readonly to: { readonly dataset: Reference; readonly column: string | null };
    readonly transformations: readonly unknown[];
  }[];
}

const nameOf = ({ namespace, name }: Reference): Name => [namespace, name];
const sorted = (values: readonly unknown[] | undefined): readonly string[] =>
  [...new Set((values ?? []).map((value) => JSON.stringify(value)))].sort();

function filesOf(at: string): readonly string[] {
  if (!statSync(at).isDirectory()) return [at];
  return readdirSync(at)
    .sort()
    .flatMap((name) => filesOf(path.join(at, name)));
}

async function take(ports: OperationPorts, files: readonly string[]): Promise<Graph> {
  for (const file of files) {
    valueOf(await importFile(ports, { path: file, text: readFileSync(file, 'utf8') }));
  }
  return graphOutput(await workspaceOf(ports)) as unknown as Graph;
}

/** The states of the reference reader know nothing of a parent's end ([L44]). */
function statesOf({ runs = [], parents = [] }: Expected): ReadonlyMap<string, string> {
  const told = new Map(runs.map(({ runId, state }) => [runId, state]));
  const hasEnded = (id: string | undefined): boolean =>
    id !== undefined && ['completed', 'failed', 'aborted'].includes(told.get(id) ?? '');
  const isOver = new Set(
    parents.flatMap(({ run, runId, root }) => (hasEnded(runId) || hasEnded(root?.runId) ? run : [])),
  );
  return new Map(
    runs.map(({ runId, state }) => [runId, state === 'running' && isOver.has(runId) ? 'unknown' : state]),
  );
}

function compare(graph: Graph, expected: Expected): void {
  const { datasets = [], explicitEdges = [], columnEdges = [] } = expected;
  // What the facet `lineage` of a job links is in the graph, too.
  const linked = explicitEdges
    .flatMap(({ from, to }) => [from, to])
    .map(([, ...name]) => JSON.stringify(name));
  const isExpected = new Set([
    ...datasets.map(({ name }) => JSON.stringify(name)),
    ...(expected.jobs ?? []).map((name) => JSON.stringify(name)),
  ]);
  const isMore = (name: Reference): boolean =>
    linked.includes(JSON.stringify(nameOf(name))) && !isExpected.has(JSON.stringify(nameOf(name)));
  const own = graph.datasets.filter((dataset) => !isMore(dataset));
  expect(sorted(own.map((each) => [nameOf(each), sorted(each.names.map(nameOf))]))).toEqual(
    sorted(datasets.map(({ name, names }) => [name, sorted(names)])),
  );
  expect(sorted(graph.jobs.map(nameOf))).toEqual(sorted(expected.jobs));
  const states = statesOf(expected);
  expect(sorted(graph.runs.map(({ id, job, state }) => [id, nameOf(job), state]))).toEqual(
    sorted(expected.runs?.map(({ runId, job }) => [runId, job, states.get(runId)])),
  );
  const shown = (id: string, job: Name) => [id, job];
  const parents = graph.runs.flatMap(({ id, parent, root }) =>
    parent ? [[id, shown(parent.id, nameOf(parent.job)), root && shown(root.id, nameOf(root.job))]] : [],
  );
  expect(sorted(parents)).toEqual(
    sorted(
      expected.parents?.map(({ run, runId, job, root }) => [
        run,
        shown(runId, job),
        root ? shown(root.runId, root.job) : null,
      ]),
    ),
  );
  const links = (origin: string) =>
    graph.links
      .filter((link) => link.kind === 'data' && link.origin === origin)
      .map(({ from, to }) => [nameOf(from), nameOf(to)]);
  expect(sorted(links('observed'))).toEqual(sorted(expected.edges?.map(({ from, to }) => [from, to])));
  const declared = sorted(links('declared'));
  expect(declared).toEqual(
    expect.arrayContaining([...sorted(expected.declaredEdges?.map(({ from, to }) => [from, to]))]),
  );
  if (explicitEdges.length === 0) expect(declared).toHaveLength(sorted(expected.declaredEdges).length);
  const columns = graph.columnLinks.map(({ from, to, transformations }) => [
    nameOf(from.dataset),
    from.column,
    nameOf(to.dataset),
    to.column,
    sorted(transformations),
  ]);
  const known = columnEdges
    .filter(({ inputIsKnown }) => inputIsKnown)
    .map(({ from, fromField, to, toField, transformations }) => [
      from,
      fromField,
      to,
      toField,
      sorted(transformations),
    ]);
  expect(sorted(columns)).toEqual(expect.arrayContaining([...sorted(known)]));
  expect(sorted(columns).length).toBeGreaterThanOrEqual(columnEdges.length);
  const versions = graph.datasets.flatMap((each) =>
    each.versions.length > 0 ? [[nameOf(each), each.versions.map(({ version }) => version)]] : [],
  );
  const versionsTold = expected.versions?.map((each) => [each.dataset, each.versions]);
  expect(sorted(versions)).toEqual(sorted(versionsTold));
  const ofRuns = (role: 'inputs' | 'outputs') =>
    graph.runs.flatMap((run) =>
      run[role].flatMap(({ dataset, version }) =>
        version === null ? [] : [[run.id, nameOf(dataset), version]],
      ),
    );
  expect(sorted(ofRuns('inputs'))).toEqual(sorted(expected.versionReads));
  expect(sorted(ofRuns('outputs'))).toEqual(sorted(expected.versionWrites));
}

/** Figures, checks, renames and the order of jobs, as the sources tell them. */
function compareClaims(graph: Graph, expected: Expected): void {
  const ofKind = (kind: string) =>
    graph.links.filter((link) => link.kind === kind).map(({ from, to }) => [nameOf(from), nameOf(to)]);
  expect(sorted(ofKind('renamed'))).toEqual(sorted(expected.renames?.map(({ from, to }) => [from, to])));
  const jobOf = new Map(graph.runs.map(({ id, job }) => [id, nameOf(job)]));
  expect(sorted(ofKind('order'))).toEqual(
    expect.arrayContaining([
      ...sorted(expected.jobDependencies?.map(([run, , job]) => [job, jobOf.get(run)])),
    ]),
  );
  const links = graph.runs.flatMap((run) =>
    [...run.inputs, ...run.outputs].map((link) => ({
      run: run.id,
      name: nameOf(link.dataset),
      ...link.told,
    })),
  );
  const of = <T>(pick: (told: Told & { run: string; name: Name }) => readonly T[]) =>
    sorted(links.flatMap(pick));
  expect(
    of(({ run, name, statistics: told }) =>
      told ? [[run, name, told.rowCount, told.byteLength, told.fileCount]] : [],
    ),
  ).toEqual(
    sorted(
      expected.statistics?.map(({ run, dataset, rowCount, size, fileCount }) => [
        run,
        dataset,
        rowCount,
        size,
        fileCount,
      ]),
    ),
  );
  const figures = (columns: Readonly<Record<string, unknown>>) => Object.keys(columns).sort();
  expect(
    of(({ run, name, profile }) =>
      profile ? [[run, name, profile.rowCount, figures(profile.columns)]] : [],
    ),
  ).toEqual(
    sorted(
      expected.qualityMetrics?.map(({ run, dataset, rowCount, columns }) => [
        run,
        dataset,
        rowCount,
        figures(columns),
      ]),
    ),
  );
  expect(
    of(({ run, name, assertions }) =>
      (assertions?.assertions ?? []).map((each) => [
        run,
        name,
        each.assertion,
        each.column ?? null,
        each.isSuccess,
      ]),
    ),
  ).toEqual(
    sorted(
      expected.assertions?.map((each) => [each.run, each.dataset, each.assertion, each.column, each.success]),
    ),
  );
  const tests = graph.runs.flatMap(({ id, told }) =>
    (told.tests?.tests ?? []).map(({ name, status }) => [id, name, status]),
  );
  expect(sorted(tests)).toEqual(sorted(expected.tests?.map(({ run, name, status }) => [run, name, status])));
  const errors = graph.runs.flatMap(({ id, told }) =>
    told.error ? [[id, told.error.message.slice(0, 50)]] : [],
  );
  expect(sorted(errors)).toEqual(
    sorted(expected.errors?.map(({ run, message }) => [run, message.slice(0, 50)])),
  );
}

describe.skipIf(!made)('events as clients of OpenLineage write them', () => {
  const read = (file: string) => JSON.parse(readFileSync(path.join(made!, file), 'utf8')) as unknown;

  it.each(['client-v2', 'client-classic', 'spark', 'spark35', 'airflow'])(
    '%s gives the graph that is known of it, and again when its export is read',
    async (folder) => {
      const expected = read(`${folder}/EXPECT.json`) as Expected & { inputs: readonly string[] };
      const files = expected.inputs.flatMap((input) => filesOf(path.join(made!, folder, input)));
      const ports = emptyPorts();
      const graph = await take(ports, files);
      compare(graph, expected);
      compareClaims(graph, expected);
      compare(await take(emptyPorts(), files.toReversed()), expected);
      const text = valueOf(await exportOpenLineage(ports, null));
      const other = emptyPorts();
      valueOf(await importFile(other, { path: 'export.json', text }));
      expect(graphOutput(await workspaceOf(other))).toEqual(graph);
    },
  );

  it('events inside of CloudEvents count as if they stood alone', async () => {
    const alone = await take(emptyPorts(), filesOf(path.join(made!, 'client-classic/events.ndjson')));
    for (const input of ['batch.json', 'lines.jsonl', 'base64.jsonl'])
      expect(await take(emptyPorts(), filesOf(path.join(made!, 'cloudevents', input)))).toEqual(alone);
    const some = await take(emptyPorts(), filesOf(path.join(made!, 'cloudevents/one')));
    expect(some.runs.length).toBeGreaterThan(0);
  });

  const cases = made
    ? (read('minimal/EXPECT.json') as { cases: readonly { input: string; expect: Expected }[] }).cases
    : [];
  it.each(cases.map((each) => [each.input, each.expect] as const))('%s', async (input, expected) => {
    const graph = await take(emptyPorts(), filesOf(path.join(made!, 'minimal', input)));
    compare(graph, expected);
    compareClaims(graph, expected);
  });
});
