import { isObject, jsonIn } from '../lib/jsonObject';
import { decodeUtf8, firstInvalidUtf8 } from '../table/utf8';
import type { Packing } from './compressed/malformed';
import { detectEncoding } from './csv/encoding';
import { lineageFormats } from './lineageFormats';
import { formatOfMagic } from './magic';
import { formatOfName, nameFormats } from './names';
import { beginsAsProfile } from './profileRows/isProfile';
import { recogniseHead } from './recogniseLineage';

/** The formats that are read as tables. */
export type TableFormat = 'csv' | 'tsv' | 'jsonl' | 'json' | 'parquet' | 'arrow' | 'avro' | 'sqlite' | 'xlsx';

/** What bytes were recognised as. */
export interface DetectedFormat {
  /** As a snapshot records and a page shows it: `csv`, `csv.gz`, `png`, …; `binary` and `text` for what is nothing else. */
  readonly name: string;
  /** How to read it as a table; null for what is only digested. */
  readonly table: TableFormat | null;
}

/** How much of a file's start `detectFormat` looks at, at most. */
export const headByteLength = 1024 * 1024;

/**
 * The format of a file by its first bytes, and only where these leave it open by its name. Text is a table where
 * its name says so (`.csv`, `.tsv`) or its content is records of JSON. A compressed file is `gzip`, `zstd` or `zip` here: what is
 * inside is found by `detectInside`.
 */
export function detectFormat(path: string, head: Uint8Array): DetectedFormat {
  const byMagic = formatOfMagic(head);
  const byName = formatOfName(path);
  // A container says little: the name tells a workbook from a model.
  if (byMagic === 'zip' && byName === 'xlsx') return table(byName);
  if (byMagic === 'zip' || byMagic === 'hdf5') return digested(isInside(byMagic, byName) ? byName : byMagic);
  if (byMagic === 'parquet' || byMagic === 'arrow' || byMagic === 'avro') return table(byMagic);
  if (byMagic === 'sqlite') return isMlflowStore(head) ? digested(byMagic) : table(byMagic);
  if (byMagic !== null) return digested(byMagic);
  const lineage = lineageOf(path, head);
  if (lineage !== null) return digested(lineage);
  // The name promises what the bytes don't keep: reading will say what is wrong.
  if (byName === 'parquet' || byName === 'arrow') return table(byName);
  const text = textOf(head, byName === 'csv' || byName === 'tsv');
  if (text === null) {
    // Undecodable text is still the table that its name promises, so that reading can say where it is broken.
    if (byName === 'csv' || byName === 'tsv' || byName === 'jsonl')
      return looksBinary(head) ? digested('binary') : table(byName);
    return digested(byName !== null && nameFormats.binary.has(byName) ? byName : 'binary');
  }
  return formatOfText(text, byName, head.length);
}

function lineageOf(path: string, head: Uint8Array): string | null {
  const recognised = recogniseHead(path, head.subarray(0, headByteLength));
  if (recognised.kind === 'lineage')
    return lineageFormats.find(({ name }) => name === recognised.format)!.fileFormat;
  return recognised.kind === 'bundle' ? 'throughline' : null;
}

const charactersAtOnce = 8192;

/** The tables of a store of MLflow are its lineage, and no data of a person. SQLite keeps what it declares near the start, in words. */
function isMlflowStore(head: Uint8Array): boolean {
  let text = '';
  for (let at = 0; at < head.length; at += charactersAtOnce)
    text += String.fromCharCode(...head.subarray(at, at + charactersAtOnce));
  return ['experiments', 'runs', 'alembic_version'].every((name) =>
    new RegExp(`CREATE TABLE "?${name}"?\\b`).test(text),
  );
}

/** What a file is packed in, by the format of its first bytes; null for one that is not packed. A zip archive is a folder, unless its name promises a table. */
export function packingOf(path: string, format: string): Packing | null {
  if (format === 'gzip') return 'gz';
  if (format === 'zstd') return 'zst';
  return format === 'zip' && /\.(?:csv|tsv|tab|txt|jsonl|ndjson|json)\.zip$/i.test(path) ? 'zip' : null;
}

const textFormats: ReadonlySet<TableFormat> = new Set(['csv', 'tsv', 'jsonl', 'json']);

