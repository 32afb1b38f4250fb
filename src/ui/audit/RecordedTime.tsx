import { isClaim } from '../../versioning/changeOrder';
import { timestampFromMilliseconds, type Timestamp } from '../../versioning/timestamp';
import { formatTime } from '../shared/formatTime';
import { RelativeTime } from '../shared/RelativeTime';
import { useNow } from '../shared/useNow';

const reason = 'More than a day ahead of this device’s clock: a claim, not when it happened.';

/** When an entry was written; a time that cannot be right is shown as a claim. */
export function RecordedTime({
  at,
  isWhole = false,
}: {
  readonly at: Timestamp;
  readonly isWhole?: boolean;
}) {
  const isClaimed = isClaim(at, timestampFromMilliseconds(useNow()));
  if (isClaimed) return <span title={reason}>claims {formatTime(at)}</span>;
  return isWhole ? formatTime(at) : <RelativeTime at={at} />;
}
