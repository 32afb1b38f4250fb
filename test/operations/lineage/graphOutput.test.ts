import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undo } from '../../../src/operations/audit/undo';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { exportOpenLineage } from '../../../src/operations/lineage/exportLineage';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import { emptyPorts } from '../lineagePorts';
import { valueOf, workspaceOf } from '../testProject';

const producer = 'urn:test';
const runId = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

const dataset = (name: string, facets: object = {}) => ({ namespace: 'db', name, facets });

const event = (index: number, more: object) => ({
  eventType: 'COMPLETE',
  eventTime: `2026-01-01T00:00:${String(index % 60).padStart(2, '0')}Z`,
  producer,
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  run: { runId: runId(index) },
  job: { namespace: 'etl', name: `job ${index % 3}` },
  ...more,
});

const symlinks = (...names: string[]) => ({
  symlinks: { identifiers: names.map((name) => ({ namespace: 'db', name, type: 'TABLE' })) },
});

async function take(ports: OperationPorts, events: readonly object[], path = 'events.json') {
  return valueOf(await importFile(ports, { path, text: JSON.stringify(events) }));
}

async function graphOf(ports: OperationPorts) {
  return graphOutput(await workspaceOf(ports));
}

async function graphOfFiles(...files: readonly (readonly object[])[]) {
  const ports = emptyPorts();
  for (const [index, events] of files.entries()) await take(ports, events, `${index}.json`);
  return graphOf(ports);
}

