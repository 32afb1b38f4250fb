import type { Result } from '../lib/result';
import { estimateFromRegisters } from './registerEstimate';
import { readRegisters } from './hllRegisters';
import { family, SketchBytes, SketchImage } from './sketchBytes';
import { readingSketch, refuseSketch, type SketchFailure } from './sketchFault';

/** A HyperLogLog sketch of DataSketches: few values as they were hashed, more as registers. Rules [X8] to [X11]. */
export type HllSketch = HllCoupons | HllRegisters;

/** Up to some hundred values: each distinct hash, of 26 bits of address and 6 of value above them; none twice. */
export interface HllCoupons {
  readonly kind: 'hll';
  readonly lgK: number;
  readonly coupons: Uint32Array<ArrayBuffer>;
  readonly registers: null;
}

/** 2^lgK registers. */
export interface HllRegisters {
  readonly kind: 'hll';
  readonly lgK: number;
  readonly coupons: null;
  readonly registers: Uint8Array<ArrayBuffer>;
  /** The estimate that was kept while values came, better than that of the registers; null once sketches were merged. */
  readonly running: number | null;
}

/** The estimated number of distinct values, with one standard error as a share of it. */
export interface DistinctEstimate {
  readonly count: number;
  readonly relativeError: number;
}

const leastLgK = 4;
/** More registers than this are refused: 2 MiB. */
const mostLgK = 21;
/** How many bits of a coupon are its address; its value is above them. */
export const addressBits = 26;
/** Registers hold values up to this. */
export const mostValue = 63;
const mode = { list: 0, set: 1, registers: 2 } as const;
const flag = { empty: 4, compact: 8, outOfOrder: 16 } as const;
/** One standard error of a count of coupons: 0.409 / 2^13. */
const couponError = 0.409 / 8192;

/** Reads an HLL image: of 4, 6 or 8 bits a register, list, set or registers, compact or updatable. Rule [X8]. */
export function readHll(bytes: Uint8Array): Result<HllSketch, SketchFailure> {
  return readingSketch(() => read(new SketchBytes(bytes)));
}

function read(from: SketchBytes): HllSketch {
  const [preamble, version, lgK] = [from.uint8(0), from.uint8(1), from.uint8(3)];
  if (from.uint8(2) !== family.hll) refuseSketch('the bytes are no HLL sketch');
  if (version !== 1) refuseSketch(`HLL version ${version} is not known`, 'unsupported');
  if (lgK < leastLgK || lgK > mostLgK) refuseSketch(`an HLL sketch has 2^${lgK} registers`, 'tooLarge');
  const flags = from.uint8(5);
  const modes = from.uint8(7);
  const bits = ([4, 6, 8] as const)[(modes >> 2) & 3];
  if (bits === undefined) refuseSketch('an HLL sketch has an unknown kind of registers');
  const isCompact = (flags & flag.compact) !== 0;
  switch (modes & 3) {
    case mode.list:
      if (preamble !== 2) refuseSketch(`a list of HLL has a preamble of ${preamble}`);
      return readCoupons(from, lgK, 8, from.uint8(6), isCompact);
    case mode.set:
      if (preamble !== 3) refuseSketch(`a set of HLL has a preamble of ${preamble}`);
      return readCoupons(from, lgK, 12, from.uint32(8), isCompact);
    case mode.registers: {
      if (preamble !== 10) refuseSketch(`registers of HLL have a preamble of ${preamble}`);
      const registers = readRegisters(from, lgK, bits, isCompact);
      const running = (flags & flag.outOfOrder) !== 0 ? null : from.float64(8);
      if (running !== null) checkRunning(running, registers);
      return { kind: 'hll', lgK, coupons: null, registers, running };
    }
    default:
      return refuseSketch('an HLL sketch has an unknown mode');
  }
}

