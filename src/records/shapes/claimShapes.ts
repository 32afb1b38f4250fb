import {
  finite,
  list,
  mapOf,
  nullable,
  object,
  oneOf,
  optional,
  type Shape,
  type ShapeFault,
  text,
  truth,
  tuple,
} from '../../lib/shape';
import type {
  Assertion,
  ClaimBodies,
  ClaimFact,
  ClaimKind,
  ColumnFigures,
  MetricPoints,
  PackedMetric,
  OrderedJob,
  Owner,
  SchemaField,
  Tag,
  TestResult,
} from '../../lineage/claims';
import type { ColumnSource } from '../../lineage/reference';
import { json, reference, time } from './common';

const words = optional(text);
const figure = optional(finite);
const anyJson = optional(json);

const schemaField: Shape = object<SchemaField>({
  name: text,
  type: words,
  description: words,
  isOptional: optional(oneOf([true])),
  fields: optional(list((value) => schemaField(value))),
});

/** How a column is made of another: type, subtype, and whether values are masked. */
export const transformations: Shape = list(tuple(nullable(text), nullable(text), truth));

const columnSource = object<ColumnSource>({
  toColumn: nullable(text),
  from: reference,
  fromColumn: text,
  transformations,
});

const columnFigures = object<ColumnFigures>({
  nullCount: figure,
  distinctCount: figure,
  sum: figure,
  count: figure,
  min: figure,
  max: figure,
  quantiles: optional(mapOf(finite)),
});

const checked = {
  severity: words,
  description: words,
  expected: words,
  actual: words,
  content: words,
  contentType: words,
  params: anyJson,
};

const assertion = object<Assertion>({
  ...checked,
  assertion: text,
  isSuccess: truth,
  column: words,
  name: words,
});

const testResult = object<TestResult>({ ...checked, name: text, status: text, type: words });

const orderedJobs = optional(
  list(
    object<OrderedJob>({
      job: reference,
      runId: words,
      dependencyType: words,
      sequenceRule: words,
      statusRule: words,
    }),
  ),
);

const extractionError = object<ClaimBodies['extractionErrors']['errors'][number]>({
  message: text,
  stackTrace: words,
  task: words,
  taskNumber: figure,
});

const listedPoints = object<MetricPoints>({
  name: text,
  points: list(tuple(nullable(finite), nullable(time), finite)),
});

const packedPoints = object<PackedMetric>({ name: text, packed: text });

const metricPoints: Shape = (value) =>
  typeof value === 'object' && value !== null && 'packed' in value
    ? packedPoints(value)
    : listedPoints(value);

const sizes = { rowCount: figure, byteLength: figure, fileCount: figure };

const ofDatasets = {
  schema: object<ClaimBodies['schema']>({ fields: list(schemaField) }),
  documentation: object<ClaimBodies['documentation']>({ text, contentType: words }),
  owners: object<ClaimBodies['owners']>({ owners: list(object<Owner>({ name: text, type: words })) }),
  lifecycle: object<ClaimBodies['lifecycle']>({ change: text, previous: optional(reference) }),
  derivation: object<ClaimBodies['derivation']>({ sources: list(reference), columns: list(columnSource) }),
  dataSource: object<ClaimBodies['dataSource']>({ name: words, uri: words }),
  storage: object<ClaimBodies['storage']>({ layer: text, format: words }),
  catalog: object<ClaimBodies['catalog']>({
    framework: text,
    type: words,
    name: words,
    metadataUri: words,
    warehouseUri: words,
    source: words,
    properties: anyJson,
  }),
  hierarchy: object<ClaimBodies['hierarchy']>({
    levels: list(object<ClaimBodies['hierarchy']['levels'][number]>({ type: text, name: text })),
  }),
  datasetType: object<ClaimBodies['datasetType']>({ type: text, subtype: words }),
  tags: object<ClaimBodies['tags']>({
    tags: list(object<Tag>({ key: text, value: words, source: words, field: words })),
  }),
  licence: object<ClaimBodies['licence']>({ expression: nullable(text), said: text }),
  freshness: object<ClaimBodies['freshness']>({ objective: json }),
  loaded: object<ClaimBodies['loaded']>({ at: time }),
  statistics: object<ClaimBodies['statistics']>(sizes),
  profile: object<ClaimBodies['profile']>({ ...sizes, lastUpdated: words, columns: mapOf(columnFigures) }),
  assertions: object<ClaimBodies['assertions']>({ assertions: list(assertion), reportedBy: words }),
  subset: object<ClaimBodies['subset']>({ condition: json }),
};

const ofJobs = {
  jobType: object<ClaimBodies['jobType']>({
    processingType: text,
    integration: words,
    jobType: words,
    emissionPattern: anyJson,
  }),
  codeLocation: object<ClaimBodies['codeLocation']>({
    type: words,
    url: words,
    repository: words,
    path: words,
    version: words,
    tag: words,
    branch: words,
    pullRequest: words,
  }),
  code: object<ClaimBodies['code']>({ language: words, text }),
  sql: object<ClaimBodies['sql']>({ text, dialect: words }),
};

const ofRuns = {
  nominalTime: object<ClaimBodies['nominalTime']>({ start: text, end: words }),
  error: object<ClaimBodies['error']>({ message: text, language: words, stackTrace: words }),
  extractionErrors: object<ClaimBodies['extractionErrors']>({
    totalTasks: figure,
    failedTasks: figure,
    errors: list(extractionError),
  }),
  tests: object<ClaimBodies['tests']>({ tests: list(testResult) }),
  engine: object<ClaimBodies['engine']>({ name: words, version: words, adapterVersion: words }),
  variables: object<ClaimBodies['variables']>({
    variables: list(object<ClaimBodies['variables']['variables'][number]>({ name: text, value: text })),
  }),
  externalQuery: object<ClaimBodies['externalQuery']>({ id: text, source: words }),
  order: object<ClaimBodies['order']>({ after: orderedJobs, before: orderedJobs, triggerRule: words }),
  metricPoints: object<ClaimBodies['metricPoints']>({ metrics: list(metricPoints) }),
};

const bodies: Readonly<Record<ClaimKind, Shape>> = { ...ofDatasets, ...ofJobs, ...ofRuns };

const fact = object<ClaimFact>({ about: text, body: json });

/** One thing that a source says. A body of a kind that only a newer program knows is any JSON. */
export const claimFactShape: Shape = (value) => {
  const fault = fact(value);
  if (fault) return fault;
  const { about, body } = value as ClaimFact;
  if (body === null || !Object.hasOwn(bodies, about)) return null;
  return inBody(bodies[about](body));
};

function inBody(fault: ShapeFault | null): ShapeFault | null {
  return fault && { ...fault, path: ['body', ...fault.path] };
}
