import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/lib/json';
import { lastClaim } from '../../../src/lineage/claims';
import { traverse } from '../../../src/lineage/traverse';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { undo } from '../../../src/operations/audit/undo';
import { exportOpenLineage } from '../../../src/operations/lineage/exportLineage';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { emptyPorts } from '../lineagePorts';
import { valueOf, workspaceOf } from '../testProject';

type Facets = Readonly<Record<string, Json>>;

const minute = (index: number) => `2026-01-01T00:${String(index).padStart(2, '0')}:00Z`;
const schemaOf = (...names: string[]): Facets => ({ schema: { fields: names.map((name) => ({ name })) } });
const owners = (name: string): Facets => ({ ownership: { owners: [{ name }] } });

function datasetEvent(at: number, name: string, facets: Facets): Json {
  return { eventTime: minute(at), producer: 'p', schemaURL: 's', dataset: { namespace: 'db', name, facets } };
}

function runEvent(at: number, job: string, inputs: Json[], outputs: Json[]): Json {
  return {
    eventType: 'COMPLETE',
    eventTime: minute(at),
    producer: 'p',
    schemaURL: 's',
    run: { runId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}` },
    job: { namespace: 'etl', name: job },
    inputs,
    outputs,
  };
}

const take = async (ports: OperationPorts, events: readonly Json[], path = 'events.json') =>
  valueOf(await importFile(ports, { path, text: JSON.stringify(events) }));

const graphOf = async (ports: OperationPorts) => graphOutput(await workspaceOf(ports));

describe('claims of an import', () => {
  it('[L45] the claim with the latest event time holds, whatever file it came by', async () => {
    const ports = emptyPorts();
    await take(ports, [datasetEvent(2, 'd', schemaOf('a', 'b'))]);
    await take(ports, [datasetEvent(1, 'd', schemaOf('a')), datasetEvent(1, 'd', owners('team'))]);
    const { claims } = (await workspaceOf(ports)).artifactNamed('db', 'd')!;
    expect(lastClaim(claims, 'schema')).toEqual({ fields: [{ name: 'a' }, { name: 'b' }] });
    expect(lastClaim(claims, 'owners')).toEqual({ owners: [{ name: 'team' }] });
  });

  it('[L45] a stretch of equal claims keeps its first and last, so that a claim between them is seen as one', async () => {
    const ports = emptyPorts();
    await take(
      ports,
      [1, 2, 3, 5].map((at) => datasetEvent(at, 'd', schemaOf('a'))),
    );
    const own = async () => (await workspaceOf(ports)).artifactNamed('db', 'd')!.claims;
    expect((await own()).map(({ eventTime }) => eventTime.slice(14, 16))).toEqual(['01', '05']);
    await take(ports, [datasetEvent(4, 'd', schemaOf('b'))]);
    expect(lastClaim(await own(), 'schema')).toEqual({ fields: [{ name: 'a' }] });
  });

  it('[L45] a facet with _deleted takes back, and an undo of that brings it back', async () => {
    const ports = emptyPorts();
    await take(ports, [datasetEvent(1, 'd', owners('team'))]);
    const deleted = await take(ports, [datasetEvent(2, 'd', { ownership: { _deleted: true } })]);
    const own = async () => lastClaim((await workspaceOf(ports)).artifactNamed('db', 'd')!.claims, 'owners');
    expect(await own()).toBeNull();
    valueOf(await undo(ports, deleted.auditSequence!));
    expect(await own()).toEqual({ owners: [{ name: 'team' }] });
  });

  it('[L46] of several words of a run for one dataset the last holds', async () => {
    const ports = emptyPorts();
    const statistics = (rowCount: number): Json => ({
      namespace: 'db',
      name: 'd',
      outputFacets: { outputStatistics: { rowCount, size: rowCount * 10 } },
    });
    const started = { ...(runEvent(1, 'j', [], [statistics(5)]) as object), eventType: 'RUNNING' };
    const ended = { ...(runEvent(1, 'j', [], [statistics(9)]) as object), eventTime: minute(2) };
    await take(ports, [ended, started] as Json[]);
    const [run] = (await workspaceOf(ports)).runs.values();
    expect(lastClaim(run!.outputs[0]!.claims, 'statistics')).toEqual({ rowCount: 9, byteLength: 90 });
  });

  it('[L47] what came of a dataset is reached through its new name, and the names stay apart', async () => {
    const ports = emptyPorts();
    const renamed = {
      namespace: 'db',
      name: 'card',
      facets: {
        lifecycleStateChange: {
          lifecycleStateChange: 'RENAME',
          previousIdentifier: { namespace: 'db', name: 'menu' },
        },
      },
    };
    await take(ports, [runEvent(3, 'print', [{ namespace: 'db', name: 'card' }], [])]);
    await take(ports, [runEvent(2, 'cook', [], [renamed])]);
    await take(ports, [runEvent(1, 'cook', [], [{ namespace: 'db', name: 'menu' }])]);
    const workspace = await workspaceOf(ports);
    const graph = workspace.graph('definition');
    const menu = graph.indexOf.get(`artifact:${workspace.artifactNamed('db', 'menu')!.artifact.id}`)!;
    const print = [...workspace.jobs.values()].find(({ job }) => job.name === 'print')!.job.id;
    expect(traverse(graph, menu, 'downstream').hops[graph.indexOf.get(`job:${print}`)!]).toBe(2);
    expect(workspace.artifacts.size).toBe(2);
  });

  it('[L47] columns of a dataset event lead from dataset to dataset', async () => {
    const ports = emptyPorts();
    const from = { namespace: 'db', name: 'raw', field: 'x' };
    await take(ports, [
      datasetEvent(1, 'raw', {}),
      datasetEvent(2, 'made', {
        columnLineage: { fields: { y: { inputFields: [from] } }, dataset: [{ ...from, field: 'key' }] },
      }),
    ]);
    const { links, columnLinks } = await graphOf(ports);
    const [raw, made] = [
      { namespace: 'db', name: 'raw' },
      { namespace: 'db', name: 'made' },
    ];
    expect(links).toEqual([{ from: raw, to: made, kind: 'derived', origin: 'declared', purpose: null }]);
    expect(columnLinks).toEqual([
      { from: { dataset: raw, column: 'key' }, to: { dataset: made, column: null }, transformations: [] },
      { from: { dataset: raw, column: 'x' }, to: { dataset: made, column: 'y' }, transformations: [] },
    ]);
  });

  it('[L48] Airflow tells the order of tasks as texts of Python lists', async () => {
    const ports = emptyPorts();
    const task = { task_id: 'sort', upstream_task_ids: "['fetch', \"it's\"]", downstream_task_ids: '[]' };
    const event = runEvent(1, 'tickets.sort', [], []) as { run: object };
    await take(ports, [
      { ...event, run: { ...event.run, facets: { airflow: { dag: { dag_id: 'tickets' }, task } } } },
    ]);
    const { links } = await graphOf(ports);
    expect(links).toMatchObject([
      { from: { name: 'tickets.fetch' }, to: { name: 'tickets.sort' }, kind: 'order' },
      { from: { name: "tickets.it's" }, to: { name: 'tickets.sort' }, kind: 'order' },
    ]);
  });
});

/** Facets whose members may be anything that the specification allows. */
const word = fc.constantFrom('a', 'b', 'c d', 'é');
const field: fc.Arbitrary<Json> = fc.record(
  {
    name: word,
    type: word,
    description: word,
    fields: fc.array(fc.record({ name: word }), { maxLength: 2 }),
  },
  { requiredKeys: ['name'] },
);
const facets: fc.Arbitrary<Facets> = fc.record(
  {
    schema: fc.record({ fields: fc.array(field, { maxLength: 3 }) }),
    ownership: fc.oneof(
      fc.record({ owners: fc.array(fc.record({ name: word, type: word }), { maxLength: 2 }) }),
      fc.constant({ _deleted: true }),
    ),
    documentation: fc.record({ description: word }),
    lifecycleStateChange: fc.record(
      {
        lifecycleStateChange: fc.constantFrom('RENAME', 'DROP'),
        previousIdentifier: fc.record({ namespace: fc.constant('db'), name: word }),
      },
      { requiredKeys: ['lifecycleStateChange'] },
    ),
    tags: fc.record({ tags: fc.array(fc.record({ key: word, value: word, field: word }), { maxLength: 2 }) }),
    version: fc.record({ datasetVersion: word }),
    dataQualityAssertions: fc.record({
      assertions: fc.array(fc.record({ assertion: word, success: fc.boolean(), column: word }), {
        maxLength: 2,
      }),
    }),
    columnLineage: fc.record({
      fields: fc.dictionary(
        word,
        fc.record({
          inputFields: fc.array(fc.record({ namespace: fc.constant('db'), name: word, field: word }), {
            maxLength: 2,
          }),
        }),
        { maxKeys: 2 },
      ),
    }),
  },
  { requiredKeys: [] },
);
const linked: fc.Arbitrary<Json> = fc.record({
  namespace: fc.constant('db'),
  name: word,
  facets,
  inputFacets: fc.record({ inputStatistics: fc.record({ rowCount: fc.nat(9) }) }, { requiredKeys: [] }),
  outputFacets: fc.record({ outputStatistics: fc.record({ size: fc.nat(9) }) }, { requiredKeys: [] }),
});
const anyEvent: fc.Arbitrary<Json> = fc.oneof(
  fc.tuple(fc.nat(20), word, facets).map(([at, name, said]) => datasetEvent(at, name, said)),
  fc
    .tuple(fc.nat(20), word, fc.array(linked, { maxLength: 2 }), fc.array(linked, { maxLength: 2 }))
    .map(([at, job, inputs, outputs]) => runEvent(at, job, inputs, outputs)),
);

describe('claims, by law', () => {
  it('[L45] an export that is read again gives the same graph', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 8 }), async (events) => {
        const [ports, other] = [emptyPorts(), emptyPorts()];
        await take(ports, events);
        const text = valueOf(await exportOpenLineage(ports, null));
        valueOf(await importFile(other, { path: 'export.json', text }));
        expect(await graphOf(other)).toEqual(await graphOf(ports));
      }),
      { numRuns: 60 },
    );
  });

  it('[L45] it does not matter how events are split into files and in which order these come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 8 }), fc.nat(8), async (events, at) => {
        const [whole, split] = [emptyPorts(), emptyPorts()];
        await take(whole, events);
        await take(split, events.slice(at), 'b.json');
        await take(split, events.slice(0, at), 'a.json');
        expect(await graphOf(split)).toEqual(await graphOf(whole));
      }),
      { numRuns: 60 },
    );
  });
});
