import type { Json } from '../../../src/lib/json';

/** A small document of each format whose files are documents of JSON, by the format's name. */
export const smallDocuments: Readonly<Record<string, Json>> = {
  marquez: {
    graph: [
      {
        id: 'dataset:db:orders',
        type: 'DATASET',
        data: {
          id: { namespace: 'db', name: 'orders' },
          fields: [{ name: 'id', type: 'INTEGER' }],
          tags: ['pii'],
          description: 'orders',
        },
        inEdges: [{ origin: 'job:shop:clean', destination: 'dataset:db:orders' }],
        outEdges: [],
      },
      {
        id: 'job:shop:clean',
        type: 'JOB',
        data: {
          id: { namespace: 'shop', name: 'clean' },
          latestRun: { id: 'r', state: 'COMPLETED', startedAt: '2026-03-02T00:00:00Z' },
        },
        inEdges: [],
        outEdges: [{ origin: 'job:shop:clean', destination: 'dataset:db:orders' }],
      },
      {
        id: 'datasetField:db:orders:id',
        type: 'DATASET_FIELD',
        data: { field: 'id', inputFields: [{ namespace: 'db', dataset: 'raw', field: 'id' }] },
      },
    ],
  },
  'great-expectations': {
    success: false,
    suite_name: 'orders',
    statistics: { evaluated_expectations: 2 },
    meta: {
      great_expectations_version: '1.2.0',
      active_batch_definition: { datasource_name: 'files', data_asset_name: 'orders' },
      batch_spec: { path: 'data/orders.csv' },
      run_id: { run_name: 'nightly', run_time: '2026-03-01T12:00:00+00:00' },
    },
    results: [
      {
        success: false,
        expectation_config: {
          type: 'expect_column_values_to_be_unique',
          kwargs: { column: 'id', batch_id: 'files-orders' },
          severity: 'critical',
        },
        result: { element_count: 6, unexpected_count: 1, partial_unexpected_list: [3] },
        exception_info: { raised_exception: false },
      },
      {
        success: false,
        expectation_config: { type: 'expect_column_max_to_be_between', kwargs: { column: 'no' } },
        result: {},
        exception_info: { metric: { raised_exception: true, exception_message: 'no column' } },
      },
    ],
  },
  frictionless: {
    valid: false,
    stats: { tasks: 1, errors: 1 },
    tasks: [
      {
        name: 'orders',
        valid: false,
        place: 'orders.csv',
        stats: { sha256: 'a'.repeat(64), md5: 'b'.repeat(32), bytes: 125, rows: 6 },
        errors: [{ type: 'type-error', fieldName: 'id', fieldNumber: 1, rowNumber: 2, cell: 'x' }],
      },
    ],
  },
  'wandb-manifest': {
    version: 1,
    storagePolicy: 'wandb-storage-policy-v1',
    contents: {
      'a.csv': { digest: '1B2M2Y8AsgTpgAmY7PhCfg==', size: 0 },
      raw: { digest: 'etag', ref: 's3://bucket/key' },
    },
  },
  kedro: {
    selected_pipeline: '__default__',
    modular_pipelines: {},
    nodes: [
      { id: '4e731236', name: 'clean', full_name: 'a.clean', type: 'task', tags: ['nightly'] },
      { id: '96584038', name: 'orders', type: 'data', layer: 'raw', dataset_type: 'pandas.CSVDataset' },
    ],
    edges: [{ source: '96584038', target: '4e731236' }],
  },
  'kedro-events': [
    { event: 'before_pipeline_run', timestamp: '2026-11-29T23:51:48+00:00' },
    { event: 'after_dataset_loaded', dataset: 'orders', node_id: '96584038', size: 12 },
    { event: 'after_node_run', node: 'a.clean', node_id: '4e731236', duration: 0.5, status: 'success' },
    { event: 'after_dataset_saved', dataset: 'clean@table', node_id: '96584039' },
    { event: 'on_pipeline_error', error: 'no', timestamp: '2026-11-29T23:52:48+00:00' },
  ],
};
