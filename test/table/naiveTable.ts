import { createHash } from 'node:crypto';
import { canonicalText } from '../../src/table/cellText';
import { isColumnOfText } from '../../src/table/columnType';
import { kind, kindCount } from '../../src/table/kinds';
import { murmurHash3 } from '../../src/table/murmurHash3';

/** A table of text cells, read by the words of SPEC.md: all rows at once, column by column. */
export interface NaiveTable {
  readonly names: readonly string[];
  readonly isText: readonly boolean[];
  /** By row, by column; null where a cell is left out. */
  readonly cells: readonly (readonly (string | null)[])[];
  readonly logicalDigest: string;
  readonly orderedRowDigest: string;
}

export function naiveTable(names: readonly string[], rows: readonly (readonly string[])[]): NaiveTable {
  const isText = names.map((_, column) => {
    const counts = new Float64Array(kindCount);
    for (const row of rows) {
      const { kind: found } = canonicalText(row[column]!);
      if (found !== kind.empty) counts[found]! += 1;
    }
    return isColumnOfText(counts);
  });
  const cells = rows.map((row) =>
    row.map((text, column) => (isText[column] ? text : canonicalText(text).text) || null),
  );
  const hashes = cells.map((row) => rowHash(names, row));
  const placed = hashes.map((hash, row) => murmur(Buffer.concat([u64(row), hash])));
  return {
    names,
    isText,
    cells,
    logicalDigest: digest('logical', names, hashes),
    orderedRowDigest: digest('ordered', names, placed),
  };
}

function rowHash(names: readonly string[], cells: readonly (string | null)[]): Buffer {
  const pairs = names
    .map((name, column) => ({ name: Buffer.from(name), cell: cells[column] ?? null }))
    .sort((a, b) => Buffer.compare(a.name, b.name))
    .flatMap(({ name, cell }) => (cell === null ? [] : [u32(name.length), name, encodedCell(cell)]));
  return murmur(Buffer.concat(pairs));
}

function encodedCell(text: string): Buffer {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number) && !Object.is(number, -0) && String(number) === text) {
    const bytes = Buffer.alloc(12, 0xff);
    bytes.writeDoubleLE(number, 4);
    return bytes;
  }
  return Buffer.concat([u32(Buffer.byteLength(text)), Buffer.from(text)]);
}

function murmur(bytes: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil(bytes.length / 16) * 16 + 16);
  bytes.copy(padded);
  const words = new Int32Array(Uint8Array.from(padded).buffer);
  const out = new Uint32Array(4);
  murmurHash3(words, bytes.length, out, 0);
  return Buffer.from(out.buffer);
}

function digest(rule: string, names: readonly string[], hashes: readonly Buffer[]): string {
  let sum = 0n;
  for (const hash of hashes) sum += BigInt(`0x${Buffer.from(hash).reverse().toString('hex')}`);
  const hasher = createHash('sha256').update(`throughline.table.${rule}.2\n`).update(u32(names.length));
  for (const name of names.map((each) => Buffer.from(each)).sort((a, b) => Buffer.compare(a, b)))
    hasher.update(u32(name.length)).update(name);
  const hex = (sum % (1n << 128n)).toString(16).padStart(32, '0');
  return hasher.update(u64(hashes.length)).update(Buffer.from(hex, 'hex').reverse()).digest('hex');
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