describe('graphOutput', () => {
  it('says what was understood: names, versions by time, runs with parents, links and how columns were made', async () => {
    const parent = {
      run: { runId: 'NIGHTLY-7' },
      job: { namespace: 'cron', name: 'night' },
      root: { run: { runId: runId(9).toUpperCase() }, job: { namespace: 'cron', name: 'week' } },
    };
    const columnLineage = {
      fields: {
        price: {
          inputFields: [
            {
              namespace: 'db',
              name: 'raw',
              field: 'cost',
              transformations: [{ type: 'INDIRECT', subtype: 'FILTER', masking: true }],
            },
          ],
        },
        older: {
          inputFields: [{ namespace: 'db', name: 'raw', field: 'chef' }],
          transformationType: 'MASKED',
        },
      },
      dataset: [{ namespace: 'db', name: 'raw', field: 'kind' }],
    };
    const version = { datasetVersion: '9007199254740993' };
    const graph = await graphOfFiles([
      event(1, {
        run: { runId: runId(1), facets: { parent } },
        inputs: [dataset('raw', symlinks('also'))],
        outputs: [dataset('clean', { columnLineage, version })],
      }),
    ]);
    const name = (text: string) => ({ namespace: 'db', name: text });
    const job = { namespace: 'etl', name: 'job 1' };
    const link = (column: string, to: string | null, ...transformations: unknown[]) => ({
      from: { dataset: name('raw'), column },
      to: { dataset: name('clean'), column: to },
      transformations,
    });
    expect(graph).toEqual({
      datasets: [
        {
          ...name('clean'),
          names: [name('clean')],
          kind: 'dataset',
          told: {},
          versions: [
            {
              version: '9007199254740993',
              sha256: null,
              md5: null,
              time: '2026-01-01T00:00:01.000000000Z',
              message: null,
              aliases: [],
              told: {},
            },
          ],
        },
        { ...name('raw'), names: [name('also'), name('raw')], kind: 'dataset', told: {}, versions: [] },
      ],
      jobs: [{ ...job, names: [job], kind: null, told: {} }],
      runs: [
        {
          id: runId(1),
          job,
          state: 'completed',
          startedAt: null,
          endedAt: '2026-01-01T00:00:01.000000000Z',
          parent: { id: 'NIGHTLY-7', job: { namespace: 'cron', name: 'night' } },
          root: { id: runId(9), job: { namespace: 'cron', name: 'week' } },
          parameters: [],
          metrics: [],
          told: {},
          inputs: [{ dataset: name('raw'), version: null, purpose: null, told: {} }],
          outputs: [{ dataset: name('clean'), version: '9007199254740993', purpose: null, told: {} }],
        },
      ],
      links: [
        { from: name('raw'), to: job, kind: 'data', origin: 'observed', purpose: null },
        { from: job, to: name('clean'), kind: 'data', origin: 'observed', purpose: null },
      ],
      columnLinks: [
        link('chef', 'older', [null, 'MASKED', true]),
        link('cost', 'price', ['INDIRECT', 'FILTER', true]),
        link('kind', null),
      ],
      findings: [],
    });
  });

  it.each([
    ['completed', ['START', 'COMPLETE']],
    ['failed', ['START', 'FAIL', 'COMPLETE']],
    ['aborted', ['START', 'ABORT', 'COMPLETE']],
    ['completed', ['START', 'FAIL', 'START', 'COMPLETE']],
    ['failed', ['START', 'COMPLETE', 'FAIL']],
    ['running', ['START', 'OTHER']],
    ['unknown', ['OTHER']],
  ])('[L31] a run is %s after %j', async (state, types) => {
    const events = types.map((eventType, at) =>
      event(at, { eventType, run: { runId: runId(1) }, job: { namespace: 'etl', name: 'job' } }),
    );
    expect((await graphOfFiles(events))['runs']).toMatchObject([{ state }]);
  });

  it('[L44] does not know the end of a child whose parent ended, whichever is told first', async () => {
    const parent = { run: { runId: runId(1) }, job: { namespace: 'etl', name: 'job 1' } };
    const child = event(2, { eventType: 'START', run: { runId: runId(2), facets: { parent } } });
    for (const files of [
      [[child], [event(1, {})]],
      [[event(1, {})], [child]],
    ]) {
      expect((await graphOfFiles(...files))['runs']).toMatchObject([
        { state: 'completed' },
        { state: 'unknown' },
      ]);
    }
  });

  it('[L43] keeps the links of each job where two share a run, and says where', async () => {
    const ports = emptyPorts();
    const shared = { run: { runId: runId(1) } };
    const { value } = await take(ports, [
      event(1, { ...shared, inputs: [dataset('a')], outputs: [dataset('b')] }),
      event(2, { ...shared, inputs: [dataset('c')], outputs: [dataset('d')] }),
    ]);
    expect(value.files).toMatchObject([{ warnings: [{ count: 1, place: '/0' }] }]);
    const workspace = await workspaceOf(ports);
    const [run] = workspace.runs.values();
    expect([run!.job.name, run!.inputs.length]).toEqual(['job 2', 1]);
    const graph = workspace.graph('definition');
    expect(graph.edges).toHaveLength(4);
  });

  it('[L34] takes a column of a file in a folder for one of the folder that the job reads', async () => {
    const inputFields = [{ namespace: 'db', name: 'in/day/monday.csv', field: 'cost' }];
    const columnLineage = { fields: { price: { inputFields } } };
    const graph = await graphOfFiles([
      event(1, { inputs: [dataset('in'), dataset('in/day')], outputs: [dataset('menu', { columnLineage })] }),
    ]);
    expect(graph['columnLinks']).toMatchObject([{ from: { dataset: { name: 'in/day' }, column: 'cost' } }]);
  });

  it('[L33] parts what an import had found to be one, with its undo', async () => {
    const ports = emptyPorts();
    await take(ports, [event(1, { inputs: [dataset('a')], outputs: [dataset('b')] })]);
    const apart = await graphOf(ports);
    const { auditSequence } = await take(ports, [event(2, { inputs: [dataset('b', symlinks('a'))] })]);
    expect((await graphOf(ports))['datasets']).toMatchObject([{ name: 'a', names: [{}, {}] }]);
    valueOf(await undo(ports, auditSequence!));
    expect(await graphOf(ports)).toEqual(apart);
    valueOf(await undo(ports, 3));
    expect((await graphOf(ports))['datasets']).toHaveLength(1);
  });

  it('[L40] takes all that is one thing along in a bundle of a node', async () => {
    const ports = emptyPorts();
    const version = { version: { datasetVersion: '1' } };
    await take(ports, [event(1, { inputs: [dataset('a', version)], outputs: [dataset('x')] })]);
    await take(ports, [event(2, { run: { runId: runId(1) }, inputs: [dataset('b', version)] })]);
    await take(ports, [event(3, { outputs: [dataset('b', symlinks('a'))] })]);
    const one = (await workspaceOf(ports)).artifactNamed('db', 'b')!;
    expect(one.snapshots).toHaveLength(1);
    const text = valueOf(await exportBundle(ports, `artifact:${one.artifact.id}`));
    const other = emptyPorts();
    valueOf(await importBundle(other, { path: 'bundle.json', text }));
    expect(await graphOf(other)).toEqual(await graphOf(ports));
  });

  const names = ['a', 'b', 'c', 'in/x', 'in'];
  const anyDataset = fc.record({
    name: fc.constantFrom(...names),
    version: fc.option(fc.constantFrom('1', '2', '10', 'etag')),
    also: fc.option(fc.constantFrom(...names, 'z'), { freq: 5 }),
    from: fc.option(fc.constantFrom(...names, 'in/y', 'nowhere')),
  });
  type AnyDataset = typeof anyDataset extends fc.Arbitrary<infer T> ? T : never;
  const datasetOf = ({ name, version, also, from }: AnyDataset) =>
    dataset(name, {
      ...(version !== null && { version: { datasetVersion: version } }),
      ...(also !== null && symlinks(also)),
      ...(from !== null && {
        columnLineage: { fields: { x: { inputFields: [{ namespace: 'db', name: from, field: 'y' }] } } },
      }),
    });
  const anyEvent = fc
    .record({
      eventType: fc.constantFrom('START', 'RUNNING', 'COMPLETE', 'FAIL', 'ABORT', 'OTHER'),
      run: fc.nat({ max: 3 }),
      job: fc.nat({ max: 2 }),
      parent: fc.option(fc.nat({ max: 4 })),
      inputs: fc.array(anyDataset, { maxLength: 2 }),
      outputs: fc.array(anyDataset, { maxLength: 2 }),
      alone: fc.option(anyDataset, { freq: 6 }),
    })
    .map((drawn) => (index: number) => {
      const eventTime = `2026-01-01T00:00:${String(index).padStart(2, '0')}Z`;
      const job = { namespace: 'etl', name: `job ${drawn.job}` };
      if (drawn.alone) return { eventTime, producer, schemaURL: 'urn:s', dataset: datasetOf(drawn.alone) };
      const parent = drawn.parent !== null && { run: { runId: runId(drawn.parent) }, job };
      return event(index, {
        eventType: drawn.eventType,
        run: { runId: runId(drawn.run), facets: parent ? { parent } : {} },
        job,
        inputs: drawn.inputs.map(datasetOf),
        outputs: drawn.outputs.map(datasetOf),
      });
    });
  const anyEvents = fc
    .array(anyEvent, { minLength: 1, maxLength: 7 })
    .map((makers) => makers.map((make, index) => make(index)));

  it('[L40] [L41] [L42] is the same however events are ordered and split into imports', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyEvents.chain((events) =>
          fc.record({
            events: fc.constant(events),
            shuffled: fc.shuffledSubarray([...events], { minLength: events.length }),
            cut: fc.nat({ max: events.length }),
            again: fc.nat({ max: events.length }),
          }),
        ),
        async ({ events, shuffled, cut, again }) => {
          const whole = await graphOfFiles(events);
          const files = [shuffled.slice(0, cut), shuffled.slice(cut), shuffled.slice(0, again)];
          expect(await graphOfFiles(...files.filter(({ length }) => length > 0))).toEqual(whole);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('loses and renames nothing by an export that is read again', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvents, async (events) => {
        const ports = emptyPorts();
        await take(ports, events);
        const text = valueOf(await exportOpenLineage(ports, null));
        const other = emptyPorts();
        valueOf(await importFile(other, { path: 'export.json', text }));
        expect(await graphOf(other)).toEqual(await graphOf(ports));
      }),
      { numRuns: 150 },
    );
  });
});
