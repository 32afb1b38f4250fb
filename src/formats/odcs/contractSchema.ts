import type { Json, JsonObject } from '../../lib/json';
import { personalKinds } from '../../gates/privacy/kinds';
import { metricStatistics, statistics } from '../../gates/contract/tableRule';
import v320 from './schemas/odcs-v3.2.0.json';

const severity = {
  type: 'string',
  description: 'info, warning, low, minor and trivial make a failure a warning.',
};
const digest = { type: 'string', pattern: '^[0-9a-fA-F]{64}$' };
const ends = { minimum: { type: 'number' }, maximum: { type: 'number' } };

const span: JsonObject = {
  oneOf: [
    { type: 'string', pattern: '^P' },
    {
      type: 'object',
      properties: { count: { type: 'number', minimum: 0 }, period: { type: 'string' } },
      required: ['count', 'period'],
    },
  ],
};

/** The values of our own properties, by name. */
const own: Readonly<Record<string, JsonObject>> = {
  throughlineDigest: { description: 'The SHA-256 of the file.', ...digest },
  throughlineLogicalDigest: {
    description: 'The digest of the rows, whatever their order, the order of columns and the format.',
    ...digest,
  },
  throughlineEncoding: { description: 'The encoding of the text, such as utf-8.', type: 'string' },
  throughlineColumns: object('Whether other columns are allowed, and whether the order is fixed.', {
    extra: { enum: ['allowed', 'forbidden'] },
    order: { enum: ['free', 'fixed'] },
    severity,
  }),
  throughlineFileAge: {
    description: 'How old the file may be: {value, unit}, or a duration of ISO 8601.',
    oneOf: [
      { type: 'string', pattern: '^P' },
      object('', { value: { type: 'number' }, unit: { type: 'string' }, severity }, ['value']),
    ],
  },
  throughlineFreshness: {
    ...object('How fresh the table has to be, on arrival or by a column, as dbt writes it.', {
      warn_after: span,
      error_after: span,
      loaded_at_field: { type: 'string' },
      timezone: { type: 'string' },
      weekdays: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] },
      holidays: { type: 'array', items: { type: 'string' } },
      target: { type: 'number', exclusiveMinimum: 0, maximum: 100 },
      window: span,
      severity,
    }),
    anyOf: [{ required: ['warn_after'] }, { required: ['error_after'] }],
  },
  throughlineRowCountChange: {
    ...object('How many percent the row count may change from the version before.', { ...ends, severity }),
    minProperties: 1,
  },
  throughlineLicence: {
    description: 'The licences that are allowed, as SPDX identifiers.',
    oneOf: [
      { type: 'string' },
      { type: 'array', items: { type: 'string' }, minItems: 1 },
      object('', { allowed: { type: 'array', items: { type: 'string' }, minItems: 1 }, severity }, [
        'allowed',
      ]),
    ],
  },
  throughlineLineage: {
    description: 'Rules of the graph, at the contract itself; check --lineage judges them.',
    type: 'array',
    items: object(
      '',
      {
        rule: { enum: ['noCycle', 'declared', 'produced', 'link', 'reaches', 'count'] },
        from: { type: 'string' },
        to: { type: 'string' },
        exists: { type: 'boolean' },
        digest,
        sources: { type: 'array', items: { type: 'string' } },
        of: { enum: ['artifacts', 'jobs', 'links'] },
        downstreamOf: { type: 'string' },
        upstreamOf: { type: 'string' },
        minimum: { type: 'integer' },
        maximum: { type: 'integer' },
        severity,
      },
      ['rule'],
    ),
  },
  throughlineCorrelation: object(
    "Limits of Pearson's correlation of two columns; both belong to what is allowed.",
    {
      columns: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
      ...ends,
      severity,
    },
    ['columns'],
  ),
  throughlineMetric: object(
    'Limits of a metric of a model or an endpoint: each sample, or one figure of all.',
    { metric: { type: 'string' }, statistic: { enum: metricStatistics }, ...ends, severity },
    ['metric'],
  ),
  throughlineFiles: object('How many files a folder has, and the endings that they may have.', {
    ...ends,
    kinds: { type: 'array', items: { type: 'string' }, minItems: 1 },
    severity,
  }),
  throughlineSignature: {
    description: 'The table has what a model takes, by the signature in its MLmodel.',
    oneOf: [{ type: 'string' }, object('', { model: { type: 'string' }, severity }, ['model'])],
  },
  throughlinePrivacy: {
    description: 'The kinds of personal data that may stand in columns without a classification.',
    oneOf: [
      { const: 'none' },
      { type: 'array', items: { enum: personalKinds } },
      object('', {
        allowed: { type: 'array', items: { enum: personalKinds } },
        from: {
          type: 'number',
          description: 'The least score of a finding that counts; 0.7 where it is not said.',
        },
        severity,
      }),
    ],
  },
  throughlineArtifact: {
    description: 'The name of the artifact of a workspace that stands for this table; it promises nothing.',
    type: 'string',
  },
  throughlineDrift: object(
    'How far a column may drift from the version before.',
    {
      recipe: { enum: ['deciles', 'proportions', 'evidently', 'soda'] },
      maximum: { type: 'number', description: 'The greatest population stability index.' },
      severity,
    },
    ['maximum'],
  ),
  throughlineStatistic: object(
    'Limits of a figure of a column; both belong to what is allowed.',
    { statistic: { enum: statistics }, ...ends, severity },
    ['statistic'],
  ),
  throughlineSorted: {
    description: 'The order that the values of a column stand in.',
    oneOf: [
      { enum: ['ascending', 'descending'] },
      object('', { order: { enum: ['ascending', 'descending'] }, severity }, ['order']),
    ],
  },
  throughlineFormat: {
    description: 'Asks for a format that the standard leaves as context; trimmed: no blanks at the ends.',
    enum: ['email', 'uuid', 'trimmed'],
  },
  throughlineNotInFuture: { description: 'No date or time lies after the check.', type: 'boolean' },
};

/** The names of our own properties. */
export const ownPropertyNames: readonly string[] = Object.keys(own);

function object(description: string, properties: JsonObject, required: readonly string[] = []): JsonObject {
  return {
    ...(description !== '' && { description }),
    type: 'object',
    properties,
    required,
    additionalProperties: false,
  };
}

/** The JSON Schema of a contract for editors: that of ODCS 3.2, which takes 3.0 and 3.1, too, with our own properties. */
export function contractSchema(): JsonObject {
  const base = v320 as unknown as JsonObject;
  const definitions = base['$defs'] as JsonObject;
  const property = definitions['CustomProperty'] as JsonObject;
  const conditions = Object.entries(own).map(([name, value]): Json => ({
    if: { properties: { property: { const: name } }, required: ['property'] },
    // oxlint-disable-next-line unicorn/no-thenable -- it is a word of JSON Schema
    then: { properties: { value } },
  }));
  return {
    ...base,
    title: 'A data contract in ODCS, with the properties of Throughline',
    $defs: { ...definitions, CustomProperty: { ...property, allOf: conditions } },
  };
}
