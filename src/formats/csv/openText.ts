import type { TextCodec, TextEncodingName } from '../../lib/ports';
import { firstInvalidUtf8, isAscii } from '../../table/utf8';
import { detectedByteLength } from './detect/detectDialect';
import type { SampledText } from './detect/sample';
import { detectEncoding, utf8FromUtf16 } from './encoding';
import { detectLegacyEncoding, utf8FromLegacy } from './legacyEncoding';

/** A text whose encoding is known. */
export interface OpenedText {
  readonly encoding: TextEncodingName;
  /** It is read as UTF-8 because there was nothing but ASCII to tell by. */
  readonly isGuessedUtf8: boolean;
  /** Its first bytes, in UTF-8, without a byte order mark. */
  readonly head: SampledText;
  /** Where the text begins in the file; null where its bytes are not the file's own. */
  readonly byteOffset: number | null;
  /** The text in UTF-8, from that byte of it on, which is in the head. To be asked for once. */
  textFrom(byteLength: number): AsyncIterable<Uint8Array>;
}

/** Tells the encoding ([C1], [C2] in SPEC.md) unless it is given, and gives the text as UTF-8. */
export async function openText(
  source: AsyncIterator<Uint8Array>,
  given: string | undefined,
  codec: TextCodec,
): Promise<OpenedText> {
  const beginning = await readHead(source);
  const found = detectEncoding(beginning.bytes);
  const body = beginning.bytes.subarray(found.markByteLength);
  const sampled = body.subarray(0, detectedByteLength);
  const encoding =
    given?.toLowerCase() ?? (await encodingOf(sampled, found.encoding, beginning.isWhole, codec));
  const rest = chain(body, beginning.isWhole ? null : source);
  if (encoding === 'utf-8' || encoding === 'utf8') {
    return {
      encoding: 'utf-8',
      isGuessedUtf8: given === undefined && found.markByteLength === 0 && isAscii(body),
      head: { bytes: sampled, isWhole: beginning.isWhole && sampled.length === body.length },
      byteOffset: found.markByteLength,
      textFrom: (byteLength) => chain(body.subarray(byteLength), beginning.isWhole ? null : source),
    };
  }
  const isUtf16 = encoding === 'utf-16le' || encoding === 'utf-16be';
  const text = isUtf16 ? utf8FromUtf16(rest, encoding === 'utf-16le') : utf8FromLegacy(rest, encoding, codec);
  const head = await readHead(text);
  return {
    encoding,
    isGuessedUtf8: false,
    head: {
      bytes: head.bytes.subarray(0, detectedByteLength),
      isWhole: head.isWhole && head.bytes.length <= detectedByteLength,
    },
    byteOffset: null,
    textFrom: (byteLength) => chain(head.bytes.subarray(byteLength), head.isWhole ? null : text),
  };
}

async function encodingOf(
  bytes: Uint8Array,
  found: TextEncodingName,
  isWhole: boolean,
  codec: TextCodec,
): Promise<TextEncodingName> {
  if (found !== 'utf-8') return found;
  return isMostlyUtf8(bytes, isWhole) ? found : detectLegacyEncoding(bytes, codec);
}

/** Whether bytes past ASCII are UTF-8 more often than not: a few broken ones do not make it another encoding. */
function isMostlyUtf8(bytes: Uint8Array, isWhole: boolean): boolean {
  let invalid = 0;
  let at = firstInvalidUtf8(bytes);
  // A character that is cut off by the end of the sample is none that is broken.
  const end = isWhole ? bytes.length : bytes.length - 3;
  if (at < 0 || at >= end) return true;
  let valid = 0;
  let from = 0;
  while (at >= 0 && at < end) {
    valid += countCharactersPastAscii(bytes, from, at);
    invalid++;
    from = at + 1;
    at = firstInvalidUtf8(bytes, from);
  }
  return valid + countCharactersPastAscii(bytes, from, end) > invalid;
}

function countCharactersPastAscii(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (bytes[at]! >= 0xc0) count++;
  return count;
}

async function readHead(source: AsyncIterator<Uint8Array>): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  let bytes = new Uint8Array(0);
  while (bytes.length < detectedByteLength) {
    const next = await source.next();
    if (next.done === true) return { bytes, isWhole: true };
    const longer = new Uint8Array(bytes.length + next.value.length);
    longer.set(bytes);
    longer.set(next.value, bytes.length);
    bytes = longer;
  }
  return { bytes, isWhole: false };
}

async function* chain(first: Uint8Array, rest: AsyncIterator<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  yield first;
  try {
    for (let next = await rest?.next(); next && next.done !== true; next = await rest?.next())
      yield next.value;
  } finally {
    await rest?.return?.();
  }
}
