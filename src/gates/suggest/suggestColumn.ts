import type { ColumnProfile } from '../../profile/profile';
import type { ColumnType } from '../../table/schema';
import type { ColumnFacts } from './rowFacts';
import { suggestForNumbers, suggestForTimes } from './suggestRange';
import { ownClause, qualityClause, versionsText, type SuggestedClause } from './suggestion';

/** One column in every past version, oldest first. */
export interface ColumnHistory {
  readonly name: string;
  readonly profiles: readonly ColumnProfile[];
  readonly facts: readonly ColumnFacts[];
}

const mostCategories = 30;
/** A column of categories repeats each of them so often. */
const leastRepeats = 5;

/** What is suggested for one column; `isKey`: it tells the rows apart. */
export function suggestForColumn(
  history: ColumnHistory,
  isKey: boolean,
  now: number,
): readonly SuggestedClause[] {
  const { name, profiles, facts } = history;
  const type = typeOf(profiles.map((profile) => profile.type));
  const times = versionsText(profiles.length);
  const found: SuggestedClause[] = [];
  const key = (clause: string, value: string | boolean, reason: string): void =>
    void found.push({ column: name, place: 'key', name: clause, value, reason });
  const logicalType = type === null ? undefined : logicalTypes[type];
  if (logicalType !== undefined) key('logicalType', logicalType, `${times} held nothing else`);
  if (profiles.every(({ nullCount }) => nullCount === 0)) key('required', true, `no value was ever missing`);
  else found.push(...nullClause(name, profiles));
  if (isKey) key('primaryKey', true, `${times} had each value once, in every row`);
  else if (isUniqueText(profiles, facts)) key('unique', true, `${times} had each value once`);
  if (isKey && facts.every(({ isAscending }) => isAscending))
    found.push(ownClause(name, 'throughlineSorted', 'ascending', `${times} were in this order`));
  if (type === 'string') found.push(...suggestForTexts(history));
  const isUnique = facts.every((each) => each.isUnique);
  if (type === 'integer' || type === 'number') found.push(...suggestForNumbers(name, profiles, isUnique));
  if (type === 'date' || type === 'timestamp') found.push(...suggestForTimes(name, profiles, type, now));
  return [...found, ...(isKey ? [] : distinctClause(name, profiles))];
}

const logicalTypes: Readonly<Partial<Record<ColumnType, string>>> = {
  boolean: 'boolean',
  integer: 'integer',
  number: 'number',
  string: 'string',
  date: 'date',
  timestamp: 'timestamp',
  time: 'time',
};

/** The type that holds the values of all versions; null where none does, or there are no values. */
function typeOf(types: readonly ColumnType[]): ColumnType | null {
  const seen = new Set(types.filter((type) => type !== 'empty'));
  const [only, ...others] = seen;
  if (only === undefined) return null;
  if (others.length === 0) return only;
  const isWithin = (allowed: readonly ColumnType[]): boolean =>
    [...seen].every((each) => allowed.includes(each));
  if (isWithin(['integer', 'number'])) return 'number';
  return isWithin(['date', 'timestamp']) ? 'timestamp' : null;
}

function isUniqueText(profiles: readonly ColumnProfile[], facts: readonly ColumnFacts[]): boolean {
  return (
    profiles.every(({ type, rowCount }) => (type === 'string' || type === 'integer') && rowCount >= 20) &&
    facts.every(({ isUnique }) => isUnique)
  );
}

/** Twice the greatest share that was ever missing, and at least a percent more. */
function nullClause(name: string, profiles: readonly ColumnProfile[]): readonly SuggestedClause[] {
  const shares = profiles.map(({ nullCount, rowCount }) =>
    rowCount === 0 ? 0 : (100 * nullCount) / rowCount,
  );
  const most = Math.max(...shares);
  const limit = Math.ceil(Math.max(2 * most, most + 1));
  if (limit >= 100) return [];
  const reason = `at most ${rounded(most)} % were ever missing`;
  return [qualityClause(name, 'nullValues', { mustBeLessOrEqualTo: limit, unit: 'percent' }, reason)];
}

function suggestForTexts({ name, profiles, facts }: ColumnHistory): readonly SuggestedClause[] {
  const times = versionsText(profiles.length);
  const categories = categoriesOf(profiles);
  if (categories !== null) {
    const rule = { arguments: { validValues: categories }, mustBe: 0 };
    const reason = `${times} had these ${categories.length} values, and no other`;
    return [qualityClause(name, 'invalidValues', rule, reason)];
  }
  const lengths = profiles.flatMap(({ lengths: own }) => own ?? []);
  const found: SuggestedClause[] = [];
  if (lengths.length === profiles.length) {
    const most = Math.max(...lengths.map(({ max }) => max));
    const isFixed = lengths.every(({ min, max }) => min === most && max === most);
    const limit = isFixed ? most : 2 * most;
    const reason = isFixed ? `every text had ${most} characters` : `no text had more than ${most} characters`;
    found.push({ column: name, place: 'option', name: 'maxLength', value: limit, reason });
    if (isFixed) found.push({ column: name, place: 'option', name: 'minLength', value: limit, reason });
  }
  if (facts.every(({ isTrimmed }) => isTrimmed))
    found.push(ownClause(name, 'throughlineFormat', 'trimmed', 'no text began or ended with a blank'));
  const [letterCase] = new Set(facts.map((each) => each.letterCase));
  if (letterCase && facts.every((each) => each.letterCase === letterCase)) {
    const pattern = letterCase === 'upper' ? '^[^a-z]*$' : '^[^A-Z]*$';
    const reason = `all letters were ${letterCase} case`;
    found.push({ column: name, place: 'option', name: 'pattern', value: pattern, reason });
  }
  return found;
}

/** The few values of a column of categories, in order; null where it is none, or a new one came with the last version. */
function categoriesOf(profiles: readonly ColumnProfile[]): readonly string[] | null {
  if (!profiles.every(({ frequent }) => frequent.isComplete)) return null;
  const sets = profiles.map(({ frequent }) => frequent.items.map(({ value }) => value));
  const all = [...new Set(sets.flat())].sort();
  const rows = Math.max(...profiles.map(({ rowCount, nullCount }) => rowCount - nullCount));
  if (all.length === 0 || all.length > mostCategories || rows < leastRepeats * all.length) return null;
  const before = new Set(sets.slice(0, -1).flat());
  const isSettled = sets.length === 1 || sets.at(-1)!.every((value) => before.has(value));
  return isSettled ? all : null;
}

/** Half of the fewest distinct values, and at least two where there were always as many. */
function distinctClause(name: string, profiles: readonly ColumnProfile[]): readonly SuggestedClause[] {
  const least = Math.min(
    ...profiles.map(({ distinct }) => distinct.count * (1 - 3 * distinct.relativeError)),
  );
  if (least < 2) return [];
  const value = { statistic: 'distinctCount', minimum: Math.max(2, Math.floor(least / 2)) };
  return [ownClause(name, 'throughlineStatistic', value, `there were at least ${Math.floor(least)} values`)];
}

/** A figure at three digits. */
export function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}
