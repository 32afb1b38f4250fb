import type { Clause, RowRule } from './clause';
import { CorrelationCounter } from './correlationCounter';
import { ExpressionCounter } from './expressionCounter';
import { OrderCounter } from './orderCounter';
import { isTableRule } from './tableRule';
import type { Cells } from './cells';
import { stepInto } from './cells';
import { identityOf, MomentCounter, RowCounter } from './collectors';
import { waysTo } from './innerColumn';
import { KeyCounter } from './keyCounter';
import type { ContractObject, ContractProperty } from './contract';
import {
  among,
  anyOf,
  breaking,
  momentAt,
  not,
  notMatching,
  nulls,
  readMomentOf,
  type CellTest,
} from './rowTests';
import type { MatchPattern } from './patternMarks';

/** What counts while rows come: each works for one clause. */
export type ClauseCounter =
  | { readonly kind: 'rows'; readonly counter: RowCounter }
  | { readonly kind: 'keys'; readonly counter: KeyCounter; readonly columns: readonly ContractProperty[] }
  | { readonly kind: 'moments'; readonly counter: MomentCounter; readonly column: ContractProperty }
  | {
      readonly kind: 'correlation';
      readonly counter: CorrelationCounter;
      readonly columns: readonly [ContractProperty, ContractProperty];
    }
  | { readonly kind: 'order'; readonly counter: OrderCounter; readonly column: ContractProperty }
  | { readonly kind: 'expression'; readonly counter: ExpressionCounter };

/** What is done with the values of a property: tests of them, and of what is inside. */
export interface PropertyPlan {
  readonly property: ContractProperty;
  readonly tests: readonly { readonly test: CellTest; readonly counter: RowCounter }[];
  readonly inner: readonly {
    readonly step: 'member' | 'items' | 'keys' | 'values';
    readonly plan: PropertyPlan;
  }[];
}

/** An object's clauses made ready to take rows: tests by property, so that each value is read once for all of them. */
export interface ObjectPlan {
  readonly counters: ReadonlyMap<Clause, ClauseCounter>;
  readonly properties: readonly PropertyPlan[];
}

/** Makes the plan of an object's clauses; `at` is now. Clauses on properties that the contract does not have are left out. */
export function planObject(object: ContractObject, match: MatchPattern, at: number): ObjectPlan {
  const counters = new Map<Clause, ClauseCounter>();
  const alike = new Map<string, ClauseCounter>();
  const tests = new Map<string, { test: CellTest; counter: RowCounter }[]>();
  const ways = waysTo(object.properties);
  const byPath = new Map(allProperties(object.properties).map((property) => [property.path, property]));
  for (const clause of object.clauses) {
    const isInList = clause.column !== null && !ways.has(clause.column);
    const counter = counterOf(clause, { byPath, isInList, at });
    if (counter === null) continue;
    counters.set(clause, counter);
    const property = byPath.get(clause.column ?? '');
    if (counter.kind !== 'rows' || property === undefined) continue;
    const asked = JSON.stringify([property.path, questionOf(clause)], digitsOfBigint);
    const same = alike.get(asked);
    if (same !== undefined) {
      counters.set(clause, same);
      continue;
    }
    alike.set(asked, counter);
    const test = testOf(clause, property, match);
    if (test === null) continue;
    const own = tests.get(property.path) ?? [];
    own.push({ test, counter: counter.counter });
    tests.set(property.path, own);
  }
  const planOf = (property: ContractProperty): PropertyPlan => ({
    property,
    tests: tests.get(property.path) ?? [],
    inner: property.inner
      .map(({ step, property: inside }) => ({ step, plan: planOf(inside) }))
      .filter(({ plan }) => hasTests(plan)),
  });
  return { counters, properties: object.properties.map(planOf).filter(hasTests) };
}

/** What a clause asks of each value: clauses that ask the same share what was counted, whatever they make of it. */
function questionOf({ rule }: Clause): unknown {
  if (rule.kind === 'metric') return rule.metric;
  return rule.kind === 'required' ? { kind: 'nullValues' } : rule;
}

function digitsOfBigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

/** Every property of a list, with those inside of them. */
export function allProperties(properties: readonly ContractProperty[]): readonly ContractProperty[] {
  return properties.flatMap((property) => [
    property,
    ...allProperties(property.inner.map(({ property: inside }) => inside)),
  ]);
}

function hasTests({ tests, inner }: PropertyPlan): boolean {
  return tests.length > 0 || inner.length > 0;
}

