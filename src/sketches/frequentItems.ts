import type { Result } from '../lib/result';
import { ItemReader, itemLength, putItem, type Item, type ItemType } from './items';
import { family, SketchBytes, SketchImage } from './sketchBytes';
import { readingSketch, refuseSketch, type SketchFailure } from './sketchFault';

/** A sketch of frequent items, as `approx_top_k_accumulate` of Spark keeps it. Rules [X15] to [X17]. */
export interface FrequentSketch {
  readonly kind: 'frequent';
  readonly type: ItemType;
  /** The map holds up to three quarters of 2^lgMost items. */
  readonly lgMost: number;
  /** How many values went in. */
  readonly totalWeight: number;
  /** What was taken away of any item at the most; 0 while every item is there. */
  readonly offset: number;
  /** Each has been seen `weight` to `weight + offset` times. */
  readonly items: readonly WeightedItem[];
  /** How many NULLs Spark met beside; null where the image does not say. */
  readonly nullCount: number | null;
}

/** An item with the least number of times that it was seen. */
export interface WeightedItem {
  readonly item: Item;
  readonly weight: number;
}

const leastLg = 3;
/** Maps larger than this are refused. */
const mostLg = 26;
const flagsOfEmpty = 5;
const first = 32;

/** Reads an image whose items are of that type, with Spark's count of NULLs behind it or without. Rule [X15]. */
export function readFrequent(bytes: Uint8Array, type: ItemType): Result<FrequentSketch, SketchFailure> {
  return readingSketch(() => read(new SketchBytes(bytes), type));
}

