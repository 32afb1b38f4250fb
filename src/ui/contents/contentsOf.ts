import { isObject, jsonIn } from '../../lib/jsonObject';
import type { Json } from '../../lib/json';
import { firstInvalidUtf8 } from '../../table/utf8';

/** What the bytes of a file are shown as. */
export type Contents =
  | { readonly kind: 'image'; readonly type: string }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'notebook'; readonly cells: readonly NotebookCell[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes' };

export interface NotebookCell {
  readonly kind: 'markdown' | 'code' | 'raw';
  readonly source: string;
  /** How often it ran; null where it did not, or is no code. */
  readonly count: number | null;
  readonly outputs: readonly NotebookOutput[];
}

export type NotebookOutput =
  | { readonly kind: 'text'; readonly text: string }
  /** In base64. */
  | { readonly kind: 'image'; readonly type: string; readonly base64: string };

const imageMarks: readonly (readonly [string, readonly number[], number])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 0],
  ['image/jpeg', [0xff, 0xd8, 0xff], 0],
  ['image/gif', [0x47, 0x49, 0x46, 0x38], 0],
  ['image/bmp', [0x42, 0x4d], 0],
  ['image/webp', [0x57, 0x45, 0x42, 0x50], 8],
  ['image/avif', [0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69, 0x66], 4],
];

/** What bytes are, by themselves; `isWhole` says whether they are the whole file. Of a cut file the last line may be half. */
export function contentsOf(bytes: Uint8Array<ArrayBuffer>, isWhole: boolean): Contents {
  const image = imageMarks.find(([, mark, at]) => mark.every((byte, index) => bytes[at + index] === byte));
  if (image) return { kind: 'image', type: image[0] };
  const text = textOf(bytes, isWhole);
  if (text === null) return { kind: 'bytes' };
  if (isWhole && /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]/s.test(text))
    return { kind: 'image', type: 'image/svg+xml' };
  const value = isWhole && /^\uFEFF?\s*[[{]/.test(text) ? jsonIn(text.replace(/^\uFEFF/, '')) : undefined;
  if (value === undefined) return { kind: 'text', text };
  const cells = notebookCells(value);
  return cells ? { kind: 'notebook', cells } : { kind: 'json', value: value as Json };
}

/** Null where bytes are no text in UTF-8, or UTF-16 with its mark. */
function textOf(bytes: Uint8Array<ArrayBuffer>, isWhole: boolean): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const invalid = firstInvalidUtf8(bytes);
  if (invalid !== -1 && (isWhole || invalid < bytes.length - 3)) return null;
  if (bytes.includes(0)) return null;
  return new TextDecoder().decode(invalid === -1 ? bytes : bytes.subarray(0, invalid));
}

/** The cells of a notebook; null where a value is none. */
function notebookCells(value: unknown): readonly NotebookCell[] | null {
  if (!isObject(value) || typeof value['nbformat'] !== 'number' || !Array.isArray(value['cells']))
    return null;
  return value['cells'].filter(isObject).map((cell): NotebookCell => {
    const kind = cell['cell_type'];
    const count = cell['execution_count'];
    const outputs = Array.isArray(cell['outputs']) ? cell['outputs'].filter(isObject) : [];
    return {
      kind: kind === 'code' || kind === 'markdown' ? kind : 'raw',
      source: joined(cell['source']),
      count: typeof count === 'number' ? count : null,
      outputs: outputs.flatMap(outputOf),
    };
  });
}

/** An image where there is one, else text: what a notebook gives as HTML is never run. */
function outputOf(output: Readonly<Record<string, unknown>>): readonly NotebookOutput[] {
  const data = isObject(output['data']) ? output['data'] : {};
  for (const type of ['image/png', 'image/jpeg']) {
    const base64 = joined(data[type]).replaceAll(/\s/g, '');
    if (base64 !== '') return [{ kind: 'image', type, base64 }];
  }
  const traceback = Array.isArray(output['traceback']) ? output['traceback'].join('\n') : '';
  const text = joined(output['text']) || joined(data['text/plain']) || withoutColours(traceback);
  return text === '' ? [] : [{ kind: 'text', text }];
}

function joined(text: unknown): string {
  if (typeof text === 'string') return text;
  return Array.isArray(text) ? text.filter((line) => typeof line === 'string').join('') : '';
}

function withoutColours(text: string): string {
  // oxlint-disable-next-line no-control-regex -- how terminals are told of colours
  return text.replaceAll(/\u001B\[[\d;]*m/g, '');
}

/** Bytes as lines of sixteen: their place, their values, and what of them is ASCII. */
export function hexLines(bytes: Uint8Array): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const line = [...bytes.subarray(at, at + 16)];
    const values = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const letters = line
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
      .join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${values.padEnd(47)}  ${letters}`);
  }
  return lines;
}
