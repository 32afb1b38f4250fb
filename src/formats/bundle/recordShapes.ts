import type { Json } from '../../lib/json';
import { z } from '../../lib/zod';
import { guardrailActions, guardrailStatistics } from '../../gates/guardrail';
import { linkPurposes, origins, runStates } from '../../lineage/records';
import { readFailureKinds } from '../../table/reading';
import { columnTypes, escapes } from '../../table/schema';
import { highestCounter } from '../../versioning/changeOrder';
import { parseTimestamp } from '../../versioning/timestamp';
import { artifactKinds } from '../../versioning/records';
import { rulesShape } from '../guardrails/rulesShape';
import { type TableName, withdrawableTables } from '../../records/tables';

const text = z.string();
const time = z
  .string()
  .refine(isTimestamp, { error: 'expected a UTC time that exists, with nine decimals', abort: true });
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal');
const md5 = z.string().regex(/^[0-9a-f]{32}(\.dir)?$/, 'an MD5 in hexadecimal');
const count = z.number().int().nonnegative();
const sequence = z.number().int().positive();
/** Of a change. */
const counter = z.number().int().nonnegative().max(highestCounter).optional();
/** No array of numbers, and none that is not finite: a bundle writes those in a form of its own. */
const json = z.custom<Json>(isJson, 'is not JSON');
const anyNumber = z.union([z.number(), z.nan(), z.literal(Infinity), z.literal(-Infinity)]);

const column = z.object({ name: text, type: z.enum(columnTypes), nullable: z.boolean() });

const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drop'), path: text, lastModified: time.nullable() }),
  z.object({ kind: z.literal('import'), format: text, reference: text }),
  z.object({
    kind: z.literal('pointer'),
    pointer: z.enum(['dvc', 'git-lfs']),
    path: text,
    fileCount: count.nullable(),
    etag: text.nullable(),
    origin: text.nullable(),
    lastModified: time.nullable(),
    isExecutable: z.literal(true).optional(),
    isCanonical: z.literal(false).optional(),
  }),
  z.object({ kind: z.literal('manual') }),
]);

const codeVersion = z.object({
  path: text,
  commit: text.nullable(),
  branch: text.nullable(),
  workTree: z.enum(['clean', 'changed', 'unknown']),
  changes: z
    .object({
      modified: count,
      deleted: count,
      unmerged: count,
      untracked: count,
      ignored: count.optional(),
      unknown: count,
      isStaged: z.boolean().nullable(),
    })
    .nullable(),
  notes: z.array(text),
});

const annotationBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), text }),
  z.object({
    kind: z.literal('semanticVersion'),
    version: text,
    isSuggested: z.boolean(),
    reasons: z.array(text),
  }),
  z.object({ kind: z.literal('licence'), expression: text }),
  z.object({ kind: z.literal('tags'), tags: z.array(text) }),
  z.object({ kind: z.literal('owner'), name: text }),
  z.object({ kind: z.literal('pin'), isPinned: z.boolean() }),
  z.object({ kind: z.literal('reading'), readingKey: text }),
  z.object({ kind: z.literal('codeVersion'), repositories: z.array(codeVersion) }),
  z.object({
    kind: z.literal('bytes'),
    digest,
    md5,
    byteLength: count,
    format: text,
    readingKey: text.nullable(),
  }),
]);

function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return value !== undefined;
  if (Array.isArray(value)) return value.every(isJson);
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isJson);
}

function isTimestamp(given: string): boolean {
  const parsed = parseTimestamp(given);
  return parsed.ok && parsed.value === given;
}

const floats = z.custom<Float64Array>((value) => value instanceof Float64Array, 'a Float64Array');

/** Ascending finite values that stand for some values each, as a sketch has them. */
const quantiles = z
  .object({
    values: floats,
    weights: floats,
    maxRankError: z.number().nonnegative(),
  })
  .refine(({ values, weights }) => values.length === weights.length, 'expected a weight a value')
  .refine(({ values }) => values.every(isAboveThoseBefore), 'expected finite values, ascending')
  .refine(
    ({ weights }) => weights.every((weight) => Number.isFinite(weight) && weight > 0),
    'expected weights above 0',
  );

