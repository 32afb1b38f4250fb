import { recogniseHead } from '../recogniseLineage';
import type { FileKind } from './fileKind';
import { emptyFile, formatKinds } from './formatKinds';
import { projectParts } from './projectParts';

/** So much of a file's start is looked at. */
const lookedAt = 64 * 1024;
const charactersAtOnce = 8192;

/**
 * What a file is that is neither a table nor lineage: what its content says, then what its name says, then what its format says.
 * `format` is what `detectFormat` calls it; null where that calls it nothing that has a sentence.
 */
export function fileKindOf(path: string, format: string, head: Uint8Array): FileKind | null {
  if (head.length === 0) return emptyFile;
  const recognised = recogniseHead(path, head.subarray(0, lookedAt));
  if (recognised.kind === 'other') return recognised.file;
  const text = isText(head) ? textOf(head.subarray(0, lookedAt)) : '';
  const part = projectParts.find(
    (each) => (each.name?.test(path) ?? true) && (each.text?.test(text) ?? true),
  );
  return part ?? formatKinds.get(format) ?? null;
}

function isText(head: Uint8Array): boolean {
  return !head.subarray(0, lookedAt).includes(0);
}

/** A character a byte: what is looked for is ASCII. */
function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += charactersAtOnce)
    text += String.fromCharCode(...bytes.subarray(at, at + charactersAtOnce));
  return text;
}
