import type { CanonicalCells } from '../table/cellReader';
import { kind } from '../table/kinds';
import type { ValueTableState } from './columnState';
import { hashValue } from './valueHash';

/** How many values a table of the frequent ones holds; it gives up the rarer half when it is full. */
const frequentCapacity = 4096;

/** So many cells of a value that is new may pass before the table of the frequent ones takes it in. */
const passedCount = 4;
const bucketCount = 65_536;
const bucketMask = bucketCount - 1;

/**
 * How many values there is room for at first. Arrays of up to 64 bytes cost no allocation of their own in V8: a table of 16,384
 * columns has twice as many of these, and most may be of one value or none.
 */
const firstCapacity = 8;
const noBytes = new Uint8Array(0);
const noBytesView = new DataView(noBytes.buffer);

/** How many values are found by their ends, at most. */
const recentCapacity = 4096;

/**
 * Counts of values by their canonical bytes: all of them, until `keepFrequent` is called. From then on it holds the frequent
 * ones, after Misra and Gries ("Finding repeated elements", 1982; mergeable: Agarwal et al., "Mergeable summaries", 2012),
 * and lets a value in only after some cells of it have passed, counted in buckets by their hash: most values of a column that
 * has many come once, and would be taken in to be given up. A count is short by at most `maxCountError`, and what is not there
 * was at most that frequent ([P4] in SPEC.md).
 */
export class ValueTable {
  size = 0;
  /** What purges took away, and what buckets let pass; 0 while all values are there. */
  maxCountError = 0;
  /** By the last 16 bits of a hash, how much of its values has passed; null while all are taken in. */
  #passed: Uint8Array | null = null;
  /** What may pass before the buckets are emptied. */
  #passedLeft = 0;
  /** By the ends of a value, the number of the last one of these plus 1; of no use once values are given up. */
  #recent = new Int32Array(2 * firstCapacity);
  readonly #hash = new Int32Array(2);
  #slots = new Int32Array(2 * firstCapacity);
  #hashes = new Int32Array(2 * firstCapacity);
  #ends = new Int32Array(firstCapacity);
  #counts = new Float64Array(firstCapacity);
  #numbers = new Float64Array(firstCapacity);
  #bytes = noBytes;
  #view = noBytesView;

  /**
   * Adds the cells at indices `from` to `to`, empty ones left out, while all values are held. Stops behind the cell with which there
   * are more than `most`, and gives where that is. Bytes must be readable three past each cell.
   */
  addExactly(
    source: DataView,
    { kinds, starts, ends, numbers }: CanonicalCells,
    from: number,
    to: number,
    most: number,
  ): number {
    const hash = this.#hash;
    for (let i = from; i < to; i++) {
      if (kinds[i] === kind.empty) continue;
      const start = starts[i]!;
      const end = ends[i]!;
      // A value that came before is most often found where its ends say, sooner than it is hashed.
      const key = keyOfEnds(source, start, end);
      const found = this.#recent[key & (this.#recent.length - 1)]! - 1;
      if (found >= 0 && this.#equals(found, source, start, end)) {
        this.#counts[found]! += 1;
        continue;
      }
      hashValue(source, start, end, hash, 0);
      const added = this.#add(source, start, end, hash, 0, 1, numbers, i);
      this.#recent[key & (this.#recent.length - 1)] = added + 1;
      if (this.size > most) return i + 1;
    }
    return to;
  }

  /** Adds the cells at indices `from` to `to`, empty ones left out; the hash of cell i is at `hashes[2 (i − from)]` and behind it. */
  addHashed(
    source: DataView,
    { kinds, starts, ends, numbers }: CanonicalCells,
    hashes: Int32Array,
    from: number,
    to: number,
  ): void {
    for (let i = from; i < to; i++) {
      if (kinds[i] === kind.empty) continue;
      this.#add(source, starts[i]!, ends[i]!, hashes, (i - from) * 2, 1, numbers, i);
    }
  }

  /** Adds the values of another table from its number `from` on, and stops as `addExactly` does. */
  addTable({ hashes, ends, counts, numbers, bytes }: ValueTableState, most: number, from = 0): number {
    const readable = new Uint8Array(bytes.length + 4);
    readable.set(bytes);
    const view = new DataView(readable.buffer);
    for (let entry = from; entry < ends.length; entry++) {
      const start = entry === 0 ? 0 : ends[entry - 1]!;
      this.#add(view, start, ends[entry]!, hashes, entry * 2, counts[entry]!, numbers, entry);
      if (this.size > most) return entry + 1;
    }
    return ends.length;
  }

