import type { FailedReading, PrefixRequest, ReadFailure, Reading } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import type { Digest } from '../versioning/digest';

/** Goes up whenever the same bytes and options would give another reading or profile. */
export const readerVersion = 3;

/** The key of a reading: the bytes, how they were read, and by which version of the readers. */
export function readingKey(digest: Digest, options: ReadOptions): string {
  const { skipBadRows, delimiter, hasHeader, ...others } = options;
  const chosen = Object.entries(others).filter(([, value]) => value !== undefined);
  chosen.sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = [
    skipBadRows,
    delimiter,
    hasHeader,
    ...(chosen.length > 0 ? [Object.fromEntries(chosen)] : []),
  ];
  return `${digest}:${readerVersion}:${JSON.stringify(parts)}`;
}

/** What the reader of a next version has to look for, so that it can be said whether this table's rows are still there. */
export function prefixOf({ rowCount, columns }: Reading): PrefixRequest {
  return { rowCount, columnNames: columns.map(({ name }) => name) };
}

/** The reading of bytes whose table these readers could not read. */
export function failedReading(
  digest: Digest,
  format: string,
  options: ReadOptions,
  failure: ReadFailure,
): FailedReading {
  return { key: readingKey(digest, options), digest, format, options, readerVersion, failure };
}
