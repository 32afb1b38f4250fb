import type { ByteSource, TextCodec } from '../../lib/ports';
import { type DeclaredTable, readCreateTable } from './createTable';
import { MalformedDatabase } from './malformedDatabase';
import { SqlitePages } from './pages';
import { RecordReader, type SqliteValue } from './record';
import { scanTable } from './tableTree';

interface KnownTable extends DeclaredTable {
  readonly rootPage: number;
}

/**
 * A database file of SQLite 3, read table by table, in the order of the rows' numbers, without an index and without SQL. Changes in a
 * `-wal` file or a hot journal beside it are not in it. All of it throws `MalformedDatabase` and `UnreadableBytes`.
 */
export class SqliteDatabase {
  private readonly pages: SqlitePages;
  private readonly text: TextCodec;
  private readonly tables: ReadonlyMap<string, KnownTable>;

  private constructor(pages: SqlitePages, text: TextCodec, tables: ReadonlyMap<string, KnownTable>) {
    this.pages = pages;
    this.text = text;
    this.tables = tables;
  }

  static async open(source: ByteSource, text: TextCodec): Promise<SqliteDatabase> {
    const pages = await SqlitePages.open(source);
    const tables = new Map<string, KnownTable>();
    const reader = new RecordReader(pages.encoding, text, [0, 1, 3, 4], -1);
    await scanTable(pages, 1, (payload, rowId) => {
      const [type, name, rootPage, sql] = reader.read(payload, rowId);
      if (type !== 'table' || typeof name !== 'string' || typeof sql !== 'string') return;
      const declared = readCreateTable(sql);
      if (declared && typeof rootPage === 'number') tables.set(name, { ...declared, rootPage });
    });
    return new SqliteDatabase(pages, text, tables);
  }

  /** The tables that people made, in the order in which they are declared. */
  get tableNames(): readonly string[] {
    return [...this.tables.keys()].filter((name) => !name.startsWith('sqlite_'));
  }

  /** Whether changes may stand in a log beside the file. */
  get isLogged(): boolean {
    return this.pages.isLogged;
  }

  /** In their order; none of a table that is not there. */
  columnsOf(table: string): readonly string[] {
    return this.tables.get(table)?.columns ?? [];
  }

  has(table: string): boolean {
    return this.tables.has(table);
  }

  /**
   * Hands over these columns of every row; null for a column that the table, or an older row of it, does not have. The row is the
   * same array each time. A table that is not there has no rows.
   */
  async scan(
    table: string,
    columns: readonly string[],
    take: (row: readonly SqliteValue[]) => void,
  ): Promise<void> {
    const known = this.tables.get(table);
    if (!known) return;
    if (known.isWithoutRowId)
      throw new MalformedDatabase(`table ${table}`, 'tables WITHOUT ROWID are not read');
    const wanted = columns.map((column) => known.columns.indexOf(column));
    const reader = new RecordReader(this.pages.encoding, this.text, wanted, known.rowIdColumn);
    await scanTable(this.pages, known.rootPage, (payload, rowId) => take(reader.read(payload, rowId)));
  }
}
