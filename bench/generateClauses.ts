import { seededRandom } from '../src/lib/random';
import { generatedFile } from './generatedFile';

const categories = ['open', 'paid', 'sent', 'returned', 'cancelled'];
const rowsPerPiece = 10_000;
const column = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}`);
const [numbers, integers, states, codes] = [column('n', 8), column('i', 4), column('s', 5), column('c', 3)];
const all = [...numbers, ...integers, ...states, ...codes];

/** A CSV of twenty columns: decimals, whole numbers, words of five, and codes; about 130 bytes a row. */
export function generateWideCsv(rowCount: number, seed: number): Promise<string> {
  return generatedFile(`wide-${rowCount}-${seed}.csv`, function* () {
    const random = seededRandom(seed);
    yield `${all.join(',')}\n`;
    for (let start = 0; start < rowCount; start += rowsPerPiece) {
      let piece = '';
      for (let row = start; row < Math.min(rowCount, start + rowsPerPiece); row++) {
        const cells = [
          ...numbers.map(() => (random() * 1000).toFixed(3)),
          ...integers.map(() => String(Math.floor(random() * 100_000))),
          ...states.map(() => categories[Math.floor(random() * categories.length)]!),
          ...codes.map(() => `AB-${1000 + Math.floor(random() * 9000)}`),
        ];
        piece += `${cells.join(',')}\n`;
      }
      yield piece;
    }
  });
}

/** One promise of a column: how a contract writes it, and what DuckDB counts for it. */
interface ColumnPromise {
  readonly option?: string;
  readonly key?: string;
  readonly quality?: string;
  readonly sql: string;
}

function promisesOf(name: string): readonly ColumnPromise[] {
  const limits = name.startsWith('n') ? [0, 1000] : [0, 100_000];
  const common: ColumnPromise[] = [
    { key: 'required: true', sql: `count(*) FILTER (${name} IS NULL)` },
    ...[1, 2, 3, 4].map((most) => ({
      quality: `{metric: nullValues, mustBeLessThan: ${most}, unit: percent}`,
      sql: `count(*) FILTER (${name} IS NULL) * 100.0 / count(*) < ${most}`,
    })),
    {
      quality: `{metric: missingValues, arguments: {missingValues: [null, '', 'N/A', '-']}, mustBe: 0}`,
      sql: `count(*) FILTER (${name} IS NULL OR ${name}::VARCHAR IN ('', 'N/A', '-'))`,
    },
  ];
  if (name.startsWith('s') || name.startsWith('c')) {
    const isState = name.startsWith('s');
    const pattern = isState ? '^[a-z]+$' : '^[A-Z]{2}-[0-9]{4}$';
    return [
      ...common,
      { key: 'logicalType: string', sql: `count(*) FILTER (${name}::VARCHAR IS NULL)` },
      { option: 'minLength: 3', sql: `count(*) FILTER (length(${name}) < 3)` },
      { option: 'maxLength: 12', sql: `count(*) FILTER (length(${name}) > 12)` },
      { option: `pattern: '${pattern}'`, sql: `count(*) FILTER (NOT regexp_matches(${name}, '${pattern}'))` },
      ...[0, 1, 2].map((most) => ({
        quality: `{metric: invalidValues, arguments: {validValues: [${isState ? categories.join(', ') : codesList()}]}, ${isState ? 'mustBeLessOrEqualTo' : 'mustBeGreaterOrEqualTo'}: ${most}}`,
        sql: `count(*) FILTER (${name} NOT IN (${(isState ? categories : ['AB-1000']).map((each) => `'${each}'`).join(', ')}))`,
      })),
      {
        quality: `{metric: invalidValues, arguments: {pattern: '^.'}, mustBe: 0}`,
        sql: `count(*) FILTER (NOT regexp_matches(${name}, '^.'))`,
      },
    ];
  }
  const bounds = [
    ['minimum', limits[0], '<'],
    ['maximum', limits[1], '>'],
    ['exclusiveMinimum', -1, '<='],
    ['exclusiveMaximum', 100_001, '>='],
  ] as const;
  return [
    ...common,
    {
      key: name.startsWith('n') ? 'logicalType: number' : 'logicalType: integer',
      sql: `count(*) FILTER (TRY_CAST(${name} AS DOUBLE) IS NULL)`,
    },
    ...bounds.map(([word, limit, sign]) => ({
      option: `${word}: ${limit}`,
      sql: `count(*) FILTER (${name} ${sign} ${limit})`,
    })),
    ...[0, 1, 2].map((most) => ({
      quality: `{metric: invalidValues, arguments: {pattern: '^[0-9.]+$'}, mustBeLessOrEqualTo: ${most}}`,
      sql: `count(*) FILTER (NOT regexp_matches(${name}::VARCHAR, '^[0-9.]+$'))`,
    })),
  ];
}

function codesList(): string {
  return 'AB-1000';
}

/** A contract of 300 clauses over that CSV, all of which it keeps. */
export function wideContract(): string {
  const properties = all.map((name) => {
    const promises = promisesOf(name);
    const keys = promises.flatMap(({ key }) => key ?? []);
    const options = promises.flatMap(({ option }) => option ?? []);
    const quality = promises.flatMap((each) => each.quality ?? []);
    return `      - {name: ${name}, ${keys.join(', ')}, logicalTypeOptions: {${options.join(', ')}}, quality: [${quality.join(', ')}]}`;
  });
  return `apiVersion: v3.1.0
kind: DataContract
id: wide
version: 1.0.0
status: active
schema:
  - name: wide
    properties:
${properties.join('\n')}
`;
}

/** The same clauses as one statement. */
export function wideSql(file: string): string {
  const figures = all.flatMap((name) => [`count(${name})`, ...promisesOf(name).map(({ sql }) => sql)]);
  return `SELECT ${figures.join(', ')} FROM read_csv('${file.replaceAll("'", "''")}')`;
}
