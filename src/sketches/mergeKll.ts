import { kllCapacity, kllLevelCapacity, levelOf, type KllLevel, type KllSketch } from './kll';

/**
 * The sketch of all values of both, of one type. `k` is the first's; the error is that of the least k of either. Compactions choose
 * their half by a fixed sequence, so that the same sketches in the same order give the same one. Rule [X7].
 */
export function mergeKll(a: KllSketch, b: KllSketch): KllSketch {
  if (a.items !== b.items) throw new RangeError(`a KLL sketch of ${a.items} and one of ${b.items}`);
  if (b.count === 0) return a;
  if (a.count === 0) return { ...b, k: a.k, minK: Math.min(a.minK, b.minK) };
  const levelCount = Math.max(a.levels.length, b.levels.length);
  const levels = Array.from({ length: levelCount }, (_, height) =>
    joined(a.items, a.levels[height], b.levels[height], height > 0),
  );
  return {
    kind: 'kll',
    items: a.items,
    k: a.k,
    // A sketch that still has every value brings no error.
    minK: b.levels.length > 1 ? Math.min(a.minK, b.minK) : a.minK,
    count: a.count + b.count,
    min: a.min! < b.min! ? a.min : b.min,
    max: a.max! > b.max! ? a.max : b.max,
    levels: compacted(levels, a.k, a.count + b.count),
  };
}

function joined(
  items: KllSketch['items'],
  a: KllLevel | undefined,
  b: KllLevel | undefined,
  isSorted: boolean,
): KllLevel {
  const level = levelOf(items, (a?.length ?? 0) + (b?.length ?? 0));
  if (a) setAll(level, a, 0);
  if (b) setAll(level, b, a?.length ?? 0);
  return isSorted ? sorted(level) : level;
}

function setAll(into: KllLevel, from: KllLevel, at: number): void {
  if (into instanceof BigInt64Array) into.set(from as BigInt64Array, at);
  else into.set(from as Float64Array, at);
}

function sorted(level: KllLevel): KllLevel {
  return level.sort();
}

/** Halves the lowest full level, again and again, until all fits. */
function compacted(given: readonly KllLevel[], k: number, count: number): readonly KllLevel[] {
  const levels = [...given];
  let retained = levels.reduce((sum, level) => sum + level.length, 0);
  for (let step = 0; retained > kllCapacity(k, levels.length); step++) {
    const height = levels.findIndex(
      (level, at) => level.length >= kllLevelCapacity(k, levels.length, at) && level.length > 1,
    );
    if (height < 0) break;
    const level = sorted(levels[height]!);
    // Of an odd number of items the first stays, so that no weight is lost.
    const odd = level.length & 1;
    const half = everySecond(level, odd + coin(count, step));
    levels[height] = level.slice(0, odd);
    levels[height + 1] = joined(itemsOf(level), levels[height + 1], half, true);
    retained -= half.length;
  }
  return levels;
}

function everySecond(level: KllLevel, from: number): KllLevel {
  const half = levelOf(itemsOf(level), level.length >> 1);
  for (let i = 0; i < half.length; i++) half[i] = level[from + 2 * i]!;
  return half;
}

function itemsOf(level: KllLevel): KllSketch['items'] {
  return level instanceof BigInt64Array ? 'bigint' : 'double';
}

/** 0 or 1 by a hash of how many values there are, and of how many compactions came before. */
function coin(count: number, step: number): number {
  let bits = Math.imul(((count % 0x1_0000_0000) | 0) + Math.imul(step + 1, 0x9e37_79b1 | 0), 0x85eb_ca6b | 0);
  bits = Math.imul(bits ^ (bits >>> 15), 0xc2b2_ae35 | 0);
  return ((bits ^ (bits >>> 13)) >>> 7) & 1;
}
