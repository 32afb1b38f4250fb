import type { Clause, Rule, SlaRule } from './clause';
import type { RowCounter } from './collectors';
import type { KeyCounter } from './keyCounter';
import { mostKeys } from './keyTable';
import type { CorrelationCounter } from './correlationCounter';
import { before } from './duration';
import { isWithin, rangeText } from './range';
import type { JudgedTable } from './judgedTable';
import { judgeTable } from './judgeTable';
import { judgeMetric } from './metric';
import { nearName } from './nearName';
import { judgeSql } from './judgeSql';
import { isTableRule } from './tableRule';
import type { ClauseCounter } from './objectPlan';
import type { Moment } from './temporal';
import {
  brokenVerdict,
  failingRowLimit,
  maskedValue,
  noneFailing,
  type Failing,
  type Outcome,
} from './verdict';

/** What a clause says of a table, by what was counted for it. */
export function judgeClause(clause: Clause, counted: ClauseCounter | null, table: JudgedTable): Outcome {
  const { rule, severity } = clause;
  if (rule.kind === 'notChecked') return outcome('notChecked', rule.why);
  if (rule.kind === 'graph') return outcome('notChecked', 'it is of the lineage, which --lineage asks for');
  if (rule.kind === 'unknown') return outcome('unknown', rule.why);
  if (rule.kind === 'metric' && rule.metric.kind === 'rowCount')
    return judgeMetric(rule, { count: table.rowCount, rowCount: table.rowCount }, severity, noneFailing);
  if (rule.kind === 'sql') return judgeSql(rule, table.sqlAnswer(clause), severity, table.personalNames);
  if (isTableRule(rule)) return judgeTable(clause, rule, table);
  const missing = missingColumns(clause, table);
  if (missing !== null) return absentOutcome(clause, missing, table);
  if (rule.kind === 'present') return outcome('pass', 'the column is there');
  switch (counted?.kind) {
    case 'rows':
      return judgeRows(clause, counted.counter, table);
    case 'keys':
      return judgeKeys(clause, counted.counter, table);
    case 'order':
    case 'expression':
      return judgeCounted(clause, counted, table);
    case 'correlation':
      return judgeCorrelation(clause, rule as Extract<Rule, { kind: 'correlation' }>, counted.counter);
    case 'moments':
      return judgeMoments(clause, rule as SlaRule, counted, table.at);
    default:
      return outcome('unknown', 'the contract does not say what it is of');
  }
}

function outcome(verdict: Outcome['verdict'], message: string, failing: Failing = noneFailing): Outcome {
  return { verdict, evidence: { message }, failing };
}

/** The columns of a clause that the table lacks, by their names in the data; null where all are there. */
function missingColumns(clause: Clause, { object, columnNames }: JudgedTable): readonly string[] | null {
  const wanted = columnsOfClause(clause);
  const missing = object.properties.filter(
    ({ path, name }) => wanted.has(path) && !columnNames.includes(name) && !columnNames.includes(path),
  );
  return missing.length === 0 ? null : missing.map(({ name }) => name);
}

/** The top-level properties that a clause looks at. */
function columnsOfClause({ rule, root }: Clause): ReadonlySet<string> {
  const own = root === null ? [] : [root];
  if (rule.kind === 'key') return new Set([...own, ...rule.columns]);
  if (rule.kind === 'relationship') return new Set([...own, ...rule.from]);
  if (rule.kind === 'correlation') return new Set(rule.columns);
  if (rule.kind === 'sla') return new Set([rule.element]);
  if (rule.kind === 'expression') return new Set(rule.columns);
  if (rule.kind === 'metric' && rule.metric.kind === 'duplicateValues')
    return new Set([...own, ...rule.metric.columns]);
  return new Set(own);
}

function absentOutcome({ rule, severity }: Clause, missing: readonly string[], table: JudgedTable): Outcome {
  const near = nearName(missing[0]!, table.columnNames);
  const hint = near === null ? '' : `; there is a column ${JSON.stringify(near)}`;
  const names = missing.map((name) => JSON.stringify(name)).join(', ');
  const message = `there is no column ${names}${hint}`;
  const isBroken =
    rule.kind === 'present' || rule.kind === 'required' || (rule.kind === 'key' && rule.isRequired);
  if (!isBroken) return outcome('unknown', message);
  const rows = Array.from({ length: Math.min(failingRowLimit, table.rowCount) }, (_, at) => ({
    row: at + 1,
    key: null,
  }));
  const failing = rule.kind === 'present' ? noneFailing : { count: table.rowCount, rows };
  return outcome(brokenVerdict(severity), message, failing);
}

function judgeRows({ rule, severity }: Clause, counter: RowCounter, { rowCount }: JudgedTable): Outcome {
  const { count, rows, isTold } = counter;
  if (!isTold)
    return outcome(
      'unknown',
      `the pattern ${patternOf(rule)} took longer than its budget allows, and was ended`,
    );
  const failing = { count, rows };
  if (rule.kind === 'metric') return judgeMetric(rule, { count, rowCount }, severity, failing);
  if (count === 0) return outcome('pass', `no value of ${rowCount} rows breaks it`);
  return outcome(
    brokenVerdict(severity),
    `${count} ${count === 1 ? 'value breaks' : 'values break'} it`,
    failing,
  );
}

