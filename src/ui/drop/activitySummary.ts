import type { Activity } from '../../state/activities';
import { formatCounted } from '../shared/format';

/** A finished activity in one line: `2 new artifacts, 1 new version, 1 failed`. */
export function activitySummary(activity: Activity): string {
  const [only] = activity.items;
  if (activity.items.length === 1 && only && 'summary' in only.state) return only.state.summary;
  const counts = {
    newArtifact: 0,
    newVersion: 0,
    bytesArrived: 0,
    unchanged: 0,
    readAgain: 0,
    unreadable: 0,
    sameBytes: 0,
    moved: 0,
    imported: 0,
    failed: 0,
    cancelled: 0,
    interrupted: 0,
  };
  for (const { state } of activity.items) {
    if (state.kind === 'snapshotted')
      for (const { what, failure } of state.outcomes) {
        counts[what.kind] += 1;
        if (failure) counts.unreadable += 1;
      }
    else if (
      state.kind === 'imported' ||
      state.kind === 'failed' ||
      state.kind === 'cancelled' ||
      state.kind === 'interrupted'
    )
      counts[state.kind] += 1;
  }
  const parts = [
    counts.newArtifact > 0 && formatCounted(counts.newArtifact, 'new artifact'),
    counts.newVersion > 0 && formatCounted(counts.newVersion, 'new version'),
    counts.bytesArrived > 0 && `bytes of ${formatCounted(counts.bytesArrived, 'pointer')}`,
    counts.unchanged > 0 && `${counts.unchanged} unchanged`,
    counts.readAgain > 0 && `${counts.readAgain} read again`,
    counts.unreadable > 0 && `${formatCounted(counts.unreadable, 'table')} could not be read`,
    counts.sameBytes > 0 && `${counts.sameBytes} with known bytes`,
    counts.moved > 0 && `${counts.moved} moved`,
    counts.imported > 0 && `${counts.imported} imported`,
    counts.failed > 0 && `${counts.failed} failed`,
    counts.cancelled > 0 && `${counts.cancelled} cancelled`,
    counts.interrupted > 0 && `${counts.interrupted} interrupted`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'Nothing to do' : parts.join(', ');
}
