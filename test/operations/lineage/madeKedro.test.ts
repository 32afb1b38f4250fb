import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../sharedFolder';
import { distinct, type Graph, madeFolder, readJson, understood } from './madeGraph';

const made = madeFolder('kedro');

interface Pipeline {
  readonly nodes: readonly { readonly name: string; readonly tags: readonly string[] }[];
  readonly edges: readonly (readonly [string, string])[];
  readonly datasets: readonly string[];
}
interface Entry {
  readonly type: string | null;
  readonly filepath: string | null;
  readonly layer: string | null;
  readonly versioned: boolean;
}
interface Expected {
  readonly catalog: Readonly<Record<string, Entry>>;
  readonly pipelines: Readonly<Record<string, Pipeline>>;
  readonly versions: Readonly<Record<string, readonly string[]>>;
}

const plain = (name: string) => name.replace(/@.*/, '');
const edgesOf = (graph: Graph) =>
  distinct(
    graph.links.filter(({ origin }) => origin === 'declared').map(({ from, to }) => [from.name, to.name]),
  );

describe.skipIf(!sharedFolder)('what kedro-viz writes', () => {
  const expected = sharedFolder
    ? (readJson(made, 'EXPECT.json') as Expected)
    : { catalog: {}, pipelines: {}, versions: {} };

  it.each([
    ['build/api/main', '__default__'],
    ['saved-viz/api/main', '__default__'],
    ['build/api/pipelines/training', 'training'],
    ['build/api/pipelines/cleaning', 'cleaning'],
  ])('%s is the pipeline %s as kedro itself has it', async (file, name) => {
    const { graph, failures, warnings } = await understood(path.join(made, file));
    const { nodes, edges, datasets } = expected.pipelines[name]!;
    expect([failures, warnings]).toEqual([[], []]);
    expect(graph.jobs.map((job) => job.name).sort()).toEqual(nodes.map((node) => node.name).sort());
    expect(distinct(graph.datasets.map((each) => each.name))).toEqual(distinct(datasets.map(plain)));
    expect(edgesOf(graph)).toEqual(distinct(edges.map((edge) => edge.map(plain))));
    for (const node of nodes) {
      const tags = graph.jobs.find((job) => job.name === node.name)!.told.tags?.tags ?? [];
      expect(tags.map(({ key }) => key).sort()).toEqual([...node.tags].sort());
    }
  });

  it('with its project has the versions that lie there, and the last run', async () => {
    const { graph, failures } = await understood(made);
    expect(failures).toEqual([]);
    const versions = graph.datasets.flatMap((each) =>
      each.versions.length === 0 ? [] : [[each.name, each.versions.map(({ version }) => version)]],
    );
    expect(distinct(versions)).toEqual(distinct(Object.entries(expected.versions)));
    const orders = graph.datasets.find(({ name }) => name === 'orders')!;
    expect(orders.names.map(({ namespace }) => namespace)).toEqual(['file', 'kedro']);
    const states = graph.runs.filter(({ parent }) => parent).map(({ job, state }) => [job.name, state]);
    expect(distinct(states)).toEqual(
      distinct(expected.pipelines['__default__']!.nodes.map(({ name }) => [name, 'completed'])),
    );
  });

  it('the events of a run link what each node loaded and saved, as kedro has it', async () => {
    const { graph } = await understood(path.join(made, '.viz/kedro_pipeline_events.json'));
    const links = graph.links.map(({ from, to }) => [from.name, to.name]);
    expect(distinct(links)).toEqual(
      distinct(expected.pipelines['__default__']!.edges.map((edge) => edge.map(plain))),
    );
  });

  it('a catalog tells where each dataset is kept, as the catalog that kedro resolves', async () => {
    const { graph, failures, warnings } = await understood(path.join(made, 'conf/base/catalog.yml'));
    expect(failures).toEqual([]);
    expect(warnings).toEqual(['a pattern stands for datasets that only a run names: 1']);
    const kept = Object.entries(expected.catalog).filter(
      // Those that the pattern stands for have names of a run.
      ([name, { filepath }]) => filepath && !/^training\..*model$/.test(name),
    );
    const told = graph.datasets.map(({ name, told: { dataSource, tags, datasetType } }) => {
      const layer = tags?.tags.find(({ key }) => key === 'layer')?.value ?? null;
      const isVersioned = tags?.tags.some(({ key }) => key === 'versioned') ?? false;
      return [name, dataSource?.uri, layer, isVersioned, datasetType?.type.split('.').at(-1)];
    });
    expect(distinct(told)).toEqual(
      distinct(
        kept.map(([name, { filepath, layer, versioned, type }]) => [
          plain(name),
          filepath,
          layer,
          versioned,
          type?.split('.').at(-1),
        ]),
      ),
    );
  });

  it('a catalog of another environment stands in for the base, and adds nothing to it', async () => {
    const { graph } = await understood(made);
    const orders = graph.datasets.find(({ name }) => name === 'orders')!;
    expect(orders.told.dataSource?.uri).toMatch(/data\/01_raw\/orders\.csv$/);
    expect(graph.datasets.map(({ name }) => name)).toContain('unused_customers');
  });
});
