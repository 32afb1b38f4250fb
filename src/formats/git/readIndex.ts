import { err, ok, type Result } from '../../lib/result';
import { asciiOf, hexOf } from './gitFolder';

/** One file that Git tracks, as `git add` or a checkout saw it last. */
export interface IndexEntry {
  /** Its bytes, each one character: names need not be UTF-8. */
  readonly name: string;
  /** `0o100644`, `0o100755`, `0o120000` a symbolic link, `0o160000` a submodule, `0o040000` a folder left out of a sparse index. */
  readonly mode: number;
  readonly id: string;
  /** Of the file in the work tree, modulo 2^32. */
  readonly byteLength: number;
  readonly modifiedSeconds: number;
  readonly modifiedNanoseconds: number;
  /** 0, or 1 to 3 while a conflict is not resolved. */
  readonly stage: number;
  /** Git itself does not look at the file. */
  readonly isAssumedSame: boolean;
  /** Not in the work tree, and not missing there. */
  readonly isSkipped: boolean;
  /** Named by `git add -N`, without content yet. */
  readonly isOnlyIntended: boolean;
}

/** Why an index is not read: damaged, of an unknown version, or split over two files. */
export type IndexFault = 'malformed' | 'unknownVersion' | 'split';

/**
 * Reads `.git/index`, versions 2 to 4 (gitformat-index(5)). `idLength` is 20 bytes, with SHA-256 32. A split index lies in
 * two files, and is not read.
 */
export function readIndex(bytes: Uint8Array, idLength: 20 | 32): Result<readonly IndexEntry[], IndexFault> {
  if (bytes.length < 12 + idLength || asciiOf(bytes.subarray(0, 4)) !== 'DIRC') return err('malformed');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return err('unknownVersion');
  const count = view.getUint32(8);
  const end = bytes.length - idLength;
  const entries: IndexEntry[] = [];
  let at = 12;
  let previous = '';
  for (let index = 0; index < count; index++) {
    const entry = readEntry(bytes, view, at, end, version, idLength, previous);
    if (!entry) return err('malformed');
    entries.push(entry.entry);
    previous = entry.entry.name;
    at = entry.end;
  }
  return extensionFault(bytes, view, at, end) ?? ok(entries);
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
  version: number,
  idLength: number,
  previous: string,
): { readonly entry: IndexEntry; readonly end: number } | null {
  if (start + 42 + idLength > end) return null;
  const flags = view.getUint16(start + 40 + idLength);
  const isExtended = version >= 3 && (flags & 0x4000) !== 0;
  let at = start + 42 + idLength;
  if (isExtended && at + 2 > end) return null;
  const more = isExtended ? view.getUint16(at) : 0;
  if (isExtended) at += 2;
  let kept = '';
  if (version === 4) {
    const removed = readOffset(bytes, at, end);
    if (!removed || removed.value > previous.length) return null;
    kept = previous.slice(0, previous.length - removed.value);
    at = removed.end;
  }
  const nameEnd = bytes.indexOf(0, at);
  if (nameEnd === -1 || nameEnd >= end) return null;
  const entry: IndexEntry = {
    name: kept + asciiOf(bytes.subarray(at, nameEnd)),
    modifiedSeconds: view.getUint32(start + 8),
    modifiedNanoseconds: view.getUint32(start + 12),
    mode: view.getUint32(start + 24),
    byteLength: view.getUint32(start + 36),
    id: hexOf(bytes.subarray(start + 40, start + 40 + idLength)),
    stage: (flags >> 12) & 3,
    isAssumedSame: (flags & 0x8000) !== 0,
    isSkipped: (more & 0x4000) !== 0,
    isOnlyIntended: (more & 0x2000) !== 0,
  };
  // Versions 2 and 3 fill up to a multiple of eight, with at least the one byte that ends the name.
  const length = version === 4 ? nameEnd + 1 - start : (Math.floor((nameEnd - start) / 8) + 1) * 8;
  return start + length > end ? null : { entry, end: start + length };
}

/** The variable-length number of `OFS_DELTA` packs: each byte but the last has its high bit set, and one is added. */
export function readOffset(
  bytes: Uint8Array,
  start: number,
  end: number,
): { readonly value: number; readonly end: number } | null {
  let value = 0;
  for (let at = start; at < Math.min(end, start + 7); at++) {
    const byte = bytes[at] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: at + 1 };
    value += 1;
  }
  return null;
}

/** An extension that begins with a small letter has to be understood: `sdir` is, `link` of a split index is not. */
function extensionFault(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): Result<never, IndexFault> | null {
  let at = start;
  while (at + 8 <= end) {
    const name = asciiOf(bytes.subarray(at, at + 4));
    if (name === 'link') return err('split');
    if (/^[a-z]/.test(name) && name !== 'sdir') return err('unknownVersion');
    at += 8 + view.getUint32(at + 4);
  }
  return at === end ? null : err('malformed');
}
