import type { Result } from '../lib/result';
import { family, SketchBytes, SketchImage } from './sketchBytes';
import { readingSketch, refuseSketch, type SketchFailure } from './sketchFault';

/** What the items of a KLL sketch are; its bytes do not say. */
export type KllItems = 'double' | 'float' | 'bigint';

/** The items of one level, each standing for 2^level values. Floats are held as doubles. */
export type KllLevel = Float64Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>;

/** A KLL sketch of DataSketches. Level 0 is in no order; those above ascend. Rules [X4] to [X7]. */
export interface KllSketch {
  readonly kind: 'kll';
  readonly items: KllItems;
  readonly k: number;
  /** The least k of all that was merged: errors come from it. */
  readonly minK: number;
  /** How many values went in; NaN is none. */
  readonly count: number;
  /** Exact; null where there is no value. */
  readonly min: number | bigint | null;
  readonly max: number | bigint | null;
  readonly levels: readonly KllLevel[];
}

const flag = { empty: 1, sorted: 2, single: 4 } as const;
const itemLength: Readonly<Record<KllItems, number>> = { double: 8, float: 4, bigint: 8 };
const leastK = 8;
const mostLevels = 60;
/** The `m` of every sketch that is written: no level is smaller. */
const leastCapacity = 8;

/** A sketch that has seen no value. */
export function emptyKll(items: KllItems, k: number): KllSketch {
  return { kind: 'kll', items, k, minK: k, count: 0, min: null, max: null, levels: [levelOf(items, 0)] };
}

/** Reads a compact KLL image whose items are of that type. Rule [X4]. */
export function readKll(bytes: Uint8Array, items: KllItems): Result<KllSketch, SketchFailure> {
  return readingSketch(() => read(new SketchBytes(bytes), items));
}

function read(from: SketchBytes, items: KllItems): KllSketch {
  const [preamble, version, flags] = [from.uint8(0), from.uint8(1), from.uint8(3)];
  const k = from.uint16(4);
  if (from.uint8(2) !== family.kll) refuseSketch('the bytes are no KLL sketch');
  if (version === 3) refuseSketch('a KLL sketch in its updatable form is not read', 'unsupported');
  if (version !== 1 && version !== 2) refuseSketch(`KLL version ${version} is not known`, 'unsupported');
  if (k < leastK) refuseSketch(`a KLL sketch has k ${k}, below ${leastK}`);
  if (from.uint8(6) !== leastCapacity) refuseSketch(`a KLL sketch has m ${from.uint8(6)}, not 8`);
  const size = itemLength[items];
  if ((flags & flag.empty) !== 0) {
    from.mustEndAt(8);
    return emptyKll(items, k);
  }
  if ((flags & flag.single) !== 0 || version === 2) {
    from.mustEndAt(8 + size);
    const level = itemsAt(from, 8, 1, items);
    const value = checked(level[0]!);
    return { kind: 'kll', items, k, minK: k, count: 1, min: value, max: value, levels: [level] };
  }
  if (preamble !== 5) refuseSketch(`a KLL sketch has a preamble of ${preamble}`);
  return readLevels(from, items, k);
}

function readLevels(from: SketchBytes, items: KllItems, k: number): KllSketch {
  const size = itemLength[items];
  const count = from.count(8, 'the count of a KLL sketch');
  const minK = from.uint16(16);
  const levelCount = from.uint8(18);
  if (minK < leastK || minK > k) refuseSketch(`a KLL sketch has k ${k} and a least k of ${minK}`);
  if (levelCount < 1 || levelCount > mostLevels) refuseSketch(`a KLL sketch has ${levelCount} levels`);
  const first = 20 + 4 * levelCount;
  const rest = from.length - first - 2 * size;
  if (rest < 0 || rest % size !== 0)
    refuseSketch(`a KLL sketch of ${from.length} bytes has no whole number of items`);
  const starts = Array.from({ length: levelCount }, (_, level) => from.uint32(20 + 4 * level));
  starts.push(starts[0]! + rest / size);
  let weight = 0;
  for (let level = 0; level < levelCount; level++) {
    const length = starts[level + 1]! - starts[level]!;
    if (length < 0) refuseSketch(`level ${level} of a KLL sketch ends before it begins`);
    weight += length * 2 ** level;
  }
  if (weight !== count) refuseSketch(`the items of a KLL sketch stand for ${weight} values, not ${count}`);
  const ends = itemsAt(from, first, 2, items);
  const [min, max] = [checked(ends[0]!), checked(ends[1]!)];
  if (min > max) refuseSketch('the least value of a KLL sketch is above its greatest');
  const levels = starts.slice(0, levelCount).map((start, level) => {
    const at = first + size * (2 + start - starts[0]!);
    const own = itemsAt(from, at, starts[level + 1]! - start, items);
    checkLevel(own, level, min, max);
    return own;
  });
  return { kind: 'kll', items, k, minK, count, min, max, levels };
}

