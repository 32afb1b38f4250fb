import type { ValueTableState } from './columnState';

/**
 * Counts of values by their canonical bytes: all of them, until `purge` leaves only the frequent
 * ones, after Misra and Gries ("Finding repeated elements", 1982; mergeable: Agarwal et al., "Mergeable summaries", 2012):
 * a count is short by at most the sum of what purges took away, and what is not there was at most that frequent.
 */
export class ValueTable {
  size = 0;
  #slots = new Int32Array(64);
  #hashes = new Int32Array(64);
  #ends = new Int32Array(32);
  #counts = new Float64Array(32);
  #numbers = new Float64Array(32);
  #bytes = new Uint8Array(512);
  #view = new DataView(this.#bytes.buffer);

  /** Adds `count` to the value whose bytes are `start` to `end` of `source`, readable three bytes past `end`. */
  add(
    source: DataView,
    start: number,
    end: number,
    hash: number,
    otherHash: number,
    count: number,
    number: number,
  ): void {
    const slots = this.#slots;
    const hashes = this.#hashes;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = slots[slot]! - 1;
      if (entry < 0) break;
      if (
        hashes[entry * 2] === hash &&
        hashes[entry * 2 + 1] === otherHash &&
        this.#equals(entry, source, start, end)
      ) {
        this.#counts[entry]! += count;
        return;
      }
      slot = (slot + 1) & mask;
    }
    this.#insert(slot, source, start, end, hash, otherHash, count, number);
  }

  #equals(entry: number, source: DataView, start: number, end: number): boolean {
    const own = entry === 0 ? 0 : this.#ends[entry - 1]!;
    const length = end - start;
    if (this.#ends[entry]! - own !== length) return false;
    const view = this.#view;
    let i = 0;
    for (; i + 4 <= length; i += 4) {
      if (view.getInt32(own + i, true) !== source.getInt32(start + i, true)) return false;
    }
    for (; i < length; i++) if (view.getUint8(own + i) !== source.getUint8(start + i)) return false;
    return true;
  }

  #insert(
    slot: number,
    source: DataView,
    start: number,
    end: number,
    hash: number,
    otherHash: number,
    count: number,
    number: number,
  ): void {
    const entry = this.size++;
    if (entry === this.#ends.length) this.#growEntries();
    const own = entry === 0 ? 0 : this.#ends[entry - 1]!;
    const length = end - start;
    if (own + length + 4 > this.#bytes.length) this.#growBytes(own, length);
    const view = this.#view;
    for (let i = 0; i < length; i += 4) view.setInt32(own + i, source.getInt32(start + i, true), true);
    this.#ends[entry] = own + length;
    this.#hashes[entry * 2] = hash;
    this.#hashes[entry * 2 + 1] = otherHash;
    this.#counts[entry] = count;
    this.#numbers[entry] = number;
    this.#slots[slot] = entry + 1;
    if (this.size * 2 > this.#slots.length) this.#index(this.#slots.length * 2);
  }

  #growEntries(): void {
    const length = this.#ends.length * 4;
    this.#hashes = grown(this.#hashes, new Int32Array(length * 2));
    this.#ends = grown(this.#ends, new Int32Array(length));
    this.#counts = grown(this.#counts, new Float64Array(length));
    this.#numbers = grown(this.#numbers, new Float64Array(length));
  }

  #growBytes(used: number, more: number): void {
    const bytes = new Uint8Array(Math.max(this.#bytes.length * 3, used + more + 64));
    bytes.set(this.#bytes.subarray(0, used));
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  #index(slotCount: number): void {
    const slots = slotCount === this.#slots.length ? this.#slots.fill(0) : new Int32Array(slotCount);
    const mask = slotCount - 1;
    for (let entry = 0; entry < this.size; entry++) {
      let slot = this.#hashes[entry * 2]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    this.#slots = slots;
  }

  /**
   * Takes from every count the least that leaves at most `keep` values, drops the values that are left without, and
   * returns what it took.
   */
  purge(keep: number): number {
    if (this.size <= keep) return 0;
    const taken = this.#countOfRank(keep);
    let kept = 0;
    let end = 0;
    for (let entry = 0, start = 0; entry < this.size; entry++) {
      const entryEnd = this.#ends[entry]!;
      const count = this.#counts[entry]! - taken;
      if (count > 0) {
        this.#bytes.copyWithin(end, start, entryEnd);
        end += entryEnd - start;
        this.#ends[kept] = end;
        this.#counts[kept] = count;
        this.#numbers[kept] = this.#numbers[entry]!;
        this.#hashes[kept * 2] = this.#hashes[entry * 2]!;
        this.#hashes[kept * 2 + 1] = this.#hashes[entry * 2 + 1]!;
        kept++;
      }
      start = entryEnd;
    }
    this.size = kept;
    this.#index(Math.min(this.#slots.length, slotsFor(keep * 2)));
    return taken;
  }

  /** The count that `rank` counts are not less than. Most counts are small, and are found without sorting. */
  #countOfRank(rank: number): number {
    const smallCounts = new Int32Array(256);
    let larger = 0;
    for (let entry = 0; entry < this.size; entry++) {
      const count = this.#counts[entry]!;
      if (count < 256) smallCounts[count]!++;
      else larger++;
    }
    if (larger > rank) return this.#counts.slice(0, this.size).sort()[this.size - 1 - rank]!;
    let seen = larger;
    let count = 256;
    while (seen <= rank) seen += smallCounts[--count]!;
    return count;
  }

  /** Copies of what it holds, in the order in which values first came. */
  state(): ValueTableState {
    return {
      hashes: this.#hashes.slice(0, this.size * 2),
      ends: this.#ends.slice(0, this.size),
      counts: this.#counts.slice(0, this.size),
      numbers: this.#numbers.slice(0, this.size),
      bytes: this.#bytes.slice(0, this.size === 0 ? 0 : this.#ends[this.size - 1]!),
    };
  }
}

function slotsFor(size: number): number {
  return 2 ** Math.ceil(Math.log2(size * 2));
}

function grown<T extends Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(from: T, to: T): T {
  to.set(from);
  return to;
}
