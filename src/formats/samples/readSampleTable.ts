import type { TextCodec } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import type { Steps } from '../../lib/steps';
import { uniqueColumnNames } from '../../table/columnNames';
import type { ReadFailure } from '../../table/reading';
import { sniffDialect } from '../csv/dialect';
import { detectEncoding } from '../csv/encoding';
import { readRecord } from '../csv/record';
import { detectFormat } from '../detectFormat';
import { parseJson, type ParsedJson, type ParsedObject } from '../jsonl/parseJson';
import { isRecord } from '../jsonl/readJsonLines';

/** A table with its cells as text, for samples that are taken from its columns: null where a cell is missing. */
export interface SampleTable {
  readonly columnNames: readonly string[];
  /** As many cells a row as there are columns. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Samples are held whole; a table larger than this is refused. */
export const largestSampleByteLength = 32 * 1024 * 1024;

const rowsAStep = 2000;

/**
 * Reads a table of samples from CSV, TSV, JSON Lines or JSON: a list of objects, a list of numbers (its column is
 * `value`), or an object of numbers or of lists of numbers, a column a member. Gives its steps, so that a page stays
 * awake; fails as the readers of tables do, with the place.
 */
export function* readSampleTable(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  codec: TextCodec,
): Steps<Result<SampleTable, ReadFailure>> {
  if (bytes.length > largestSampleByteLength) {
    const message = `the file has ${bytes.length} bytes, and samples are read up to ${largestSampleByteLength}`;
    return err({ kind: 'tooLarge', message });
  }
  const { encoding, markByteLength } = detectEncoding(bytes);
  const text = codec.decode(bytes.subarray(markByteLength), encoding);
  if (text === null) {
    const { table } = detectFormat(path, bytes);
    if (table === 'parquet' || table === 'arrow') return unsupported(table);
    return err({ kind: 'undecodableText', message: `the bytes are no ${encoding.toUpperCase()}` });
  }
  const { table, name } = detectFormat(path, bytes);
  if (/^\s*[[{]/.test(text) && table !== 'csv' && table !== 'tsv')
    return table === 'jsonl' ? yield* readLines(text) : readWhole(text);
  if (table === 'jsonl') return yield* readLines(text);
  if (table === 'parquet' || table === 'arrow' || text.trim() === '')
    return text.trim() === ''
      ? err({ kind: 'unsupported', message: 'the file is empty' })
      : unsupported(table ?? name);
  return yield* readDelimited(codec.encode(text), codec);
}

function unsupported(format: string): Result<never, ReadFailure> {
  return err({ kind: 'unsupported', message: `samples are read from CSV and JSON, and this is ${format}` });
}

function* readDelimited(bytes: Uint8Array, codec: TextCodec): Steps<Result<SampleTable, ReadFailure>> {
  const { delimiter, hasHeader } = sniffDialect(bytes, true, { delimiter: null, hasHeader: null });
  const rows: (string | null)[][] = [];
  let names: readonly string[] | null = null;
  let line = 1;
  for (let at = 0; at < bytes.length;) {
    const record = readRecord(bytes, at, delimiter);
    at = record.end;
    const fields = record.fields.map((field) => codec.decode(field, 'utf-8') ?? '');
    if (!record.isBlank) {
      if (names === null) {
        names = uniqueColumnNames(
          hasHeader ? fields.map((field) => field.trim()) : fields.map(() => ''),
        ).names;
        if (!hasHeader) rows.push(fields.map(cellOf));
      } else if (fields.length === names.length) {
        rows.push(fields.map(cellOf));
      } else {
        const message = `line ${line} has ${fields.length} fields, ${names.length} expected`;
        return err({ kind: 'raggedRow', message, line });
      }
    }
    line += record.lineCount;
    if (rows.length % rowsAStep === rowsAStep - 1) yield at / bytes.length;
  }
  return ok({ columnNames: names ?? [], rows });
}

function cellOf(text: string): string | null {
  return text.trim() === '' ? null : text;
}

function* readLines(text: string): Steps<Result<SampleTable, ReadFailure>> {
  const lines = text.split('\n');
  const records: ParsedObject[] = [];
  for (const [at, each] of lines.entries()) {
    if (each.trim() === '') continue;
    const parsed = parseJson(each);
    if (!parsed.ok) {
      return err({ kind: 'malformedJson', message: parsed.error.message, line: at + 1 });
    }
    if (!isRecord(parsed.value)) return err(noRecord(at + 1));
    records.push(parsed.value);
    if (at % rowsAStep === rowsAStep - 1) yield at / lines.length;
  }
  return ok(tableOfRecords(records));
}

function readWhole(text: string): Result<SampleTable, ReadFailure> {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const line = text.slice(0, parsed.error.offset).split('\n').length;
    return err({ kind: 'malformedJson', message: parsed.error.message, line });
  }
  const { value } = parsed;
  if (Array.isArray(value)) {
    if (value.every((each) => isRecord(each))) return ok(tableOfRecords(value));
    if (value.every(isScalar)) {
      return ok({ columnNames: ['value'], rows: value.map((each) => [textOf(each)]) });
    }
    return err(noRecord(1));
  }
  if (!isRecord(value)) return err(noRecord(1));
  const columns = Object.entries(value).filter(
    ([, member]) => isScalar(member) || (Array.isArray(member) && member.every(isScalar)),
  );
  if (columns.length === 0) return err(noRecord(1));
  const lists = columns.map(([, member]) => (Array.isArray(member) ? member : [member]));
  const rowCount = Math.max(...lists.map(({ length }) => length));
  return ok({
    columnNames: columns.map(([name]) => name),
    rows: Array.from({ length: rowCount }, (_, row) => lists.map((list) => textOf(list[row] ?? null))),
  });
}

function noRecord(line: number): ReadFailure {
  const message = 'samples are a list of objects, a list of numbers, or an object of lists of numbers';
  return { kind: 'malformedJson', message, line };
}

function tableOfRecords(records: readonly ParsedObject[]): SampleTable {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    columnNames: names,
    rows: records.map((record) =>
      names.map((name) => (Object.hasOwn(record, name) ? textOf(record[name] ?? null) : null)),
    ),
  };
}

function isScalar(value: ParsedJson): boolean {
  return value === null || typeof value !== 'object';
}

function textOf(value: ParsedJson): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
