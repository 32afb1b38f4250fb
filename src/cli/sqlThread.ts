import { Worker } from 'node:worker_threads';
import sqlJs from 'sql.js/dist/sql-wasm-inline.js?raw';
import { sqliteTables } from '../gates/contract/sqliteTables';
import type { SqlAnswer } from '../gates/contract/sqlRule';
import type { SqlDatabase } from '../operations/contracts/sqlAnswers';

/** What one query may take, in milliseconds. */
const queryBudgetMs = 5000;
/** What loading one table may take. */
const loadBudgetMs = 60_000;

/** What the thread runs beside SQLite: text, which no build has to place. */
const serve = `
const { parentPort } = require('node:worker_threads');
const tablesOf = ${sqliteTables.toString()};
let tables = null;
parentPort.on('message', async ({ table, query }) => {
  try {
    tables ??= tablesOf(new (await initSqlJs()).Database());
    parentPort.postMessage({ value: table ? (tables.load(table), null) : tables.ask(query) });
  } catch (error) {
    parentPort.postMessage({ fault: error instanceof Error ? error.message : String(error) });
  }
});
`;

/** What the thread answers to each message. */
interface ThreadAnswer {
  readonly value?: string | number | null;
  readonly fault?: string;
}

/** A database in a thread of its own, which is ended where one query takes too long; then it answers nothing more. */
export function sqlThread(): SqlDatabase {
  const thread = new SqlThread();
  return {
    load: (table) => thread.ask({ table }, loadBudgetMs),
    ask: (query) => thread.ask({ query }, queryBudgetMs),
    end: () => thread.end(),
  };
}

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
