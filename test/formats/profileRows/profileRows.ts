import { toBase64 } from '../../../src/formats/base64';
import { headerText } from '../../../src/formats/profileRows/profileHeader';
import { writeFrequent, type FrequentSketch } from '../../../src/sketches/frequentItems';
import { writeKll } from '../../../src/sketches/kll';

/** Of a table of two columns, `n` and `word`. */
export const header = headerText({
  columns: [
    { name: 'n', type: 'int' },
    { name: 'word', type: 'string' },
  ],
  k: 200,
  lgK: 12,
  top: 1000,
});

/** n is each of `numbers`; word is `a` in all rows but the last, where it is empty. */
export function rowOf(numbers: readonly number[]): Record<string, string | number> {
  const items = Int32Array.from(new Set(numbers));
  const top: FrequentSketch = {
    kind: 'frequent',
    type: 'int',
    lgMost: 11,
    totalWeight: numbers.length,
    offset: 0,
    items: Array.from(items, (item) => ({ item, weight: numbers.filter((each) => each === item).length })),
    nullCount: 1,
  };
  const level = BigInt64Array.from(numbers, BigInt);
  const count = numbers.length;
  const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
  const mean = numbers.reduce((sum, each) => sum + each, 0) / count;
  const kll = { kind: 'kll', items: 'bigint', k: 200, minK: 200, count, levels: [level] } as const;
  return {
    throughline: header,
    rows: count + 1,
    c0_count: count,
    c0_min: String(min),
    c0_max: String(max),
    c0_mean: mean,
    c0_sd: Math.sqrt(numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (count - 1)),
    c0_kll: toBase64(writeKll({ ...kll, min: BigInt(min), max: BigInt(max) })),
    c0_top: toBase64(writeFrequent(top)),
    c1_count: count + 1,
    c1_empty: 1,
    c1_min: 'a',
    c1_max: 'a',
    c1_length_min: 1,
    c1_length_max: 1,
    c1_length_mean: 1,
  };
}

export const lines = (...rows: readonly object[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');
