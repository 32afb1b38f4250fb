const precision = 14;
const registerCount = 1 << precision;

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

/** The estimated number of distinct values (Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017). */
export function estimateDistinct(registers: Uint8Array): number {
  const limit = 32;
  const histogram = new Float64Array(limit + 2);
  for (const rank of registers) histogram[rank]!++;
  let z = registerCount * tau(1 - histogram[limit + 1]! / registerCount);
  for (let rank = limit; rank >= 1; rank--) z = 0.5 * (z + histogram[rank]!);
  z += registerCount * sigma(histogram[0]! / registerCount);
  return (registerCount / (2 * Math.LN2)) * (registerCount / z);
}

function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY;
  let x = share;
  let y = 1;
  let z = x;
  for (let before = Number.NaN; z !== before;) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let x = share;
  let y = 1;
  let z = 1 - x;
  for (let before = Number.NaN; z !== before;) {
    x = Math.sqrt(x);
    before = z;
    y *= 0.5;
    z -= (1 - x) ** 2 * y;
  }
  return z / 3;
}