function isAboveThoseBefore(value: number, index: number, values: Float64Array): boolean {
  return Number.isFinite(value) && (index === 0 || value >= values[index - 1]!);
}

const columnProfile = z
  .object({
    name: text,
    type: z.enum(columnTypes),
    rowCount: count,
    nullCount: count,
    distinct: z.object({ count: z.number().nonnegative(), isExact: z.boolean(), relativeError: z.number() }),
    frequent: z.object({
      items: z.array(z.object({ value: text, count: z.number().nonnegative() })),
      isComplete: z.boolean(),
      maxCountError: z.number().nonnegative(),
    }),
    min: text.nullable(),
    max: text.nullable(),
    numbers: z
      .object({
        count,
        infiniteCount: count,
        mean: anyNumber,
        standardDeviation: anyNumber.nullable(),
        min: anyNumber,
        max: anyNumber,
        quantiles,
      })
      .nullable(),
    lengths: z.object({ min: count, max: count, mean: z.number() }).nullable(),
  })
  .refine(({ rowCount, nullCount }) => nullCount <= rowCount, 'more nulls than rows')
  .refine(({ rowCount, numbers }) => (numbers?.count ?? 0) <= rowCount, 'more numbers than rows');

const madeReading = z.object({
  key: text,
  digest,
  format: text,
  options: z.object({
    skipBadRows: z.boolean(),
    delimiter: text.nullable(),
    hasHeader: z.boolean().nullable(),
    encoding: text.optional(),
    nullTexts: z.array(text).optional(),
    headerLines: count.optional(),
    skipLines: count.optional(),
  }),
  readerVersion: count,
});

const tableReading = madeReading.extend({
  rowCount: count,
  columns: z.array(column),
  logicalDigest: digest,
  orderedRowDigest: digest,
  prefix: z.object({ rowCount: count, columnNames: z.array(text), logicalDigest: digest }).nullable(),
  warnings: z.array(z.object({ kind: text })),
  dialect: z
    .object({
      encoding: text,
      delimiter: text,
      quote: text,
      escape: z.enum(escapes),
      trimBlanks: z.boolean(),
      comment: text,
      skipLines: count,
      headerLines: count,
    })
    .optional(),
});

const failedReading = madeReading.extend({
  failure: z.object({
    kind: z.enum(readFailureKinds),
    message: text,
    line: count.optional(),
    column: count.optional(),
    byteOffset: count.optional(),
    badRows: z
      .object({
        count,
        firstLines: z.array(count),
        shortCount: count,
        surplusEmptyCount: count,
        rowCount: count,
      })
      .optional(),
  }),
});

/** One shape or the other; a union of zod's would not say which member is wrong. */
const anyReading = z.unknown().superRefine((value, context) => {
  const isFailed = typeof value === 'object' && value !== null && Object.hasOwn(value, 'failure');
  const checked = (isFailed ? failedReading : tableReading).safeParse(value);
  for (const { path, message } of checked.error?.issues ?? [])
    context.addIssue({ code: 'custom', path: [...path], message });
});

const reference = z.object({ namespace: text, name: text });

const columnLink = z.object({
  output: text.nullable(),
  inputArtifactId: text.nullable(),
  from: reference.optional(),
  input: text,
  transformations: z.array(z.tuple([text.nullable(), text.nullable(), z.boolean()])).optional(),
});

const sealedRecords = z
  .object({ keys: z.array(text), digests: z.string().regex(/^[0-9a-f]*$/) })
  .refine(({ keys, digests }) => digests.length === keys.length * 64, 'expected a digest a key');

const sealedGroup = z
  .object({ keys: z.array(text), digest, hints: z.array(count) })
  .refine(({ keys, hints }) => hints.length === keys.length, 'expected a hint a key');

/** What sources say of runs and links; what a newer program knows is kept as it is. */
const claims = z.array(z.object({ about: text, body: json }));

