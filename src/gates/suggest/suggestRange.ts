import type { ColumnProfile, NumberSummary } from '../../profile/profile';
import { ownClause, type SuggestedClause } from './suggestion';

/** Room on a side, as a share of the range of all versions. */
const room = 0.5;

/** Limits of numbers with half their range as room, and of their mean and spread. Of a number of its own in each row, only that it is not negative. */
export function suggestForNumbers(
  name: string,
  profiles: readonly ColumnProfile[],
  isUnique: boolean,
): readonly SuggestedClause[] {
  const numbers = summariesOf(profiles);
  if (numbers === null) return [];
  const [least, most] = [
    Math.min(...numbers.map(({ min }) => min)),
    Math.max(...numbers.map(({ max }) => max)),
  ];
  const seen = `from ${least} to ${most} in all versions`;
  const option = (clause: string, value: number): SuggestedClause => ({
    column: name,
    place: 'option',
    name: clause,
    value,
    reason: seen,
  });
  const range = most - least;
  const found = [option('minimum', least >= 0 ? 0 : outward(least - room * range, -1))];
  if (isUnique && profiles.every(({ type }) => type === 'integer')) return found;
  found.push(option('maximum', outward(most + room * (range === 0 ? Math.abs(most) : range), 1)));
  return [...found, ...figureClauses(name, numbers)];
}

/** The mean within twice what it moved and half a deviation, the deviation from half to twice what it was. */
function figureClauses(name: string, numbers: readonly NumberSummary[]): readonly SuggestedClause[] {
  const means = numbers.map(({ mean }) => mean);
  const deviations = numbers.map(({ standardDeviation }) => standardDeviation ?? 0);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const [narrow, wide] = [Math.min(...deviations), Math.max(...deviations)];
  if (narrow === 0) return [];
  const slack = Math.max(2 * (high - low), narrow / 2);
  const mean = { statistic: 'mean', minimum: outward(low - slack, -1), maximum: outward(high + slack, 1) };
  const spread = {
    statistic: 'standardDeviation',
    minimum: outward(narrow / 2, -1),
    maximum: outward(2 * wide, 1),
  };
  const digits = (value: number): string => String(Number(value.toPrecision(4)));
  return [
    ownClause(name, 'throughlineStatistic', mean, `means were from ${digits(low)} to ${digits(high)}`),
    ownClause(
      name,
      'throughlineStatistic',
      spread,
      `standard deviations were from ${digits(narrow)} to ${digits(wide)}`,
    ),
  ];
}

/** No moment before the first of all versions, and none in the future where there never was one. */
export function suggestForTimes(
  name: string,
  profiles: readonly ColumnProfile[],
  type: 'date' | 'timestamp',
  now: number,
): readonly SuggestedClause[] {
  const numbers = summariesOf(profiles);
  if (numbers === null) return [];
  const first = new Date(Math.floor(Math.min(...numbers.map(({ min }) => min)))).toISOString();
  const value = type === 'date' ? first.slice(0, 10) : first.replace(/\.000Z$/, 'Z');
  const reason = 'it is the first of all versions';
  const minimum: SuggestedClause = { column: name, place: 'option', name: 'minimum', value, reason };
  if (numbers.some(({ max }) => max > now)) return [minimum];
  const told = 'a version tells of what has happened';
  return [minimum, ownClause(name, 'throughlineNotInFuture', true, told)];
}

function summariesOf(profiles: readonly ColumnProfile[]): readonly NumberSummary[] | null {
  const numbers = profiles.flatMap((profile) => profile.numbers ?? []).filter(({ count }) => count > 0);
  return numbers.length === 0 ? null : numbers;
}

/** A number of two digits that is no nearer: below for −1, above for 1. */
export function outward(value: number, side: -1 | 1): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const multiple = side === 1 ? Math.ceil(value / step) : Math.floor(value / step);
  return Number((multiple * step).toPrecision(12));
}