/** The format of what a packed file holds: `path` still has its ending, `head` is decompressed. */
export function detectInside(path: string, head: Uint8Array, packing: Packing): DetectedFormat {
  const inside = detectFormat(path.replace(/\.(?:gz|zst|zip)$/i, ''), head);
  const isText = inside.table !== null && textFormats.has(inside.table);
  if (isText) return { name: `${inside.name}.${packing}`, table: inside.table };
  if (packing === 'zip') return digested('zip');
  if (packing === 'zst') return digested('zstd');
  return digested(inside.name === 'tar' ? 'tar.gz' : 'gzip');
}

function table(format: TableFormat): DetectedFormat {
  return { name: format, table: format };
}

function digested(name: string): DetectedFormat {
  return { name, table: null };
}

function isInside(container: 'zip' | 'hdf5', name: string | null): name is string {
  return name !== null && nameFormats[container].has(name);
}

function formatOfText(text: string, byName: string | null, headLength: number): DetectedFormat {
  if (byName === 'csv' || byName === 'tsv') return table(byName);
  if (byName === null || byName === 'json' || byName === 'jsonl') {
    const byContent = formatOfJson(text, headLength < headByteLength);
    if (byContent !== null) return table(byContent);
    if (byName === 'jsonl') return table('jsonl');
    return digested(byName ?? 'text');
  }
  return digested(nameFormats.text.has(byName) ? byName : 'text');
}

/** Records of JSON; null for any other JSON and for what is none. */
function formatOfJson(text: string, isWhole: boolean): 'json' | 'jsonl' | null {
  const content = text.replace(/^[\s\uFEFF]+/, '');
  if (content.startsWith('[')) return formatOfArray(content, isWhole);
  if (!content.startsWith('{')) return null;
  if (beginsAsProfile(content)) return 'jsonl';
  const firstLine = jsonIn(/^[^\n]*/.exec(content)?.[0] ?? '');
  return firstLine !== undefined && hasLineOfObject(content) ? 'jsonl' : null;
}

/** Whether a line after the first begins an object. */
function hasLineOfObject(content: string): boolean {
  // A step for each brace; the text between a brace and the one before it is looked at once, from its end.
  for (let brace = content.indexOf('{', 1); brace !== -1; brace = content.indexOf('{', brace + 1)) {
    let before = brace - 1;
    while (before > 0 && isBlank(content.charCodeAt(before))) before--;
    if (content.charCodeAt(before) === 0x0a) return true;
  }
  return false;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d;
}

function formatOfArray(content: string, isWhole: boolean): 'json' | null {
  const whole = isWhole ? jsonIn(content) : undefined;
  if (Array.isArray(whole)) return whole.every((item) => isObject(item)) ? 'json' : null;
  // Cut by the end of the head, or broken: a reader will say where.
  return /^\[\s*\{/.test(content) ? 'json' : null;
}

/**
 * The head as text; null where it is none. A character that is cut at the end is left out. UTF-16 without its mark looks
 * much like binary, and is seen only where the name promises delimited text.
 */
function textOf(head: Uint8Array, mayLackMark: boolean): string | null {
  const sample = head.subarray(0, headByteLength);
  const { encoding, markByteLength } = detectEncoding(sample);
  if (encoding !== 'utf-8' && (mayLackMark || markByteLength > 0)) {
    const text = decodeUtf16(sample, encoding === 'utf-16le' ? 0 : 1);
    return /[\0\uFFFE\uFFFF]/.test(text) ? null : text;
  }
  const invalid = firstInvalidUtf8(sample);
  if (invalid !== -1 && !(invalid >= sample.length - 3 && isCut(sample.subarray(invalid)))) return null;
  const text = decodeUtf8(sample, 0, invalid === -1 ? sample.length : invalid);
  return text.includes('\0') ? null : text;
}

/** Whether the bytes are the beginning of a UTF-8 sequence that goes on. */
function isCut(rest: Uint8Array): boolean {
  const first = rest[0] ?? 0;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return first >= 0xc2 && first < 0xf5 && rest.length < length;
}

function decodeUtf16(bytes: Uint8Array, highByte: 0 | 1): string {
  let text = '';
  const end = Math.min(bytes.length - 1, 64 * 1024);
  for (let at = 0; at < end; at += 2) {
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
    text += String.fromCharCode(highByte === 0 ? first | (second << 8) : (first << 8) | second);
  }
  return text;
}

/** Text has few control characters, in whatever encoding; a NUL byte that strayed into it is named by its reader. */
function looksBinary(head: Uint8Array): boolean {
  const sample = head.subarray(0, 4096);
  let controls = 0;
  for (const byte of sample) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++;
  }
  return controls * 16 > sample.length && controls > 1;
}
