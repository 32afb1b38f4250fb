import path from 'node:path';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../sharedFolder';
import { understood } from '../../operations/lineage/madeGraph';

const answer = {
  graph: [
    {
      id: 'dataset:postgres://db:5432:public.orders',
      type: 'DATASET',
      data: {
        id: { namespace: 'postgres://db:5432', name: 'public.orders' },
        type: 'DB_TABLE',
        name: 'public.orders',
        namespace: 'postgres://db:5432',
        fields: [{ name: 'id', type: 'INTEGER', tags: [], description: null }],
        tags: ['pii'],
        description: 'orders of the shop',
      },
      inEdges: [],
      outEdges: [{ origin: 'dataset:postgres://db:5432:public.orders', destination: 'job:shop:clean' }],
    },
    {
      id: 'job:shop:clean',
      type: 'JOB',
      data: {
        id: { namespace: 'shop', name: 'clean' },
        type: 'BATCH',
        name: 'clean',
        namespace: 'shop',
        description: 'cleans',
        latestRun: {
          id: '870492da-ecfb-4be0-91b9-9a89ddd3db90',
          state: 'FAILED',
          startedAt: '2026-03-02T00:00:00Z',
          endedAt: '2026-03-02T00:01:00Z',
        },
      },
      inEdges: [{ origin: 'dataset:postgres://db:5432:public.orders', destination: 'job:shop:clean' }],
      outEdges: [{ origin: 'job:shop:clean', destination: 'dataset:s3://b:clean.parquet' }],
    },
  ],
};

describe('an answer of Marquez', () => {
  it('gives datasets, jobs, their links and the last run, under the names of the events', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'throughline-marquez-')), 'lineage.json');
    writeFileSync(file, JSON.stringify(answer, null, 2));
    const { graph, failures, warnings } = await understood(file);
    expect([failures, warnings]).toEqual([[], []]);
    expect(graph.datasets.map(({ namespace, name }) => [namespace, name])).toEqual([
      ['postgres://db:5432', 'public.orders'],
      ['s3://b', 'clean.parquet'],
    ]);
    expect(graph.datasets[0]!.told.schema?.fields).toEqual([{ name: 'id', type: 'INTEGER' }]);
    expect(graph.links.map(({ from, to, kind, origin }) => [from.name, to.name, kind, origin])).toEqual([
      ['public.orders', 'clean', 'data', 'declared'],
      ['clean', 'clean.parquet', 'data', 'declared'],
    ]);
    expect(graph.runs.map(({ state, endedAt }) => [state, endedAt])).toEqual([
      ['failed', '2026-03-02T00:01:00.000000000Z'],
    ]);
  });

  it.skipIf(!sharedFolder)('may be one node, of a dataset or of a column', async () => {
    const folder = path.join(sharedFolder?.corpus ?? '', 'MarquezProject+marquez/api/src/test/resources');
    const node = await understood(path.join(folder, 'lineage/node.json'));
    expect(node.graph.links.map(({ from, to }) => [from.name, to.name])).toEqual([
      ['commonDataset', 'readJob19<-commonDataset'],
      ['writeJob', 'commonDataset'],
    ]);
    const column = await understood(path.join(folder, 'column_lineage/node.json'));
    expect(
      column.graph.columnLinks.map(({ from, to }) => [
        from.dataset.name,
        from.column,
        to.dataset.name,
        to.column,
      ]),
    ).toEqual([['otherDataset', 'columnB', 'commonDataset', 'columnA']]);
  });
});
