import type { HashedRows } from './hashedRows';

/** Which rows of two tables are the same row, and which of those say something else. Rows count from 0. */
export interface RowMatch {
  /** By current row: its reference row, or -1 where it was added. */
  readonly referenceOf: Int32Array;
  /** By current row: 1 where it has a reference row and says something else, or the same in other words until `settleChanges`. */
  readonly isChanged: Uint8Array;
  /** By reference row: 1 where no current row is it. */
  readonly isRemoved: Uint8Array;
  readonly counts: {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly unchanged: number;
  };
  /** Rows whose key an earlier row of the same side has. */
  readonly repeatedKeys: { readonly reference: number; readonly current: number };
}

/**
 * Joins two tables by the hash of their keys. Where several rows have one key, the first of one side is the first of the
 * other, and so on. Linear in the rows of both; a hash of 64 bits takes two of a million different keys for one
 * with a probability of about 3e-8.
 */
export function matchRows(reference: HashedRows, current: HashedRows): RowMatch {
  const { referenceOf, repeatedKeys } = joinKeys(reference, current);
  const before = reference.values;
  const after = current.values;
  const isChanged = new Uint8Array(current.rowCount);
  const isRemoved = new Uint8Array(reference.rowCount).fill(1);
  let matched = 0;
  let changed = 0;
  for (let row = 0; row < current.rowCount; row++) {
    const found = referenceOf[row]!;
    if (found < 0) continue;
    isRemoved[found] = 0;
    matched++;
    if (before[found * 2] === after[row * 2] && before[found * 2 + 1] === after[row * 2 + 1]) continue;
    isChanged[row] = 1;
    changed++;
  }
  return {
    referenceOf,
    isChanged,
    isRemoved,
    counts: {
      added: current.rowCount - matched,
      removed: reference.rowCount - matched,
      changed,
      unchanged: matched - changed,
    },
    repeatedKeys,
  };
}

/**
 * The match once its changed rows were looked at more closely: the k-th of them, in the order of the current side, is changed where the
 * k-th hashes of the two sides differ.
 */
export function settleChanges(match: RowMatch, before: Int32Array, after: Int32Array): RowMatch {
  const isChanged = match.isChanged.slice();
  let at = 0;
  let same = 0;
  for (let row = 0; row < isChanged.length; row++) {
    if (isChanged[row] === 0) continue;
    if (before[at] === after[at] && before[at + 1] === after[at + 1]) {
      isChanged[row] = 0;
      same++;
    }
    at += 2;
  }
  const { changed, unchanged } = match.counts;
  const counts = { ...match.counts, changed: changed - same, unchanged: unchanged + same };
  return { ...match, isChanged, counts };
}

/** Rows of a partition, so that its index stays in the nearest cache. */
const partitionRows = 2048;
const mostPartitionBits = 12;

/** Partition by partition: to look a key up among all rows would wait for memory each time. */
function joinKeys(
  reference: HashedRows,
  current: HashedRows,
): Pick<RowMatch, 'referenceOf' | 'repeatedKeys'> {
  const wanted = Math.log2(Math.max(reference.rowCount, current.rowCount, 1) / partitionRows);
  const bits = Math.min(mostPartitionBits, Math.max(0, Math.ceil(wanted)));
  const before = partitioned(reference, bits);
  const after = partitioned(current, bits);
  const referenceOf = new Int32Array(current.rowCount).fill(-1);
  const repeatedKeys = { reference: 0, current: 0 };
  const index = new KeyIndex(bits);
  for (let partition = 0; partition < 1 << bits; partition++) {
    const from = before.starts[partition]!;
    const to = before.starts[partition + 1]!;
    const currentFrom = after.starts[partition]!;
    const currentTo = after.starts[partition + 1]!;
    index.clear(to - from + currentTo - currentFrom);
    repeatedKeys.reference += index.add(before, from, to);
    repeatedKeys.current += index.take(after, currentFrom, currentTo, referenceOf);
  }
  return { referenceOf, repeatedKeys };
}

/** Rows in the order of the lowest bits of their key's hash, and else in their own. */
interface PartitionedRows {
  readonly rows: Int32Array;
  /** Two words a row, in the order of `rows`. */
  readonly keys: Int32Array;
  /** By partition: where it begins in `rows`; and at the end, how many rows there are. */
  readonly starts: Int32Array;
}

