import { describe, expect, it } from 'vitest';
import {
  frequentErrorOf,
  mergeFrequent,
  readFrequent,
  topItems,
  writeFrequent,
} from '../../src/sketches/frequentItems';
import { estimateHll, readHll, writeHll, type HllSketch } from '../../src/sketches/hll';
import { readKll, writeKll } from '../../src/sketches/kll';
import {
  kllBinErrorOf,
  kllQuantiles,
  kllRank,
  kllRankError,
  kllRankErrorOf,
} from '../../src/sketches/kllFigures';
import { mergeHll } from '../../src/sketches/mergeHll';
import { mergeKll } from '../../src/sketches/mergeKll';
import { nameSketch } from '../../src/sketches/nameSketch';
import { estimateTheta, mergeTheta, readTheta, writeTheta } from '../../src/sketches/theta';
import { itemTypeOf, kllItemsOf, specimens, type Specimen, type Told } from './specimens';

const ofKind = (kind: string): readonly Specimen[] =>
  specimens?.all.filter(({ expected }) => expected.kind === kind) ?? [];
const named = (name: string): Specimen => specimens!.all.find((each) => each.name === name)!;

/** Names the specimen of which a check fails. */
function forEachOf(kind: string, check: (specimen: Specimen) => void): void {
  for (const specimen of ofKind(kind)) {
    try {
      check(specimen);
    } catch (error) {
      throw new Error(`${specimen.name}: ${String(error)}`, { cause: error });
    }
  }
}

