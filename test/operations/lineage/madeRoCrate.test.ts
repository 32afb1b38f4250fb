import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../sharedFolder';
import { distinct, type Graph, madeFolder, readJson, understood } from './madeGraph';

const made = madeFolder('rocrate');

interface Truth {
  readonly root: string;
  readonly name: string;
  readonly data_entities: readonly { readonly id: string }[];
  readonly actions: readonly {
    readonly id: string;
    readonly actionStatus: readonly string[];
    readonly error: string | null;
    readonly startTime: string | null;
    readonly endTime: string | null;
  }[];
  readonly edges: readonly (readonly [string, string])[];
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An id as the graph has it: a UUID alone, an address as OpenLineage names it, anything else below the crate's name. */
function nameIn(key: string, id: string): string {
  const own = uuid.exec(id)?.[0];
  if (own !== undefined) return own;
  const address = /^https?:\/\/[^/]+\/(.+)$/.exec(id)?.[1];
  return address ?? `${key}/${decodeURIComponent(id)}`;
}

const runEdges = (graph: Graph) =>
  distinct(
    graph.runs.flatMap((run) => [
      ...run.inputs.map(({ dataset }) => [dataset.name, run.id]),
      ...run.outputs.map(({ dataset }) => [run.id, dataset.name]),
    ]),
  );

describe.skipIf(!sharedFolder)('crates', () => {
  const crates = sharedFolder
    ? (readJson(made, 'EXPECT.json') as { crates: Readonly<Record<string, { truth: Truth }>> }).crates
    : {};

  it.each(Object.keys(crates))('%s has its files, actions and links', async (name) => {
    const { truth } = crates[name]!;
    const { graph, failures } = await understood(path.join(made, name));
    expect(failures).toEqual([]);
    const key = truth.root.startsWith('http') ? truth.root : truth.name;
    const names = graph.datasets.map((each) => each.names.map((own) => own.name)).flat();
    expect(names).toEqual(expect.arrayContaining(truth.data_entities.map(({ id }) => nameIn(key, id))));
    // Values that an action took are its parameters.
    const edges = truth.edges.filter((edge) => edge.every((id) => !id.startsWith('#pv-')));
    const ids = new Set(truth.actions.map(({ id }) => nameIn(key, id)));
    expect(graph.runs.map(({ id }) => id).filter((id) => ids.has(id))).toHaveLength(truth.actions.length);
    expect(runEdges(graph)).toEqual(distinct(edges.map((edge) => edge.map((id) => nameIn(key, id)))));
    for (const { id, actionStatus, error } of truth.actions) {
      const run = graph.runs.find((each) => each.id === nameIn(key, id))!;
      const [status] = actionStatus;
      const state = status?.includes('Completed')
        ? 'completed'
        : status?.includes('Failed')
          ? 'failed'
          : 'unknown';
      expect([run.state, run.told.error?.message ?? null]).toEqual([state, error]);
    }
  });

  it('files that lie beside the crate are the same datasets', async () => {
    const { graph } = await understood(path.join(made, 'plain-1.1'));
    const stations = graph.datasets.find(
      ({ names }) =>
        names.some(({ namespace }) => namespace === 'file') &&
        names.some(({ name }) => /stations of the town/.test(name)),
    );
    expect(stations?.names.map(({ namespace }) => namespace)).toEqual(['file', 'ro-crate']);
  });

  it('values that an action took are parameters', async () => {
    const { graph } = await understood(path.join(made, 'cwl-run-crate'));
    const taken = graph.runs.flatMap(({ parameters }) => parameters);
    expect(distinct(taken)).toEqual(distinct([{ name: 'min_km', value: '1' }]));
  });

  it.each([
    ['absolute-path', true],
    ['action-without-instrument', true],
    ['bad-date', true],
    ['entity-without-id', true],
    ['id-twice', true],
    ['no-about', false],
    ['no-root', false],
    ['not-json', false],
    ['other-context', true],
    ['part-to-nowhere', true],
  ])('broken/%s is read, or refused with a place', async (name, isRead) => {
    const { graph, failures } = await understood(path.join(made, 'broken', name, 'ro-crate-metadata.json'));
    expect(failures).toHaveLength(isRead ? 0 : 1);
    if (isRead) expect(graph.runs).toHaveLength(4);
  });
});
