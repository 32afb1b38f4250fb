import type { FailedReading } from '../table/reading';
import type { ReadOptions } from '../table/schema';

/** The options that leave out single rows at fault; null where these are not what a reading failed at. */
export function optionsAround({ failure, options }: FailedReading): ReadOptions | null {
  const isOfRows = failure.kind === 'raggedRow' || failure.kind === 'undecodableText';
  return isOfRows && failure.line !== undefined && !options.skipBadRows
    ? { ...options, skipBadRows: true }
    : null;
}
