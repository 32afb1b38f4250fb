import type { Result } from '../lib/result';
import { BitReader, packBits } from './bitStream';
import type { DistinctEstimate } from './hll';
import { family, SketchBytes, SketchImage } from './sketchBytes';
import { readingSketch, refuseSketch, type SketchFailure } from './sketchFault';

/** A theta sketch of DataSketches: the hashes below θ of all values. Rules [X12] to [X14]. */
export interface ThetaSketch {
  readonly kind: 'theta';
  /** θ · 2^63; 2^63 − 1 while every hash is kept. */
  readonly theta: bigint;
  /** Ascending, none twice. */
  readonly hashes: BigUint64Array<ArrayBuffer>;
}

/** θ while every hash is kept. */
export const wholeTheta = 2n ** 63n - 1n;
/** That of the seed 9001, which all sketches have that nobody chose another for. */
const seedHash = 0x93cc;
const flag = { bigEndian: 1, readOnly: 2, empty: 4, compact: 8, ordered: 16, single: 32 } as const;

/** A sketch that has seen no value. */
export const emptyTheta: ThetaSketch = { kind: 'theta', theta: wholeTheta, hashes: new BigUint64Array(0) };

/** Reads a compact theta image of serial version 3, or 4 that is compressed. Rule [X12]. */
export function readTheta(bytes: Uint8Array): Result<ThetaSketch, SketchFailure> {
  return readingSketch(() => read(new SketchBytes(bytes)));
}

function read(from: SketchBytes): ThetaSketch {
  const [longs, version, flags] = [from.uint8(0) & 63, from.uint8(1), from.uint8(5)];
  if (from.uint8(2) !== family.theta) refuseSketch('the bytes are no compact theta sketch');
  if (version !== 3 && version !== 4) refuseSketch(`theta version ${version} is not known`, 'unsupported');
  if ((flags & flag.bigEndian) !== 0) refuseSketch('a big-endian theta sketch is not read', 'unsupported');
  if (longs < 1 || longs > 3) refuseSketch(`a theta sketch has a preamble of ${longs}`);
  if ((flags & flag.empty) !== 0) {
    from.mustEndAt(8);
    return emptyTheta;
  }
  if (from.uint16(6) !== seedHash)
    refuseSketch('the values of a theta sketch were hashed with another seed', 'unsupported');
  return checked(version === 4 ? readCompressed(from, longs) : readPlain(from, longs));
}

function readPlain(from: SketchBytes, longs: number): ThetaSketch {
  // One hash stands alone, without a count.
  const count = longs === 1 ? 1 : from.uint32(8);
  const theta = longs === 3 ? from.uint64(16) : wholeTheta;
  from.mustEndAt(8 * (longs + count));
  const hashes = new BigUint64Array(count);
  for (let i = 0; i < count; i++) hashes[i] = from.uint64(8 * (longs + i));
  return { kind: 'theta', theta, hashes: hashes.sort() };
}

function readCompressed(from: SketchBytes, longs: number): ThetaSketch {
  const [bits, countLength] = [from.uint8(3), from.uint8(4)];
  if (bits < 1 || bits > 63) refuseSketch(`the differences of a theta sketch have ${bits} bits`);
  if (countLength < 1 || countLength > 4)
    refuseSketch(`the count of a theta sketch has ${countLength} bytes`);
  const theta = longs > 1 ? from.uint64(8) : wholeTheta;
  const at = 8 * longs;
  let count = 0;
  for (let byte = 0; byte < countLength; byte++) count += from.uint8(at + byte) * 256 ** byte;
  const first = at + countLength;
  from.mustEndAt(first + Math.ceil((count * bits) / 8));
  const stream = new BitReader(from.bytes, first);
  const hashes = new BigUint64Array(count);
  let hash = 0n;
  for (let i = 0; i < count; i++) {
    hash += stream.next(bits);
    if (hash > wholeTheta) refuseSketch('a hash of a theta sketch is past 2^63');
    hashes[i] = hash;
  }
  return { kind: 'theta', theta, hashes };
}

