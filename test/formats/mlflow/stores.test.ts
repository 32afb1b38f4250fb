import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeText } from '../../../src/cli/nodePorts';
import { recogniseBinary } from '../../../src/formats/recogniseLineage';
import { unpackHistory } from '../../../src/lineage/metricHistory';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import { graphOutput } from '../../../src/operations/lineage/graphOutput';
import { importLineage } from '../../../src/operations/lineage/importLineage';
import { requestOfBytes, type LineageRequest } from '../../../src/operations/lineage/lineageRequest';
import { emptyPorts } from '../../operations/lineagePorts';
import { folderOfTexts } from '../../operations/lineage/textPlace';
import { valueOf } from '../../operations/testProject';
import { storeInDatabase, storeOfFiles } from './madeStore';

const runId = '12345678901234567890123456789e12';

type Named = Readonly<Record<string, unknown>> & { readonly name: string };

interface Graph {
  readonly jobs: readonly Named[];
  readonly datasets: readonly Named[];
  readonly links: readonly unknown[];
  readonly runs: readonly (Readonly<Record<string, unknown>> & {
    readonly id: string;
    readonly told: { readonly tags: { readonly tags: readonly unknown[] } };
  })[];
}

async function graphOf(...requests: readonly LineageRequest[]) {
  const ports = emptyPorts();
  const warnings = [];
  for (const request of requests) {
    const { value } = valueOf(await importLineage(ports, request));
    for (const file of value.files) warnings.push(...('failure' in file ? [file.failure] : file.warnings));
  }
  const graph = graphOutput(valueOf(await loadWorkspace(ports.store))) as unknown as Graph;
  return { graph, warnings };
}

const database = await storeInDatabase();
const sourceOf = (bytes: Uint8Array) => ({
  byteLength: bytes.length,
  read: (start: number, end: number) => Promise.resolve(new Uint8Array(bytes.slice(start, end))),
});
const requestOf = (bytes: Uint8Array) =>
  requestOfBytes('tracking.sqlite', 'mlflow-sqlite', sourceOf(bytes), nodeText);

