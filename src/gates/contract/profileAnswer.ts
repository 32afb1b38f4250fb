import type { ColumnProfile, TableProfile } from '../../profile/profile';
import type { Clause, Limit, MetricRule, Rule } from './clause';
import { MomentCounter, RowCounter } from './collectors';
import { columnOf } from './columnOf';
import type { ContractProperty } from './contract';
import { compareDecimals, parseDecimal } from './decimal';
import { judgeClause } from './judgeClause';
import type { JudgedTable } from './judgedTable';
import { judgeMetric } from './metric';
import type { ClauseCounter } from './objectPlan';
import { isTableRule } from './tableRule';
import { compareMoments, isoMoment } from './temporal';
import { brokenVerdict, noneFailing, type Outcome } from './verdict';

/** A column that a clause is of, as its profile has it. */
interface Profiled {
  readonly property: ContractProperty;
  readonly column: ColumnProfile;
  /** The table is text, where an empty field is null. */
  readonly isText: boolean;
}

/**
 * What a clause says by the profile of a table alone; null where only the rows tell it, or the profile is not exact. It says what the rows
 * say [K30], but names no failing row.
 */
export function answerFromProfile(clause: Clause, profile: TableProfile, table: JudgedTable): Outcome | null {
  const { rule } = clause;
  if (rule.kind === 'sql') return null;
  const isOfTable = isTableRule(rule) || (rule.kind === 'metric' && rule.metric.kind === 'rowCount');
  if (isOfTable || ['present', 'notChecked', 'unknown', 'graph'].includes(rule.kind))
    return judgeClause(clause, null, table);
  const of = profiledOf(clause, profile, table);
  if (of === null) return null;
  if (rule.kind === 'key' || (rule.kind === 'metric' && rule.metric.kind === 'duplicateValues'))
    return repeatsOf(clause, rule, of, table.rowCount);
  if (rule.kind === 'sla') return judgedMoments(clause, of, table);
  const count = countOf(rule, of);
  if (count === null) return null;
  if (count === 'some') return brokenSomewhere(clause, of);
  const counter = new RowCounter();
  counter.count = count;
  const counted: ClauseCounter = { kind: 'rows', counter };
  return judgeClause(clause, counted, table);
}

function profiledOf(
  { rule, column: path, root }: Clause,
  profile: TableProfile,
  { object, columnNames, facts }: JudgedTable,
): Profiled | null {
  const wanted = rule.kind === 'sla' ? rule.element : path;
  if (path !== root && rule.kind !== 'sla') return null;
  const property = object.properties.find((each) => each.path === wanted);
  const column = property && profile.columns[columnOf(property, columnNames)];
  return property && column ? { property, column, isText: facts.encoding !== null } : null;
}

/** How many values break a rule; `some` where it is broken and no more is known. */
function countOf(rule: Rule, of: Profiled): number | 'some' | null {
  switch (rule.kind) {
    case 'required':
      return nullsOf(of);
    case 'metric':
      return rule.metric.kind === 'nullValues' || isOfNulls(rule) ? nullsOf(of) : null;
    case 'type':
      return fits(rule.logicalType, of) ? 0 : null;
    case 'bound':
      return brokenEnd(of, rule.limit, rule.side, rule.isExclusive);
    case 'within': {
      const ends = [rule.least, rule.most].map((value, at) =>
        brokenEnd(of, { kind: 'number', value, text: '' }, at === 0 ? 'least' : 'most', false),
      );
      return ends.includes('some') ? 'some' : ends.includes(null) ? null : 0;
    }
    case 'length':
      return brokenLength(of, rule.side, rule.limit);
    default:
      return null;
  }
}

function isOfNulls({ metric }: MetricRule): boolean {
  return (
    metric.kind === 'missingValues' &&
    metric.values.length > 0 &&
    metric.values.every(({ kind }) => kind === 'null')
  );
}

/** What a profile counts as null beside nulls: empty text of formats that have nulls, and NaN among numbers. */
function nullsOf({ column: { nullCount, type }, isText }: Profiled): number | null {
  if (nullCount === 0) return 0;
  const exact = isText ? ['string', 'boolean'] : ['integer', 'boolean', 'date', 'time', 'timestamp'];
  return exact.includes(type) ? nullCount : null;
}

function fits(logicalType: string, { property, column: { type, nullCount }, isText }: Profiled): boolean {
  if (logicalType === 'string') return isText;
  if (property.temporalFormat !== null) return false;
  // NaN is no number for a contract, and counts as null in a profile.
  if (logicalType === 'number') return nullCount === 0 && (type === 'integer' || type === 'number');
  if (logicalType === 'integer') return nullCount === 0 && type === 'integer';
  if (logicalType === 'timestamp') return type === 'timestamp' || type === 'date';
  return ['boolean', 'date', 'time'].includes(logicalType) && type === logicalType;
}

