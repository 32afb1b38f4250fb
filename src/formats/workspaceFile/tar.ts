import type { TextCodec } from '../../lib/ports';

/** Members of an archive begin at multiples of this many bytes; a header is one block. */
export const tarBlockByteLength = 512;

/** A file in a tar archive, before its bytes. */
export interface TarMember {
  readonly name: string;
  readonly byteLength: number;
}

/** Seven octal digits and more would not fit the header of POSIX ustar. */
export const maxMemberByteLength = 8 ** 11 - 1;
const maxNameByteLength = 100;

/** The header of a regular file in POSIX ustar: mode 0644, no owner, the time 0, so that equal members have equal headers. */
export function tarHeader({ name, byteLength }: TarMember, text: TextCodec): Uint8Array<ArrayBuffer> {
  const encoded = text.encode(name);
  if (encoded.length > maxNameByteLength || byteLength > maxMemberByteLength)
    throw new RangeError(`${name} with ${byteLength} bytes does not fit a tar header.`);
  const block = new Uint8Array(tarBlockByteLength);
  const put = (at: number, value: string): void => block.set(text.encode(value), at);
  block.set(encoded, 0);
  put(100, '0000644\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  put(124, `${octal(byteLength, 11)}\0`);
  put(136, `${octal(0, 11)}\0`);
  put(156, '0');
  put(257, 'ustar\0' + '00');
  put(148, `${octal(checksumOf(block), 6)}\0 `);
  return block;
}

/** Zero bytes that fill a member's last block. */
export function tarPadding(byteLength: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(paddingByteLength(byteLength));
}

/** A member of so many bytes, with its header and what fills its last block. */
export function tarMemberByteLength(byteLength: number): number {
  return tarBlockByteLength + byteLength + paddingByteLength(byteLength);
}

function paddingByteLength(byteLength: number): number {
  return (tarBlockByteLength - (byteLength % tarBlockByteLength)) % tarBlockByteLength;
}

/** Two blocks of zeros: the end of an archive. */
export function tarEnd(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(2 * tarBlockByteLength);
}

/** The regular file that a header begins; `'end'` for a block of zeros, null for what is no header of a regular file. */
export function parseTarHeader(block: Uint8Array, text: TextCodec): TarMember | 'end' | null {
  if (block.every((byte) => byte === 0)) return 'end';
  const checksum = octalIn(block, 148, 8);
  if (checksum !== checksumOf(block)) return null;
  const type = block[156];
  if (type !== 0x30 && type !== 0) return null;
  // A prefix of the name, for names longer than 100 bytes, which no member of ours has.
  if (block[345] !== 0) return null;
  const nameEnd = block.subarray(0, maxNameByteLength).indexOf(0);
  const name = text.decode(block.subarray(0, nameEnd === -1 ? maxNameByteLength : nameEnd), 'utf-8');
  const byteLength = octalIn(block, 124, 12);
  return name === null || byteLength === null ? null : { name, byteLength };
}

/** The sum of a header's bytes, those of the sum itself taken as spaces. */
function checksumOf(block: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < tarBlockByteLength; at++) sum += at >= 148 && at < 156 ? 0x20 : block[at]!;
  return sum;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function octalIn(block: Uint8Array, at: number, length: number): number | null {
  let value = 0;
  let digits = 0;
  for (const byte of block.subarray(at, at + length)) {
    if (byte >= 0x30 && byte <= 0x37) {
      value = value * 8 + (byte - 0x30);
      digits += 1;
    } else if (byte === 0 || byte === 0x20) {
      if (digits > 0) break;
    } else return null;
  }
  return digits === 0 ? null : value;
}