function read(from: SketchBytes, type: ItemType): FrequentSketch {
  const [longs, version, lgMost, lg, flags] = [0, 1, 3, 4, 5].map((at) => from.uint8(at)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (from.uint8(2) !== family.frequent) refuseSketch('the bytes are no sketch of frequent items');
  if (version !== 1) refuseSketch(`version ${version} of frequent items is not known`, 'unsupported');
  if (lgMost < leastLg || lgMost > mostLg || lg < leastLg || lg > lgMost)
    refuseSketch(`a sketch of frequent items has a map of 2^${lg}, and of 2^${lgMost} at the most`);
  if ((flags & flagsOfEmpty) !== 0) {
    const nullCount = nullCountAt(from, 8);
    return { kind: 'frequent', type, lgMost, totalWeight: 0, offset: 0, items: [], nullCount };
  }
  if ((longs & 63) !== 4) refuseSketch(`a sketch of frequent items has a preamble of ${longs & 63}`);
  const count = from.uint32(8);
  if (count > 0.75 * 2 ** lgMost) refuseSketch(`a map of 2^${lgMost} has ${count} items`);
  const totalWeight = from.count(16, 'the weight of frequent items');
  const offset = from.count(24, 'the offset of frequent items');
  from.slice(first, 8 * count);
  const reader = new ItemReader(from, first + 8 * count, type, count);
  const items: WeightedItem[] = [];
  const known = new Set<Item>();
  let weight = 0;
  for (let at = 0; at < count; at++) {
    const own = from.count(first + 8 * at, 'the weight of an item');
    const item = reader.next();
    if (own === 0) refuseSketch('a frequent item has a weight of 0');
    weight += own;
    items.push({ item, weight: own });
    known.add(Object.is(item, -0) ? '-0' : item);
  }
  if (weight > totalWeight || offset > totalWeight - weight)
    refuseSketch(`frequent items weigh ${weight} and may lack ${offset}, of ${totalWeight} in all`);
  if (offset === 0 && weight !== totalWeight)
    refuseSketch(`frequent items weigh ${weight}, of ${totalWeight} in all, and lack nothing`);
  if (known.size !== count) refuseSketch('a sketch of frequent items has an item twice');
  return {
    kind: 'frequent',
    type,
    lgMost,
    totalWeight,
    offset,
    items,
    nullCount: nullCountAt(from, reader.end),
  };
}

/** Spark puts it behind the image, most significant byte first. */
function nullCountAt(from: SketchBytes, end: number): number | null {
  if (from.length === end) return null;
  from.mustEndAt(end + 8);
  const high = from.slice(end, 8).reduce((count, byte) => count * 256 + byte, 0);
  if (high > Number.MAX_SAFE_INTEGER) refuseSketch(`the count of NULLs is past 2^53`, 'tooLarge');
  return high;
}

/** Items by how often they were seen, the most frequent first; each between `weight` and `weight + offset` times. */
export function topItems({ items }: FrequentSketch): readonly WeightedItem[] {
  return items.toSorted((a, b) => b.weight - a.weight);
}

/** The share of the rows that an item may lack at most: 3.5 / 2^lgMost. Rule [X16]. */
export function frequentErrorOf(lgMost: number): number {
  return 3.5 / 2 ** lgMost;
}

/** How many items a map holds before it gives some up. */
export function frequentCapacity(lgMost: number): number {
  return Math.floor(0.75 * 2 ** lgMost);
}

/**
 * The sketch of all values of both, of one type: weights and offsets are added. While they are more than the smaller map holds, the
 * weight in the middle is taken from all, and those without any go. Rule [X17].
 */
export function mergeFrequent(a: FrequentSketch, b: FrequentSketch): FrequentSketch {
  const lgMost = Math.min(a.lgMost, b.lgMost);
  const known = new Map<string, WeightedItem>();
  for (const { item, weight } of [...a.items, ...b.items]) {
    const key = keyOf(item);
    known.set(key, { item, weight: weight + (known.get(key)?.weight ?? 0) });
  }
  let items = [...known.values()];
  let offset = a.offset + b.offset;
  while (items.length > frequentCapacity(lgMost)) {
    const weights = Float64Array.from(items, ({ weight }) => weight).sort();
    const taken = weights[weights.length >> 1]!;
    items = items.flatMap(({ item, weight }) => (weight > taken ? { item, weight: weight - taken } : []));
    offset += taken;
  }
  const nullCount = a.nullCount === null || b.nullCount === null ? null : a.nullCount + b.nullCount;
  return {
    kind: 'frequent',
    type: a.type,
    lgMost,
    totalWeight: a.totalWeight + b.totalWeight,
    offset,
    items,
    nullCount,
  };
}

/** −0 and 0 are two items, as they are to Spark. */
function keyOf(item: Item): string {
  return Object.is(item, -0) ? '-0' : String(item);
}

/** The image as Spark writes it; the count of NULLs follows where it is known. Rule [X15]. */
export function writeFrequent(sketch: FrequentSketch): Uint8Array<ArrayBuffer> {
  const { type, lgMost, totalWeight, offset, items, nullCount } = sketch;
  const own = items.length === 0 && totalWeight === 0 ? 8 : itemsEnd(sketch);
  const image = new SketchImage(own + (nullCount === null ? 0 : 8));
  const { view, bytes } = image;
  const isEmpty = own === 8;
  const lg = Math.max(leastLg, Math.ceil(Math.log2(Math.max(1, items.length) / 0.75)));
  bytes.set([isEmpty ? 1 : 4, 1, family.frequent, lgMost, Math.min(lg, lgMost), isEmpty ? flagsOfEmpty : 0]);
  if (!isEmpty) {
    view.setUint32(8, items.length, true);
    view.setBigUint64(16, BigInt(totalWeight), true);
    view.setBigUint64(24, BigInt(offset), true);
    items.forEach(({ weight }, at) => view.setBigUint64(first + 8 * at, BigInt(weight), true));
    let at = first + 8 * items.length;
    items.forEach(({ item }, index) => {
      at += putItem(image, at, type, item, index);
    });
  }
  if (nullCount !== null) view.setBigUint64(own, BigInt(nullCount), false);
  return bytes;
}

function itemsEnd({ type, items }: FrequentSketch): number {
  const lengths = items.reduce((sum, { item }, index) => sum + itemLength(type, item, index), 0);
  return first + 8 * items.length + lengths;
}
