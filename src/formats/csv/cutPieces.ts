import { RecordScanner, type CutRules } from './record';

const lineFeed = 10;
const carriageReturn = 13;

/** About how many bytes a piece has. Part of the reader's version: a profile depends on where pieces end. */
export const pieceByteLength = 4 * 1024 * 1024;

/** A record longer than this is refused: most likely a quote that is never closed. */
export const longestRecord = 64 * 1024 * 1024;

/** A piece of a delimited text that begins and ends at row ends. */
export interface CsvPieceBytes {
  /** Whole records, in a buffer of their own, which is to be given back to the rooms. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly byteOffset: number;
  readonly isLast: boolean;
}

/** Buffers of pieces, filled again once they are given back: memory that is new each time costs more than a copy. */
export class PieceRooms {
  readonly #free: ArrayBuffer[] = [];

  /** One of at least that length, whatever is in it. */
  take(byteLength: number): Uint8Array<ArrayBuffer> {
    const at = this.#free.findIndex((buffer) => buffer.byteLength >= byteLength);
    const [buffer] = at < 0 ? [] : this.#free.splice(at, 1);
    return new Uint8Array(buffer ?? new ArrayBuffer(byteLength));
  }

  giveBack(buffer: ArrayBuffer): void {
    this.#free.push(buffer);
  }
}

/** What the bytes of one record do not fit: thrown through the stream, and caught by its reader. */
export class RecordTooLong extends Error {}

/**
 * Cuts a text into runs of whole records, of about `byteLength` bytes each. Where it cuts depends on the text
 * alone, and not on how its bytes come.
 */
export async function* cutPieces(
  source: AsyncIterable<Uint8Array>,
  rules: CutRules,
  rooms: PieceRooms,
  byteLength = pieceByteLength,
): AsyncGenerator<CsvPieceBytes> {
  let held = rooms.take(byteLength + 1);
  let used = 0;
  let window = byteLength;
  let byteOffset = 0;
  for await (const incoming of source) {
    for (let taken = 0; taken < incoming.length;) {
      // One byte past the window is needed to tell what stands at its end.
      const count = Math.min(window + 1 - used, incoming.length - taken);
      held.set(incoming.subarray(taken, taken + count), used);
      used += count;
      taken += count;
      if (used <= window) continue;
      const cut = lastRecordEnd(held, window, rules);
      if (cut > 0) {
        const rest = held.subarray(cut, used);
        window = byteLength;
        while (window < rest.length) window *= 2;
        const next = rooms.take(window + 1);
        next.set(rest);
        const bytes = held.subarray(0, cut);
        held = next;
        used -= cut;
        yield { bytes, byteOffset, isLast: false };
        byteOffset += cut;
      } else {
        if (window >= longestRecord) throw new RecordTooLong();
        window *= 2;
        const wider = rooms.take(window + 1);
        wider.set(held.subarray(0, used));
        rooms.giveBack(held.buffer);
        held = wider;
      }
    }
  }
  if (used > 0) yield { bytes: held.subarray(0, used), byteOffset, isLast: true };
}

/** Where the last record that ends within the first `window` bytes ends; 0 where none does. */
function lastRecordEnd(bytes: Uint8Array, window: number, rules: CutRules): number {
  if (rules.quote >= 0 && !hasPlainQuotes(rules)) return lastScannedEnd(bytes, window, rules);
  const quoted = rules.quote < 0 ? [] : quotedSpans(bytes, window, rules);
  let span = quoted.length - 2;
  let before = window;
  for (;;) {
    const end = lastLineEnd(bytes, before);
    while (span >= 0 && quoted[span]! >= end) span -= 2;
    if (end === 0 || span < 0 || quoted[span + 1]! < end) return end;
    before = quoted[span]!;
  }
}

function hasPlainQuotes({ delimiter, escape, trimBlanks }: CutRules): boolean {
  return delimiter.length === 1 && escape === 'doubled' && !trimBlanks;
}

/** Record by record: slower, for rules that only a scanner knows. */
function lastScannedEnd(bytes: Uint8Array, window: number, rules: CutRules): number {
  const scanner = new RecordScanner(rules);
  let end = 0;
  for (let at = 0; at < window;) {
    scanner.scan(bytes, at, window);
    if (scanner.end >= window) {
      const isEnded =
        scanner.contentEnd < window &&
        !scanner.isOpen &&
        !(bytes[window - 1] === carriageReturn && bytes[window] === lineFeed);
      return isEnded ? window : end;
    }
    end = scanner.end;
    at = scanner.end;
  }
  return end;
}

/** The end of the last line that ends within the first `length` bytes: LF ends lines, and CR where there is no LF. */
function lastLineEnd(bytes: Uint8Array, length: number): number {
  if (length === 0) return 0;
  const feed = bytes.lastIndexOf(lineFeed, length - 1) + 1;
  if (feed > 0) return feed;
  for (let at = length - 1; at >= 0; at--) {
    at = bytes.lastIndexOf(carriageReturn, at);
    if (at < 0) return 0;
    if (bytes[at + 1] !== lineFeed) return at + 1;
  }
  return 0;
}

/** Pairs of the first and last byte of quoted fields that begin within the window; the last may be open, and then ends past it. */
function quotedSpans(
  bytes: Uint8Array,
  window: number,
  { quote, delimiter: [delimiter] }: CutRules,
): number[] {
  const spans: number[] = [];
  // Most often there is none at all, which the native search sees fastest.
  const first = bytes.indexOf(quote);
  if (first < 0 || first >= window) return spans;
  const words = new Int32Array(bytes.buffer, 0, bytes.length >> 2);
  for (let at = first; at < window;) {
    const before = at === 0 ? lineFeed : bytes[at - 1]!;
    if (before !== delimiter && before !== lineFeed && before !== carriageReturn) {
      at = nextQuote(bytes, words, at + 1, window, quote);
      continue;
    }
    let close = nextQuote(bytes, words, at + 1, window, quote);
    while (close < window && bytes[close + 1] === quote)
      close = nextQuote(bytes, words, close + 2, window, quote);
    spans.push(at, close);
    at = nextQuote(bytes, words, close + 1, window, quote);
  }
  return spans;
}

/** The next quote within the window, or its end. Looks at four bytes at once: quotes come often, and a native search each would cost more. */
function nextQuote(
  bytes: Uint8Array,
  words: Int32Array,
  from: number,
  window: number,
  quote: number,
): number {
  const quotes = quote * 0x0101_0101;
  let at = from;
  while ((at & 3) !== 0 && at < window) if (bytes[at++] === quote) return at - 1;
  let word = at >> 2;
  const wordEnd = window >> 2;
  // A byte that is a quote becomes zero, and borrows.
  for (; word < wordEnd; word++) {
    const difference = words[word]! ^ quotes;
    if (((difference - 0x0101_0101) & ~difference & 0x8080_8080) !== 0) break;
  }
  for (at = Math.max(at, word << 2); at < window; at++) if (bytes[at] === quote) return at;
  return window;
}
