import { joinBytes } from '../../lib/joinBytes';
import type { TextCodec } from '../../lib/ports';
import { isAscii } from '../../table/utf8';
import { nextLine } from './record';

/** What text that is no UTF-8 is taken for where nothing tells otherwise: it has a character for every byte. */
const usual = 'windows-1252';
const lineFeed = 10;
const carriageReturn = 13;
/** More than this is not needed to tell an encoding. */
const sampledByteLength = 65_536;
/** Of the bytes past ASCII, how many stand beside another such: few in text of Latin letters, nearly all in other scripts. */
const otherScriptShare = 0.6;
const sureConfidence = 30;
const fewLetters = 100;

/** Encodings by the names of the detector, as the Encoding Standard has them. It reads ISO-8859-1 as Windows-1252, too. */
const labels: Readonly<Record<string, string>> = {
  'ISO-8859-1': usual,
  'ISO-8859-9': 'windows-1254',
};
const latin: ReadonlySet<string> = new Set([
  'ISO-8859-1',
  'ISO-8859-2',
  'ISO-8859-9',
  'ISO-8859-15',
  'windows-1250',
  'windows-1252',
  'windows-1254',
  'windows-1257',
]);
const unread: ReadonlySet<string> = new Set([
  'ASCII',
  'UTF-8',
  'UTF-16LE',
  'UTF-16BE',
  'UTF-32LE',
  'UTF-32BE',
  'UTF-32',
  'UTF-7',
  'ISO-2022-KR',
  'ISO-2022-CN',
]);

/**
 * The encoding of text that is neither UTF-8 nor UTF-16 ([C2] in SPEC.md), by its script first and then by a detector. Short text says little: what
 * could be Windows-1252 is taken as that.
 */
export async function detectLegacyEncoding(bytes: Uint8Array, text: TextCodec): Promise<string> {
  const letters = linesPastAscii(bytes);
  const { share, count } = neighbourShare(letters);
  const { analyse } = await import('chardet');
  const matches = analyse(letters).filter(({ name }) => !unread.has(name));
  const isOtherScript = share >= otherScriptShare;
  const best = matches.find(
    ({ name }) => latin.has(name) !== isOtherScript && text.decode(letters, labelOf(name)) !== null,
  );
  const isSure = isOtherScript || (count >= fewLetters && (best?.confidence ?? 0) >= sureConfidence);
  return best !== undefined && isSure ? labelOf(best.name) : usual;
}

function labelOf(name: string): string {
  return labels[name] ?? name.toLowerCase();
}

/** The lines that have bytes past ASCII: the others say nothing, and make the detector unsure. */
function linesPastAscii(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(Math.min(bytes.length, sampledByteLength));
  let length = 0;
  for (let at = 0; at < bytes.length && length < kept.length;) {
    const end = nextLine(bytes, at, bytes.length);
    if (!isAscii(bytes, at, end)) {
      const line = bytes.subarray(at, Math.min(end, at + kept.length - length));
      kept.set(line, length);
      length += line.length;
    }
    at = end;
  }
  return kept.subarray(0, length);
}

function neighbourShare(bytes: Uint8Array): { readonly share: number; readonly count: number } {
  let count = 0;
  let beside = 0;
  bytes.forEach((byte, at) => {
    if (byte < 0x80) return;
    count++;
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) beside++;
  });
  return { share: count === 0 ? 0 : beside / count, count };
}

/**
 * Text of any encoding in which a line feed is a byte of its own, as UTF-8. What is no text in it becomes bytes that are no UTF-8, a line each, so
 * that whoever reads them finds the fault at its line.
 */
export async function* utf8FromLegacy(
  pieces: AsyncIterable<Uint8Array>,
  encoding: string,
  text: TextCodec,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let held = new Uint8Array(0);
  for await (const piece of pieces) {
    const cut = Math.max(piece.lastIndexOf(lineFeed), piece.lastIndexOf(carriageReturn)) + 1;
    if (cut > 0) yield decoded(joinBytes([held, piece.subarray(0, cut)]), encoding, text);
    held = cut > 0 ? piece.slice(cut) : joinBytes([held, piece]);
  }
  if (held.length > 0) yield decoded(held, encoding, text);
}

/** Whole lines as UTF-8. */
export function decoded(bytes: Uint8Array, encoding: string, text: TextCodec): Uint8Array<ArrayBuffer> {
  const whole = text.decode(bytes, encoding);
  if (whole !== null) return text.encode(whole);
  const room = new Uint8Array(bytes.length * 4);
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const end = nextLine(bytes, at, bytes.length);
    const line = text.decode(bytes.subarray(at, end), encoding);
    const written = line === null ? bytes.slice(at, end).fill(0xff, 0, 1) : text.encode(line);
    room.set(written, length);
    length += written.length;
    at = end;
  }
  return room.subarray(0, length);
}
