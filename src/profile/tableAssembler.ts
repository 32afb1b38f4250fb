import { isColumnOfText, resolveColumnType } from '../table/columnType';
import { kindCount, kindOfType } from '../table/kinds';
import { columnTypes } from '../table/schema';
import type { ColumnSchema, ColumnType } from '../table/schema';
import type { ReadWarning } from '../table/reading';
import {
  HashSummer,
  logicalDigest,
  orderedRowDigest,
  sumOfPlacedRows,
  sumOfRows,
} from '../table/tableDigest';
import type { HashSum } from '../table/tableDigest';
import { profileOfColumn } from './columnProfile';
import { ColumnSum } from './columnSum';
import { PrefixSums } from './prefixSums';
import type { ColumnProfile } from './profile';
import { readerVersion, readingKey } from './readerVersion';
import type { FinishedTable, FinishInput, PartRevision, TablePart } from './tablePart';
import { registersOfState } from './valueRegisters';

const listedLineLimit = 20;

/** A column of the parts so far. What holds only if it is not of text stands apart until that is known. */
interface AssembledColumn {
  readonly kindCounts: Float64Array;
  readonly sure: ColumnSum;
  /** Of parts where canonical forms are not the cells' text; null where there are none. */
  unsure: ColumnSum | null;
  declaredKind: number;
}

/** A part that has to be read again if one of some columns proves to be of text. */
interface UnsurePart {
  readonly part: number;
  readonly firstRow: number;
  readonly rowCount: number;
  readonly columns: ReadonlySet<string>;
  sum: HashSum;
  placedSum: HashSum;
}

/**
 * Puts the parts of one table together as they come, in file order; holds no rows and no row hashes. Each part takes a
 * column for what its own cells are. What a column is shows when all parts are there: `nextRevisions` are the parts that were mistaken
 * and have to be read again, and `revise` takes them.
 */
export class TableAssembler {
  readonly #columns = new Map<string, AssembledColumn>();
  readonly #prefix: PrefixSums | null;
  readonly #sum = new HashSummer();
  readonly #placedSum = new HashSummer();
  readonly #unsure = new Map<number, UnsurePart>();
  readonly #warnings: ReadWarning[] = [];
  readonly #skippedLines: number[] = [];
  #skippedCount = 0;
  #partCount = 0;
  #rowCount = 0;
  #lineCount = 0;

  constructor({ prefix }: Pick<FinishInput, 'prefix'>) {
    this.#prefix = prefix === null ? null : new PrefixSums(prefix);
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
    const unsureColumns = new Set<string>();
    part.columnNames.forEach((name, index) => {
      const state = part.columns[index]!;
      const column = this.#columnOf(name);
      column.declaredKind ||= part.declaredKinds[index] ?? 0;
      for (let k = 0; k < kindCount; k++) column.kindCounts[k]! += state.kindCounts[k]!;
      // What a format declares holds whatever comes.
      if (state.isChanged && !state.isText && part.declaredKinds[index] === 0) {
        unsureColumns.add(name);
        (column.unsure ??= new ColumnSum()).merge(state);
      } else {
        column.sure.merge(state);
      }
    });
    this.#addHashes(part, unsureColumns);
    this.#prefix?.add(this.#partCount, part, this.#rowCount);
    for (const line of part.skippedRows.firstLines) {
      if (this.#skippedLines.length < listedLineLimit) this.#skippedLines.push(line + this.#lineCount);
    }
    this.#skippedCount += part.skippedRows.count;
    this.#warnings.push(...part.warnings);
    this.#partCount++;
    this.#rowCount += part.rowCount;
    this.#lineCount += part.lineCount;
  }

  #columnOf(name: string): AssembledColumn {
    const known = this.#columns.get(name);
    if (known !== undefined) return known;
    const column = {
      kindCounts: new Float64Array(kindCount),
      sure: new ColumnSum(),
      unsure: null,
      declaredKind: 0,
    };
    this.#columns.set(name, column);
    return column;
  }