  /**
   * Adds `count` to the value whose bytes are `start` to `end` of `source`. Hash and number come with their arrays: passed as they
   * are, a number that is no small integer costs an allocation. Gives the value's number; −1 where it passed.
   */
  #add(
    source: DataView,
    start: number,
    end: number,
    hashes: Int32Array,
    hashAt: number,
    count: number,
    numbers: Float64Array,
    numberAt: number,
  ): number {
    const found = this.#find(source, start, end, hashes, hashAt);
    if (found >= 0) {
      this.#counts[found]! += count;
      return found;
    }
    if (this.#passed !== null && this.#passes(this.#passed, hashes[hashAt]! & bucketMask, count)) return -1;
    this.#insert(~found, source, start, end, hashes, hashAt, count, numbers, numberAt);
    if (this.#passed !== null && this.size > frequentCapacity) this.#purge();
    return this.size - 1;
  }

  /** The number of a value; where it is not there, −1 less the slot that it would have. */
  #find(source: DataView, start: number, end: number, hashes: Int32Array, hashAt: number): number {
    const slots = this.#slots;
    const own = this.#hashes;
    const mask = slots.length - 1;
    const hash = hashes[hashAt]!;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot]! - 1;
      if (entry < 0) return ~slot;
      if (own[entry * 2] !== hash || own[entry * 2 + 1] !== hashes[hashAt + 1]) continue;
      if (this.#equals(entry, source, start, end)) return entry;
    }
  }

  /** From now on holds the frequent values alone; at most as many as that, so that rarer ones are given up here. */
  keepFrequent(): void {
    this.#passed ??= new Uint8Array(bucketCount);
    if (this.size > frequentCapacity) this.#purge();
  }

  /** Whether `count` cells of a new value are let pass: no more than `passedCount` of any value are, as long as buckets are full. */
  #passes(passed: Uint8Array, bucket: number, count: number): boolean {
    if (passed[bucket]! + count > passedCount) return false;
    if (this.#passedLeft < count) {
      // Each time that they are emptied, as many may pass of each value again.
      passed.fill(0);
      this.#passedLeft = bucketCount;
      this.maxCountError += passedCount;
    }
    passed[bucket]! += count;
    this.#passedLeft -= count;
    return true;
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
    hashes: Int32Array,
    hashAt: number,
    count: number,
    numbers: Float64Array,
    numberAt: number,
  ): void {
    const entry = this.size++;
    if (entry === this.#ends.length) this.#growEntries();
    const own = entry === 0 ? 0 : this.#ends[entry - 1]!;
    const length = end - start;
    if (own + length + 4 > this.#bytes.length) this.#growBytes(own, length);
    const view = this.#view;
    for (let i = 0; i < length; i += 4) view.setInt32(own + i, source.getInt32(start + i, true), true);
    this.#ends[entry] = own + length;
    this.#hashes[entry * 2] = hashes[hashAt]!;
    this.#hashes[entry * 2 + 1] = hashes[hashAt + 1]!;
    this.#counts[entry] = count;
    this.#numbers[entry] = numbers[numberAt]!;
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
    const recentCount = Math.min(slotCount, recentCapacity);
    if (this.#recent.length < recentCount) this.#recent = new Int32Array(recentCount);
  }

  /** Takes from every count the least that leaves at most half as many values as may be, and drops those left without. */
  #purge(): void {
    const keep = frequentCapacity / 2;
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
    this.#index(Math.min(this.#slots.length, slotsFor(frequentCapacity)));
    this.maxCountError += taken;
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

/** A number from the first and last bytes of a value and its length. */
function keyOfEnds(source: DataView, start: number, end: number): number {
  const length = end - start;
  let word = source.getInt32(start, true);
  if (length < 4) word &= (1 << (length * 8)) - 1;
  else word ^= Math.imul(source.getInt32(end - 4, true), 0x85eb_ca77 | 0);
  return Math.imul(word ^ length, 0x9e37_79b1 | 0) >>> 20;
}

function slotsFor(size: number): number {
  return 2 ** Math.ceil(Math.log2(size * 2));
}

function grown<T extends Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(from: T, to: T): T {
  to.set(from);
  return to;
}
