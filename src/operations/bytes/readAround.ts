import type { FailedReading, ReadFailure } from '../../table/reading';
import type { ReadOptions } from '../../table/schema';

/** The failures that are of single rows, which can be left out. */
const ofRows: ReadonlySet<ReadFailure['kind']> = new Set([
  'raggedRow',
  'undecodableText',
  'unclosedQuote',
  'nulByte',
]);

/**
 * The options that leave out single rows at fault, and as many as there are where that was asked for and they were too many; null where these
 * are not what a reading failed at.
 */
export function optionsAround({ failure, options }: FailedReading): ReadOptions | null {
  if (failure.kind === 'tooManyBadRows') return { ...options, maxBadShare: 1 };
  return ofRows.has(failure.kind) && failure.line !== undefined && !options.skipBadRows
    ? { ...options, skipBadRows: true }
    : null;
}
