import { resolveColumnType } from '../table/columnType';
import { kindOfType } from '../table/kinds';
import { columnTypes } from '../table/schema';
import type { ColumnSchema, ColumnType } from '../table/schema';
import type { PrefixDigest, ReadWarning } from '../table/reading';
import { logicalDigest, orderedRowDigest, RowHashChain, RowHashSum } from '../table/tableDigest';
import { ColumnAccumulator } from './columnAccumulator';
import { profileOfColumn } from './columnProfile';
import type { ColumnProfile } from './profile';
import { readerVersion, readingKey } from './readerVersion';
import type { FinishedTable, FinishInput, TablePart } from './tablePart';

const listedLineLimit = 20;

/** Puts the parts of one table together as they come, in file order; holds no rows and no row hashes. */
export class TableAssembler {
  readonly #input: Pick<FinishInput, 'hashers' | 'prefix'>;
  readonly #columns = new Map<string, { readonly values: ColumnAccumulator; declaredKind: number }>();
  readonly #sum = new RowHashSum();
  readonly #prefixSum = new RowHashSum();
  readonly #chain: RowHashChain;
  readonly #warnings: ReadWarning[] = [];
  readonly #skippedLines: number[] = [];
  #skippedCount = 0;
  #rowCount = 0;
  #lineCount = 0;

  constructor(input: Pick<FinishInput, 'hashers' | 'prefix'>) {
    this.#input = input;
    this.#chain = new RowHashChain(input.hashers);
  }

  /** Rows in the parts so far. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** Lines in the parts so far, and those passed. */
  get lineCount(): number {
    return this.#lineCount;
  }

  /** Notes lines that belong to no part, such as a header's. */
  passLines(count: number): void {
    this.#lineCount += count;
  }

  add(part: TablePart): void {
    part.columnNames.forEach((name, index) => {
      let column = this.#columns.get(name);
      if (column === undefined) {
        column = { values: new ColumnAccumulator(), declaredKind: 0 };
        this.#columns.set(name, column);
      }
      column.declaredKind ||= part.declaredKinds[index] ?? 0;
      column.values.merge(part.columns[index]!);
    });
    this.#sum.add(part.rowHashes);
    this.#chain.add(part.rowHashes);
    const prefixRows = Math.min(part.rowCount, (this.#input.prefix?.rowCount ?? 0) - this.#rowCount);
    if (prefixRows > 0) this.#prefixSum.add(part.prefixHashes ?? part.rowHashes, 0, prefixRows);
    for (const line of part.skippedRows.firstLines) {
      if (this.#skippedLines.length < listedLineLimit) this.#skippedLines.push(line + this.#lineCount);
    }
    this.#skippedCount += part.skippedRows.count;
    this.#warnings.push(...part.warnings);
    this.#rowCount += part.rowCount;
    this.#lineCount += part.lineCount;
  }

  /** The reading and the profile of all parts added; ends the assembler. `columnNames` are there even where no part was. */
  finish(input: FinishInput, columnNames: readonly string[] = []): FinishedTable {
    for (const name of columnNames) {
      if (!this.#columns.has(name))
        this.#columns.set(name, { values: new ColumnAccumulator(), declaredKind: 0 });
    }
    const names = [...this.#columns.keys()];
    const warnings = [...(input.warnings ?? []), ...this.#warnings];
    if (this.#skippedCount > 0) {
      warnings.push({ kind: 'skippedRows', count: this.#skippedCount, firstLines: this.#skippedLines });
    }
    const columns: ColumnProfile[] = [];
    const schema: ColumnSchema[] = [];
    for (const [name, { values, declaredKind }] of this.#columns) {
      const state = values.state();
      const resolved = resolveColumnType(name, state.kindCounts);
      const type: ColumnType = resolved.type === 'empty' ? columnTypeOfKind(declaredKind) : resolved.type;
      const column = profileOfColumn(name, this.#rowCount, type, state);
      warnings.push(...resolved.warnings);
      columns.push(column);
      schema.push({ name, type, nullable: column.nullCount > 0 });
    }
    const reading = {
      key: readingKey(input.digest, input.options),
      digest: input.digest,
      format: input.format,
      options: input.options,
      readerVersion,
      rowCount: this.#rowCount,
      columns: schema,
      logicalDigest: logicalDigest(input.hashers, names, this.#rowCount, this.#sum),
      orderedRowDigest: orderedRowDigest(input.hashers, names, this.#rowCount, this.#chain),
      prefix: this.#prefixDigest(),
      warnings,
    };
    return { reading, profile: { rowCount: this.#rowCount, columns } };
  }

  /** Null where none is asked for, and where the table has fewer rows or lacks one of the columns: the rows are not there. */
  #prefixDigest(): PrefixDigest | null {
    const { prefix, hashers } = this.#input;
    if (prefix === null || prefix.rowCount > this.#rowCount) return null;
    if (!prefix.columnNames.every((name) => this.#columns.has(name))) return null;
    const { rowCount, columnNames } = prefix;
    return {
      rowCount,
      columnNames,
      logicalDigest: logicalDigest(hashers, columnNames, rowCount, this.#prefixSum),
    };
  }
}

function columnTypeOfKind(kind: number): ColumnType {
  return columnTypes.find((type) => kindOfType[type] === kind) ?? 'empty';
}

/** The reading and the profile of a table from its parts in file order. */
export function finishTable(parts: Iterable<TablePart>, input: FinishInput): FinishedTable {
  const assembler = new TableAssembler(input);
  for (const part of parts) assembler.add(part);
  return assembler.finish(input);
}
