import type { ValueType } from '../../profile/sketched/valueType';
import { headerText, type ProfileHeader } from './profileHeader';
import { valueTypeOfSpark } from './sparkTypes';

/** What a statement profiles, and how its row comes back. */
export interface SparkStatement extends ProfileHeader {
  /** The table's name as it stands behind FROM, quoted by whoever gives it. */
  readonly table: string;
  /** A row for each combination of values of these columns, in place of one for all. */
  readonly by: readonly string[];
  /** Sketches as base64 text, for CSV. */
  readonly isText: boolean;
}

const notANumber = "double('NaN')";
const infinity = "double('Infinity')";

/** One SELECT that profiles a table in one pass with Spark's own functions, 4.1 and later. What each column is called says what it holds. */
export function sparkStatement(statement: SparkStatement): string {
  const { columns, by, table, isText } = statement;
  const figures = columns.flatMap(({ name, type }, index) =>
    figuresOf(valueTypeOfSpark(type), quoted(name), statement).map(
      ([figure, expression]) =>
        `${isText && isSketch(figure) ? `base64(${expression})` : expression} AS c${index}_${figure}`,
    ),
  );
  const groups = by.map(quoted);
  const selected = [
    ...groups,
    `${literal(headerText(statement))} AS throughline`,
    'count(*) AS `rows`',
    ...figures,
  ];
  const grouping = groups.length === 0 ? [] : [`GROUP BY ${groups.join(', ')}`];
  return [`SELECT ${selected.join(',\n  ')}`, `FROM ${table}`, ...grouping, ''].join('\n');
}

type Figure = readonly [name: string, expression: string];

function isSketch(figure: string): boolean {
  return ['kll', 'hll', 'theta', 'top'].includes(figure);
}

function figuresOf(type: ValueType, column: string, sizes: ProfileHeader): readonly Figure[] {
  const count: Figure = ['count', `count(${column})`];
  switch (type.kind) {
    case 'integer':
      return [
        count,
        ...extremes(column),
        ...moments(column),
        ['kll', `kll_sketch_agg_bigint(${column}, ${sizes.k})`],
        hll(`cast(${column} as bigint)`, sizes),
        top(column, sizes),
      ];
    case 'double':
    case 'float':
      return [count, ...floating(type.kind, column, sizes)];
    case 'decimal': {
      const double = `cast(${column} as double)`;
      return [
        count,
        ...extremes(column),
        ...moments(double),
        ['kll', `kll_sketch_agg_double(${double}, ${sizes.k})`],
        hll(`cast(${column} as string)`, sizes),
        top(column, sizes),
      ];
    }
    case 'boolean':
      return [count, ['true', `count_if(${column})`]];
    case 'date':
      return [count, ...temporal(`unix_date(${column})`, column, sizes)];
    case 'timestampUtc':
      return [count, ...temporal(`unix_micros(${column})`, column, sizes)];
    case 'timestamp':
      // A clock without a zone is read as one of UTC, whatever zone the session has.
      return [
        count,
        ...temporal(`unix_micros(cast(concat(cast(${column} as string), 'Z') as timestamp))`, column, sizes),
      ];
    case 'string':
      return [count, ...textual(column, column, sizes)];
    case 'bytes':
      return [count, ...textual(`lower(hex(${column}))`, column, sizes)];
    case 'time':
      return [count, ...textual(`cast(${column} as string)`, column, sizes)];
    case 'nested':
      return [count, hll(`to_json(${column})`, sizes)];
    case 'other':
      return [count];
  }
}

/** NaN is the greatest number to Spark, and infinities would be in every figure. */
function floating(kind: 'double' | 'float', column: string, sizes: ProfileHeader): readonly Figure[] {
  const finite = `CASE WHEN abs(${column}) < ${infinity} THEN ${column} END`;
  const number = `nullif(cast(${column} as double), ${notANumber})`;
  const own = `CASE WHEN NOT isnan(${column}) THEN ${column} END`;
  return [
    ['nan', `count_if(isnan(${column}))`],
    ['infinite', `count_if(abs(${column}) = ${infinity})`],
    ...extremes(own),
    ['finite_min', `min(cast(${finite} as double))`],
    ['finite_max', `max(cast(${finite} as double))`],
    ...moments(`cast(${finite} as double)`),
    ['kll', `kll_sketch_agg_${kind}(cast(${finite} as ${kind}), ${sizes.k})`],
    ['theta', `theta_sketch_agg(${number}, ${sizes.lgK})`],
    top(column, sizes),
  ];
}

function temporal(units: string, column: string, sizes: ProfileHeader): readonly Figure[] {
  return [
    ...extremes(units),
    ...moments(units),
    ['kll', `kll_sketch_agg_bigint(${units}, ${sizes.k})`],
    hll(`cast(${units} as bigint)`, sizes),
    top(column, sizes),
  ];
}

/** Empty text is no value, and HLL leaves it out by itself. */
function textual(text: string, column: string, sizes: ProfileHeader): readonly Figure[] {
  const filled = `nullif(${text}, '')`;
  return [
    ['empty', `count(${column}) - count(${filled})`],
    ...extremes(filled),
    ['length_min', `min(char_length(${filled}))`],
    ['length_max', `max(char_length(${filled}))`],
    ['length_mean', `avg(char_length(${filled}))`],
    hll(filled, sizes),
    top(filled, sizes),
  ];
}

/** As text, so that no digit is lost on the way. */
function extremes(expression: string): readonly Figure[] {
  return [
    ['min', `cast(min(${expression}) as string)`],
    ['max', `cast(max(${expression}) as string)`],
  ];
}

function moments(expression: string): readonly Figure[] {
  return [
    ['mean', `avg(${expression})`],
    ['sd', `stddev_samp(${expression})`],
  ];
}

function hll(expression: string, { lgK }: ProfileHeader): Figure {
  return ['hll', `hll_sketch_agg(${expression}, ${lgK})`];
}

function top(expression: string, sizes: ProfileHeader): Figure {
  return ['top', `approx_top_k_accumulate(${expression}, ${sizes.top}).sketch`];
}

/** A name in backticks, doubled within. */
export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