function partitioned({ keys, rowCount }: HashedRows, bits: number): PartitionedRows {
  const count = 1 << bits;
  const mask = count - 1;
  const starts = new Int32Array(count + 1);
  for (let row = 0; row < rowCount; row++) starts[(keys[row * 2]! & mask) + 1]!++;
  for (let partition = 0; partition < count; partition++) starts[partition + 1]! += starts[partition]!;
  const ends = starts.slice(0, count);
  const rows = new Int32Array(rowCount);
  const sorted = new Int32Array(rowCount * 2);
  for (let row = 0; row < rowCount; row++) {
    const low = keys[row * 2]!;
    const at = ends[low & mask]!++;
    rows[at] = row;
    sorted[at * 2] = low;
    sorted[at * 2 + 1] = keys[row * 2 + 1]!;
  }
  return { rows, keys: sorted, starts };
}

const free = -2;
const none = -1;

/** The keys of one partition, by open addressing, at most half full. */
class KeyIndex {
  readonly #bits: number;
  #mask = 0;
  #lows = new Int32Array(0);
  #highs = new Int32Array(0);
  /** By slot: the first reference row of the key that no current row took, or `none`; `free` where there is no key. */
  #first = new Int32Array(0);
  #last = new Int32Array(0);
  /** By slot: 1 where a current row has the key. */
  #isCurrent = new Uint8Array(0);
  /** By reference row: the next of its key, or `none`. */
  #nextOf = new Int32Array(0);
  /** By reference row of the partition: its row of the table. */
  #rowOf: Int32Array = new Int32Array(0);

  /** Whose keys have their lowest `bits` in common, which tell nothing apart. */
  constructor(bits: number) {
    this.#bits = bits;
  }

  /** Empties it, and makes room for so many rows. */
  clear(rowCount: number): void {
    const slotCount = 2 ** Math.ceil(Math.log2(Math.max(8, rowCount * 2)));
    if (this.#first.length < slotCount) {
      this.#lows = new Int32Array(slotCount);
      this.#highs = new Int32Array(slotCount);
      this.#first = new Int32Array(slotCount);
      this.#last = new Int32Array(slotCount);
      this.#isCurrent = new Uint8Array(slotCount);
      this.#nextOf = new Int32Array(slotCount);
    }
    this.#mask = slotCount - 1;
    this.#first.fill(free, 0, slotCount);
    this.#isCurrent.fill(0, 0, slotCount);
  }

  /** Adds reference rows; gives how many of them have the key of an earlier one. Rows count from the first of the partition. */
  add({ keys, rows }: PartitionedRows, from: number, to: number): number {
    const first = this.#first;
    const last = this.#last;
    const nextOf = this.#nextOf;
    const rowOf = (this.#rowOf = rows.subarray(from, to));
    let repeatedCount = 0;
    for (let row = 0; row < rowOf.length; row++) {
      const at = (from + row) * 2;
      const slot = this.#slotOf(keys[at]!, keys[at + 1]!);
      nextOf[row] = none;
      if (first[slot] === free) {
        first[slot] = row;
      } else {
        nextOf[last[slot]!] = row;
        repeatedCount++;
      }
      last[slot] = row;
    }
    return repeatedCount;
  }

  /** Finds the reference row of each current row, once each; gives how many have the key of an earlier current row. */
  take({ keys, rows }: PartitionedRows, from: number, to: number, referenceOf: Int32Array): number {
    const first = this.#first;
    const isCurrent = this.#isCurrent;
    const nextOf = this.#nextOf;
    const rowOf = this.#rowOf;
    let repeatedCount = 0;
    for (let at = from; at < to; at++) {
      const slot = this.#slotOf(keys[at * 2]!, keys[at * 2 + 1]!);
      repeatedCount += isCurrent[slot]!;
      isCurrent[slot] = 1;
      const found = first[slot]!;
      if (found < 0) {
        first[slot] = none;
        continue;
      }
      first[slot] = nextOf[found]!;
      referenceOf[rows[at]!] = rowOf[found]!;
    }
    return repeatedCount;
  }

  /** The slot of a key; one that was free says the key from then on. */
  #slotOf(low: number, high: number): number {
    const mask = this.#mask;
    const lows = this.#lows;
    const highs = this.#highs;
    const first = this.#first;
    let slot = (low >>> this.#bits) & mask;
    while (first[slot] !== free && (lows[slot] !== low || highs[slot] !== high)) slot = (slot + 1) & mask;
    lows[slot] = low;
    highs[slot] = high;
    return slot;
  }
}
