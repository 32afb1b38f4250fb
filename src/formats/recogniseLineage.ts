import type { ByteSource } from '../lib/ports';
import { looksLikeBundle } from './bundle/looksLikeBundle';
import { detectEncoding } from './csv/encoding';
import type { FileKind } from './fileKinds/fileKind';
import { gunzip } from './compressed/gunzip';
import { MalformedCompression } from './compressed/malformed';
import { ObjectScanner, type ObjectShape } from './jsonObjects';
import type { Recognition } from './lineageFormat';
import { lineageFormats } from './lineageFormats';
import { otherFormats } from './otherLineage';
import { formatOfName } from './names';
import type { Pieces } from './pieces';

/** What a file was recognised as, of all that may hold lineage. */
export type RecognisedLineage =
  | {
      readonly kind: 'lineage';
      /** The name of a lineage format. */
      readonly format: string;
      readonly isPointer: boolean;
    }
  /** This project's own export of records. */
  | { readonly kind: 'bundle' }
  /** A format of the field that is not read as lineage. */
  | { readonly kind: 'other'; readonly file: FileKind }
  | { readonly kind: 'none'; readonly reason: NoLineage };

/** Why there is no lineage in a file; `empty` is one without bytes. */
export type NoLineage = 'empty' | 'binary' | 'data';

/** So much of a file is looked at for a first event, whatever stands before it. */
const lookByteLength = 256 * 1024;
/** So much where an object that has begun goes on: large facets may stand before what tells an event. */
const mostByteLength = 64 * 1024 * 1024;
/** So much of a file is read first: all of a small one. */
export const recognisedByteLength = 16 * 1024;
const pieceByteLength = 1024 * 1024;
/** So much of the start is handed to what recognises text. */
const headByteLength = 64 * 1024;

/** Recognises what the first bytes of a file are, or all of a short one. `path` is what it is called, compressed or not. */
export function recogniseHead(path: string, head: Uint8Array): RecognisedLineage {
  const look = new Look(path);
  look.push(head.subarray(0, headByteLength));
  look.push(head.subarray(headByteLength));
  return look.end();
}

/**
 * Recognises a file by its content, reading no more of it than that takes; inside of gzip, too. Throws `UnreadableBytes`.
 */
export async function recogniseFile(path: string, source: ByteSource): Promise<RecognisedLineage> {
  const first = await source.read(0, Math.min(recognisedByteLength, source.byteLength));
  const isGzip = first[0] === 0x1f && first[1] === 0x8b;
  const look = new Look(isGzip ? path.replace(/\.gz$/i, '') : path);
  const pieces = growingPieces(first, source);
  try {
    for await (const piece of isGzip ? gunzip(pieces) : pieces) if (look.push(piece) === 'enough') break;
  } catch (error) {
    if (!(error instanceof MalformedCompression)) throw error;
  }
  const found = look.end();
  const isConfirmed = found.kind !== 'lineage' || (await confirmed(found.format, source));
  return isConfirmed ? found : { kind: 'none', reason: 'binary' };
}

/** The format of a file that is lineage and no text, such as a database; null for any other. Throws `UnreadableBytes`. */
export async function recogniseBinary(path: string, source: ByteSource): Promise<string | null> {
  const found = await recogniseFile(path, source);
  if (found.kind !== 'lineage') return null;
  const { recognition } = lineageFormats.find(({ name }) => name === found.format)!;
  return recognition.by === 'bytes' ? found.format : null;
}

async function confirmed(name: string, source: ByteSource): Promise<boolean> {
  const { recognition } = lineageFormats.find((format) => format.name === name)!;
  return recognition.by !== 'bytes' || !recognition.confirm || recognition.confirm(source);
}

async function* growingPieces(first: Uint8Array<ArrayBuffer>, source: ByteSource): Pieces {
  yield first;
  for (let start = first.length; start < source.byteLength; start += pieceByteLength)
    yield await source.read(start, Math.min(start + pieceByteLength, source.byteLength));
}

/** One look at a file, piece by piece, until it is known what it is. */
class Look {
  private readonly path: string;
  private text = '';
  private byteLength = 0;
  private isBinary = false;
  /** Whether its text begins as JSON does; not known before the first object. */
  private isJson: boolean | null = null;
  private narrow: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes;
  private found: RecognisedLineage | null = null;
  private readonly scanner = new ObjectScanner((shape) => this.takeObject(shape));

