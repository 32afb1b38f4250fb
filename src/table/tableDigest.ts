import type { Hashers, StreamingHasher } from '../lib/ports';
import type { Digest } from '../versioning/digest';
import { compareBytes, encodeUtf8 } from './utf8';

/** The version of the rules of SPEC.md; it is part of every digest they give. */
export const tableDigestVersion = 1;

/** The rule by which a version of the readers made its digests: those of different rules say nothing of each other. */
export function digestRuleOf(readerVersion: number): number {
  return readerVersion < 3 ? 1 : 2;
}

/** Sums row hashes modulo 2^128 ([T12] in SPEC.md): the order of the rows does not matter. */
export class RowHashSum {
  #words = new Float64Array(4);
  #pending = 0;

  /** Adds the rows `from` to `to` of hashes that take four words each. */
  add(hashes: Uint32Array, from = 0, to = hashes.length / 4): void {
    const words = this.#words;
    for (let row = from; row < to; row++) {
      for (let word = 0; word < 4; word++) words[word]! += hashes[row * 4 + word]!;
      // A double holds 2^21 sums of 32 bits exactly.
      if (++this.#pending === 0x10_0000) this.#carry();
    }
  }

  /** The sum as 16 bytes, least significant first. */
  bytes(): Uint8Array {
    this.#carry();
    return new Uint8Array(Uint32Array.from(this.#words).buffer);
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

/** Chains row hashes in their order ([T13] in SPEC.md). */
export class RowHashChain {
  readonly #hasher: StreamingHasher;

  constructor(hashers: Hashers) {
    this.#hasher = hashers.sha256();
  }

  add(hashes: Uint32Array): void {
    this.#hasher.update(new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength));
  }

  /** SHA-256 of all row hashes added, as 32 bytes; ends the chain. */
  bytes(): Uint8Array {
    return Uint8Array.from(this.#hasher.hex().match(/../g)!, (pair) => Number.parseInt(pair, 16));
  }
}

/** The digest of a table that ignores row order, column order and file format ([T12] in SPEC.md). */
export function logicalDigest(
  hashers: Hashers,
  columnNames: readonly string[],
  rowCount: number,
  sum: RowHashSum,
): Digest {
  return digestOf(hashers, 'logical', columnNames, rowCount, sum.bytes());
}

/** The digest of a table that ignores column order and file format, and heeds row order ([T13] in SPEC.md). */
export function orderedRowDigest(
  hashers: Hashers,
  columnNames: readonly string[],
  rowCount: number,
  chain: RowHashChain,
): Digest {
  return digestOf(hashers, 'ordered', columnNames, rowCount, chain.bytes());
}

function digestOf(
  hashers: Hashers,
  rule: 'logical' | 'ordered',
  columnNames: readonly string[],
  rowCount: number,
  rows: Uint8Array,
): Digest {
  const hasher = hashers.sha256();
  hasher.update(encodeUtf8(`throughline.table.${rule}.${tableDigestVersion}\n`));
  hasher.update(littleEndian(columnNames.length, 4));
  for (const name of columnNames.map(encodeUtf8).sort(compareBytes)) {
    hasher.update(littleEndian(name.length, 4));
    hasher.update(name);
  }
  hasher.update(littleEndian(rowCount, 8));
  hasher.update(rows);
  return hasher.hex() as Digest;
}

function littleEndian(value: number, byteLength: 4 | 8): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes.subarray(0, byteLength);
}
