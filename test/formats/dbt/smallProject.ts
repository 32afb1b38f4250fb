import type { Json } from '../../../src/lib/json';

const metadata = (artifact: string): Json => ({
  dbt_schema_version: `https://schemas.getdbt.com/dbt/${artifact}.json`,
  dbt_version: '1.11.0',
  generated_at: '2026-03-01T10:00:00Z',
  invocation_id: 'a1',
  project_name: 'farm',
  adapter_type: 'duckdb',
});

/** A source whose table is called otherwise, a model over it, a test, a metric and a dashboard. */
export const smallManifest = {
  metadata: metadata('manifest/v12'),
  nodes: {
    'model.farm.eggs': {
      unique_id: 'model.farm.eggs',
      resource_type: 'model',
      name: 'eggs',
      alias: 'Eggs',
      database: 'db',
      schema: 'main',
      relation_name: '"db"."main"."Eggs"',
      config: { materialized: 'table' },
      description: 'All eggs.',
      columns: { id: { name: 'id', data_type: 'int', description: 'The key.', tags: ['key'] } },
      tags: ['nightly'],
      group: 'hens',
      original_file_path: 'models/eggs.sql',
      raw_code: "select * from {{ source('barn', 'laid') }}",
      compiled_code: 'select * from "db"."raw"."Laid"',
      language: 'sql',
      package_name: 'farm',
      depends_on: { macros: ['macro.dbt.run'], nodes: ['source.farm.barn.laid', 'source.farm.barn.laid'] },
    },
    'test.farm.unique_eggs_id.1f': {
      unique_id: 'test.farm.unique_eggs_id.1f',
      resource_type: 'test',
      relation_name: null,
      depends_on: { nodes: ['model.farm.eggs'] },
    },
  },
  sources: {
    'source.farm.barn.laid': {
      unique_id: 'source.farm.barn.laid',
      resource_type: 'source',
      name: 'laid',
      identifier: 'Laid',
      database: 'db',
      schema: 'raw',
      relation_name: '"db"."raw"."Laid"',
      freshness: { warn_after: { count: 12, period: 'hour' }, error_after: { count: null, period: null } },
    },
  },
  metrics: {
    'metric.farm.eggs_laid': {
      unique_id: 'metric.farm.eggs_laid',
      resource_type: 'metric',
      type: 'simple',
      depends_on: { nodes: ['model.farm.eggs'] },
    },
  },
  exposures: {
    'exposure.farm.board': {
      unique_id: 'exposure.farm.board',
      resource_type: 'exposure',
      type: 'dashboard',
      owner: { name: 'Ada', email: 'ada@example.com' },
      depends_on: { nodes: ['metric.farm.eggs_laid', 'model.farm.eggs'] },
    },
  },
  groups: { 'group.farm.hens': { name: 'hens', owner: { name: 'Hen house' } } },
  disabled: { 'model.farm.old': [{ unique_id: 'model.farm.old' }] },
  parent_map: {},
};

/** One model that was built, one test that failed, one that was skipped. */
export const smallResults = {
  metadata: metadata('run-results/v6'),
  args: { which: 'build' },
  results: [
    {
      unique_id: 'model.farm.eggs',
      status: 'success',
      timing: [
        { name: 'execute', started_at: '2026-03-01T10:00:02Z', completed_at: '2026-03-01T10:00:03Z' },
        { name: 'compile', started_at: '2026-03-01T10:00:01Z', completed_at: '2026-03-01T10:00:02Z' },
      ],
      execution_time: 2.5,
      adapter_response: { rows_affected: 7 },
      message: 'OK',
    },
    {
      unique_id: 'test.farm.unique_eggs_id.1f',
      status: 'fail',
      timing: [],
      failures: 2,
      message: 'Got 2 results',
    },
    { unique_id: 'exposure.farm.board', status: 'skipped', timing: [] },
  ],
};

/** One source that is late. */
export const smallFreshness = {
  metadata: metadata('sources/v3'),
  results: [
    {
      unique_id: 'source.farm.barn.laid',
      status: 'warn',
      max_loaded_at: '2026-02-28T10:00:00Z',
      criteria: { warn_after: { count: 12, period: 'hour' }, error_after: { count: null, period: null } },
    },
  ],
};

/** The model's columns, against their order, and its rows. */
export const smallCatalog = {
  metadata: metadata('catalog/v1'),
  nodes: {
    'model.farm.eggs': {
      unique_id: 'model.farm.eggs',
      metadata: { type: 'BASE TABLE', database: 'db', schema: 'main', name: 'Eggs' },
      columns: {
        weight: { name: 'weight', type: 'DOUBLE', index: 2 },
        id: { name: 'id', type: 'INTEGER', index: 1, comment: 'The key.' },
      },
      stats: { has_stats: { value: true }, num_rows: { value: '7' } },
    },
  },
  sources: {},
};

const duckdb = (name: string) => ({ namespace: 'duckdb:///farm.db', name });
const run = (digit: string) => ({
  runId: `${digit.repeat(8)}-1111-4111-8111-111111111111`,
  facets: { dbt_run: { project_name: 'farm', invocation_id: 'a1' } },
});

/** As dbt-ol tells of the same invocation: the model's run, and the tests of the model. Columns come of the table's real name. */
export const smallEvents = [
  {
    eventType: 'COMPLETE',
    eventTime: '2026-03-01T10:00:03Z',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: run('1'),
    job: {
      namespace: 'farm_dbt',
      name: 'db.main.farm.eggs.build.run',
      facets: {
        dbt_node: { unique_id: 'model.farm.eggs' },
        jobType: { processingType: 'BATCH', integration: 'DBT', jobType: 'MODEL' },
      },
    },
    inputs: [duckdb('db.raw.laid')],
    outputs: [
      {
        ...duckdb('db.main.Eggs'),
        facets: {
          columnLineage: { fields: { id: { inputFields: [{ ...duckdb('db.raw.Laid'), field: 'id' }] } } },
        },
      },
    ],
  },
  {
    eventType: 'FAIL',
    eventTime: '2026-03-01T10:00:04Z',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: run('2'),
    job: {
      namespace: 'farm_dbt',
      name: 'db.main.farm.eggs.build.test',
      facets: {
        dbt_node: { unique_id: 'model.farm.eggs' },
        jobType: { processingType: 'BATCH', integration: 'DBT', jobType: 'TEST' },
      },
    },
    inputs: [duckdb('db.main.Eggs')],
    outputs: [],
  },
];
