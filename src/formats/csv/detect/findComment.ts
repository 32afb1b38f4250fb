import { decodeUtf8, isAscii } from '../../../table/utf8';
import { lineEnd, nextLine } from '../record';
import type { SampledText } from './sample';

const hash = 35;
const mostLines = 200;

/**
 * The mark of comment lines ([C16] in SPEC.md): `#`, where the text begins with such lines and goes on with at least as many others, and the last of
 * them is not the header of what follows. Empty where there is none.
 */
export function findComment({ bytes }: SampledText): string {
  let leading = 0;
  let others = 0;
  let at = 0;
  for (let lines = 0; at < bytes.length && lines < mostLines; lines++) {
    const isComment = bytes[at] === hash;
    const isBlank = lineEnd(bytes, at, bytes.length) === at;
    if (isComment && others === 0) leading++;
    else if (!isComment && !isBlank) others++;
    at = nextLine(bytes, at, bytes.length);
  }
  return leading > 0 && others > 1 ? '#' : '';
}

/** What a first line `sep=;` says that the delimiter is, and where the next line begins; null where there is none. */
export function findSepLine({
  bytes,
}: SampledText): { readonly delimiter: string; readonly end: number } | null {
  const end = lineEnd(bytes, 0, Math.min(bytes.length, 16));
  if (!isAscii(bytes.subarray(0, end))) return null;
  const [, delimiter] = /^"?sep=([^"])"?$/i.exec(decodeUtf8(bytes, 0, end)) ?? [];
  return delimiter === undefined ? null : { delimiter, end: nextLine(bytes, 0, bytes.length) };
}
