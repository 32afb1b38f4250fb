import { addressBits, type HllCoupons, type HllRegisters, type HllSketch } from './hll';

/** Coupons become registers from so many on: three quarters of an eighth of the registers, and 8 at the least. */
function mostCoupons(lgK: number): number {
  return Math.max(8, 0.75 * 2 ** (lgK - 3));
}

/**
 * The sketch of all values of both: the greatest of each register, after the finer one is folded to the coarser. The running
 * estimate is lost, unless one side has seen nothing. Rule [X11].
 */
export function mergeHll(a: HllSketch, b: HllSketch): HllSketch {
  const lgK = Math.min(a.lgK, b.lgK);
  if (isEmpty(b) && a.lgK === lgK) return a;
  if (isEmpty(a) && b.lgK === lgK) return b;
  if (a.registers === null && b.registers === null) {
    const coupons = Uint32Array.from(new Set([...a.coupons, ...b.coupons]));
    if (coupons.length <= mostCoupons(lgK)) return { kind: 'hll', lgK, coupons, registers: null };
  }
  const registers = new Uint8Array(2 ** lgK);
  note(registers, a);
  note(registers, b);
  return { kind: 'hll', lgK, coupons: null, registers, running: null };
}

function isEmpty(sketch: HllSketch): boolean {
  return sketch.registers === null && sketch.coupons.length === 0;
}

function note(into: Uint8Array, sketch: HllCoupons | HllRegisters): void {
  const mask = into.length - 1;
  const noteOne = (register: number, value: number): void => {
    if (value > into[register & mask]!) into[register & mask] = value;
  };
  if (sketch.registers === null)
    for (const coupon of sketch.coupons) noteOne(coupon & mask, coupon >>> addressBits);
  else sketch.registers.forEach((value, register) => noteOne(register, value));
}
