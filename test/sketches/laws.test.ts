import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  frequentErrorOf,
  mergeFrequent,
  readFrequent,
  writeFrequent,
  type FrequentSketch,
} from '../../src/sketches/frequentItems';
import { readHll, writeHll, type HllSketch } from '../../src/sketches/hll';
import type { Item, ItemType } from '../../src/sketches/items';
import { emptyKll, readKll, writeKll, type KllSketch } from '../../src/sketches/kll';
import { kllRank, kllRankErrorOf } from '../../src/sketches/kllFigures';
import { mergeHll } from '../../src/sketches/mergeHll';
import { mergeKll } from '../../src/sketches/mergeKll';
import { mergeTheta, readTheta, wholeTheta, writeTheta, type ThetaSketch } from '../../src/sketches/theta';

/** A sketch of numbers, put together from pieces that hold all of theirs. */
function kllOf(values: readonly number[], k: number): KllSketch {
  let sketch = emptyKll('double', k);
  for (let from = 0; from < values.length; from += 8) {
    const own = Float64Array.from(values.slice(from, from + 8));
    sketch = mergeKll(sketch, {
      ...sketch,
      minK: k,
      count: own.length,
      min: Math.min(...own),
      max: Math.max(...own),
      levels: [own],
    });
  }
  return sketch;
}

const registers = (lgK: number) =>
  fc
    .uint8Array({ minLength: 2 ** lgK, maxLength: 2 ** lgK, max: 40 })
    .map((own): HllSketch => ({ kind: 'hll', lgK, coupons: null, registers: own.slice(), running: null }));
const coupons = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 2 ** 26 - 1 }), fc.integer({ min: 1, max: 62 })), {
    maxLength: 40,
    selector: ([address, value]) => `${address} ${value}`,
  })
  .map((own): HllSketch => ({
    kind: 'hll',
    lgK: 10,
    coupons: Uint32Array.from(own, ([address, value]) => ((value << 26) | address) >>> 0),
    registers: null,
  }));
const hll = fc.oneof(registers(4), registers(6), coupons);

const theta = fc
  .record({
    theta: fc.oneof(fc.constant(wholeTheta), fc.bigInt({ min: 2n ** 40n, max: wholeTheta })),
    hashes: fc.uniqueArray(fc.bigInt({ min: 1n, max: wholeTheta - 1n }), { maxLength: 60 }),
  })
  .map((own): ThetaSketch => ({
    kind: 'theta',
    theta: own.theta,
    hashes: BigUint64Array.from(own.hashes.filter((hash) => hash < own.theta)).sort(),
  }));

const itemsOf: Readonly<Record<ItemType, fc.Arbitrary<Item>>> = {
  string: fc.string({ unit: 'grapheme' }),
  long: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  bigInteger: fc.bigInt({ min: -(2n ** 120n), max: 2n ** 120n }),
  int: fc.integer(),
  short: fc.integer({ min: -32_768, max: 32_767 }),
  byte: fc.integer({ min: -128, max: 127 }),
  double: fc.double(),
  float: fc.float(),
  boolean: fc.boolean(),
};
const typeAndItems = fc
  .constantFrom(...(Object.keys(itemsOf) as ItemType[]))
  .chain((type) =>
    fc.tuple(
      fc.constant(type),
      fc.array(fc.tuple(itemsOf[type], fc.integer({ min: 1, max: 1000 })), { maxLength: 60 }),
      fc.option(fc.nat()),
    ),
  );

/** All items in one map, which gives some up where they are too many. */
function frequentOf(
  type: ItemType,
  items: readonly (readonly [Item, number])[],
  nullCount: number | null = 0,
): FrequentSketch {
  const none: FrequentSketch = {
    kind: 'frequent',
    type,
    lgMost: 5,
    totalWeight: 0,
    offset: 0,
    items: [],
    nullCount,
  };
  return items
    .map(([item, weight]): FrequentSketch => ({
      ...none,
      totalWeight: weight,
      items: [{ item, weight }],
      nullCount: nullCount === null ? null : 0,
    }))
    .reduce(mergeFrequent, none);
}