function value<T, E>(read: { ok: true; value: T } | { ok: false; error: E }): T {
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

function numberOf(told: Told, isBig: boolean): number | bigint {
  return isBig ? BigInt(told) : Number(told);
}

/** −0 and 0 are one number. */
function isSame(a: number | bigint, b: number | bigint): boolean {
  return a === b && typeof a === typeof b;
}

describe.skipIf(specimens === null)('sketches that Spark and DataSketches wrote', () => {
  it('[X4] every KLL sketch has the count, k, items and extremes that the C++ library finds', () => {
    expect(ofKind('kll').length).toBeGreaterThan(40);
    forEachOf('kll', (specimen) => {
      const { expected, bytes } = specimen;
      const sketch = value(readKll(bytes, kllItemsOf(specimen)));
      const isBig = sketch.items === 'bigint';
      const retained = sketch.levels.reduce((sum, level) => sum + level.length, 0);
      expect([sketch.count, sketch.k, retained]).toEqual([expected.n, expected.k, expected.retained]);
      expect(sketch.levels.length > 1).toBe(expected.estimationMode);
      expect(kllRankErrorOf(sketch.minK)).toBeCloseTo(expected.rankError!, 12);
      expect(kllRankError(sketch)).toBe(expected.estimationMode ? kllRankErrorOf(sketch.minK) : 0);
      expect(kllBinErrorOf(sketch.minK)).toBeCloseTo(expected.pmfError!, 12);
      if (expected.min === undefined) expect(sketch.min).toBeNull();
      else {
        expect(sketch.min).toBe(numberOf(expected.min, isBig));
        expect(sketch.max).toBe(numberOf(expected.max!, isBig));
      }
    });
  });

  it('[X5] quantiles and ranks are those of the C++ library, and at 0 and 1 the least and greatest', () => {
    const { ranks } = specimens!;
    let compared = 0;
    forEachOf('kll', (specimen) => {
      const { expected, bytes } = specimen;
      const sketch = value(readKll(bytes, kllItemsOf(specimen)));
      const isBig = sketch.items === 'bigint';
      for (const rule of ['inclusive', 'exclusive'] as const) {
        const told = rule === 'inclusive' ? expected.quantilesInclusive : expected.quantilesExclusive;
        const found = kllQuantiles(sketch, ranks, rule);
        if (!told || !found) continue;
        found.forEach((quantile, at) => {
          const isEnd = at === 0 || at === ranks.length - 1;
          const wanted = isEnd ? (at === 0 ? sketch.min! : sketch.max!) : numberOf(told[at]!, isBig);
          expect(isSame(quantile, wanted)).toBe(true);
          compared++;
        });
      }
      expected.spark?.quantiles?.forEach((told, at) =>
        expect(isSame(kllQuantiles(sketch, ranks)![at]!, numberOf(told, isBig))).toBe(true),
      );
      expected.ranksAt?.forEach((told, at) => {
        const of = numberOf(told, isBig);
        expect(kllRank(sketch, of)).toBe(expected.ranksInclusive![at]);
        expect(kllRank(sketch, of, 'exclusive')).toBe(expected.ranksExclusive![at]);
      });
    });
    expect(compared).toBeGreaterThan(800);
  });

  it('[X4] a KLL sketch is written as it came, byte for byte', () => {
    forEachOf('kll', (specimen) => {
      const written = writeKll(value(readKll(specimen.bytes, kllItemsOf(specimen))));
      // Whether level 0 is known to be sorted is the writer's to say.
      written[3] = specimen.bytes[3]!;
      expect(Buffer.from(written).toString('hex')).toBe(Buffer.from(specimen.bytes).toString('hex'));
    });
  });

  it('[X10] every HLL sketch is estimated within half a standard error of the C++ library', () => {
    expect(ofKind('hll').length).toBeGreaterThan(60);
    forEachOf('hll', ({ bytes, expected }) => {
      const sketch = value(readHll(bytes));
      const { count, relativeError } = estimateHll(sketch);
      expect(sketch.lgK).toBe(expected.lgK);
      const standardError = sketch.registers ? expected.estimate! * relativeError : 2;
      expect(Math.abs(count - expected.estimate!)).toBeLessThanOrEqual(0.5 * standardError);
    });
  });

  it('[X9] registers of 4, 6 and 8 bits of the same values are the same, and [X8] those written are those read', () => {
    const known = new Map<string, HllSketch>();
    forEachOf('hll', ({ bytes, expected, name }) => {
      if (!name.startsWith('py-')) return;
      const sketch = value(readHll(bytes));
      const group = `${expected.lgK} ${expected.to}`;
      const first = known.get(group) ?? sketch;
      known.set(group, first);
      expect(sketch.registers).toEqual(first.registers);
      expect(sketch.coupons?.toSorted()).toEqual(first.coupons?.toSorted());
    });
    expect(known.size).toBeGreaterThan(3);
    forEachOf('hll', ({ bytes }) => {
      const sketch = value(readHll(bytes));
      const written = writeHll(sketch);
      expect(value(readHll(written))).toEqual(sketch);
      const isOf8Bits = bytes[7] === 0b1010;
      if (!isOf8Bits) return;
      expect(written.subarray(6)).toEqual(bytes.subarray(6));
    });
  });

  it('[X12] [X13] every theta sketch has the hashes, θ and estimate of the C++ library', () => {
    expect(ofKind('theta').length).toBeGreaterThan(40);
    forEachOf('theta', ({ bytes, expected, name }) => {
      const sketch = value(readTheta(bytes));
      expect(String(sketch.theta)).toBe(expected.theta64);
      expect(sketch.hashes.length).toBe(expected.retained);
      if (!name.includes('unordered'))
        expect(Array.from(sketch.hashes.subarray(0, 5), String)).toEqual(expected.firstHashes);
      const { count, relativeError } = estimateTheta(sketch);
      expect(count).toBeCloseTo(expected.estimate!, 6);
      // Their bounds are binomial, and a little wider than the standard error.
      const width = expected.upper![0]! - expected.estimate!;
      expect(Math.abs(count * relativeError - width)).toBeLessThan(0.15 * width + 1);
    });
  });

  it('[X12] what Spark wrote of theta is written as it came, byte for byte', () => {
    let written = 0;
    forEachOf('theta', ({ bytes, name }) => {
      if (name.startsWith('py-')) return;
      expect(Buffer.from(writeTheta(value(readTheta(bytes)))).toString('hex')).toBe(
        Buffer.from(bytes).toString('hex'),
      );
      written++;
    });
    expect(written).toBeGreaterThan(30);
  });

  it('[X15] [X16] every sketch of frequent items has the items, weights and NULLs that were counted', () => {
    expect(ofKind('top').length).toBeGreaterThan(30);
    forEachOf('top', (specimen) => {
      const { expected, bytes } = specimen;
      const sketch = value(readFrequent(bytes, itemTypeOf(specimen)));
      expect(sketch.nullCount).toBe(expected.appendedNullCount);
      if (expected.items) expect(sketch.items.length).toBe(expected.items.length);
      if (expected.totalWeight !== undefined) {
        expect([sketch.totalWeight, sketch.items.length, sketch.offset]).toEqual([
          expected.totalWeight,
          expected.active,
          expected.maximumError,
        ]);
        expect(frequentErrorOf(sketch.lgMost)).toBe(expected.epsilon);
      }
      for (const { item, estimate, lower, true: exact } of expected.top ?? []) {
        const own = topItems(sketch).find((each) => String(each.item) === String(item))!;
        expect([own.weight, own.weight + sketch.offset]).toEqual([lower, estimate]);
        if (exact !== undefined)
          expect(exact >= own.weight && exact <= own.weight + sketch.offset).toBe(true);
      }
      // Where the map is smaller than Spark's, its size alone differs.
      const written = writeFrequent(sketch);
      written[4] = bytes[4]!;
      expect(Buffer.from(written).toString('hex')).toBe(Buffer.from(bytes).toString('hex'));
    });
  });

  it('[X14] [X11] unions of theta and of HLL, of one size and of two, are those that Spark makes', () => {
    const theta = (name: string) => value(readTheta(named(name).bytes));
    expect(mergeTheta(theta('set-theta-a'), theta('set-theta-b'), 12)).toEqual(theta('set-theta-union'));
    expect(mergeTheta(theta('set-theta-a'), theta('set-theta-lg9-b'), 12)).toEqual(
      theta('set-theta-union-mixed-lg'),
    );
    const hll = (name: string) => value(readHll(named(name).bytes));
    expect(mergeHll(hll('set-hll-a'), hll('set-hll-b')).registers).toEqual(hll('set-hll-union').registers);
    expect(mergeHll(hll('set-hll-a'), hll('set-hll-lg10-b')).registers).toEqual(
      hll('set-hll-union-mixed-lg').registers,
    );
  });

  it('[X7] ten merged KLL sketches give every rank within the stated error', () => {
    const parts = Array.from({ length: 10 }, (_, part) =>
      value(readKll(named(`part${part}-kll-double`).bytes, 'double')),
    );
    const merged = parts.reduce(mergeKll);
    expect(merged.count).toBe(1_000_000);
    // x is even between −200 and 800.
    for (let share = 0.01; share < 1; share += 0.01)
      expect(Math.abs(kllRank(merged, -200 + 1000 * share) - share)).toBeLessThan(kllRankErrorOf(200));
  });

  it('[X17] two merged sketches of frequent items keep every count within their offset', () => {
    const [a, b] = ['set-top-a', 'set-top-b'].map((name) => value(readFrequent(named(name).bytes, 'string')));
    const merged = mergeFrequent(a!, b!);
    expect(merged.totalWeight).toBe(100_000);
    for (const { item, true: exact } of named('set-top-combine').expected.top!.slice(0, 3)) {
      const { weight } = merged.items.find((each) => each.item === item)!;
      expect(weight).toBeLessThanOrEqual(exact!);
      expect(weight + merged.offset).toBeGreaterThanOrEqual(exact!);
    }
  });

  it('[X2] tuple sketches, bitmaps and count-min sketches are named, and all others are of their kind', () => {
    const kinds = { kll: 'kll', hll: 'hll', theta: 'theta', top: 'frequent' } as const;
    for (const { bytes, expected, name } of specimens!.all) {
      const found = nameSketch(bytes);
      if (expected.kind) expect(found).toEqual({ isRead: true, kind: kinds[expected.kind] });
      else
        expect(found).toEqual({
          isRead: false,
          name: name.includes('tuple')
            ? 'a tuple sketch'
            : name.includes('bitmap')
              ? 'a bitmap of Spark'
              : "Spark's own count-min sketch",
        });
    }
  });
});
