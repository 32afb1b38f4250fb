import type { RowConsumer, TableRows } from '../../table/tableRows';
import type { Clause } from './clause';
import { ColumnCells, type Cells } from './cells';
import { identityOf, type RowCounter } from './collectors';
import { joinKey, KeyCounter } from './keyCounter';
import type { ContractObject, ContractProperty } from './contract';
import { judgeClause } from './judgeClause';
import { columnOf } from './columnOf';
import { membersByRow, waysTo, type Way } from './innerColumn';
import { countMoments, planObject, runTests, type ClauseCounter, type ObjectPlan } from './objectPlan';
import { kind } from '../../table/kinds';
import type { MatchPattern } from './patternMarks';
import type { SqlAnswer } from './sqlRule';
import type { TableFacts } from './tableFacts';
import type { TargetKeys } from './judgedTable';
import type { FailingRow, KeyPart, Outcome } from './verdict';

/** What a check needs beside the rows. */
export interface CheckContext {
  readonly match: MatchPattern;
  /** Now, in milliseconds since 1970. */
  readonly at: number;
  /** The sets of columns of this object that relationships point to. */
  readonly targets: readonly (readonly string[])[];
}

/** Judges one table by the clauses of one object, in one pass over its rows for all of them together. Parts merge in their order. */
export class ObjectCheck implements RowConsumer {
  readonly #object: ContractObject;
  readonly #context: CheckContext;
  readonly #plan: ObjectPlan;
  readonly #ways: ReadonlyMap<string, Way>;
  readonly #keyProperties: readonly ContractProperty[];
  readonly #targets: readonly { readonly columns: readonly string[]; readonly counter: KeyCounter }[];
  #rowCount = 0;

  constructor(object: ContractObject, context: CheckContext) {
    this.#object = object;
    this.#context = context;
    this.#plan = planObject(object, context.match, context.at);
    this.#ways = waysTo(object.properties);
    this.#keyProperties = object.properties.filter(({ isKey }) => isKey);
    this.#targets = context.targets.map((columns) => ({ columns, counter: new KeyCounter() }));
  }