describe('laws of sketches', () => {
  it('[X4] a KLL sketch that is written and read is the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true }), { maxLength: 400 }),
        fc.integer({ min: 8, max: 64 }),
        (values, k) => {
          const sketch = kllOf(values, k);
          expect(readKll(writeKll(sketch), 'double')).toEqual({ ok: true, value: sketch });
        },
      ),
      { numRuns: 100 },
    );
  });

  it('[X8] [X12] [X15] the other sketches, written and read, are the same', () => {
    fc.assert(
      fc.property(hll, theta, (a, b) => {
        expect(readHll(writeHll(a))).toEqual({ ok: true, value: a });
        expect(readTheta(writeTheta(b))).toEqual({ ok: true, value: b });
      }),
    );
    fc.assert(
      fc.property(typeAndItems, ([type, items, nullCount]) => {
        const sketch = frequentOf(type, items, nullCount);
        expect(readFrequent(writeFrequent(sketch), type)).toEqual({ ok: true, value: sketch });
      }),
    );
  });

  it('[X7] KLL sketches of two sizes, merged in any order, keep count, extremes and every rank within the error', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        fc.constantFrom(32, 200),
        (order, otherK) => {
          // Part p of six has the values ≡ p mod 6 below 6,000.
          const parts = order.map((part) =>
            kllOf(
              Array.from({ length: 1000 }, (_, i) => i * 6 + part),
              part % 2 === 0 ? 200 : otherK,
            ),
          );
          const merged = parts.reduce(mergeKll);
          expect([merged.count, merged.min, merged.max]).toEqual([6000, 0, 5999]);
          expect(merged.levels.reduce((sum, level, height) => sum + level.length * 2 ** height, 0)).toBe(
            6000,
          );
          expect(merged.minK).toBe(otherK);
          for (let value = 100; value < 6000; value += 100) {
            const error = Math.abs(kllRank(merged, value, 'exclusive') - value / 6000);
            expect(error).toBeLessThan(kllRankErrorOf(otherK));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('[X11] unions of HLL do not depend on the order, and a sketch with itself is itself', () => {
    const seen = (sketch: HllSketch): unknown =>
      sketch.registers ?? [sketch.lgK, ...sketch.coupons.toSorted()];
    fc.assert(
      fc.property(hll, hll, hll, (a, b, c) => {
        expect(seen(mergeHll(a, b))).toEqual(seen(mergeHll(b, a)));
        expect(seen(mergeHll(mergeHll(a, b), c))).toEqual(seen(mergeHll(a, mergeHll(b, c))));
        expect(seen(mergeHll(a, a))).toEqual(seen(a));
      }),
    );
  });

  it('[X14] unions of theta do not depend on the order, and a sketch with itself is itself', () => {
    fc.assert(
      fc.property(theta, theta, theta, (a, b, c) => {
        expect(mergeTheta(a, b, 5)).toEqual(mergeTheta(b, a, 5));
        expect(mergeTheta(mergeTheta(a, b, 5), c, 5)).toEqual(mergeTheta(a, mergeTheta(b, c, 5), 5));
        expect(mergeTheta(a, a, 26)).toEqual(a);
      }),
    );
  });

  it('[X16] [X17] merged frequent items are counted within the offset, and the offset stays below its share', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat({ max: 60 }), { maxLength: 80 }), { maxLength: 8 }), (parts) => {
        const counts = new Map<number, number>();
        for (const item of parts.flat()) counts.set(item, (counts.get(item) ?? 0) + 1);
        const merged = parts
          .map((part) =>
            frequentOf(
              'int',
              part.map((item) => [item, 1] as const),
            ),
          )
          .reduce(mergeFrequent, frequentOf('int', []));
        expect(merged.totalWeight).toBe(parts.flat().length);
        expect(merged.offset).toBeLessThanOrEqual(frequentErrorOf(merged.lgMost) * merged.totalWeight);
        for (const [item, count] of counts) {
          const weight = merged.items.find((each) => each.item === item)?.weight ?? 0;
          expect(weight).toBeLessThanOrEqual(count);
          expect(weight + merged.offset).toBeGreaterThanOrEqual(count);
        }
      }),
    );
  });
});