function readCoupons(
  from: SketchBytes,
  lgK: number,
  first: number,
  count: number,
  isCompact: boolean,
): HllSketch {
  // The updatable form has the whole array, with 0 where there is no coupon.
  const places = isCompact ? count : 2 ** from.uint8(4);
  from.mustEndAt(first + 4 * places);
  const coupons = new Set<number>();
  for (let place = 0; place < places; place++) {
    const coupon = from.uint32(first + 4 * place);
    if (coupon === 0 && !isCompact) continue;
    if (coupon >>> addressBits === 0) refuseSketch('an HLL sketch has a coupon without a value');
    coupons.add(coupon);
  }
  if (coupons.size !== count)
    refuseSketch(`an HLL sketch says that it has ${count} coupons, and has ${coupons.size}`);
  return { kind: 'hll', lgK, coupons: Uint32Array.from(coupons), registers: null };
}

/** The running estimate comes from the same values, and is never ten standard errors from that of the registers. */
function checkRunning(running: number, registers: Uint8Array): void {
  const estimate = estimateFromRegisters(histogramOf(registers));
  const most = Number.isFinite(estimate) ? estimate : Number.MAX_VALUE;
  const slack = 10 * (1.04 / Math.sqrt(registers.length)) * most + 1;
  if (!(Math.abs(running - most) <= slack))
    refuseSketch(`an HLL sketch says ${running} distinct values, and its registers say ${estimate}`);
}

/** How many registers hold each value, 0 to 63. */
function histogramOf(registers: Uint8Array): Float64Array {
  const histogram = new Float64Array(mostValue + 1);
  for (const value of registers) histogram[value]!++;
  return histogram;
}

/**
 * The count of coupons; else the running estimate, with a standard error of √(ln 2) / √k; else that of the registers, with 1.04 / √k.
 * Rule [X10].
 */
export function estimateHll(sketch: HllSketch): DistinctEstimate {
  if (sketch.registers === null)
    return { count: sketch.coupons.length, relativeError: sketch.coupons.length > 1 ? couponError : 0 };
  const root = Math.sqrt(sketch.registers.length);
  if (sketch.running !== null) return { count: sketch.running, relativeError: Math.sqrt(Math.LN2) / root };
  return {
    count: estimateFromRegisters(histogramOf(sketch.registers)),
    relativeError: 1.04 / root,
  };
}

/** The compact image: coupons as a list or set, registers of 8 bits. Rule [X8]. */
export function writeHll(sketch: HllSketch): Uint8Array<ArrayBuffer> {
  return sketch.registers === null ? writeCoupons(sketch) : writeRegisters(sketch);
}

const mostInList = 8;
const typeOf8Bits = 2 << 2;

function writeCoupons({ lgK, coupons }: HllCoupons): Uint8Array<ArrayBuffer> {
  const isList = coupons.length <= mostInList;
  const first = isList ? 8 : 12;
  const image = new SketchImage(first + 4 * coupons.length);
  image.bytes.set([isList ? 2 : 3, 1, family.hll, lgK]);
  image.bytes[4] = isList ? 3 : Math.max(5, Math.ceil(Math.log2((coupons.length * 4) / 3)));
  image.bytes[5] = flag.compact | (coupons.length === 0 ? flag.empty : 0);
  if (isList) image.bytes[6] = coupons.length;
  else image.view.setUint32(8, coupons.length, true);
  image.bytes[7] = (isList ? mode.list : mode.set) | typeOf8Bits;
  coupons.forEach((coupon, at) => image.view.setUint32(first + 4 * at, coupon, true));
  return image.bytes;
}

function writeRegisters({ lgK, registers, running }: HllRegisters): Uint8Array<ArrayBuffer> {
  const image = new SketchImage(40 + registers.length);
  image.bytes.set([10, 1, family.hll, lgK]);
  image.bytes[5] = flag.compact | (running === null ? flag.outOfOrder : 0);
  image.bytes[7] = mode.registers | typeOf8Bits;
  const sums = [0, 0];
  for (const value of registers) sums[value < 32 ? 0 : 1]! += 2 ** -value;
  const histogram = histogramOf(registers);
  // DataSketches looks for the least register of 8 bits when it merges, and not before.
  const least = running === null ? histogram.findIndex((count) => count > 0) : 0;
  image.bytes[6] = least;
  image.view.setFloat64(8, running ?? 0, true);
  image.view.setFloat64(16, sums[0]!, true);
  image.view.setFloat64(24, sums[1]!, true);
  image.view.setUint32(32, histogram[least]!, true);
  image.bytes.set(registers, 40);
  return image.bytes;
}