interface PlanPlace {
  readonly byPath: ReadonlyMap<string, ContractProperty>;
  /** A row has any number of values of the clause's column. */
  readonly isInList: boolean;
  readonly at: number;
}

function counterOf(clause: Clause, { byPath, isInList, at }: PlanPlace): ClauseCounter | null {
  const { rule } = clause;
  if (isTableRule(rule)) return null;
  const columnsOf = (paths: readonly string[]): readonly ContractProperty[] =>
    paths.flatMap((path) => byPath.get(path) ?? []);
  switch (rule.kind) {
    case 'present':
    case 'graph':
    case 'sql':
    case 'notChecked':
    case 'unknown':
      return null;
    case 'key':
      if (isInList) return { kind: 'rows', counter: new RowCounter() };
      return { kind: 'keys', counter: new KeyCounter(), columns: columnsOf(rule.columns) };
    case 'relationship':
      return { kind: 'keys', counter: new KeyCounter(), columns: columnsOf(rule.from) };
    case 'metric':
      if (rule.metric.kind === 'rowCount') return null;
      if (rule.metric.kind === 'duplicateValues' && !isInList)
        return { kind: 'keys', counter: new KeyCounter(), columns: columnsOf(rule.metric.columns) };
      return { kind: 'rows', counter: new RowCounter() };
    case 'sla': {
      const [column] = columnsOf([rule.element]);
      if (column === undefined) return null;
      return { kind: 'moments', counter: new MomentCounter(rule.property === 'frequency'), column };
    }
    case 'sorted': {
      const [column] = columnsOf([clause.root ?? '']);
      return column === undefined
        ? null
        : { kind: 'order', counter: new OrderCounter(rule.isDescending), column };
    }
    case 'correlation': {
      const [a, b] = rule.columns.map((path) => byPath.get(path));
      return a && b ? { kind: 'correlation', counter: new CorrelationCounter(), columns: [a, b] } : null;
    }
    case 'expression':
      return {
        kind: 'expression',
        counter: new ExpressionCounter(rule.expression, columnsOf(rule.columns), at),
      };
    default:
      return { kind: 'rows', counter: new RowCounter() };
  }
}

function testOf({ rule }: Clause, property: ContractProperty, match: MatchPattern): CellTest | null {
  if (rule.kind === 'key') return repeatsInRow(property);
  if (rule.kind !== 'metric') return breaking(rule as RowRule, property, match);
  const { metric } = rule;
  switch (metric.kind) {
    case 'nullValues':
      return nulls;
    case 'missingValues':
      return among(metric.values);
    case 'duplicateValues':
      return repeatsInRow(property);
    case 'invalidValues':
      return anyOf([
        ...(metric.values === null ? [] : [not(among(metric.values))]),
        ...(metric.pattern === null ? [] : [notMatching(metric.pattern, match)]),
      ]);
    default:
      return null;
  }
}

/** Marks values inside a row that stand in it before. */
function repeatsInRow({ logicalType }: ContractProperty): CellTest {
  return {
    mark(cells, marks) {
      let row = -1;
      let seen = new Set<string>();
      for (let at = 0; at < cells.length; at++) {
        if (cells.row(at) !== row) seen = new Set();
        row = cells.row(at);
        if (cells.isNull(at)) continue;
        const identity = identityOf(cells, at, logicalType);
        if (seen.has(identity)) marks[at] = 1;
        seen.add(identity);
      }
      return true;
    },
  };
}

/** Runs a property's tests over its values; `count` gets each row that a test marks, once a value. */
export function runTests(
  { tests, inner }: PropertyPlan,
  cells: Cells,
  count: (counter: RowCounter, row: number) => void,
): void {
  for (const { test, counter } of tests) {
    const marks = new Uint8Array(cells.length);
    if (!test.mark(cells, marks)) counter.isTold = false;
    for (let at = marks.indexOf(1); at !== -1; at = marks.indexOf(1, at + 1)) count(counter, cells.row(at));
  }
  for (const { step, plan } of inner) runTests(plan, stepInto(cells, step, plan.property.name), count);
}

/** Gives the moments of a column to a counter; values that say none are left out. */
export function countMoments(counter: MomentCounter, column: ContractProperty, cells: Cells): void {
  const read = readMomentOf(column);
  for (let at = 0; at < cells.length; at++) {
    const moment = cells.isNull(at) ? null : momentAt(cells, at, read);
    if (moment !== null) counter.add(moment);
  }
}