function checked(sketch: ThetaSketch): ThetaSketch {
  const { theta, hashes } = sketch;
  if (theta < 1n || theta > wholeTheta) refuseSketch('θ of a theta sketch is not between 0 and 1');
  for (let i = 0; i < hashes.length; i++) {
    if (hashes[i]! === 0n || hashes[i]! >= theta) refuseSketch('a hash of a theta sketch is not below θ');
    if (i > 0 && hashes[i - 1] === hashes[i]) refuseSketch('a theta sketch has a hash twice');
  }
  return sketch;
}

/** The hashes over θ, with a standard error of √((1 − θ) / hashes); exact, but for equal hashes, while θ is 1. Rule [X13]. */
export function estimateTheta({ theta, hashes }: ThetaSketch): DistinctEstimate {
  if (theta === wholeTheta) return { count: hashes.length, relativeError: 0 };
  const share = Number(theta) / 2 ** 63;
  return {
    count: hashes.length / share,
    relativeError: hashes.length === 0 ? 1 : Math.sqrt((1 - share) / hashes.length),
  };
}

/**
 * The sketch of all values of both: the lesser θ and the hashes below it; where they are more than 2^lgK, the least of them, and θ
 * is the next. Rule [X14].
 */
export function mergeTheta(a: ThetaSketch, b: ThetaSketch, lgK: number): ThetaSketch {
  const theta = a.theta < b.theta ? a.theta : b.theta;
  const hashes = BigUint64Array.from(new Set([...a.hashes, ...b.hashes]))
    .sort()
    .filter((hash) => hash < theta);
  const most = 2 ** lgK;
  if (hashes.length <= most) return { kind: 'theta', theta, hashes };
  return { kind: 'theta', theta: hashes[most]!, hashes: hashes.slice(0, most) };
}

/** The image as Spark writes it: compressed from two hashes up, else of version 3. Rule [X12]. */
export function writeTheta({ theta, hashes }: ThetaSketch): Uint8Array<ArrayBuffer> {
  const isWhole = theta === wholeTheta;
  const common = flag.readOnly | flag.compact | flag.ordered;
  if (hashes.length === 0 && isWhole)
    return Uint8Array.of(1, 3, family.theta, 0, 0, common | flag.empty, 0, 0);
  if (hashes.length > 1) return writeCompressed({ kind: 'theta', theta, hashes }, common);
  const longs = isWhole ? 1 : 3;
  const image = new SketchImage(8 * (longs + hashes.length));
  image.bytes.set([longs, 3, family.theta, 0, 0, common | (isWhole ? flag.single : 0)]);
  image.view.setUint16(6, seedHash, true);
  if (!isWhole) {
    image.view.setUint32(8, hashes.length, true);
    image.view.setBigUint64(16, theta, true);
  }
  hashes.forEach((hash, at) => image.view.setBigUint64(8 * (longs + at), hash, true));
  return image.bytes;
}

function writeCompressed({ theta, hashes }: ThetaSketch, flags: number): Uint8Array<ArrayBuffer> {
  const differences = hashes.map((hash, at) => hash - (at === 0 ? 0n : hashes[at - 1]!));
  const bits = differences.reduce((all, each) => all | each, 0n).toString(2).length;
  const longs = theta === wholeTheta ? 1 : 2;
  const countLength = Math.ceil((32 - Math.clz32(hashes.length)) / 8);
  const first = 8 * longs + countLength;
  const image = new SketchImage(first + Math.ceil((hashes.length * bits) / 8));
  image.bytes.set([longs, 4, family.theta, bits, countLength, flags]);
  image.view.setUint16(6, seedHash, true);
  if (longs === 2) image.view.setBigUint64(8, theta, true);
  for (let byte = 0; byte < countLength; byte++)
    image.bytes[8 * longs + byte] = Math.floor(hashes.length / 256 ** byte) % 256;
  packBits(differences, bits, image.bytes, first);
  return image.bytes;
}
