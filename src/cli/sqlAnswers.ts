import { Worker } from 'node:worker_threads';
import sqlJs from 'sql.js/dist/sql-wasm-inline.js?raw';
import type { Clause } from '../gates/contract/clause';
import type { Contract, ContractObject } from '../gates/contract/contract';
import { mostSqlCells, SqlRows } from '../gates/contract/sqlRows';
import type { SqlAnswer } from '../gates/contract/sqlRule';
import type { RowConsumer } from '../table/tableRows';

/** What one query may take, in milliseconds. */
const queryBudgetMs = 5000;

/** What the thread runs beside SQLite: text, as a command is one file. */
const serve = `
const { parentPort } = require('node:worker_threads');
let database = null;
const quoted = (name) => '"' + name.replaceAll('"', '""') + '"';
const load = ({ name, columns, rows }) => {
  database.run('CREATE TABLE ' + quoted(name) + ' (' + columns.map(quoted).join(', ') + ')');
  if (rows.length === 0) return;
  database.run('BEGIN');
  const insert = database.prepare('INSERT INTO ' + quoted(name) + ' VALUES (' + columns.map(() => '?').join(', ') + ')');
  for (const row of rows) insert.run(row);
  insert.free();
  database.run('COMMIT');
};
const ask = (query) => {
  const statements = [...database.iterateStatements(query)].length;
  if (statements !== 1) throw new Error('it is ' + statements + ' statements, and one SELECT is run');
  if (!/^(?:\\s|--[^\\n]*\\n|\\/\\*[^]*?\\*\\/)*(?:select|with|values)\\b/i.test(query))
    throw new Error('it is no SELECT, and nothing else is run');
  const statement = database.prepare(query);
  try {
    const width = statement.getColumnNames().length;
    if (width !== 1) throw new Error('it gives ' + width + ' columns, and one value is compared');
    if (!statement.step()) throw new Error('it gives no row');
    const [value] = statement.get();
    if (statement.step()) throw new Error('it gives more than one row');
    return typeof value === 'object' && value !== null ? String(value) : value;
  } finally {
    statement.free();
  }
};
parentPort.on('message', async (message) => {
  try {
    database ??= new (await initSqlJs()).Database();
    if (message.table) {
      load(message.table);
      return parentPort.postMessage({ value: null });
    }
    database.run('PRAGMA query_only = ON');
    parentPort.postMessage({ value: ask(message.query) });
  } catch (error) {
    parentPort.postMessage({ fault: error instanceof Error ? error.message : String(error) });
  }
});
`;

/** Whether a contract has rules in SQL, so that its tables have to be loaded for them. */
export function hasSql({ objects }: Contract): boolean {
  return objects.some(({ clauses }) => clauses.some(({ rule }) => rule.kind === 'sql'));
}

/**
 * What the rules in SQL of a contract give, over those of its tables that could be read: each one SELECT, read-only, in a thread of its own
 * that is ended where one takes too long. `readInto` gives the rows of an object's table, and false where it cannot be read.
 */
export async function sqlAnswers(
  contract: Contract,
  readInto: (object: ContractObject, rows: RowConsumer) => Promise<boolean>,
): Promise<ReadonlyMap<Clause, SqlAnswer>> {
  const answers = new Map<Clause, SqlAnswer>();
  const database = new SqlThread();
  const faults: string[] = [];
  for (const object of contract.objects) {
    const rows = new SqlRows(object);
    if (!(await readInto(object, rows))) continue;
    if (rows.isTooLarge) faults.push(`${object.name} has more than ${mostSqlCells} cells`);
    else if (rows.columnNames.length > 0) {
      const { columnNames: columns } = rows;
      await database.ask({ table: { name: object.name, columns, rows: rows.rows } }, 60_000);
    }
  }
  for (const { clauses } of contract.objects)
    for (const clause of clauses) {
      if (clause.rule.kind !== 'sql') continue;
      const [fault] = faults;
      answers.set(
        clause,
        fault === undefined
          ? await database.ask({ query: clause.rule.query }, queryBudgetMs)
          : { kind: 'fault', message: `it is not run: ${fault}` },
      );
    }
  await database.end();
  return answers;
}

/** What the thread answers to each message. */
interface ThreadAnswer {
  readonly value?: string | number | null;
  readonly fault?: string;
}

/** A database in a thread of its own. Once it had to be ended, it answers nothing more. */
class SqlThread {
  #worker: Worker | null = null;
  #ended: string | null = null;
  #answer: (answer: SqlAnswer) => void = () => {};

  async ask(message: object, budgetMs: number): Promise<SqlAnswer> {
    if (this.#ended !== null) return { kind: 'fault', message: this.#ended };
    const worker = (this.#worker ??= this.#begin());
    let timer: NodeJS.Timeout | undefined;
    const answer = await new Promise<SqlAnswer>((resolve) => {
      this.#answer = resolve;
      timer = setTimeout(() => {
        this.#ended = 'a query before it took too long, and was ended';
        const words = `it took longer than ${budgetMs / 1000} seconds, and was ended`;
        resolve({ kind: 'fault', message: words });
      }, budgetMs);
      worker.postMessage(message);
    });
    clearTimeout(timer);
    if (this.#ended !== null) await worker.terminate();
    return answer;
  }

  #begin(): Worker {
    const worker = new Worker(`${sqlJs}\n${serve}`, { eval: true });
    worker.on('message', ({ value, fault }: ThreadAnswer) => {
      this.#answer(
        fault === undefined ? { kind: 'value', value: value ?? null } : { kind: 'fault', message: fault },
      );
    });
    worker.on('error', ({ message }: Error) => {
      this.#ended = message;
      this.#answer({ kind: 'fault', message });
    });
    return worker;
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }
}
