import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanFolder } from '../../../src/cli/lineageFiles';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { sharedFolder } from '../../sharedFolder';
import { emptyPorts } from '../lineagePorts';
import { valueOf } from '../testProject';

const made = sharedFolder && path.join(sharedFolder.made, 'dbt');

type Name = { readonly namespace: string; readonly name: string };

interface Told {
  readonly schema?: { readonly fields: readonly { readonly name: string; readonly type?: string }[] };
  readonly assertions?: { readonly assertions: readonly { readonly severity?: string }[] };
  readonly tags?: { readonly tags: readonly { readonly key: string; readonly value?: string }[] };
  readonly hierarchy?: { readonly levels: readonly { readonly name: string }[] };
}

interface Graph {
  readonly datasets: readonly (Name & { readonly names: readonly Name[]; readonly told: Told })[];
  readonly jobs: readonly (Name & { readonly names: readonly Name[] })[];
  readonly runs: readonly {
    readonly job: Name;
    readonly state: string;
    readonly metrics: readonly { readonly name: string; readonly points: readonly unknown[] }[];
    readonly told: Told;
  }[];
  readonly columnLinks: readonly { readonly from: { readonly dataset: Name } }[];
  readonly links: readonly { readonly from: Name; readonly to: Name; readonly origin: string }[];
}

interface Expected {
  readonly counts: Readonly<Record<string, number>>;
  readonly unique_ids: readonly string[];
  readonly edges: readonly (readonly [string, string])[];
  readonly relations: Readonly<Record<string, { readonly relation: string; readonly in_catalog: boolean }>>;
  readonly run_results: readonly {
    readonly unique_id: string;
    readonly status: string;
    readonly failures: number | null;
  }[];
  readonly freshness: readonly { readonly unique_id: string; readonly status: string }[];
  readonly freshness_not_reported: readonly string[];
  readonly columns: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly openlineage: {
    readonly jobs: readonly string[];
    readonly datasets: readonly (Name & { readonly unique_id: string })[];
    readonly column_inputs: readonly (Name & { readonly unique_ids: readonly string[] })[];
  };
  readonly v2: { readonly edges: readonly (readonly [string, string])[] };
}

async function graphOf(folder: string, only?: readonly string[]) {
  const scan = valueOf(await scanFolder(folder, []));
  const files = scan.source.files.filter((file) => only?.includes(file.path) !== false);
  const ports = emptyPorts();
  const request = { path: 'target', sources: [{ ...scan.source, files }] };
  const { value } = valueOf(await importLineage(ports, request));
  expect(value.files.filter((file) => 'failure' in file)).toEqual([]);
  expect(valueOf(await importLineage(ports, request)).auditSequence).toBeNull();
  const graph = graphOutput(valueOf(await loadWorkspace(ports.store))) as unknown as Graph;
  return { graph, files: value.files };
}

const idsOf = ({ names }: { readonly names: readonly Name[] }): readonly string[] =>
  names.flatMap(({ namespace, name }) => (namespace === 'dbt' ? [name] : []));

/** Parents and children by unique ids, of what is declared. */
function edgesOf({ links, datasets, jobs }: Graph): string[] {
  const ids = new Map(
    [...datasets, ...jobs].map((each) => [JSON.stringify([each.namespace, each.name]), idsOf(each)]),
  );
  const of = ({ namespace, name }: Name) => ids.get(JSON.stringify([namespace, name])) ?? [];
  return sorted(
    links
      .filter(({ origin }) => origin === 'declared')
      .flatMap(({ from, to }) =>
        of(from).flatMap((parent) => of(to).map((child) => [parent, child] as const)),
      )
      .filter(([parent, child]) => parent !== child),
  );
}

const sorted = (pairs: readonly (readonly unknown[])[]) =>
  [...new Set(pairs.map((pair) => JSON.stringify(pair)))].sort();

const read = <T>(...parts: readonly string[]): T =>
  JSON.parse(readFileSync(path.join(made!, ...parts), 'utf8')) as T;

const statusOf = ({ told }: Graph['runs'][number]) =>
  told.tags?.tags.find(({ key }) => key === 'status')?.value;

