import type { Json } from '../../lib/json';
import type { ClaimFact, ClaimKind, SchemaField, TestResult } from '../../lineage/claims';
import { metricPointsOf } from '../../lineage/metricHistory';
import { vanishedChange } from '../../lineage/claims';

/** One line of what a source says: a name, null where the value speaks for itself, and a value. */
export type ClaimLine = readonly [name: string | null, value: string];

/** What a claim is about, as a heading. */
export const claimTitles: Readonly<Record<ClaimKind, string>> = {
  schema: 'Schema',
  documentation: 'Description',
  owners: 'Owners',
  lifecycle: 'Change',
  derivation: 'Derived from',
  dataSource: 'Data source',
  storage: 'Storage',
  catalog: 'Catalog',
  hierarchy: 'Place in the catalog',
  datasetType: 'Kind of data',
  tags: 'Tags',
  licence: 'Licence',
  freshness: 'Freshness objective',
  loaded: 'Loaded last',
  statistics: 'Statistics',
  profile: 'Profile',
  assertions: 'Checks of the data',
  subset: 'Part of the data',
  jobType: 'Kind of job',
  codeLocation: 'Where the code is',
  code: 'Code',
  sql: 'SQL',
  nominalTime: 'Nominal time',
  error: 'Error',
  extractionErrors: 'What could not be extracted',
  tests: 'Tests',
  engine: 'Engine',
  variables: 'Environment',
  externalQuery: 'Query',
  order: 'Order of jobs',
  metricPoints: 'History of metrics',
};

/** What a claim says, line by line, in the source's words. Members that have no line of their own are named by their path. */
export function claimLines(fact: ClaimFact): readonly ClaimLine[] {
  if (fact.body === null) return [];
  switch (fact.about) {
    case 'schema':
      return fact.body.fields.flatMap((field) => fieldLines(field, ''));
    case 'documentation':
    case 'code':
    case 'sql':
      return [[null, fact.body.text]];
    case 'owners':
      return fact.body.owners.map(({ name, type }) => [type ?? null, name]);
    case 'tags':
      return fact.body.tags.map(({ key, value, field }) => [
        field === undefined ? key : `${field}: ${key}`,
        value ?? 'yes',
      ]);
    case 'variables':
      return fact.body.variables.map(({ name, value }) => [name, value]);
    case 'hierarchy':
      return fact.body.levels.map(({ type, name }) => [type, name]);
    case 'assertions':
      return fact.body.assertions.map(({ assertion, isSuccess, column, name, ...rest }) => [
        name ?? assertion,
        [
          isSuccess ? 'passed' : 'failed',
          ...(column === undefined ? [] : [`column ${column}`]),
          ...details(rest),
        ].join('; '),
      ]);
    case 'tests':
      return fact.body.tests.map(({ name, status, ...rest }) => [
        name,
        [status, ...details(rest)].join('; '),
      ]);
    case 'lifecycle':
      return fact.body.change === vanishedChange
        ? [[null, 'no longer told of by this source']]
        : leaves(fact.body as unknown as Json, '');
    case 'metricPoints':
      return fact.body.metrics.map((metric) => [metric.name, pointWords(metricPointsOf(metric))]);
    case 'profile': {
      const { columns, ...whole } = fact.body;
      // The names of columns are the source's own.
      const ofColumns = Object.entries(columns).flatMap(([name, figures]) =>
        leaves(figures as Json, `column ${name}`),
      );
      return [...leaves(whole, ''), ...ofColumns];
    }
    default:
      return leaves(fact.body as unknown as Json, '');
  }
}

function fieldLines(
  { name, type, description, isOptional, fields }: SchemaField,
  within: string,
): readonly ClaimLine[] {
  const path = `${within}${name}`;
  const own = [type, description, isOptional === true ? 'optional' : undefined]
    .filter((part) => part !== undefined && part !== '')
    .join(': ');
  return [
    [path, own === '' ? 'no type' : own],
    ...(fields ?? []).flatMap((field) => fieldLines(field, `${path}.`)),
  ];
}

function details(rest: Omit<TestResult, 'name' | 'status'>): readonly string[] {
  return leaves(rest as Json, '').map(([name, value]) => (name === null ? value : `${name} ${value}`));
}

function pointWords(points: readonly (readonly [unknown, unknown, number])[]): string {
  const last = points.at(-1);
  if (!last) return 'no point';
  return `${countWords(points.length)} ${points.length === 1 ? 'point' : 'points'}, the last ${last[2]}`;
}

/** Every member that holds a value, by its path in words: `columns fare null count`. */
function leaves(value: Json, path: string): readonly ClaimLine[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    const isPlain = value.every((item) => typeof item !== 'object');
    if (isPlain) return value.length === 0 ? [] : [[nameOf(path), value.map(plainWords).join(', ')]];
    return value.flatMap((item, index) => leaves(item as Json, `${path} ${index + 1}`.trim()));
  }
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([name, member]) =>
      member === undefined ? [] : leaves(member, `${path} ${wordsOf(name)}`.trim()),
    );
  return [[nameOf(path), plainWords(value)]];
}

function nameOf(path: string): string | null {
  return path === '' ? null : path;
}

function plainWords(value: Json): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return countWords(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function countWords(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en-US') : String(value);
}

/** `rowCount` is `row count`; what is no name of ours, such as a column, stays as it is. */
function wordsOf(name: string): string {
  return /^[a-z]+(?:[A-Z][a-z]+)+$/.test(name)
    ? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : name;
}