  #addHashes({ rowHashes, rowCount }: TablePart, columns: ReadonlySet<string>): void {
    const sum = sumOfRows(rowHashes);
    const placedSum = sumOfPlacedRows(rowHashes, this.#rowCount);
    if (columns.size === 0) {
      this.#sum.add(sum);
      this.#placedSum.add(placedSum);
      return;
    }
    const firstRow = this.#rowCount;
    this.#unsure.set(this.#partCount, { part: this.#partCount, firstRow, rowCount, columns, sum, placedSum });
  }

  /** The parts that have to be read again before the table can be finished; none where all is well. Ask until there are none. */
  nextRevisions(): readonly PartRevision[] {
    const textColumns = this.#textColumns();
    const mistaken = textColumns.filter((name) => this.#columns.get(name)!.unsure !== null);
    const ofTable = [...this.#unsure.values()]
      .filter(({ columns }) => mistaken.some((name) => columns.has(name)))
      .map(({ part, rowCount }) => ({ part, purpose: 'table' as const, textColumns, rowLimit: rowCount }));
    for (const name of mistaken) this.#columns.get(name)!.unsure = null;
    return [...ofTable, ...(this.#prefix?.nextRevisions() ?? [])];
  }

  #textColumns(): readonly string[] {
    return [...this.#columns]
      .filter(([, { kindCounts, declaredKind }]) => declaredKind === 0 && isColumnOfText(kindCounts))
      .map(([name]) => name);
  }

  /** Takes a part that was read again: of its columns those that were mistaken, and the hashes of its rows. */
  revise(revision: PartRevision, part: TablePart): void {
    if (revision.purpose === 'prefix') {
      this.#prefix?.revise(revision, part);
      return;
    }
    const before = this.#unsure.get(revision.part);
    if (before === undefined) throw new RangeError(`part ${revision.part} is sure`);
    const wanted = new Set(revision.textColumns.filter((name) => before.columns.has(name)));
    part.columnNames.forEach((name, index) => {
      if (wanted.has(name)) this.#columns.get(name)!.sure.merge(part.columns[index]!);
    });
    before.sum = sumOfRows(part.rowHashes);
    before.placedSum = sumOfPlacedRows(part.rowHashes, before.firstRow);
  }

  /** The reading and the profile of all parts added; ends the assembler. `columnNames` are there even where no part was. */
  finish(input: FinishInput, columnNames: readonly string[] = []): FinishedTable {
    for (const name of columnNames) this.#columnOf(name);
    for (const { sum, placedSum } of this.#unsure.values()) {
      this.#sum.add(sum);
      this.#placedSum.add(placedSum);
    }
    const names = [...this.#columns.keys()];
    const warnings = [...(input.warnings ?? []), ...this.#warnings];
    if (this.#skippedCount > 0) {
      warnings.push({ kind: 'skippedRows', count: this.#skippedCount, firstLines: this.#skippedLines });
    }
    const columns: ColumnProfile[] = [];
    const schema: ColumnSchema[] = [];
    const registers = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const [name, { sure, unsure, declaredKind }] of this.#columns) {
      if (unsure !== null) sure.merge(unsure.state());
      const state = sure.state();
      const resolved = resolveColumnType(name, state.kindCounts);
      const type: ColumnType = resolved.type === 'empty' ? columnTypeOfKind(declaredKind) : resolved.type;
      const column = profileOfColumn(name, this.#rowCount, type, state);
      warnings.push(...resolved.warnings);
      columns.push(column);
      if (input.keepsRegisters && !column.frequent.isComplete) registers.set(name, registersOfState(state));
      schema.push({ name, type, nullable: column.nullCount > 0 });
    }
    const { hashers, digest, format, options } = input;
    const reading = {
      key: readingKey(digest, options),
      digest,
      format,
      options,
      readerVersion,
      rowCount: this.#rowCount,
      columns: schema,
      logicalDigest: logicalDigest(hashers, names, this.#rowCount, this.#sum.sum()),
      orderedRowDigest: orderedRowDigest(hashers, names, this.#rowCount, this.#placedSum.sum()),
      prefix: this.#prefix?.digest(hashers, names) ?? null,
      warnings,
    };
    const profile = { rowCount: this.#rowCount, columns };
    return input.keepsRegisters ? { reading, profile, registers } : { reading, profile };
  }
}

function columnTypeOfKind(kind: number): ColumnType {
  return columnTypes.find((type) => kindOfType[type] === kind) ?? 'empty';
}