function brokenEnd(
  { property, column: { type, min, max, nullCount, rowCount } }: Profiled,
  limit: Limit,
  side: 'least' | 'most',
  isExclusive: boolean,
): 0 | 'some' | null {
  if (nullCount === rowCount) return 0;
  const order = limit.kind === 'number' ? numberOrder : momentOrder;
  const isOfKind =
    limit.kind === 'number'
      ? type === 'integer' || type === 'number'
      : property.temporalFormat === null && (type === 'date' || type === 'timestamp' || type === 'time');
  const found = isOfKind ? order((side === 'least' ? min : max) ?? '', limit) : null;
  if (found === null) return null;
  const beyond = side === 'least' ? -found : found;
  return beyond > 0 || (isExclusive && beyond === 0) ? 'some' : 0;
}

function numberOrder(text: string, limit: Limit): number | null {
  const value = parseDecimal(text);
  return value === null || limit.kind !== 'number' ? null : compareDecimals(value, limit.value);
}

function momentOrder(text: string, limit: Limit): number | null {
  const [moment, end] = [isoMoment(text), isoMoment(limit.text)];
  if (moment === null || end === null) return null;
  // Least and greatest are told apart as doubles: digits below them are not looked at.
  const isTie = moment.milliseconds === end.milliseconds && text.includes(':');
  return isTie ? null : compareMoments(moment, end);
}

/** An empty text of a format that has nulls is a value of no length, which a profile does not count. */
function brokenLength(of: Profiled, side: 'least' | 'most', limit: number): 0 | 'some' | null {
  const { type, lengths, nullCount, rowCount } = of.column;
  const hasAll = of.isText || nullCount === 0;
  if (nullCount === rowCount && hasAll) return 0;
  if (type !== 'string' || lengths === null) return null;
  const isBroken = side === 'least' ? lengths.min < limit : lengths.max > limit;
  if (isBroken) return 'some';
  return side === 'most' || hasAll || limit === 0 ? 0 : null;
}

function brokenSomewhere(
  { severity }: Clause,
  { property, column: { min, max, lengths } }: Profiled,
): Outcome {
  const ends = lengths === null ? `${min} to ${max}` : `${lengths.min} to ${lengths.max} characters`;
  const shown = property.isPersonal ? 'its ends' : `it goes from ${ends}`;
  const message = `${shown}: some values break it; the profile does not say how many`;
  return { verdict: brokenVerdict(severity), evidence: { message }, failing: noneFailing };
}

/** Values that repeat: equal texts, or equal canonical forms where that is what the contract compares. */
function repeatsOf(clause: Clause, rule: Rule, of: Profiled, rowCount: number): Outcome | null {
  const columns =
    rule.kind === 'key'
      ? rule.columns
      : rule.kind === 'metric' && 'columns' in rule.metric
        ? rule.metric.columns
        : [];
  const { distinct, type, nullCount } = of.column;
  if (columns.length !== 1 || !distinct.isExact || nullsOf(of) === null) return null;
  const beyondFirst = rowCount - nullCount - distinct.count;
  const { logicalType } = of.property;
  const isSame = type === 'string' || (logicalType !== null && logicalType !== 'string');
  if (beyondFirst > 0 && !isSame) return null;
  if (rule.kind === 'metric') {
    const count = { count: beyondFirst, rowCount };
    const judged = judgeMetric(rule, count, clause.severity, noneFailing);
    const detail = beyondFirst === 0 ? '; 0 values repeat, 0 rows share one' : '';
    return { ...judged, evidence: { ...judged.evidence, message: judged.evidence.message + detail } };
  }
  const nulls = rule.kind === 'key' && rule.isRequired ? nullCount : 0;
  if (beyondFirst + nulls === 0)
    return {
      verdict: 'pass',
      evidence: { message: `${distinct.count} values, each once` },
      failing: noneFailing,
    };
  const message = `${distinct.count} values stand in ${rowCount - nullCount} rows${nulls > 0 ? `; ${nulls} rows have a null in it` : ''}`;
  return { verdict: brokenVerdict(clause.severity), evidence: { message }, failing: noneFailing };
}

function judgedMoments(clause: Clause, { property, column }: Profiled, table: JudgedTable): Outcome | null {
  const { type, min, max } = column;
  const isTold = property.temporalFormat === null && (type === 'date' || type === 'timestamp');
  if (!isTold || (clause.rule.kind === 'sla' && clause.rule.property === 'frequency')) return null;
  const counter = new MomentCounter(false);
  for (const text of [min, max]) {
    const moment = text === null ? null : isoMoment(text);
    if (moment === null) return null;
    counter.add(moment);
  }
  return judgeClause(clause, { kind: 'moments', counter, column: property }, table);
}
