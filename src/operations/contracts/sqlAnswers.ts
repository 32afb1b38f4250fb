import type { Clause } from '../../gates/contract/clause';
import type { ContractObject } from '../../gates/contract/contract';
import { isNamedIn } from '../../gates/contract/neededObjects';
import { mostSqlCells, SqlRows } from '../../gates/contract/sqlRows';
import type { SqlTable } from '../../gates/contract/sqliteTables';
import type { SqlAnswer } from '../../gates/contract/sqlRule';
import type { RowConsumer } from '../../table/tableRows';

/** SQLite, wherever it runs. A query that takes too long answers with a fault. */
export interface SqlDatabase {
  load(table: SqlTable): Promise<SqlAnswer>;
  ask(query: string): Promise<SqlAnswer>;
  end(): Promise<void>;
}

/** Whether one of these has rules in SQL, so that tables have to be loaded for them. */
export function hasSql(objects: readonly ContractObject[]): boolean {
  return objects.some(({ clauses }) => clauses.some(({ rule }) => rule.kind === 'sql'));
}

/** Gives the rows of an object's table; null where all came, else why it cannot be read. */
export type ReadInto = (object: ContractObject, rows: RowConsumer) => Promise<string | null>;

/**
 * What the rules in SQL of some objects give, over those tables of the contract that they name and that can be read [K26]: each one SELECT,
 * read-only. What SQLite refuses is a fault, with its words, and why a table is not there.
 */
export async function sqlAnswers(
  asking: readonly ContractObject[],
  objects: readonly ContractObject[],
  readInto: ReadInto,
  database: SqlDatabase,
): Promise<ReadonlyMap<Clause, SqlAnswer>> {
  const clauses = asking.flatMap((object) => object.clauses.filter(({ rule }) => rule.kind === 'sql'));
  const faults = new Map<string, string>();
  for (const object of objects.filter(({ name }) => clauses.some((clause) => names(clause, name)))) {
    const fault = await loadTable(object, readInto, database);
    if (fault !== null) faults.set(object.name, fault);
  }
  const answers = new Map<Clause, SqlAnswer>();
  for (const clause of clauses) {
    if (clause.rule.kind !== 'sql') continue;
    const missing = [...faults].filter(([name]) => names(clause, name));
    const answer = await database.ask(clause.rule.query);
    answers.set(clause, answer.kind === 'fault' ? withReasons(answer.message, missing) : answer);
  }
  await database.end();
  return answers;
}

function names({ rule }: Clause, name: string): boolean {
  return rule.kind === 'sql' && isNamedIn(rule.query, name);
}

/** Why a table is not in the database; null where it is. */
async function loadTable(
  object: ContractObject,
  readInto: ReadInto,
  database: SqlDatabase,
): Promise<string | null> {
  const rows = new SqlRows(object);
  const fault = await readInto(object, rows);
  if (fault !== null) return fault;
  if (rows.isTooLarge) return `it has more than ${mostSqlCells} cells`;
  if (rows.columnNames.length === 0) return 'it has no columns';
  const { name } = object;
  const loaded = await database.load({ name, columns: rows.columnNames, rows: rows.rows });
  return loaded.kind === 'fault' ? loaded.message : null;
}

function withReasons(message: string, missing: readonly (readonly [name: string, why: string])[]): SqlAnswer {
  const reasons = missing.map(([name, why]) => `; ${name}: ${why}`);
  return { kind: 'fault', message: `${message}${reasons.join('')}` };
}
