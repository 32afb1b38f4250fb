import { expect, it } from 'vitest';
import { readArtifact } from './readArtifact';
import { smallCatalog, smallFreshness, smallResults } from './smallProject';

const [built] = smallResults.results;

it('a result is a run of its node, from its first step to its last', async () => {
  const { of } = await readArtifact(smallResults);
  const { runs, links } = of('model.farm.eggs');
  expect(runs).toMatchObject([
    {
      id: 'a1/model.farm.eggs',
      parent: { id: 'a1', job: null },
      course: {
        state: 'completed',
        startedAt: '2026-03-01T10:00:01.000000000Z',
        endedAt: '2026-03-01T10:00:03.000000000Z',
      },
      metrics: { execution_time: 2.5, rows_affected: 7 },
      parameters: { command: 'build' },
      environment: 'dbt 1.11.0',
    },
  ]);
  expect(links).toMatchObject([
    {
      role: 'output',
      origin: 'observed',
      runId: 'a1/model.farm.eggs',
      claims: [{ about: 'statistics', body: { rowCount: 7 } }],
    },
  ]);
});

it('a test that failed says how often; a node that was skipped has not run', async () => {
  const { of } = await readArtifact(smallResults);
  const [failed] = of('test.farm.unique_eggs_id.1f').runs;
  expect(failed?.course?.state).toBe('failed');
  expect(failed?.claims).toContainEqual({ about: 'error', body: { message: 'Got 2 results' } });
  expect(failed?.claims).toContainEqual({
    about: 'tests',
    body: {
      tests: [
        {
          name: 'test.farm.unique_eggs_id.1f',
          status: 'fail',
          type: 'test',
          actual: '2 failures',
          description: 'Got 2 results',
        },
      ],
    },
  });
  expect(of('exposure.farm.board').runs[0]?.course).toEqual({
    state: 'aborted',
    startedAt: null,
    endedAt: null,
  });
});

it.each([
  ['success', 'completed'],
  ['pass', 'completed'],
  ['warn', 'completed'],
  ['no-op', 'completed'],
  ['error', 'failed'],
  ['fail', 'failed'],
  ['runtime error', 'failed'],
  ['partial success', 'failed'],
  ['skipped', 'aborted'],
  ['new in dbt 3', 'unknown'],
])('the status %s is the state %s, and stays as dbt wrote it', async (status, state) => {
  const { of } = await readArtifact({ ...smallResults, results: [{ ...built, status }] });
  const [run] = of('model.farm.eggs').runs;
  expect(run?.course?.state).toBe(state);
  expect(run?.claims).toContainEqual({
    about: 'tags',
    body: { tags: [{ key: 'status', value: status, source: 'dbt' }] },
  });
});

it('what was only compiled wrote nothing, and its tests tested nothing', async () => {
  const results = [built, { ...built, unique_id: 'test.farm.t' }];
  const { of } = await readArtifact({ ...smallResults, args: { which: 'generate' }, results });
  expect(of('model.farm.eggs').links).toEqual([]);
  expect(of('test.farm.t').runs[0]?.claims?.map(({ about }) => about)).not.toContain('tests');
});

it('a model of microbatches says how many went well', async () => {
  const batch_results = { successful: [['2026', '2027']], failed: [] };
  const { of } = await readArtifact({ ...smallResults, results: [{ ...built, batch_results }] });
  expect(of('model.farm.eggs').runs[0]?.parameters).toEqual({
    command: 'build',
    'batches successful': 1,
    'batches failed': 0,
  });
});

it('a result that names no node is left out and counted', async () => {
  const { all, read } = await readArtifact({ ...smallResults, results: [{ status: 'pass' }] });
  expect(all).toEqual([]);
  expect(read).toMatchObject({ value: { warnings: [{ place: '/results/0', count: 1 }] } });
});

it('freshness is an assertion about a source, and says when it was loaded last', async () => {
  const { of } = await readArtifact(smallFreshness);
  expect(of('source.farm.barn.laid').datasets[0]?.claims).toEqual([
    {
      about: 'assertions',
      body: {
        assertions: [
          {
            assertion: 'freshness',
            isSuccess: false,
            severity: 'warn',
            actual: 'last loaded at 2026-02-28T10:00:00Z',
            expected: 'warn after 12 hour',
          },
        ],
      },
    },
    { about: 'loaded', body: { at: '2026-02-28T10:00:00.000000000Z' } },
  ]);
});

it.each([
  [{ max_loaded_at: '0001-01-01T00:00:00+00:00', status: 'error' }, 'the table has no rows'],
  [{ error: 'no such table', status: 'runtime error' }, 'no such table'],
])(
  'an empty table has not been loaded in the first year; a query that failed says why',
  async (more, actual) => {
    const [late] = smallFreshness.results;
    const result = { unique_id: late!.unique_id, ...more };
    const { of } = await readArtifact({ ...smallFreshness, results: [result] });
    expect(of(result.unique_id).datasets[0]?.claims).toMatchObject([
      { body: { assertions: [{ isSuccess: false, actual }] } },
    ]);
  },
);

it('a catalog has the columns in the order of the database, and rows where it counts them', async () => {
  const { of } = await readArtifact(smallCatalog);
  const claims = of('model.farm.eggs').datasets[0]?.claims;
  expect(claims).toContainEqual({
    about: 'schema',
    body: {
      fields: [
        { name: 'id', type: 'INTEGER', description: 'The key.' },
        { name: 'weight', type: 'DOUBLE' },
      ],
    },
  });
  expect(claims).toContainEqual({ about: 'profile', body: { rowCount: 7, columns: {} } });
});
