import { float32Text } from '../table/cellText';

/** An integer of 64 bits, least significant byte first: a number where a double holds it, else a bigint. */
export function int64At(view: DataView, at: number): number | bigint {
  const high = view.getInt32(at + 4, true);
  if (high >= -0x20_0000 && high < 0x20_0000) return high * 0x1_0000_0000 + view.getUint32(at, true);
  return view.getBigInt64(at, true);
}

/** As `int64At`, without a sign. */
export function uint64At(view: DataView, at: number): number | bigint {
  const high = view.getUint32(at + 4, true);
  return high < 0x20_0000 ? high * 0x1_0000_0000 + view.getUint32(at, true) : view.getBigUint64(at, true);
}

/** The value of an IEEE half float from its 16 bits. */
export function float16Of(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** A 32-bit float as the double of its own shortest text, as the format's other readers write it in JSON. */
export function shortened(value: number): number {
  return Number(float32Text(value));
}
