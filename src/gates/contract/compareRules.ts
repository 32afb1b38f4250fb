import type { MetricRule, Operator, Rule, SlaRule } from './clause';
import type { ContractValue } from './comparison';
import { compareDecimals, decimalKey, isMultipleOf, parseDecimal, type Decimal } from './decimal';
import { lateAfter, type FreshnessObjective } from '../freshness/objective';
import type { Duration } from './duration';
import { isHeld } from './metric';
import { isContained } from './patternContained';

/** How what a later rule allows stands to what an earlier one allowed; `open`: the standard, or this project, does not say. */
export type Relation = 'equal' | 'narrower' | 'wider' | 'other' | 'open';

/** The relation of two rules of the same kind in the same place; `isWhole` where values are whole numbers. */
export function compareRules(before: Rule, after: Rule, isWhole: boolean): Relation {
  if (JSON.stringify(before, plain) === JSON.stringify(after, plain)) return 'equal';
  if (before.kind !== after.kind) return 'open';
  switch (before.kind) {
    case 'type':
      return compareTypes(before.logicalType, (after as typeof before).logicalType);
    case 'bound':
      return compareBounds(before, after as typeof before, isWhole);
    case 'length':
    case 'items':
    case 'members':
      return ordered((after as typeof before).limit - before.limit, before.side === 'most');
    case 'multipleOf':
      return compareMultiples(before.of, (after as typeof before).of);
    case 'pattern':
      return containment(
        isContained((after as typeof before).pattern, before.pattern),
        isContained(before.pattern, (after as typeof before).pattern),
      );
    case 'among':
      return compareSets(keysOf(before.values), keysOf((after as typeof before).values));
    case 'hasMembers':
      return reversed(compareSets(before.names, (after as typeof before).names));
    case 'key':
      // More columns in a key allow more rows.
      return compareSets(before.columns, (after as typeof before).columns);
    case 'metric':
      return compareMetrics(before, after as MetricRule);
    case 'sla':
      return compareDurations(before.limit, (after as SlaRule).limit);
    case 'freshness':
      return compareObjectives(before.objective, (after as typeof before).objective);
    case 'dimensions':
    case 'relationship':
    case 'within':
      return 'other';
    default:
      return 'open';
  }
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

/** Above zero where the later limit is greater; an upper limit that rises allows more. */
function ordered(difference: number, isUpper: boolean): Relation {
  if (difference === 0) return 'equal';
  return difference > 0 === isUpper ? 'wider' : 'narrower';
}

function reversed(relation: Relation): Relation {
  if (relation === 'wider') return 'narrower';
  return relation === 'narrower' ? 'wider' : relation;
}

function containment(isNarrower: boolean | null, isWider: boolean | null): Relation {
  if (isNarrower === null || isWider === null) return 'open';
  if (isNarrower) return isWider ? 'equal' : 'narrower';
  return isWider ? 'wider' : 'other';
}

const widenings: ReadonlySet<string> = new Set(['integer>number', 'date>timestamp']);

function compareTypes(before: string, after: string): Relation {
  if (before === after) return 'equal';
  if (widenings.has(`${before}>${after}`)) return 'wider';
  return widenings.has(`${after}>${before}`) ? 'narrower' : 'other';
}

type Bound = Extract<Rule, { kind: 'bound' }>;

function compareBounds(before: Bound, after: Bound, isWhole: boolean): Relation {
  const { limit: a } = before;
  const { limit: b } = after;
  const isUpper = before.side === 'most';
  if (a.kind === 'temporal' || b.kind === 'temporal') {
    if (a.text === b.text) return exclusiveness(before, after);
    return ordered(a.text < b.text ? 1 : -1, isUpper);
  }
  if (isWhole) return ordered(compareDecimals(wholeEnd(b.value, after), wholeEnd(a.value, before)), isUpper);
  const order = compareDecimals(b.value, a.value);
  return order === 0 ? exclusiveness(before, after) : ordered(order, isUpper);
}

function exclusiveness(before: Bound, after: Bound): Relation {
  if (before.isExclusive === after.isExclusive) return 'equal';
  return after.isExclusive ? 'narrower' : 'wider';
}

/** The last whole number that a bound allows. */
function wholeEnd({ coefficient, scale }: Decimal, { side, isExclusive }: Bound): Decimal {
  const unit = 10n ** BigInt(scale);
  const rest = ((coefficient % unit) + unit) % unit;
  const floor = (coefficient - rest) / unit;
  const isOn = rest === 0n;
  const atLeast = isOn ? floor + (isExclusive ? 1n : 0n) : floor + 1n;
  const atMost = isOn && isExclusive ? floor - 1n : floor;
  return parseDecimal(String(side === 'least' ? atLeast : atMost))!;
}

function compareMultiples(before: Decimal, after: Decimal): Relation {
  return containment(isMultipleOf(after, before), isMultipleOf(before, after));
}

function keysOf(values: readonly ContractValue[]): readonly string[] {
  return values.map((value) => {
    if (value.kind === 'number') return `n${decimalKey(value.value)}`;
    return value.kind === 'null' ? 'null' : JSON.stringify(value.kind === 'text' ? value.text : value.value);
  });
}

/** A later set with more in it is wider. */
function compareSets(before: readonly string[], after: readonly string[]): Relation {
  const isWithin = (inner: readonly string[], outer: readonly string[]): boolean =>
    inner.every((each) => outer.includes(each));
  return containment(isWithin(after, before), isWithin(before, after));
}

function compareDurations(before: Duration, after: Duration): Relation {
  const fixed = ({ days, milliseconds }: Duration): number => days * 86_400_000 + milliseconds;
  const span = (duration: Duration): number => duration.months * 30.436875 * 86_400_000 + fixed(duration);
  const difference = span(after) - span(before);
  if (before.months === after.months || fixed(before) === fixed(after)) return ordered(difference, true);
  return Math.abs(difference) > 0.1 * span(before) ? ordered(difference, true) : 'open';
}

/** Limits of one column, clock, target and window; other things that differ leave it open. */
function compareObjectives(before: FreshnessObjective, after: FreshnessObjective): Relation {
  const rest = ({ column, clock, target, window }: FreshnessObjective): string =>
    JSON.stringify([column, clock, target, window]);
  const hasBoth = (name: 'warnAfter' | 'errorAfter'): boolean =>
    (before[name] === null) === (after[name] === null);
  if (rest(before) !== rest(after) || !hasBoth('warnAfter') || !hasBoth('errorAfter')) return 'open';
  return compareDurations(lateAfter(before), lateAfter(after));
}

/** Two rules of one metric, by the figures that tell them apart. */
function compareMetrics(before: MetricRule, after: MetricRule): Relation {
  const isSame = JSON.stringify(before.metric, plain) === JSON.stringify(after.metric, plain);
  if (!isSame || before.isPercent !== after.isPercent) return 'open';
  const [a, b] = [before.operators[0], after.operators[0]];
  if (a === undefined || b === undefined) return 'open';
  const points = probes([...a.limits, ...b.limits], !before.isPercent);
  const allowed = (operator: Operator): readonly boolean[] => points.map((point) => allows(operator, point));
  const [first, second] = [allowed(a), allowed(b)];
  return containment(
    second.every((isAllowed, at) => !isAllowed || first[at]!),
    first.every((isAllowed, at) => !isAllowed || second[at]!),
  );
}

/** Figures that tell two rules apart: the limits, and one between, below and above each; only whole ones from 0 where figures are counts. */
function probes(limits: readonly Decimal[], isCount: boolean): readonly Decimal[] {
  const sorted = [...limits].sort(compareDecimals);
  const found: Decimal[] = [];
  for (const [at, limit] of sorted.entries()) {
    if (isCount) {
      const whole = limit.coefficient / 10n ** BigInt(limit.scale);
      for (const step of [-1n, 0n, 1n]) found.push(parseDecimal(String(whole + step))!);
    } else {
      const next = sorted[at + 1] ?? add(limit, 2n);
      found.push(add(limit, -1n), limit, middle(limit, next), add(limit, 1n));
    }
  }
  if (isCount) found.push(parseDecimal('0')!);
  return found.filter(({ coefficient }) => coefficient >= 0n);
}

function add({ coefficient, scale }: Decimal, whole: bigint): Decimal {
  const sum = coefficient + whole * 10n ** BigInt(scale);
  return { coefficient: sum, scale, nearest: Number(sum) / 10 ** scale };
}

function middle(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const scaled = (each: Decimal): bigint => each.coefficient * 10n ** BigInt(scale - each.scale);
  const sum = (scaled(a) + scaled(b)) * 5n;
  return { coefficient: sum, scale: scale + 1, nearest: Number(sum) / 10 ** (scale + 1) };
}

function allows({ name, limits }: Operator, figure: Decimal): boolean {
  const [first, second] = limits.map((limit) => compareDecimals(figure, limit));
  return isHeld(name, first ?? 0, second ?? 0);
}
