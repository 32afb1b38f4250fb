import type { Hashers } from '../lib/ports';
import type { Digest } from '../versioning/digest';
import { murmurHash3 } from './murmurHash3';
import { compareBytes, encodeUtf8 } from './utf8';

/** The version of the rules of SPEC.md; it is part of every digest they give. */
export const tableDigestVersion = 2;

/** The rule by which a version of the readers made its digests: those of different rules say nothing of each other. */
export function digestRuleOf(readerVersion: number): number {
  return readerVersion < 3 ? 1 : 2;
}

/** A sum of hashes of 128 bits modulo 2^128, as four words with the least significant first. */
export type HashSum = Uint32Array<ArrayBuffer>;

/** A sum of hashes of 128 bits modulo 2^128: their order does not matter ([T12], [T13] in SPEC.md). */
export class HashSummer {
  readonly #words = new Float64Array(4);
  #pending = 0;

  /** Adds the hashes `from` to `to` of some that take four words each. */
  add(hashes: Uint32Array, from = 0, to = hashes.length / 4): void {
    const words = this.#words;
    for (let row = from; row < to; row++) {
      for (let word = 0; word < 4; word++) words[word]! += hashes[row * 4 + word]!;
      // A double holds 2^21 sums of 32 bits exactly.
      if (++this.#pending === 0x10_0000) this.#carry();
    }
  }

  sum(): HashSum {
    this.#carry();
    return Uint32Array.from(this.#words);
  }

  #carry(): void {
    let carry = 0;
    for (let word = 0; word < 4; word++) {
      const sum = this.#words[word]! + carry;
      carry = Math.floor(sum / 0x1_0000_0000);
      this.#words[word] = sum - carry * 0x1_0000_0000;
    }
    this.#pending = 0;
  }
}

/** The sum of row hashes, whatever their order ([T12] in SPEC.md). */
export function sumOfRows(hashes: Uint32Array, from = 0, to = hashes.length / 4): HashSum {
  const summer = new HashSummer();
  summer.add(hashes, from, to);
  return summer.sum();
}

/** The sum of the hashes of rows with their places, the first of which is `firstRow`, from 0 ([T13] in SPEC.md). */
export function sumOfPlacedRows(hashes: Uint32Array, firstRow: number): HashSum {
  const summer = new HashSummer();
  const words = new Int32Array(6);
  const placed = new Uint32Array(4);
  for (let row = 0; row < hashes.length / 4; row++) {
    const place = firstRow + row;
    words[0] = place;
    words[1] = Math.floor(place / 0x1_0000_0000);
    for (let word = 0; word < 4; word++) words[word + 2] = hashes[row * 4 + word]!;
    murmurHash3(words, 24, placed, 0);
    summer.add(placed);
  }
  return summer.sum();
}

/** The digest of a table that ignores row order, column order and file format ([T12] in SPEC.md). */
export function logicalDigest(
  hashers: Hashers,
  columnNames: readonly string[],
  rowCount: number,
  sum: HashSum,
): Digest {
  return digestOf(hashers, 'logical', columnNames, rowCount, sum);
}

/** The digest of a table that ignores column order and file format, and heeds row order ([T13] in SPEC.md). */
export function orderedRowDigest(
  hashers: Hashers,
  columnNames: readonly string[],
  rowCount: number,
  placedSum: HashSum,
): Digest {
  return digestOf(hashers, 'ordered', columnNames, rowCount, placedSum);
}

function digestOf(
  hashers: Hashers,
  rule: 'logical' | 'ordered',
  columnNames: readonly string[],
  rowCount: number,
  rows: HashSum,
): Digest {
  const head = encodeUtf8(`throughline.table.${rule}.${tableDigestVersion}\n`);
  const names = columnNames.map(encodeUtf8).sort(compareBytes);
  const namesLength = names.reduce((sum, name) => sum + 4 + name.length, 0);
  // One text for all of it: a call of the hasher for each name takes longer than the rest.
  const hashed = new Uint8Array(head.length + 4 + namesLength + 8 + rows.byteLength);
  const view = new DataView(hashed.buffer);
  hashed.set(head);
  let at = head.length;
  view.setUint32(at, names.length, true);
  at += 4;
  for (const name of names) {
    view.setUint32(at, name.length, true);
    hashed.set(name, at + 4);
    at += 4 + name.length;
  }
  view.setBigUint64(at, BigInt(rowCount), true);
  hashed.set(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength), at + 8);
  const hasher = hashers.sha256();
  hasher.update(hashed);
  return hasher.hex() as Digest;
}