describe.skipIf(!made)('a project as dbt writes it', () => {
  const expected = made ? read<Expected>('shop', 'EXPECT.json') : ({} as Expected);

  it('has its nodes and edges, and no disabled ones', async () => {
    const { graph } = await graphOf(path.join(made!, 'shop', 'target'));
    expect(edgesOf(graph)).toEqual(sorted(expected.edges));
    const ids = new Set([...graph.datasets, ...graph.jobs].flatMap(idsOf));
    expect(sorted([...ids].filter((id) => !id.startsWith('operation.')).map((id) => [id]))).toEqual(
      sorted(expected.unique_ids.map((id) => [id])),
    );
  });

  it('has its relations by name, and its columns with their types', async () => {
    const { graph } = await graphOf(path.join(made!, 'shop', 'target'));
    const byId = new Map(
      graph.datasets.flatMap((dataset) => idsOf(dataset).map((id) => [id, dataset] as const)),
    );
    for (const [id, { relation }] of Object.entries(expected.relations)) {
      const parts = byId.get(id)?.told.hierarchy?.levels.map(({ name }) => `"${name}"`);
      expect([id, parts?.join('.')]).toEqual([id, relation]);
    }
    const names = byId.get('source.shop.raw_shop.order_items')?.names;
    expect(names).toContainEqual({ namespace: 'dbt://shop', name: 'shop.raw.order_items' });
    expect(names).toContainEqual({ namespace: 'dbt://shop', name: 'shop.raw.OrderItems' });
    for (const [id, columns] of Object.entries(expected.columns)) {
      if ('unresolved' in columns) continue;
      const fields = byId.get(id)?.told.schema?.fields ?? [];
      expect([id, fields.map(({ name }) => name)]).toEqual([id, Object.keys(columns)]);
      expect(fields.every(({ type }) => type !== undefined)).toBe(true);
    }
  });

  it('has a run for each result, with its status and failures', async () => {
    const { graph } = await graphOf(path.join(made!, 'shop', 'target'));
    const runs = graph.runs.map((run) => {
      const failures = run.metrics.find(({ name }) => name === 'failures')?.points[0] as
        unknown[] | undefined;
      return [run.job.name, statusOf(run), failures?.[2] ?? null];
    });
    expect(sorted(runs)).toEqual(
      sorted(expected.run_results.map(({ unique_id, status, failures }) => [unique_id, status, failures])),
    );
  });

  it('has the freshness of its sources, and a warning of what no row tells', async () => {
    const { graph, files } = await graphOf(path.join(made!, 'shop', 'target'));
    const found = graph.datasets.flatMap((dataset) =>
      (dataset.told.assertions?.assertions ?? []).map(({ severity }) => [idsOf(dataset)[0], severity]),
    );
    expect(sorted(found)).toEqual(
      sorted(expected.freshness.map(({ unique_id, status }) => [unique_id, status])),
    );
    const warned = files.flatMap((file) => ('warnings' in file ? file.warnings : []));
    expect(
      warned.filter(({ message }) => message.includes('freshness criteria')).map(({ place }) => place),
    ).toEqual(expected.freshness_not_reported);
  });

  it('is one graph with its events: each of their datasets is a node of the manifest', async () => {
    const both = await graphOf(path.join(made!, 'shop'), ['events.ndjson', 'target/manifest.json']);
    const { datasets, column_inputs } = expected.openlineage;
    const known = new Map(
      both.graph.datasets.flatMap(({ names }) => names.map((name) => [JSON.stringify(name), names] as const)),
    );
    const idsNamed = ({ namespace, name }: Name) => {
      const names = known.get(JSON.stringify({ namespace, name }));
      return names ? idsOf({ names }) : [];
    };
    for (const each of datasets) expect([each.name, idsNamed(each)]).toEqual([each.name, [each.unique_id]]);
    expect(edgesOf(both.graph)).toEqual(sorted(expected.edges));
    const alone = await graphOf(path.join(made!, 'shop'), ['target/manifest.json']);
    expect(both.graph.datasets.map(({ name }) => name)).toEqual(alone.graph.datasets.map(({ name }) => name));
    const jobs = both.graph.jobs.filter(({ names }) =>
      names.some(({ namespace }) => namespace === 'shop_dbt'),
    );
    const joinedNames = jobs.filter((job) => idsOf(job).length > 0).flatMap(({ names }) => names);
    const [own, others] = [/build\.(?:run|snapshot)$|^test\./, expected.openlineage.jobs];
    expect(
      sorted(joinedNames.filter(({ namespace }) => namespace !== 'dbt').map(({ name }) => [name])),
    ).toEqual(sorted(others.filter((name) => own.test(name)).map((name) => [name])));
    const from = both.graph.columnLinks.map((link) => link.from.dataset);
    for (const { namespace, name, unique_ids } of column_inputs) {
      const isThere = from.some((each) =>
        unique_ids.length === 0
          ? each.namespace === namespace && each.name === name
          : unique_ids.includes(each.name),
      );
      expect([name, isThere]).toEqual([name, true]);
    }
  });

  it('has the edges of a manifest that the engine in Rust wrote', async () => {
    const { graph } = await graphOf(path.join(made!, 'shop', 'target_v2'), ['manifest.json']);
    expect(edgesOf(graph)).toEqual(sorted(expected.v2.edges));
  });
});

