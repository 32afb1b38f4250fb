import type { ColumnType } from '../../table/schema';
import { type Candidate, candidatesOf } from './candidates';
import { readColumnName } from './columnWords';
import { masked } from './mask';
import type { PersonalFinding } from './personalFinding';
import type { ReadTexts } from './personalRows';
import { TextTally } from './textTally';
import type { ValueRule } from './valueRule';

/** A column as the recognisers see it. */
export interface ColumnValues {
  readonly name: string;
  readonly type: ColumnType | null;
  /** Different values, the most frequent first, each with its rows. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** Rows with a value. */
  readonly valueCount: number;
}

/** So many different values are looked at whole. */
const valueLimit = 500;

const nothingSaid =
  /^(?:|-+|\.+|\?+|n\/?a|nan|null|none|nil|unknown|undefined|missing|unbekannt|inconnu|desconocido|sconosciuto|onbekend|brak|k\.? ?a\.?|s\/d|x+|0)$/i;

/**
 * What personal data a column seems to hold, by its name, its values and what stands inside of longer texts: the surest first. Rules
 * [S1] to [S9] and [S13]. `texts` has been given the rows; without it the texts of the values are looked at.
 */
export function recogniseColumn(column: ColumnValues, texts?: ReadTexts): readonly PersonalFinding[] {
  if (column.type === 'boolean' || column.type === 'time') return [];
  const values = column.values.filter(({ value }) => !nothingSaid.test(value.trim()));
  const known = values.slice(0, valueLimit);
  if (known.length === 0 && !texts) return [];
  const whole = candidatesOf(
    known.map(({ value }) => value),
    readColumnName(column.name),
  );
  const found = whole.map(({ rule, score, hits }) => findingOf(column, known, rule, score, hits));
  const kinds = new Set(found.map(({ kind }) => kind));
  const isText = column.type === null || column.type === 'string';
  if (!isText || whole.some(({ hits }) => hits.size > known.length * 0.9)) return found;
  const tally = texts?.tally ?? tallyOf(values, whole, known);
  const share = texts ? 1 : shareOf(column);
  const isExact = texts ? texts.every === 1 : share === 1;
  const inTexts = tally
    .findings(kinds)
    .map((finding) => ({ ...finding, rows: Math.round(finding.rows / share), isExact }));
  return [...found, ...inTexts];
}

/** What stands in the values that are not of a kind as a whole. */
function tallyOf(
  values: ColumnValues['values'],
  whole: readonly Candidate[],
  known: ColumnValues['values'],
): TextTally {
  const taken = new Set(whole.flatMap(({ hits }) => Array.from(hits, (at) => known[at]!.value)));
  const tally = new TextTally();
  for (const { value, count } of values) if (!taken.has(value)) tally.add(value, count);
  return tally;
}

/** The share of the rows whose values are known. */
function shareOf({ values, valueCount }: ColumnValues): number {
  const all = values.reduce((sum, { count }) => sum + count, 0);
  return all === 0 || all >= valueCount ? 1 : all / valueCount;
}

function findingOf(
  column: ColumnValues,
  known: ColumnValues['values'],
  { kind }: ValueRule,
  score: number,
  hits: ReadonlySet<number>,
): PersonalFinding {
  let [matching, all] = [0, 0];
  known.forEach(({ count }, at) => {
    all += count;
    if (hits.has(at)) matching += count;
  });
  const isExact = known.length === column.values.length && all === column.valueCount;
  const rows = isExact ? matching : Math.round((matching / all) * column.valueCount);
  const samples = [...hits].slice(0, 3).map((at) => masked(kind, known[at]!.value));
  return { kind, score: Math.round(score * 100) / 100, rows, isExact, samples };
}
