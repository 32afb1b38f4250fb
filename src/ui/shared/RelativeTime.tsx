import type { Timestamp } from '../../versioning/timestamp';
import { formatRelativeTime, formatTime } from './formatTime';
import { useNow } from './useNow';

/** How long ago, with the exact time on hover. */
export function RelativeTime({ at }: { readonly at: Timestamp }) {
  return (
    <time dateTime={at} title={formatTime(at)}>
      {formatRelativeTime(at, useNow())}
    </time>
  );
}
