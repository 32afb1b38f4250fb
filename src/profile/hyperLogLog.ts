import { estimateFromRegisters } from '../sketches/registerEstimate';

const precision = 14;
const registerCount = 1 << precision;
/** That of a word of zeros. */
const greatestRank = 33;

/** One standard error as a share of the count: 1.04 / √16384 (Flajolet et al., "HyperLogLog", 2007). */
export const distinctRelativeError = 1.04 / Math.sqrt(registerCount);

/** Registers that have seen nothing. */
export function emptyRegisters(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(registerCount);
}

/** Notes a value by its 64-bit hash: the first word's top bits choose the register, the second's leading zeros its rank. */
export function noteHash(registers: Uint8Array, hash: number, otherHash: number): void {
  const index = hash >>> (32 - precision);
  const rank = Math.clz32(otherHash) + 1;
  if (rank > registers[index]!) registers[index] = rank;
}

/** Registers of the union of two sides, in the first. */
export function mergeRegisters(into: Uint8Array, other: Uint8Array): void {
  for (let i = 0; i < registerCount; i++) if (other[i]! > into[i]!) into[i] = other[i]!;
}

/** The estimated number of distinct values, by Ertl's estimator. */
export function estimateDistinct(registers: Uint8Array): number {
  const histogram = new Float64Array(greatestRank + 1);
  for (const rank of registers) histogram[rank]!++;
  return estimateFromRegisters(histogram);
}
