import type { Hashers } from '../lib/ports';
import { isColumnOfText } from '../table/columnType';
import { kindCount } from '../table/kinds';
import type { PrefixDigest, PrefixRequest } from '../table/reading';
import { HashSummer, logicalDigest, sumOfRows, type HashSum } from '../table/tableDigest';
import type { PartRevision, TablePart } from './tablePart';

/** The rows of a part that are in the prefix, where it matters what some columns are taken for. */
interface UnsurePart {
  readonly part: number;
  readonly rowCount: number;
  /** These columns: canonical forms are not the cells' text. */
  readonly columns: ReadonlySet<string>;
  readonly sum: HashSum;
}

type KindCounts = ReadonlyMap<string, Float64Array>;

/**
 * What a prefix digest is made of: the hashes of a table's first rows over some columns. A column is what the cells of these rows
 * are, whatever comes behind them; so the part in which the prefix ends may have to be read again up to there.
 */
export class PrefixSums {
  readonly #request: PrefixRequest;
  readonly #kindCounts: KindCounts;
  readonly #sum = new HashSummer();
  readonly #unsure: UnsurePart[] = [];
  /** The part in which the prefix ends before its rows do, until it is known which kinds of its cells are in the prefix. */
  #last: { readonly part: UnsurePart; readonly kindsOfAll: KindCounts } | null = null;
  #rowCount = 0;
  readonly #present = new Set<string>();

  constructor(request: PrefixRequest) {
    this.#request = request;
    this.#kindCounts = new Map(request.columnNames.map((name) => [name, new Float64Array(kindCount)]));
  }

  add(number: number, part: TablePart, firstRow: number): void {
    for (const name of part.columnNames) if (this.#kindCounts.has(name)) this.#present.add(name);
    const rowCount = Math.min(part.rowCount, this.#request.rowCount - firstRow);
    if (rowCount <= 0) return;
    this.#rowCount += rowCount;
    if (rowCount === part.rowCount) {
      this.#take(number, part);
      return;
    }
    const kindsOfAll = this.#kindsOf(part);
    // A column that was found to be of text behind the prefix may be something else within it.
    const columns = new Set(
      part.columns.flatMap((state, index) => this.#changedName(part, index, state.isChanged)),
    );
    this.#last = { part: { part: number, rowCount, columns, sum: sumOf(part, rowCount) }, kindsOfAll };
  }

  /** Takes a part all of whose rows are in the prefix. */
  #take(number: number, part: TablePart): void {
    const { rowCount } = part;
    for (const [name, counts] of this.#kindsOf(part)) {
      const sums = this.#kindCounts.get(name)!;
      for (let k = 0; k < kindCount; k++) sums[k]! += counts[k]!;
    }
    const columns = new Set(
      part.columns.flatMap((state, index) =>
        this.#changedName(part, index, state.isChanged && !state.isText),
      ),
    );
    const sum = sumOf(part, rowCount);
    if (columns.size === 0) this.#sum.add(sum);
    else this.#unsure.push({ part: number, rowCount, columns, sum });
  }

  #changedName({ columnNames, declaredKinds }: TablePart, index: number, isChanged: boolean): string[] {
    const name = columnNames[index]!;
    return isChanged && declaredKinds[index] === 0 && this.#kindCounts.has(name) ? [name] : [];
  }

  #kindsOf({ columnNames, columns }: TablePart): KindCounts {
    const kinds = columnNames.map((name, index) => [name, columns[index]!.kindCounts] as const);
    return new Map(kinds.filter(([name]) => this.#kindCounts.has(name)));
  }

  /** The parts that have to be read again as they are within the prefix; none where all is well. Ask until there are none. */
  nextRevisions(): readonly PartRevision[] {
    if (this.#rowCount < this.#request.rowCount || this.#present.size < this.#kindCounts.size) return [];
    if (this.#last !== null && this.#matters(this.#last.kindsOfAll)) {
      const { part, rowCount } = this.#last.part;
      return [{ part, purpose: 'prefix', textColumns: [], rowLimit: rowCount }];
    }
    if (this.#last !== null) this.#sum.add(this.#last.part.sum);
    this.#last = null;
    const textColumns = [...this.#kindCounts]
      .filter(([, counts]) => isColumnOfText(counts))
      .map(([name]) => name);
    return this.#unsure
      .filter(({ columns }) => textColumns.some((name) => columns.has(name)))
      .map(({ part, rowCount }) => ({ part, purpose: 'prefix', textColumns, rowLimit: rowCount }));
  }

  /** Whether it matters which kinds the prefix has of its last part: not where no cell changed, or all are of one kind at any rate. */
  #matters(kindsOfAll: KindCounts): boolean {
    const parts = [...this.#unsure, this.#last!.part];
    return [...kindsOfAll].some(([name, counts]) => {
      if (!parts.some(({ columns }) => columns.has(name))) return false;
      const before = this.#kindCounts.get(name)!;
      return isColumnOfText(counts.map((count, k) => count + before[k]!));
    });
  }

  revise({ part: number }: PartRevision, part: TablePart): void {
    if (this.#last?.part.part === number) {
      this.#last = null;
      this.#take(number, part);
      return;
    }
    const index = this.#unsure.findIndex((candidate) => candidate.part === number);
    this.#unsure.splice(index, 1);
    this.#sum.add(sumOf(part, part.rowCount));
  }

  /** Ends the sums. Null where the table has fewer rows or lacks one of the columns: the rows are not there. */
  digest(hashers: Hashers, names: readonly string[]): PrefixDigest | null {
    const { rowCount, columnNames } = this.#request;
    if (this.#rowCount < rowCount || !columnNames.every((name) => names.includes(name))) return null;
    for (const part of this.#unsure) this.#sum.add(part.sum);
    if (this.#last !== null) this.#sum.add(this.#last.part.sum);
    return {
      rowCount,
      columnNames,
      logicalDigest: logicalDigest(hashers, columnNames, rowCount, this.#sum.sum()),
    };
  }
}

function sumOf({ prefixHashes, rowHashes }: TablePart, rowCount: number): HashSum {
  return sumOfRows(prefixHashes ?? rowHashes, 0, rowCount);
}
