import type { SketchBytes } from './sketchBytes';
import { refuseSketch } from './sketchFault';

const addressMask = 2 ** 26 - 1;
const mostValue = 63;
/** In 4 bits, this says that the value stands among the exceptions. */
const exception = 15;
const first = 40;
const leastPlaces = 4;

/** The registers of an HLL image, one a byte, however many bits each has there. Rule [X9]. */
export function readRegisters(
  from: SketchBytes,
  lgK: number,
  bits: 4 | 6 | 8,
  isCompact: boolean,
): Uint8Array<ArrayBuffer> {
  const count = 2 ** lgK;
  switch (bits) {
    case 8: {
      from.mustEndAt(first + count);
      const registers = from.slice(first, count).slice();
      if (registers.some((value) => value > mostValue)) refuseSketch('a register of HLL is above 63');
      return registers;
    }
    case 6: {
      const length = (count * 3) / 4 + 1;
      from.mustEndAt(first + length);
      const packed = from.slice(first, length);
      return Uint8Array.from({ length: count }, (_, register) => {
        const bit = register * 6;
        const at = bit >>> 3;
        return ((packed[at]! | (packed[at + 1]! << 8)) >>> (bit & 7)) & 63;
      });
    }
    case 4:
      return registersOf4Bits(from, count, isCompact);
  }
}

function registersOf4Bits(from: SketchBytes, count: number, isCompact: boolean): Uint8Array<ArrayBuffer> {
  const least = from.uint8(6);
  const exceptionCount = from.uint32(36);
  const nibbles = from.slice(first, count / 2);
  const start = first + count / 2;
  const places = (from.length - start) / 4;
  const lgPlaces = from.uint8(4);
  if (isCompact) from.mustEndAt(start + 4 * exceptionCount);
  else if (exceptionCount > 0) from.mustEndAt(start + 4 * 2 ** lgPlaces);
  // The table of an updatable image is there when it is empty, too, of a size that the header does not say.
  else if (!(places >= leastPlaces && places <= count && Number.isInteger(Math.log2(places))))
    refuseSketch('the exceptions of an HLL sketch do not end where its bytes do');
  const values = new Map<number, number>();
  for (let place = 0; place < places; place++) {
    const coupon = from.uint32(start + 4 * place);
    if (coupon !== 0) values.set(coupon & addressMask & (count - 1), coupon >>> 26);
  }
  if (values.size !== exceptionCount)
    refuseSketch(`an HLL sketch says that it has ${exceptionCount} exceptions, and has ${values.size}`);
  return Uint8Array.from({ length: count }, (_, register) => {
    const nibble = (nibbles[register >> 1]! >> (4 * (register & 1))) & 15;
    const value = nibble === exception ? values.get(register) : least + nibble;
    if (value === undefined) return refuseSketch(`register ${register} of an HLL sketch has no exception`);
    if (value > mostValue) refuseSketch('a register of HLL is above 63');
    return value;
  });
}