interface ExpectedVersion {
  readonly edges: readonly (readonly [string, string])[];
  readonly run_results: readonly (readonly [string, string])[];
  readonly freshness: readonly (readonly [string, string])[];
  readonly catalog: readonly string[];
}

const versions = made
  ? Object.entries(read<{ versions: Record<string, ExpectedVersion> }>('versions', 'EXPECT.json').versions)
  : [];

describe.skipIf(!made)('every minor version of dbt', () => {
  it.each(versions)('%s gives edges, results, freshness and columns', async (version, expected) => {
    const folder = path.join(made!, 'versions', version);
    const { graph, files } = await graphOf(folder);
    expect(edgesOf(graph)).toEqual(sorted(expected.edges));
    expect(sorted(graph.runs.map((run) => [run.job.name, statusOf(run)]))).toEqual(
      sorted(expected.run_results),
    );
    const fresh = graph.datasets.flatMap((dataset) =>
      (dataset.told.assertions?.assertions ?? []).map(({ severity }) => [idsOf(dataset)[0], severity]),
    );
    expect(sorted(fresh)).toEqual(sorted(expected.freshness));
    const typed = graph.datasets.filter(({ told }) =>
      told.schema?.fields.some(({ type }) => type !== undefined),
    );
    expect(sorted(typed.map((dataset) => [idsOf(dataset)[0]]))).toEqual(
      sorted(expected.catalog.map((id) => [id])),
    );
    expect(files.flatMap((file) => ('warnings' in file ? file.warnings : []))).toEqual([]);
    const source = graph.datasets.find((dataset) => idsOf(dataset)[0]!.startsWith('source.'));
    expect(source?.names.some(({ namespace }) => namespace === 'dbt://mini')).toBe(true);
  });
});

interface Indexed {
  readonly file: string;
  readonly kind: string;
  readonly counts: Readonly<Record<string, number>>;
}

const corpus = sharedFolder?.corpus;
const indexed = corpus
  ? (JSON.parse(readFileSync(path.join(corpus, 'INDEX.json'), 'utf8')) as readonly Indexed[]).filter(
      ({ file }) => existsSync(path.join(corpus, file)),
    )
  : [];

describe.skipIf(!corpus)('manifests of real projects', () => {
  const manifests = indexed.filter(({ kind }) => kind === 'dbt manifest');
  it.each(manifests.map(({ file, counts }) => [file, counts] as const))(
    '%s has as many edges as were counted',
    async (file, counts) => {
      const { dir, base } = path.parse(path.join(corpus!, file));
      expect(readdirSync(dir)).toContain(base);
      const { graph } = await graphOf(dir, [base]);
      expect(edgesOf(graph)).toHaveLength(counts['dependsOnEdges']! - counts['duplicateDeps']!);
    },
  );

  const results = indexed.filter(({ kind }) => kind === 'dbt run_results');
  it.each(results.map(({ file, counts }) => [file, counts] as const))(
    '%s has a run for each result that names its node',
    async (file, { results: count, byType }) => {
      const { dir, base } = path.parse(path.join(corpus!, file));
      const { graph } = await graphOf(dir, [base]);
      const nameless = (byType as unknown as Record<string, number>)['?'] ?? 0;
      expect(graph.runs).toHaveLength(count! - nameless);
    },
  );

  const catalogs = indexed.filter(({ kind }) => kind === 'dbt catalog');
  it.each(catalogs.map(({ file, counts }) => [file, counts] as const))(
    '%s has the columns that were counted',
    async (file, { nodes, sources, columns }) => {
      const { dir, base } = path.parse(path.join(corpus!, file));
      const { graph } = await graphOf(dir, [base]);
      expect(graph.datasets).toHaveLength(nodes! + sources!);
      const fields = graph.datasets.flatMap(({ told }) => told.schema?.fields ?? []);
      expect(fields).toHaveLength(columns!);
    },
  );
});
