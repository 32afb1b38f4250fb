import type { ByteSource, Cancellation } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { defaultReadOptions } from '../../table/schema';
import { detectFormat, headByteLength } from '../detectFormat';
import { parseJson, type ParsedJson } from '../jsonl/parseJson';
import { isRecord } from '../jsonl/readJsonLines';
import { UnreadableBytes } from '../pieces';
import { readRows, type RowPorts } from '../readRows';
import { SampleRows, type SampleTable, TooManyCells } from './sampleRows';

/** A file of samples larger than this is refused. */
export const largestSampleByteLength = 64 * 1024 * 1024;

/**
 * Reads a table of samples from any format that is read as a table, and from JSON that is none: a list of numbers (its column
 * is `value`), or an object of numbers or of lists of numbers, a column a member. NaN and infinities in JSON, as Python writes them,
 * are missing values. Fails as the readers of tables do, with the place.
 */
export async function readSampleTable(
  source: ByteSource,
  path: string,
  ports: RowPorts,
  cancellation: Cancellation,
): Promise<Result<SampleTable, ReadFailure>> {
  const read = await readStrictTable(source, path, ports, cancellation);
  if (read.ok || read.error.kind !== 'malformedJson') return read;
  const text = ports.text.decode(await source.read(0, source.byteLength), 'utf-8');
  const mended = text === null ? null : withoutNonNumbers(text);
  if (mended === null || mended === text) return read;
  const bytes = ports.text.encode(mended);
  const again: ByteSource = {
    byteLength: bytes.length,
    read: (start, end) => Promise.resolve(bytes.slice(start, end)),
  };
  return readStrictTable(again, path, ports, cancellation);
}

/** A JSON text with null in place of NaN, Infinity and −Infinity, which are no JSON; strings stay. As long as it was, so that places hold. */
function withoutNonNumbers(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
    found.startsWith('"') ? found : 'null'.padEnd(found.length),
  );
}

async function readStrictTable(
  source: ByteSource,
  path: string,
  ports: RowPorts,
  cancellation: Cancellation,
): Promise<Result<SampleTable, ReadFailure>> {
  if (source.byteLength > largestSampleByteLength) {
    const message = `the file has ${source.byteLength} bytes, and samples are read up to ${largestSampleByteLength}`;
    return err({ kind: 'tooLarge', message });
  }
  try {
    const head = await source.read(0, headByteLength);
    if (detectFormat(path, head).table === null) {
      const text = ports.text.decode(await source.read(0, source.byteLength), 'utf-8');
      if (text !== null && /^\s*[[{]/.test(text)) return readJson(text);
    }
    const rows = new SampleRows();
    const file = { path, options: defaultReadOptions, textColumns: [] };
    const read = await readRows(source, file, rows, ports, cancellation);
    return read.ok ? ok(rows.table()) : read;
  } catch (error) {
    if (error instanceof TooManyCells)
      return err({ kind: 'tooLarge', message: 'the table has more cells than can be taken as samples' });
    if (error instanceof UnreadableBytes) return err({ kind: 'unreadable', message: error.message });
    throw error;
  }
}

function readJson(text: string): Result<SampleTable, ReadFailure> {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const line = text.slice(0, parsed.error.offset).split('\n').length;
    return err({ kind: 'malformedJson', message: parsed.error.message, line });
  }
  const { value } = parsed;
  if (Array.isArray(value) && value.every(isScalar))
    return ok({ columnNames: ['value'], rows: value.map((each) => [textOf(each)]) });
  const columns = isRecord(value)
    ? Object.entries(value).filter(([, member]) => [member].flat().every(isScalar))
    : [];
  if (columns.length === 0) {
    const message = 'samples are a list of objects, a list of numbers, or an object of lists of numbers';
    return err({ kind: 'malformedJson', message, line: 1 });
  }
  const lists = columns.map(([, member]) => [member].flat());
  const rowCount = Math.max(...lists.map(({ length }) => length));
  return ok({
    columnNames: columns.map(([name]) => name),
    rows: Array.from({ length: rowCount }, (_, row) => lists.map((list) => textOf(list[row] ?? null))),
  });
}

function isScalar(value: ParsedJson): value is null | boolean | number | bigint | string {
  return value === null || typeof value !== 'object';
}

function textOf(value: ParsedJson): string | null {
  return isScalar(value) && value !== null ? String(value) : null;
}
