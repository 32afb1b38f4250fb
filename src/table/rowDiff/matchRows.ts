import type { HashedRows } from './hashedRows';

/** Which rows of two tables are the same row, and which of those say something else. Rows count from 0. */
export interface RowMatch {
  /** By current row: its reference row, or -1 where it was added. */
  readonly referenceOf: Int32Array;
  /** By current row: 1 where it has a reference row and says something else. */
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
  const table = indexOf(reference);
  const next = Int32Array.from(table.next);
  const first = Int32Array.from(table.first);
  const referenceOf = new Int32Array(current.rowCount).fill(-1);
  const isChanged = new Uint8Array(current.rowCount);
  const isRemoved = new Uint8Array(reference.rowCount).fill(1);
  let matched = 0;
  let changed = 0;
  for (let row = 0; row < current.rowCount; row++) {
    const slot = table.slotOf(current.keys, row);
    const found = slot < 0 ? -1 : first[slot]!;
    if (found < 0) continue;
    first[slot] = next[found]!;
    referenceOf[row] = found;
    isRemoved[found] = 0;
    matched++;
    const isSame =
      reference.values[found * 2] === current.values[row * 2] &&
      reference.values[found * 2 + 1] === current.values[row * 2 + 1];
    if (isSame) continue;
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
    repeatedKeys: { reference: table.repeatedCount, current: indexOf(current).repeatedCount },
  };
}

interface KeyIndex {
  /** By slot: the first row of its key, or -1 in an empty slot. */
  readonly first: Int32Array;
  /** By row: the next row of the same key, or -1. */
  readonly next: Int32Array;
  readonly repeatedCount: number;
  /** The slot of a row's key, or -1. */
  slotOf(keys: Uint32Array, row: number): number;
}

/** Open addressing, at most half full. */
function indexOf({ keys, rowCount }: HashedRows): KeyIndex {
  const slotCount = 2 ** Math.ceil(Math.log2(Math.max(2, rowCount * 2)));
  const mask = slotCount - 1;
  const first = new Int32Array(slotCount).fill(-1);
  const last = new Int32Array(slotCount);
  const next = new Int32Array(rowCount).fill(-1);
  let repeatedCount = 0;
  const find = (low: number, high: number): number => {
    let slot = low & mask;
    for (;;) {
      const row = first[slot]!;
      if (row < 0 || (keys[row * 2] === low && keys[row * 2 + 1] === high)) return slot;
      slot = (slot + 1) & mask;
    }
  };
  for (let row = 0; row < rowCount; row++) {
    const slot = find(keys[row * 2]!, keys[row * 2 + 1]!);
    if (first[slot]! < 0) {
      first[slot] = row;
    } else {
      next[last[slot]!] = row;
      repeatedCount++;
    }
    last[slot] = row;
  }
  return {
    first,
    next,
    repeatedCount,
    slotOf(others, row) {
      const slot = find(others[row * 2]!, others[row * 2 + 1]!);
      return first[slot]! < 0 ? -1 : slot;
    },
  };
}
