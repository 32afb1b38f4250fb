import type { ByteSource } from '../../lib/ports';
import { err, ok } from '../../lib/result';
import { tableLimits } from '../../profile/tablePart';
import { uniqueColumnNames } from '../../table/columnNames';
import type { ReadFailure, ReadWarning } from '../../table/reading';
import { chosenTable, type ContainerWords, otherTables } from '../chosenTable';
import type { ReadContext, ReadOutcome } from '../reading';
import { failureOf, Refusal } from '../refusal';
import { TypedParts } from '../typedParts';
import { SqliteDatabase } from './database';
import { MalformedDatabase } from './malformedDatabase';
import type { SqliteValue } from './record';

/** Rows between which cancelling is asked for. */
const rowsAtOnce = 4096;
const words: ContainerWords = { container: 'database', table: 'table' };

/** Thrown through a scan, which knows no other way to end. */
class Stopped extends Error {}

/**
 * Reads one table of a database of SQLite: the one that is asked for, else the first that it declares. Types are those of the values. Fails
 * with `malformedSqlite`, with `unsupported` for tables WITHOUT ROWID, and where it has no such table.
 */
export async function readSqlite(source: ByteSource, context: ReadContext): Promise<ReadOutcome> {
  let failure: ReadFailure | null = null;
  try {
    const database = await SqliteDatabase.open(source, context.text);
    const table = chosenTable(database.tableNames, context.options.table ?? null, words);
    const columns = database.columnsOf(table);
    if (columns.length > tableLimits.columnCount)
      throw new Refusal('tooLarge', `the table has more than ${tableLimits.columnCount} columns`);
    const { names, warnings } = uniqueColumnNames(columns);
    const parts = new TypedParts(
      names.map((name) => ({ name, declared: null })),
      context,
    );
    let rows: SqliteValue[][] = [];
    const flush = (): void => {
      context.cancellation.throwIfAborted();
      failure = parts.add(rows.length, (column, row) => rows[row]![column]);
      rows = [];
      if (failure) throw new Stopped();
    };
    await database.scan(table, columns, (row) => {
      rows.push([...row]);
      if (rows.length === rowsAtOnce) flush();
    });
    flush();
    failure = parts.finish();
    if (failure) return err(failure);
    return ok({ columnNames: names, warnings: [...warnings, ...warningsOf(database, table)] });
  } catch (error) {
    context.cancellation.throwIfAborted();
    if (error instanceof Stopped && failure) return err(failure);
    if (error instanceof MalformedDatabase) return err(damaged(error));
    return err(failureOf(error, 'malformedSqlite'));
  }
}

function warningsOf({ tableNames, isLogged }: SqliteDatabase, table: string): readonly ReadWarning[] {
  const log = isLogged
    ? ['the database keeps a log beside it (-wal): changes that stand there alone are not read']
    : [];
  return [...otherTables(tableNames, table, words), ...log].map((message) => ({ kind: 'other', message }));
}

function damaged({ place, message }: MalformedDatabase): ReadFailure {
  const kind = message.includes('WITHOUT ROWID') ? 'unsupported' : 'malformedSqlite';
  return { kind, message: place === '' ? message : `${place}: ${message}` };
}
