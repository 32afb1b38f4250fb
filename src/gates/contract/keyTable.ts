import { murmurHash3 } from '../../table/murmurHash3';

/** More distinct keys are not held: they take about a gigabyte. */
export const mostKeys = 1 << 25;

/**
 * Distinct keys, each by a number from 0 in the order in which they came. Held are their hashes of 128 bits, 16 bytes a key, and no texts: two
 * keys are taken for one where both hashes are equal, which of as many keys as are held happens by chance less than once in 10^23 times.
 */
export class KeyTable {
  size = 0;
  #hashes = new Uint32Array(4 * 1024);
  /** Open addressing, at most half full; one more than the number, as 0 is empty. */
  #places = new Uint32Array(2048);
  #words = new Int32Array(64);

  /** The number of a key, which is new where it was not there; -1 where no more are held. */
  numberOf(key: string): number {
    this.#hash(key);
    return this.#number();
  }

  /** The number that a key of another table has here, new where it was not there; -1 where no more are held. */
  numberOfOther(other: KeyTable, number: number): number {
    this.#copy(other, number);
    return this.#number();
  }

  /** Whether a key of another table is here. */
  holds(other: KeyTable, number: number): boolean {
    this.#copy(other, number);
    return this.#places[this.#find()] !== 0;
  }

  /** The hash stands behind the last one until it is known whether it is new. */
  #hash(key: string): void {
    const wordCount = (key.length + 1) >> 1;
    if (wordCount > this.#words.length) this.#words = new Int32Array(2 * wordCount);
    for (let at = 0, unit = 0; at < wordCount; at++, unit += 2)
      this.#words[at] = key.charCodeAt(unit) | (unit + 1 < key.length ? key.charCodeAt(unit + 1) << 16 : 0);
    murmurHash3(this.#words, 2 * key.length, this.#hashes, 4 * this.size);
  }

  #copy(other: KeyTable, number: number): void {
    const from = 4 * number;
    this.#hashes.set(other.#hashes.subarray(from, from + 4), 4 * this.size);
  }

  #number(): number {
    const place = this.#find();
    const known = this.#places[place]!;
    if (known !== 0) return known - 1;
    if (this.size === mostKeys) return -1;
    this.#places[place] = ++this.size;
    if (4 * this.size === this.#hashes.length) this.#grow();
    return this.size - 1;
  }

  /** The place of the hash that stands behind the last one, or the empty place for it. */
  #find(): number {
    const hashes = this.#hashes;
    const own = 4 * this.size;
    const mask = this.#places.length - 1;
    for (let place = hashes[own]! & mask; ; place = (place + 1) & mask) {
      const known = this.#places[place]!;
      const at = 4 * (known - 1);
      if (known === 0) return place;
      if (
        hashes[at] === hashes[own] &&
        hashes[at + 1] === hashes[own + 1] &&
        hashes[at + 2] === hashes[own + 2] &&
        hashes[at + 3] === hashes[own + 3]
      )
        return place;
    }
  }

  #grow(): void {
    const hashes = new Uint32Array(2 * this.#hashes.length);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#places = new Uint32Array(hashes.length / 2);
    const mask = this.#places.length - 1;
    for (let number = 0; number < this.size; number++) {
      let place = hashes[4 * number]! & mask;
      while (this.#places[place] !== 0) place = (place + 1) & mask;
      this.#places[place] = number + 1;
    }
  }
}