/** What order and expressions say: rows that break them, or why they cannot be told. */
function judgeCounted(
  { severity, rule }: Clause,
  counted: Extract<ClauseCounter, { kind: 'order' | 'expression' }>,
  { rowCount }: JudgedTable,
): Outcome {
  if (counted.kind === 'expression' && counted.counter.fault !== null)
    return outcome('unknown', counted.counter.fault);
  const { count, rows } = counted.kind === 'order' ? counted.counter : counted.counter.rows;
  if (count === 0) return outcome('pass', `no row of ${rowCount} breaks it`);
  const said = rule.kind === 'expression' ? `: ${rule.expression.source}` : '';
  const words = `${count} ${count === 1 ? 'row breaks' : 'rows break'} it${said}`;
  return outcome(brokenVerdict(severity), words, { count, rows });
}

function judgeCorrelation(
  { severity }: Clause,
  rule: Extract<Rule, { kind: 'correlation' }>,
  counter: CorrelationCounter,
): Outcome {
  const value = counter.value();
  const [a, b] = rule.columns;
  if (value === null)
    return outcome(
      'unknown',
      `${a} and ${b} have fewer than two rows of numbers, or one of them is constant`,
    );
  const verdict = isWithin(value, value, rule) === true ? 'pass' : brokenVerdict(severity);
  const message = `the correlation of ${a} and ${b} is ${value}, over ${counter.count} rows; ${rangeText(rule)} is promised`;
  return { ...outcome(verdict, message), evidence: { message, value: String(value) } };
}

function patternOf(rule: Clause['rule']): string {
  if (rule.kind === 'pattern') return rule.pattern;
  return rule.kind === 'metric' && rule.metric.kind === 'invalidValues' ? (rule.metric.pattern ?? '') : '';
}

function judgeKeys(clause: Clause, counter: KeyCounter, table: JudgedTable): Outcome {
  const { rule, severity } = clause;
  if (!counter.isTold) return tooManyKeys();
  if (rule.kind === 'relationship') return judgeRelationship(severity, rule, counter, table);
  if (rule.kind === 'metric' && rule.metric.kind === 'duplicateValues') {
    const failing = { count: counter.sharing, rows: counter.sharingRows(rule.metric.columns, false) };
    const judged = judgeMetric(
      rule,
      { count: counter.beyondFirst, rowCount: table.rowCount },
      severity,
      failing,
    );
    const detail = `; ${counter.repeatedCount} values repeat, ${counter.sharing} rows share one`;
    return { ...judged, evidence: { ...judged.evidence, message: judged.evidence.message + detail } };
  }
  if (rule.kind !== 'key') return outcome('unknown', 'it is not known here');
  const nullCount = rule.isRequired ? counter.nullCount : 0;
  const count = nullCount + counter.sharing;
  if (count === 0) return outcome('pass', `${counter.distinctCount} values, each once`);
  const rows = counter.sharingRows(rule.columns, rule.isRequired);
  const repeats = `${counter.repeatedCount} values stand more than once, in ${counter.sharing} rows`;
  const message = nullCount > 0 ? `${repeats}; ${nullCount} rows have a null in it` : repeats;
  return outcome(brokenVerdict(severity), message, { count, rows });
}

function tooManyKeys(): Outcome {
  return outcome('unknown', `it has more than ${mostKeys} distinct values, and no more are held`);
}

/** Rows whose value is no value of the columns pointed to; a null refers to nothing. */
function judgeRelationship(
  severity: string | null,
  { from, to }: Extract<Rule, { kind: 'relationship' }>,
  counter: KeyCounter,
  { targetKeys }: JudgedTable,
): Outcome {
  if (to === null) return outcome('unknown', 'the contract has no such object or property to point to');
  const target = targetKeys(to.object, to.columns);
  if (typeof target === 'string') return outcome('unknown', target);
  if (!target.isTold) return tooManyKeys();
  const { count, rows } = counter.missingFrom(target, from);
  const named = `${to.object} (${to.columns.join(', ')})`;
  if (count === 0) return outcome('pass', `every value is one of ${named}`);
  const message = `${count} ${count === 1 ? 'row refers' : 'rows refer'} to no row of ${named}`;
  return outcome(brokenVerdict(severity), message, { count, rows });
}

function judgeMoments(
  { severity }: Clause,
  rule: SlaRule,
  { counter, column }: Extract<ClauseCounter, { kind: 'moments' }>,
  at: number,
): Outcome {
  const { newest, oldest } = counter;
  const shown = ({ text }: Moment): string => (column.isPersonal ? maskedValue : text);
  const broken = brokenVerdict(severity);
  if (newest === null || oldest === null) return outcome(broken, `${rule.element} has no moment at all`);
  const { limit } = rule;
  const limitMoment = before(at, limit);
  switch (rule.property) {
    case 'freshness':
    case 'latency': {
      const isFuture = newest.milliseconds > at ? ', which lies in the future' : '';
      const message = `the newest moment is ${shown(newest)}${isFuture}; at most ${limit.text} old`;
      return outcome(newest.milliseconds >= limitMoment ? 'pass' : broken, message);
    }
    case 'retention':
      return outcome(
        oldest.milliseconds >= limitMoment ? 'pass' : broken,
        `the oldest moment is ${shown(oldest)}; nothing is kept longer than ${limit.text}`,
      );
    case 'frequency': {
      const gap = counter.longestGap();
      if (gap === null) return outcome('unknown', 'there are no two moments to be apart');
      const allowed = at - limitMoment;
      return outcome(
        gap <= allowed ? 'pass' : broken,
        `the longest gap is ${gap / 1000} seconds; at most ${limit.text}`,
      );
    }
  }
}