describe('a store of MLflow in files', () => {
  it('is one job with its runs, their figures and their parents', async () => {
    const { graph, warnings } = await graphOf(folderOfTexts('p', storeOfFiles));
    expect(graph.jobs).toMatchObject([
      { namespace: 'mlflow', name: 'prices', told: { tags: { tags: [{ key: 'team', value: 'ml' }] } } },
    ]);
    const runOf = (asked: string) => graph.runs.find(({ id }) => id === asked)!;
    const [first, child] = [runOf(runId), runOf('child')];
    expect(first).toMatchObject({
      state: 'completed',
      startedAt: '2026-01-01T00:00:00.000000000Z',
      parameters: [
        { name: '__proto__', value: 'x' },
        { name: 'alpha', value: '0.50' },
      ],
      metrics: [
        {
          name: 'loss',
          points: [
            [0, '2026-01-01T00:00:00.000000000Z', 1],
            [1, '2026-01-01T00:00:00.001000000Z', 'NaN'],
            [2, '2026-01-01T00:00:00.002000000Z', '-Infinity'],
            [0, '2026-01-01T00:00:00.003000000Z', 2],
          ],
        },
        { name: 'val/rmse', points: [[3, '2026-01-01T00:00:00.000000000Z', 0.25]] },
      ],
    });
    expect(child).toMatchObject({ state: 'failed', parent: { id: runId, job: { name: 'prices' } } });
    expect(child.told.tags.tags).toContainEqual({
      key: 'lifecycle_stage',
      value: 'deleted',
      source: 'mlflow',
    });
    expect(warnings).toEqual([
      {
        message: expect.stringContaining('MLflow reads the step') as string,
        place: `mlruns/7/${runId}/metrics/loss`,
        count: 1,
      },
      {
        message: 'a line of a metric was left out',
        place: `mlruns/7/${runId}/metrics/loss, line 5`,
        count: 1,
      },
    ]);
  });

  it('links a run with its dataset, the file that this came from, its model, and the version that was registered', async () => {
    const { graph } = await graphOf(folderOfTexts('p', storeOfFiles));
    const run = graph.runs.find(({ id }) => id === runId)!;
    expect(run.inputs).toMatchObject([
      // 4174aafc is what MLflow says of this table.
      { dataset: { namespace: 'file', name: 'homes.csv' }, version: '1', purpose: 'training' },
      { dataset: { namespace: 'mlflow/prices', name: 'homes' }, version: '4174aafc', purpose: 'training' },
    ]);
    expect(run.outputs).toMatchObject([
      { dataset: { namespace: 'mlflow', name: 'price' }, version: '1' },
      { dataset: { namespace: 'mlflow/prices/models', name: 'ridge' }, version: 'm-1' },
    ]);
    const ridge = graph.datasets.find(({ name }) => name === 'ridge');
    expect(ridge).toMatchObject({
      kind: 'model',
      names: [
        { namespace: 'mlflow', name: 'm-1' },
        { namespace: 'mlflow/prices/models', name: 'ridge' },
      ],
      told: { schema: { fields: [{ name: 'z', type: 'double' }] } },
    });
    expect(graph.links).toContainEqual({
      from: { namespace: 'mlflow/prices/models', name: 'ridge' },
      to: { namespace: 'mlflow', name: 'price' },
      kind: 'derived',
      origin: 'observed',
      purpose: null,
    });
  });

  it('is artifacts alone where it lies beside a mlflow.db', async () => {
    const { graph, warnings } = await graphOf(folderOfTexts('p', { ...storeOfFiles, 'mlflow.db': 'x' }));
    expect([graph.jobs, graph.runs, graph.datasets]).toEqual([[], [], []]);
    expect(warnings).toMatchObject([{ message: expect.stringContaining('holds its artifacts') as string }]);
  });

  it('gives the same graph in one import as in several, whatever part comes first', async () => {
    const whole = folderOfTexts('p', storeOfFiles);
    const { graph } = await graphOf(whole);
    const [{ place, files }] = whole.sources as [LineageRequest['sources'][number]];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...files], { minLength: files.length }),
        fc.nat(files.length),
        async (order, cut) => {
          const parts = [order.slice(0, cut), order.slice(cut)].filter((part) => part.length > 0);
          const requests = parts.map((part) => ({ path: 'p', sources: [{ place, files: part }] }));
          expect((await graphOf(...requests)).graph).toEqual(graph);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('a store of MLflow in a database', () => {
  it('is recognised by its tables, whatever it is called', async () => {
    expect(await recogniseBinary('a.bin', sourceOf(database))).toBe('mlflow-sqlite');
    const other = Buffer.from(Buffer.from(database).toString('latin1').replaceAll('runs', 'ruxs'), 'latin1');
    expect(await recogniseBinary('mlflow.db', sourceOf(other))).toBeNull();
  });

  it('has its points by time and step, and NaN where the table says so', async () => {
    const { graph } = await graphOf(requestOf(database));
    expect(graph.runs).toMatchObject([
      {
        id: 'r1',
        state: 'completed',
        parameters: [{ name: 'alpha', value: '0.50' }],
        metrics: [
          {
            name: 'loss',
            points: [
              [0, '2026-01-01T00:00:00.000000000Z', 'NaN'],
              [0, '2026-01-01T00:00:00.001000000Z', 2],
              [1, '2026-01-01T00:00:00.001000000Z', 0.5],
            ],
          },
        ],
        inputs: [{ dataset: { name: 'homes' }, version: '4174aafc', purpose: null }],
      },
    ]);
  });
});

describe('the points of a metric as one text', () => {
  it('are what they were', async () => {
    const { packHistory } = await import('../../../src/lineage/metricHistory');
    const point = fc.tuple(
      fc.option(fc.integer({ min: -5, max: 1e6 })),
      fc.option(fc.integer({ min: 0, max: 4e12 })),
      fc.double(),
    );
    fc.assert(
      fc.property(fc.array(point), (points) => {
        expect(unpackHistory(packHistory(points))).toEqual(points);
      }),
    );
  });
});