/** What every record of a table has to look like. Members that are not named here are kept as they are. */
export const recordShapes: Readonly<Record<TableName, z.ZodType>> = {
  artifacts: z.object({ id: text, kind: z.enum(artifactKinds), createdAt: time }),
  bindings: z.object({
    id: text,
    namespace: text,
    name: text,
    artifactId: text,
    recordedAt: time,
    change: counter,
    kind: z.enum(artifactKinds).optional(),
    isOtherName: z.literal(true).optional(),
    same: text.optional(),
  }),
  snapshots: z.object({
    id: text,
    artifactId: text,
    sequence,
    content: z.enum(['file', 'directory', 'unknown']),
    digest: digest.nullable(),
    md5: md5.nullable(),
    byteLength: count.nullable(),
    format: text.nullable(),
    readingKey: text.nullable(),
    parents: z.array(text),
    source,
    createdAt: time,
    dvcListing: z.object({ byteLength: count, fileCount: count }).optional(),
  }),
  manifests: z.object({
    digest,
    entries: z.array(z.object({ path: text, digest, md5, byteLength: count })),
    leftOutCount: count,
    leftOut: z.object({ patterns: z.array(text), names: z.array(text) }).optional(),
  }),
  readings: anyReading,
  profiles: z.object({ key: text, profile: z.object({ rowCount: count, columns: z.array(columnProfile) }) }),
  annotations: z.object({
    id: text,
    snapshotId: text,
    recordedAt: time,
    change: counter,
    actor: text,
    body: annotationBody,
  }),
  jobs: z.object({ id: text, namespace: text, name: text, description: text.nullable(), createdAt: time }),
  runs: z.object({
    id: text,
    jobId: text,
    state: z.enum(runStates),
    startedAt: time.nullable(),
    endedAt: time.nullable(),
    parameters: z.record(text, json),
    metrics: z.record(text, anyNumber),
    codeVersion: text.nullable(),
    environment: text.nullable(),
    seed: z.number().nullable(),
    parentRunId: text.nullable(),
    parentJob: reference.optional(),
    root: z.object({ id: text, job: reference.nullable() }).optional(),
    actor: text.nullable(),
    claims: claims.optional(),
    recordedAt: time,
  }),
  observations: z.object({
    id: text,
    role: z.enum(['input', 'output']),
    jobId: text,
    runId: text.nullable(),
    artifactId: text,
    snapshotId: text.nullable(),
    requested: text.optional(),
    purpose: z.enum(linkPurposes).optional(),
    origin: z.enum(origins),
    source: text,
    eventTime: time,
    recordedAt: time,
    columns: z.array(columnLink).nullable(),
    claims: claims.optional(),
  }),
  claims: z.object({
    id: text,
    about: text,
    body: json,
    artifactId: text.nullable(),
    snapshotId: text.nullable(),
    jobId: text.nullable(),
    runId: text.nullable(),
    source: text,
    eventTime: time,
    recordedAt: time,
  }),
  events: z.object({ digest, format: text, eventTime: time, runId: text.nullable(), body: json }),
  aliasMoves: z.object({
    id: text,
    artifactId: text,
    name: text,
    snapshotId: text.nullable(),
    reason: text.nullable(),
    evidence: json,
    actor: text,
    recordedAt: time,
    change: counter,
  }),
  measurements: z.object({
    id: text,
    snapshotId: text,
    metric: text,
    unit: text.nullable(),
    values: floats,
    cases: z.array(text).nullable(),
    casesFrom: z.array(text).optional(),
    missingCount: z.number().int().min(0).optional(),
    source: text,
    actor: text,
    recordedAt: time,
    change: counter,
  }),
  guardrails: z.object({
    id: text,
    artifactId: text,
    name: text,
    metric: text,
    statistic: z.enum(guardrailStatistics),
    rules: rulesShape,
    missing: z.enum(guardrailActions).optional(),
    isRetired: z.boolean(),
    actor: text,
    recordedAt: time,
    change: counter,
  }),
  withdrawals: z.object({
    id: text,
    targets: z.array(
      z.object({
        table: z.enum(withdrawableTables),
        id: text,
      }),
    ),
    isWithdrawn: z.boolean(),
    recordedAt: time,
    change: counter,
    auditSequence: sequence,
  }),
  audit: z.object({
    sequence,
    recordedAt: time,
    change: counter,
    actor: text,
    action: text,
    subject: text,
    detail: json,
    seal: digest.optional(),
    previousHash: digest,
    hash: digest,
  }),
  seals: z.object({ sequence, tables: z.record(text, z.array(z.union([sealedRecords, sealedGroup]))) }),
};
