import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ExportedGraph } from '../../../src/formats/graphExports/exportedGraph';
import { type GraphFormat, graphWriters } from '../../../src/formats/graphExports/graphFormats';
import { exportGraph } from '../../../src/operations/lineage/exportGraph';
import { sharedFolder } from '../../sharedFolder';
import { valueOf } from '../testProject';
import { distinct, type Graph, madeFolder, understood } from './madeGraph';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What PROV can hold of a graph: names, kinds, versions with digests, runs with their times and links, and what is derived of what. */
function held({ datasets, jobs, runs, links }: Graph): unknown {
  const use = ({ dataset, version }: Graph['runs'][number]['inputs'][number]) => [dataset, version];
  return {
    datasets: distinct(
      datasets.map(({ namespace, name, kind, versions }) => [
        namespace,
        name,
        kind,
        distinct(versions.map(({ version, sha256, md5 }) => [version, sha256, md5])),
      ]),
    ),
    jobs: distinct(jobs.map(({ namespace, name }) => [namespace, name])),
    runs: distinct(
      runs.map(({ id, job, state, startedAt, endedAt, inputs, outputs }) => [
        id,
        job,
        state,
        startedAt,
        endedAt,
        distinct(inputs.map(use)),
        distinct(outputs.map(use)),
      ]),
    ),
    links: distinct(
      links.flatMap(({ from, to, kind, origin }) => {
        if (kind === 'order') return [];
        if (kind !== 'data') return [[from, to, 'derived']];
        // A link that was inferred of a run is one of the run, and one of the job.
        if (origin === 'inferred') return ['observed', 'declared'].map((each) => [from, to, each]);
        return [[from, to, origin === 'observed' ? 'observed' : 'declared']];
      }),
    ),
  };
}

async function exportedAgain(paths: readonly string[], format: GraphFormat, ending: string) {
  const first = await understood(...paths);
  const text = valueOf(await exportGraph(first.ports, null, format));
  const file = path.join(folder, `export.${ending}`);
  writeFileSync(file, text);
  return { before: first.graph, text, again: await understood(file) };
}

const small: ExportedGraph = {
  datasets: [
    {
      namespace: 'db',
      name: 'say "hi" <b>',
      kind: 'dataset',
      told: { schema: { fields: [{ name: 'id', type: 'bigint' }] } },
      versions: [
        { version: '1', sha256: 'a'.repeat(64), md5: null, time: '2026-03-01T00:00:00.000000000Z', told: {} },
      ],
    },
    { namespace: 'db', name: 'b, c', kind: null, told: {}, versions: [] },
  ],
  jobs: [{ namespace: 'ml', name: 'train', told: {} }],
  runs: [],
  links: [
    {
      from: { namespace: 'db', name: 'say "hi" <b>' },
      to: { namespace: 'ml', name: 'train' },
      kind: 'data',
      origin: 'observed',
    },
    {
      from: { namespace: 'ml', name: 'train' },
      to: { namespace: 'db', name: 'b, c' },
      kind: 'data',
      origin: 'declared',
    },
  ],
  columnLinks: [],
};

describe('a graph that is written', () => {
  it('in the language of Graphviz has its marks escaped, and what is declared dashed', () => {
    expect(graphWriters.dot(small)).toBe(
      [
        'digraph lineage {',
        '  rankdir=LR;',
        '  n1 [label="say \\"hi\\" <b>", tooltip="db say \\"hi\\" <b>", shape=box];',
        '  n2 [label="b, c", tooltip="db b, c", shape=box];',
        '  n3 [label="train", tooltip="ml train", shape=ellipse];',
        '  n1 -> n3 [style=solid];',
        '  n3 -> n2 [style=dashed];',
        '}\n',
      ].join('\n'),
    );
  });

  it('for Mermaid has marks by their numbers', () => {
    expect(graphWriters.mermaid(small)).toBe(
      [
        'flowchart LR',
        '  n1["say #34;hi#34; #60;b#62;"]',
        '  n2["b, c"]',
        '  n3(["train"])',
        '  n1 --> n3',
        '  n3 -.-> n2\n',
      ].join('\n'),
    );
  });

  it('as a table has a row for each node and edge', () => {
    expect(graphWriters.csv(small)).toBe(
      [
        'record,type,namespace,name,to_type,to_namespace,to_name,kind,origin',
        'node,dataset,db,"say ""hi"" <b>",,,,dataset,',
        'node,dataset,db,"b, c",,,,,',
        'node,job,ml,train,,,,,',
        'edge,dataset,db,"say ""hi"" <b>",job,ml,train,data,observed',
        'edge,job,ml,train,dataset,db,"b, c",data,declared\n',
      ].join('\n'),
    );
  });

  it('as Croissant has files by their bytes and their columns', () => {
    const { distribution, recordSet } = JSON.parse(graphWriters.croissant(small)) as {
      distribution: readonly { sha256: string }[];
      recordSet: readonly { field: readonly { dataType: string }[] }[];
    };
    expect(distribution.map(({ sha256 }) => sha256)).toEqual(['a'.repeat(64)]);
    expect(recordSet.map(({ field }) => field.map(({ dataType }) => dataType))).toEqual([['sc:Integer']]);
  });
});

describe.skipIf(!sharedFolder)('a graph that is written and read again', () => {
  const made = sharedFolder
    ? [
        'openlineage/client-v2',
        'openlineage/airflow',
        'openlineage/spark',
        'gx/project',
        'kedro',
        'wandb/now',
        'croissant/bikes-tables-1.0',
        'datahub/mcps.json',
        'prov/pipeline.json',
        'rocrate/plain-1.1',
        'mlflow/v3-file',
        'dvc/shop/tree',
        ...readdirSync(madeFolder('openlineage/minimal'))
          .filter((name) => /^\d/.test(name))
          .map((name) => `openlineage/minimal/${name}`),
      ]
    : [];

  it.each(made)('%s is the same in PROV, as JSON and in its notation', async (name) => {
    for (const [format, ending] of [
      ['prov-json', 'json'],
      ['prov-n', 'provn'],
    ] as const) {
      const { before, again } = await exportedAgain([madeFolder(name)], format, ending);
      expect(again.failures).toEqual([]);
      expect(held(again.graph)).toEqual(held(before));
    }
  });

  it('as RO-Crate has the same runs with their links', async () => {
    const { before, again } = await exportedAgain([madeFolder('prov/pipeline.json')], 'ro-crate', 'json');
    expect(again.failures).toEqual([]);
    const counts = ({ runs }: Graph) =>
      distinct(
        runs.map(({ state, startedAt, inputs, outputs }) => [
          state,
          startedAt,
          inputs.length,
          outputs.length,
        ]),
      );
    expect(counts(again.graph)).toEqual(counts(before));
  });

  it('as Croissant has the same digests', async () => {
    const { before, again } = await exportedAgain(
      [madeFolder('croissant/bikes-tables-1.0')],
      'croissant',
      'json',
    );
    expect(again.failures).toEqual([]);
    const digests = ({ datasets }: Graph) =>
      distinct(
        datasets.flatMap(({ versions }) => versions.flatMap(({ sha256, md5 }) => sha256 ?? md5 ?? [])),
      );
    expect(digests(again.graph)).toEqual(digests(before));
  });
});
