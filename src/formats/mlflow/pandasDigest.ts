import type { Hashers } from '../../lib/ports';
import { encodeUtf8 } from '../../table/utf8';
import { digestLength, mixedHash, mostHashed } from './mixedHash';
import type { PandasColumn } from './pandasTable';
import { sipHash } from './sipHash';

/** What of a table is digested; all of it where nothing is said. */
export interface DigestedPart {
  /** By name, in their order. */
  readonly columns?: readonly string[];
  /** The first of its rows. */
  readonly rowCount?: number;
}

/**
 * The digest that MLflow logs for a table of pandas: the first eight digits of the MD5 over pandas' hash of each of the first 10,000 rows, the number
 * of all rows, and the names of all columns. Columns of flags, and of text with a missing cell, count by their name. Two where pandas 2 and
 * 3 differ, which is where there is a −0; none where a column is not in the table.
 */
export function pandasDigests(
  table: readonly PandasColumn[],
  part: DigestedPart,
  hashers: Hashers,
): readonly string[] {
  const byName = new Map(table.map((column) => [column.name, column]));
  const columns = part.columns ? part.columns.map((name) => byName.get(name)) : table;
  if (!columns.every((column) => column !== undefined)) return [];
  const all = table[0]?.cells.length ?? 0;
  const rowCount = Math.min(all, part.rowCount ?? all);
  const digests = [false, true].map((keepsMinusZero) => digestOf(columns, rowCount, keepsMinusZero, hashers));
  return [...new Set(digests)];
}

function digestOf(
  columns: readonly PandasColumn[],
  rowCount: number,
  keepsMinusZero: boolean,
  hashers: Hashers,
): string {
  const hashed = Math.min(rowCount, mostHashed);
  const counted = columns.filter(({ type, cells }) => {
    if (type === 'other') return false;
    return type !== 'text' || !cells.slice(0, hashed).includes(null);
  });
  const isMixed = new Set(counted.map(({ type }) => type === 'text')).size === 2;
  const inOrder = isMixed ? counted.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : counted;
  const hasher = hashers.md5();
  hasher.update(new Uint8Array(rowHashes(inOrder, hashed, keepsMinusZero).buffer));
  hasher.update(new Uint8Array(new BigInt64Array([BigInt(rowCount)]).buffer));
  for (const { name } of columns) hasher.update(encodeUtf8(name));
  return hasher.hex().slice(0, digestLength);
}

/** pandas' hash of each row: that of its cells and of its number, combined as Python does with a tuple. */
function rowHashes(
  columns: readonly PandasColumn[],
  rowCount: number,
  keepsMinusZero: boolean,
): BigUint64Array<ArrayBuffer> {
  const rows = new BigUint64Array(rowCount).fill(0x345678n);
  const numbers = Array.from({ length: rowCount }, (_, index) => mixedHash(BigInt(index)));
  const parts = [...columns.map((column) => cellHashes(column, rowCount, keepsMinusZero)), numbers];
  let factor = 1_000_003n;
  for (const [index, part] of parts.entries()) {
    for (let row = 0; row < rowCount; row++) rows[row] = (rows[row]! ^ part[row]!) * factor;
    factor += 82_520n + 2n * BigInt(parts.length - index);
  }
  for (let row = 0; row < rowCount; row++) rows[row] = rows[row]! + 97_531n;
  return rows;
}

/** Equal cells are hashed once. */
function cellHashes(
  { type, bits: bitCount, cells }: PandasColumn,
  rowCount: number,
  keepsMinusZero: boolean,
): readonly bigint[] {
  const known = new Map<string | null, bigint>();
  const width: number = bitCount ?? 64;
  return cells.slice(0, rowCount).map((cell) => {
    const before = known.get(cell);
    if (before !== undefined) return before;
    const hash = mixedHash(
      type === 'text' ? sipHash(encodeUtf8(cell!)) : bitsOf(cell, type, width, keepsMinusZero),
    );
    known.set(cell, hash);
    return hash;
  });
}

const bits = new DataView(new ArrayBuffer(8));

function bitsOf(
  cell: string | null,
  type: PandasColumn['type'],
  width: number,
  keepsMinusZero: boolean,
): bigint {
  if (type === 'integer') return BigInt.asUintN(width, BigInt(cell!.trim().replace(/^\+/, '')));
  const value = cell === null ? NaN : floatOf(cell.trim());
  const kept = value === 0 && !keepsMinusZero ? 0 : value;
  if (width === 64) bits.setFloat64(0, kept);
  else bits.setFloat32(0, kept);
  return width === 64 ? bits.getBigUint64(0) : BigInt(bits.getUint32(0));
}

function floatOf(cell: string): number {
  const infinity = /^([+-]?)inf/i.exec(cell);
  return infinity ? (infinity[1] === '-' ? -Infinity : Infinity) : Number(cell);
}
