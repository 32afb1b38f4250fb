import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/lib/json';
import { claimLines, claimTitles } from '../../../src/operations/lineage/claimWords';
import { sayingsOf, type Saying } from '../../../src/operations/lineage/sayings';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { emptyPorts } from '../lineagePorts';
import { valueOf, workspaceOf } from '../testProject';

type Facets = Readonly<Record<string, Json>>;

const runId = '00000000-0000-4000-8000-000000000001';

function runEvent(minute: number, output: Json): Json {
  return {
    eventType: 'COMPLETE',
    eventTime: `2026-01-01T00:0${minute}:00Z`,
    producer: 'p',
    schemaURL: 's',
    run: { runId, facets: { processing_engine: { version: '3.5.1', name: 'spark' } } },
    job: { namespace: 'etl', name: 'clean', facets: { sql: { query: 'select 1' } } },
    inputs: [],
    outputs: [output],
  };
}

function datasetEvent(minute: number, facets: Facets): Json {
  const eventTime = `2026-01-01T00:0${minute}:00Z`;
  return { eventTime, producer: 'p', schemaURL: 's', dataset: { namespace: 'db', name: 'trips', facets } };
}

const schemaOf = (...names: string[]): Facets => ({
  schema: { fields: names.map((name) => ({ name, type: 'BIGINT' })) },
});

async function imported() {
  const ports = emptyPorts();
  const events = [
    datasetEvent(1, { ...schemaOf('old'), ownership: { owners: [{ name: 'team', type: 'STEWARD' }] } }),
    datasetEvent(2, schemaOf('id', 'fare')),
    runEvent(3, {
      namespace: 'db',
      name: 'trips',
      outputFacets: { outputStatistics: { rowCount: 12_480, size: 99 } },
    }),
  ];
  valueOf(await importFile(ports, { path: 'events.json', text: JSON.stringify(events) }));
  return workspaceOf(ports);
}

const wordsOf = (sayings: readonly Saying[]): Record<string, unknown> =>
  Object.fromEntries(sayings.map(({ fact }) => [claimTitles[fact.about], claimLines(fact)]));

describe('what sources say', () => {
  it('of an artifact is the last of each kind, and what its last run said of what it wrote', async () => {
    const workspace = await imported();
    const artifact = workspace.artifactNamed('db', 'trips')!;
    const sayings = sayingsOf({ type: 'artifact', artifact, snapshotId: null }, workspace);
    expect(wordsOf(sayings)).toEqual({
      Schema: [
        ['id', 'BIGINT'],
        ['fare', 'BIGINT'],
      ],
      Owners: [['STEWARD', 'team']],
      Statistics: [
        ['row count', '12,480'],
        ['byte length', '99'],
      ],
    });
    const statistics = sayings.find(({ fact }) => fact.about === 'statistics');
    expect(statistics).toMatchObject({ runId, part: { kind: 'link', observation: { role: 'output' } } });
    // The schema was said by the file, at the time of its event.
    const schema = sayings.find(({ fact }) => fact.about === 'schema');
    expect(schema).toMatchObject({ source: 'events.json', runId: null });
    expect(schema?.eventTime).toContain('00:02');
  });

  it('of a job and of a run is what their records say', async () => {
    const workspace = await imported();
    const [job] = workspace.jobs.values();
    const [run] = workspace.runs.values();
    expect(wordsOf(sayingsOf({ type: 'job', job: job! }, workspace))).toEqual({ SQL: [[null, 'select 1']] });
    const ofRun = sayingsOf({ type: 'run', run: run! }, workspace);
    expect(wordsOf(ofRun)).toMatchObject({
      Engine: [
        ['name', 'spark'],
        ['version', '3.5.1'],
      ],
      Statistics: [
        ['row count', '12,480'],
        ['byte length', '99'],
      ],
    });
  });
});

describe('the lines of a claim', () => {
  it('name the fields of a struct by their path, and checks by what became of them', () => {
    const fields = [{ name: 'address', type: 'struct', fields: [{ name: 'city', description: 'of birth' }] }];
    expect(claimLines({ about: 'schema', body: { fields } })).toEqual([
      ['address', 'struct'],
      ['address.city', 'of birth'],
    ]);
    const assertions = [
      { assertion: 'not_null', isSuccess: false, column: 'fare', expected: '0', actual: '3' },
    ];
    expect(claimLines({ about: 'assertions', body: { assertions } })).toEqual([
      ['not_null', 'failed; column fare; expected 0; actual 3'],
    ]);
  });

  it('name members that have no line of their own by their path, and leave out what is not there', () => {
    const columns = { passengerCount: { nullCount: 1200, quantiles: { '0.5': 12.5 } }, id: {} };
    expect(claimLines({ about: 'profile', body: { rowCount: 2000, columns } })).toEqual([
      ['row count', '2,000'],
      ['column passengerCount null count', '1,200'],
      ['column passengerCount quantiles 0.5', '12.5'],
    ]);
    expect(claimLines({ about: 'schema', body: null })).toEqual([]);
  });

  it('tell how many points of a metric there are, and the last', () => {
    const metrics = [
      {
        name: 'loss',
        points: [
          [1, null, 0.5],
          [2, null, 0.25],
        ] as const,
      },
    ];
    expect(claimLines({ about: 'metricPoints', body: { metrics } })).toEqual([
      ['loss', '2 points, the last 0.25'],
    ]);
  });
});
