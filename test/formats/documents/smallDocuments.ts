import type { Json } from '../../../src/lib/json';

/** A small document of each format whose files are documents of JSON, by the format's name. */
export const smallDocuments: Readonly<Record<string, Json>> = {
  odcs: {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'shop',
    servers: [{ server: 'db', type: 'postgres', host: 'h', port: 5432, database: 'd', schema: 's' }],
    team: { name: 'crew', members: [{ username: 'ada', role: 'Owner', dateOut: null }] },
    schema: [
      {
        name: 'orders',
        physicalName: 'orders_v1',
        tags: ['sales'],
        properties: [
          {
            name: 'id',
            logicalType: 'integer',
            transformSourceObjects: ['raw'],
            relationships: [{ to: 'people.id' }],
            properties: [{ name: 'inner', physicalType: 'int' }],
          },
        ],
      },
    ],
  },
  'kedro-catalog': {
    _raw: 'data/${_name}',
    _name: '01_raw/${_raw}',
    orders: {
      type: 'pandas.CSVDataset',
      filepath: '${_raw}/orders.csv',
      versioned: true,
      metadata: { 'kedro-viz': { layer: 'raw' } },
    },
    'model.{name}': { type: 'pickle.PickleDataset', filepath: 'data/{name}.pkl' },
  },
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
  'prov-json': {
    prefix: { p: 'https://bikes.example.com/' },
    entity: {
      'p:model': {},
      'p:model@1': { 'p:sha256': 'c'.repeat(64), 'prov:type': { $: 'p:Model', type: 'xsd:QName' } },
      'p:trips': { 'prov:label': ['trips', { $: 'ritten', lang: 'nl' }] },
    },
    activity: {
      'p:fit': { 'prov:startTime': '2026-05-05T06:00:00+00:00', 'p:epochs': { $: '4', type: 'xsd:int' } },
    },
    used: { '_:id1': [{ 'prov:activity': 'p:fit', 'prov:entity': 'p:trips' }] },
    wasGeneratedBy: { '_:id2': { 'prov:activity': 'p:fit', 'prov:entity': 'p:model@1' } },
    specializationOf: { '_:id3': { 'prov:specificEntity': 'p:model@1', 'prov:generalEntity': 'p:model' } },
    wasDerivedFrom: { '_:id4': { 'prov:generatedEntity': 'p:model@1', 'prov:usedEntity': 'p:trips' } },
    wasInformedBy: { '_:id5': { 'prov:informed': 'p:fit', 'prov:informant': 'p:fetch' } },
    bundle: { 'p:night': { entity: { 'p:model@1': { 'p:seen': true } } } },
  },
  'ro-crate': {
    '@context': 'https://w3id.org/ro/crate/1.1/context',
    '@graph': [
      { '@id': 'ro-crate-metadata.json', '@type': 'CreativeWork', about: { '@id': './' } },
      { '@id': './', '@type': 'Dataset', name: 'crate', hasPart: [{ '@id': 'a.csv' }, { '@id': 'b.csv' }] },
      {
        '@id': 'a.csv',
        '@type': 'File',
        sha256: 'a'.repeat(64),
        contentSize: '12',
        author: { '@id': '#ada' },
      },
      { '@id': 'b.csv', '@type': ['File'], isBasedOn: { '@id': 'a.csv' }, version: '2' },
      { '@id': '#ada', '@type': 'Person', name: 'Ada' },
      { '@id': '#n', '@type': 'PropertyValue', name: 'n', value: '1' },
      {
        '@id': '#run',
        '@type': 'CreateAction',
        instrument: { '@id': '#tool' },
        object: [{ '@id': 'a.csv' }, { '@id': '#n' }],
        result: { '@id': 'b.csv' },
        agent: [{ '@id': '#ada' }, { '@id': '#nobody' }],
        actionStatus: { '@id': 'http://schema.org/FailedActionStatus' },
        error: 'out of memory',
        startTime: '2026-05-01T06:00:00Z',
      },
    ],
  },
  croissant: {
    '@context': { '@language': 'en' },
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name: { en: 'trips', nl: 'ritten' },
    version: '1.0.0',
    license: ['https://spdx.org/licenses/CC0-1.0'],
    creator: { '@type': 'sc:Person', name: 'Ada' },
    distribution: [
      {
        '@type': 'cr:FileObject',
        '@id': 'zip',
        contentUrl: 'https://b.example/a.zip',
        sha256: 'a'.repeat(64),
      },
      { '@type': 'cr:FileSet', '@id': 'parts', containedIn: { '@id': 'zip' }, includes: '*.csv' },
    ],
    recordSet: [
      {
        '@type': 'cr:RecordSet',
        '@id': 'trips',
        field: [
          {
            '@type': 'cr:Field',
            '@id': 'trips/id',
            dataType: 'sc:Integer',
            source: { fileSet: { '@id': 'parts' }, extract: { column: 'id' } },
            references: { field: { '@id': 'kinds/name' } },
            subField: [{ '@type': 'cr:Field', '@id': 'trips/id/x', dataType: ['sc:Text'] }],
          },
        ],
      },
      {
        '@type': 'cr:RecordSet',
        '@id': 'kinds',
        field: [{ '@id': 'kinds/name' }],
        data: [{ 'kinds/name': 'a' }],
      },
    ],
  },
  datahub: [
    {
      entityType: 'dataset',
      entityUrn: 'urn:li:dataset:(urn:li:dataPlatform:s3,bucket/a/b,PROD)',
      changeType: 'UPSERT',
      aspectName: 'upstreamLineage',
      aspect: {
        json: {
          upstreams: [{ dataset: 'urn:li:dataset:(urn:li:dataPlatform:pg,x,PROD)', type: 'COPY' }],
          fineGrainedLineages: [
            {
              upstreams: ['urn:li:schemaField:(urn:li:dataset:(urn:li:dataPlatform:pg,x,PROD),id)'],
              downstreams: [
                'urn:li:schemaField:(urn:li:dataset:(urn:li:dataPlatform:s3,bucket/a/b,PROD),id)',
              ],
              transformOperation: 'IDENTITY',
            },
          ],
        },
      },
    },
    {
      entityUrn: 'urn:li:dataProcessInstance:r',
      changeType: 'UPSERT',
      aspectName: 'dataProcessInstanceRelationships',
      aspect: { json: { parentTemplate: 'urn:li:dataJob:(urn:li:dataFlow:(airflow,f,prod),j)' } },
    },
    {
      entityUrn: 'urn:li:dataProcessInstance:r',
      changeType: 'UPSERT',
      aspectName: 'dataProcessInstanceInput',
      aspect: { value: '{"inputs":["urn:li:dataset:(urn:li:dataPlatform:pg,x,PROD)"]}' },
    },
  ],
  'data-package': {
    name: 'bikes',
    version: '1.0.0',
    licenses: [{ name: 'CC0-1.0' }],
    sources: [{ path: 's3://bucket/raw' }],
    resources: [
      {
        name: 'a',
        path: 'a.csv',
        hash: 'b'.repeat(32),
        bytes: 12,
        schema: { fields: [{ name: 'id', type: 'integer' }] },
      },
      { name: 'b', path: ['b1.csv', 'https://b.example/b2.csv'], rows: 3 },
      { name: 'c', data: [{ id: 1 }] },
    ],
  },
  'huggingface-dataset': {
    features: {
      id: { dtype: 'int64', _type: 'Value' },
      place: { lat: { dtype: 'float32', _type: 'Value' } },
    },
    license: 'mit',
    citation: '',
  },
};