  take(rows: TableRows): void {
    const cellsOf = cellsByColumn(rows, this.#ways);
    const rowOf = (row: number): FailingRow => ({
      row: this.#rowCount + row + 1,
      key: this.#keyOf(row, cellsOf),
    });
    const count = (counter: RowCounter, row: number): void => counter.add(() => rowOf(row));
    for (const plan of this.#plan.properties) runTests(plan, cellsOf(plan.property), count);
    for (const counted of this.#plan.counters.values()) {
      if (counted.kind === 'keys') this.#countKeys(counted.counter, counted.columns, cellsOf, rows.rowCount);
      if (counted.kind === 'moments') countMoments(counted.counter, counted.column, cellsOf(counted.column));
      if (counted.kind === 'order') counted.counter.take(cellsOf(counted.column), this.#rowCount);
      if (counted.kind === 'correlation')
        counted.counter.take(cellsOf(counted.columns[0]), cellsOf(counted.columns[1]));
      if (counted.kind === 'expression') counted.counter.take(rows.rowCount, cellsOf, rowOf);
    }
    for (const { columns, counter } of this.#targets) {
      const properties = columns.flatMap((path) => this.#property(path) ?? []);
      this.#countKeys(counter, properties, cellsOf, rows.rowCount);
    }
    this.#rowCount += rows.rowCount;
  }

  /** Takes in the rows that follow these; the other check must be of the same object. */
  merge(next: ObjectCheck): void {
    const merged = new Set<ClauseCounter>();
    for (const [clause, counted] of this.#plan.counters) {
      if (merged.has(counted)) continue;
      merged.add(counted);
      const other = next.#plan.counters.get(clause);
      if (counted.kind === 'rows' && other?.kind === 'rows')
        counted.counter.merge(other.counter, this.#rowCount);
      if (counted.kind === 'keys' && other?.kind === 'keys') counted.counter.merge(other.counter);
      if (counted.kind === 'moments' && other?.kind === 'moments') counted.counter.merge(other.counter);
      if (counted.kind === 'correlation' && other?.kind === 'correlation')
        counted.counter.merge(other.counter);
      if (counted.kind === 'order' && other?.kind === 'order')
        counted.counter.merge(other.counter, this.#rowCount);
      if (counted.kind === 'expression' && other?.kind === 'expression')
        counted.counter.merge(other.counter, this.#rowCount);
    }
    this.#targets.forEach(({ counter }, index) => counter.merge(next.#targets[index]!.counter));
    this.#rowCount += next.#rowCount;
  }

  /** The values of columns that were asked for as a target. */
  targetKeys(columns: readonly string[]): KeyCounter | null {
    const found = this.#targets.find((target) => joinKey(target.columns) === joinKey(columns));
    return found?.counter ?? null;
  }

  /** What each clause says, in their order. */
  finish(
    columnNames: readonly string[],
    targetKeys: TargetKeys,
    facts: TableFacts,
    sqlAnswers: ReadonlyMap<Clause, SqlAnswer>,
    personalNames: readonly string[],
  ): ReadonlyMap<Clause, Outcome> {
    const { at } = this.#context;
    const sqlAnswer = (clause: Clause): SqlAnswer | null => sqlAnswers.get(clause) ?? null;
    const table = {
      object: this.#object,
      columnNames,
      rowCount: this.#rowCount,
      at,
      targetKeys,
      facts,
      sqlAnswer,
      personalNames,
    };
    return new Map(
      this.#object.clauses.map((clause) => [
        clause,
        judgeClause(clause, this.#plan.counters.get(clause) ?? null, table),
      ]),
    );
  }

  #property(path: string): ContractProperty | undefined {
    return this.#ways.get(path)?.at(-1);
  }

  #keyOf(row: number, cellsOf: (property: ContractProperty) => Cells): readonly KeyPart[] | null {
    if (this.#keyProperties.length === 0) return null;
    return this.#keyProperties.map((property) => {
      const cells = cellsOf(property);
      return { column: property.path, value: cells.isNull(row) ? null : cells.text(row) };
    });
  }

  #countKeys(
    counter: KeyCounter,
    properties: readonly ContractProperty[],
    cellsOf: (property: ContractProperty) => Cells,
    rowCount: number,
  ): void {
    const columns = properties.map(cellsOf);
    for (let row = 0; row < rowCount; row++) {
      const isWhole = columns.every((cells) => !cells.isNull(row));
      const key = isWhole
        ? joinKey(columns.map((cells, index) => identityOf(cells, row, properties[index]!.logicalType)))
        : null;
      counter.add(key);
    }
  }
}

/** The cells of a property, one a row: of a column, or of a member inside of one. */
function cellsByColumn(
  rows: TableRows,
  ways: ReadonlyMap<string, Way>,
): (property: ContractProperty) => Cells {
  const known = new Map<string, Cells>();
  const make = (property: ContractProperty): Cells => {
    const way = ways.get(property.path) ?? [property];
    if (way.length > 1) return membersByRow(cellsOf(way[0]!), way);
    const column = columnOf(property, rows.columnNames);
    return column === -1 ? absentCells(rows.rowCount) : new ColumnCells(rows, column);
  };
  const cellsOf = (property: ContractProperty): Cells => {
    const cells = known.get(property.path) ?? make(property);
    known.set(property.path, cells);
    return cells;
  };
  return cellsOf;
}

/** The cells of a column that no row of a batch has. */
function absentCells(length: number): Cells {
  return {
    length,
    row: (at) => at,
    isNull: () => true,
    text: () => '',
    canonical: () => '',
    kind: () => kind.empty,
    number: () => Number.NaN,
    origin: () => 'declared',
    node: () => null,
    has: () => false,
  };
}