function checkLevel(level: KllLevel, height: number, min: number | bigint, max: number | bigint): void {
  for (let i = 0; i < level.length; i++) {
    const item = checked(level[i]!);
    if (item < min || item > max) refuseSketch('a KLL sketch has an item outside of its extremes');
    if (height > 0 && i > 0 && level[i - 1]! > item)
      refuseSketch(`level ${height} of a KLL sketch does not ascend`);
  }
}

function checked(item: number | bigint): number | bigint {
  if (Number.isNaN(item)) refuseSketch('a KLL sketch has NaN among its items');
  return item;
}

function itemsAt(from: SketchBytes, at: number, count: number, items: KllItems): KllLevel {
  from.slice(at, count * itemLength[items]);
  const level = levelOf(items, count);
  for (let i = 0; i < count; i++) {
    if (level instanceof BigInt64Array) level[i] = from.int64(at + 8 * i);
    else level[i] = items === 'float' ? from.float32(at + 4 * i) : from.float64(at + 8 * i);
  }
  return level;
}

/** Room for items of that type. */
export function levelOf(items: KllItems, length: number): KllLevel {
  return items === 'bigint' ? new BigInt64Array(length) : new Float64Array(length);
}

/** The compact image, byte for byte as DataSketches writes it, with level 0 as it is. Rule [X4]. */
export function writeKll(sketch: KllSketch): Uint8Array<ArrayBuffer> {
  const { items, k, minK, count, levels, min, max } = sketch;
  const size = itemLength[items];
  const isLong = count > 1;
  const retained = levels.reduce((sum, level) => sum + level.length, 0);
  const first = isLong ? 20 + 4 * levels.length : 8;
  const image = new SketchImage(first + size * (isLong ? retained + 2 : retained));
  const { view } = image;
  const isSorted = count > 1 && isAscending(levels[0]!);
  view.setUint8(0, isLong ? 5 : 2);
  view.setUint8(1, count === 1 ? 2 : 1);
  view.setUint8(2, family.kll);
  view.setUint8(
    3,
    (count === 0 ? flag.empty : 0) | (isSorted ? flag.sorted : 0) | (count === 1 ? flag.single : 0),
  );
  view.setUint16(4, k, true);
  view.setUint8(6, leastCapacity);
  let at = first;
  const put = (item: number | bigint): void => {
    if (typeof item === 'bigint') view.setBigInt64(at, item, true);
    else if (size === 4) view.setFloat32(at, item, true);
    else view.setFloat64(at, item, true);
    at += size;
  };
  if (isLong) {
    view.setBigUint64(8, BigInt(count), true);
    view.setUint16(16, minK, true);
    view.setUint8(18, levels.length);
    // DataSketches keeps its items at the end of room for all that may come.
    let start = kllCapacity(k, levels.length) - retained;
    levels.forEach((level, height) => {
      view.setUint32(20 + 4 * height, Math.max(0, start), true);
      start = Math.max(0, start) + level.length;
    });
    put(min!);
    put(max!);
  }
  for (const level of levels) for (const item of level) put(item);
  return image.bytes;
}

function isAscending(level: KllLevel): boolean {
  for (let i = 1; i < level.length; i++) if (level[i - 1]! > level[i]!) return false;
  return true;
}

/** How many items a sketch of so many levels holds at most: each level two thirds of that above it, and 8 at the least. */
export function kllCapacity(k: number, levelCount: number): number {
  let sum = 0;
  for (let height = 0; height < levelCount; height++) sum += kllLevelCapacity(k, levelCount, height);
  return sum;
}

/** How many items one level holds before it is compacted. */
export function kllLevelCapacity(k: number, levelCount: number, height: number): number {
  return Math.max(leastCapacity, Math.round(k * (2 / 3) ** (levelCount - height - 1)));
}
