/** UTF-8 bytes of text; a lone surrogate becomes U+FFFD, as TextEncoder does. Pure layers have no TextEncoder. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3);
  return bytes.slice(0, writeUtf8(text, bytes, 0));
}

/** Writes the UTF-8 bytes of text at `position` and returns the end; needs room for three bytes a code unit. */
export function writeUtf8(text: string, bytes: Uint8Array, position: number): number {
  let at = position;
  for (let i = 0; i < text.length; i++) {
    let point = text.charCodeAt(i);
    if (point < 0x80) {
      bytes[at++] = point;
      continue;
    }
    if (point >= 0xd800 && point < 0xe000) {
      const low = point < 0xdc00 && i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
      if (low >= 0xdc00 && low < 0xe000) {
        point = 0x1_0000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        i++;
      } else {
        point = 0xfffd;
      }
    }
    at = writeCodePoint(point, bytes, at);
  }
  return at;
}

function writeCodePoint(point: number, bytes: Uint8Array, position: number): number {
  let at = position;
  if (point < 0x800) {
    bytes[at++] = 0xc0 | (point >> 6);
  } else {
    if (point < 0x1_0000) {
      bytes[at++] = 0xe0 | (point >> 12);
    } else {
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f);
    }
    bytes[at++] = 0x80 | ((point >> 6) & 0x3f);
  }
  bytes[at++] = 0x80 | (point & 0x3f);
  return at;
}

/** The text of bytes `start` to `end`, which must be valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = '';
  const units: number[] = [];
  for (let at = start; at < end;) {
    const first = bytes[at]!;
    let point = first;
    if (first < 0x80) {
      at += 1;
    } else if (first < 0xe0) {
      point = ((first & 0x1f) << 6) | (bytes[at + 1]! & 0x3f);
      at += 2;
    } else if (first < 0xf0) {
      point = ((first & 0x0f) << 12) | ((bytes[at + 1]! & 0x3f) << 6) | (bytes[at + 2]! & 0x3f);
      at += 3;
    } else {
      point =
        ((first & 0x07) << 18) |
        ((bytes[at + 1]! & 0x3f) << 12) |
        ((bytes[at + 2]! & 0x3f) << 6) |
        (bytes[at + 3]! & 0x3f);
      at += 4;
    }
    if (point >= 0x1_0000)
      units.push(0xd800 + ((point - 0x1_0000) >> 10), 0xdc00 + ((point - 0x1_0000) & 0x3ff));
    else units.push(point);
    if (units.length >= 4096) {
      text += String.fromCharCode(...units);
      units.length = 0;
    }
  }
  return text + String.fromCharCode(...units);
}

/** Whether every byte of `start` to `end` is below 0x80. Reads four bytes at a time. */
export function isAscii(bytes: Uint8Array, start = 0, end = bytes.length): boolean {
  let at = start;
  while (at < end && ((bytes.byteOffset + at) & 3) !== 0) if (bytes[at++]! >= 0x80) return false;
  const wordCount = (end - at) >> 2;
  if (wordCount > 0) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, wordCount);
    for (let i = 0; i < wordCount;) {
      let seen = 0;
      for (const chunkEnd = Math.min(i + 1024, wordCount); i < chunkEnd; i++) seen |= words[i]!;
      if ((seen & 0x8080_8080) !== 0) return false;
    }
    at += wordCount * 4;
  }
  while (at < end) if (bytes[at++]! >= 0x80) return false;
  return true;
}

/** The index of the first byte that is not well-formed UTF-8 (Unicode, table 3-7); −1 where all is. */
export function firstInvalidUtf8(bytes: Uint8Array, start = 0, end = bytes.length): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = start; at < end;) {
    while (at + 8 <= end && ((view.getInt32(at, true) | view.getInt32(at + 4, true)) & 0x8080_8080) === 0)
      at += 8;
    if (at >= end) return -1;
    const first = bytes[at]!;
    if (first < 0x80) {
      at++;
      continue;
    }
    const length = sequenceLength(first);
    if (length === 0 || at + length > end) return at;
    const second = bytes[at + 1]!;
    if (second < lowestSecond(first) || second > highestSecond(first)) return at;
    for (let i = 2; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return at;
    at += length;
  }
  return -1;
}

function sequenceLength(first: number): number {
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

function lowestSecond(first: number): number {
  if (first === 0xe0) return 0xa0;
  return first === 0xf0 ? 0x90 : 0x80;
}

function highestSecond(first: number): number {
  if (first === 0xed) return 0x9f;
  return first === 0xf4 ? 0x8f : 0xbf;
}

/** Unicode code points in bytes `start` to `end` of valid UTF-8, readable three bytes past `end`. */
export function codePointCount(view: DataView, start: number, end: number): number {
  let count = end - start;
  for (let at = start; at < end; at += 4) {
    if ((view.getInt32(at, true) & 0x8080_8080) === 0) continue;
    const wordEnd = Math.min(at + 4, end);
    for (let i = at; i < wordEnd; i++) if ((view.getUint8(i) & 0xc0) === 0x80) count--;
  }
  return count;
}

/** Orders UTF-8 bytes as JavaScript orders the texts: by UTF-16 code unit. Negative, zero or positive. */
export function compareAsCodeUnits(
  a: Uint8Array,
  aStart: number,
  aEnd: number,
  b: Uint8Array,
  bStart: number,
  bEnd: number,
): number {
  const shared = Math.min(aEnd - aStart, bEnd - bStart);
  for (let i = 0; i < shared; i++) {
    const left = a[aStart + i]!;
    const right = b[bStart + i]!;
    if (left !== right) return codeUnitRank(left) - codeUnitRank(right);
  }
  return aEnd - aStart - (bEnd - bStart);
}

/** Surrogates (0xF0 and up in UTF-8) sort before U+E000 to U+FFFF (0xEE and 0xEF). */
function codeUnitRank(byte: number): number {
  if (byte >= 0xf0) return byte - 2;
  return byte >= 0xee ? byte + 8 : byte;
}

/** Orders by UTF-8 byte, which is code point order. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