  constructor(path: string) {
    this.path = path;
  }

  push(bytes: Uint8Array): 'more' | 'enough' {
    if (bytes.length === 0) return 'more';
    if (this.byteLength === 0) this.takeBytes(bytes);
    if (this.found) return 'enough';
    const mark = this.byteLength === 0 ? this.begin(bytes) : 0;
    this.byteLength += bytes.length;
    const narrowed = this.narrow(bytes.subarray(mark));
    if (this.text.length < headByteLength) {
      this.text += textOf(narrowed.subarray(0, headByteLength - this.text.length));
      this.isBinary ||= narrowed.subarray(0, headByteLength).includes(0);
    }
    if (this.isBinary) return 'enough';
    this.scanner.push(narrowed);
    const { unfinished } = this.scanner;
    if (unfinished) this.takeObject(unfinished);
    if (this.found || this.byteLength >= mostByteLength) return 'enough';
    return this.byteLength < lookByteLength || unfinished ? 'more' : 'enough';
  }

  /** Tells the encoding; gives the length of its mark. */
  private begin(head: Uint8Array): number {
    const { encoding, markByteLength } = detectEncoding(head);
    if (encoding !== 'utf-8') this.narrow = narrowerOf(encoding === 'utf-16le');
    return markByteLength;
  }

  private takeBytes(bytes: Uint8Array): void {
    const head = { path: this.path, bytes: bytes.subarray(0, recognisedByteLength) };
    this.found = recognised(({ recognition }) => recognition.by === 'bytes' && recognition.test(head));
  }

  end(): RecognisedLineage {
    if (this.found?.kind === 'lineage') return this.found;
    if (this.byteLength === 0) return { kind: 'none', reason: 'empty' };
    if (this.isBinary) return { kind: 'none', reason: 'binary' };
    if (looksLikeBundle(this.text)) return { kind: 'bundle' };
    const head = { path: this.path, text: this.text };
    const byText = recognised(({ recognition }) => recognition.by === 'text' && recognition.test(head));
    return byText ?? this.found ?? { kind: 'none', reason: 'data' };
  }

  /**
   * Whether an object is part of something else. A log has events among its other lines, each in one; a cell of a table and an
   * example in a document are none.
   */
  private isQuoted({ isBehindText, spansLines }: ObjectShape): boolean {
    this.isJson ??= /^[\s\p{Cc}]*[[{]/u.test(this.text);
    if (this.isJson && !isBehindText) return false;
    const promised = formatOfName(this.path);
    return spansLines || (promised !== null && !['json', 'jsonl', 'text'].includes(promised));
  }

  /** What is lineage holds over what is only known, and the first of each over those that follow. */
  private takeObject(shape: ObjectShape): void {
    if (this.found?.kind === 'lineage') return;
    if (this.isQuoted(shape)) return;
    const found = recognised(
      ({ recognition }) => recognition.by === 'object' && recognition.test(shape, this.path),
    );
    if (found?.kind === 'lineage') this.found = found;
    else this.found ??= found;
  }
}

function recognised(
  test: (format: { readonly recognition: Recognition }) => boolean,
): RecognisedLineage | null {
  const format = lineageFormats.find(test);
  if (format) return { kind: 'lineage', format: format.name, isPointer: format.isPointer === true };
  const other = otherFormats.find(test);
  if (!other) return null;
  // What is said of a file crosses between threads: without the functions that recognise it.
  const { kind, title, next } = other;
  return { kind: 'other', file: { kind, title, next } };
}

/** UTF-16 as a byte a unit, other than ASCII as `?`: what is looked for is ASCII. */
function narrowerOf(isLittleEndian: boolean): (bytes: Uint8Array) => Uint8Array {
  let first: number | null = null;
  return (bytes) => {
    const units = new Uint8Array((bytes.length + 1) >> 1);
    let count = 0;
    for (const byte of bytes) {
      if (first === null) {
        first = byte;
        continue;
      }
      const [low, high] = isLittleEndian ? [first, byte] : [byte, first];
      units[count++] = high === 0 ? low : 0x3f;
      first = null;
    }
    return units.subarray(0, count);
  };
}

const charactersAtOnce = 8192;

/** A character a byte. */
function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += charactersAtOnce)
    text += String.fromCharCode(...bytes.subarray(at, at + charactersAtOnce));
  return text;
}
