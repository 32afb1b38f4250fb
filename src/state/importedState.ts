import type { CommittedChange } from '../operations/core/commitChange';
import type { ImportSummary } from '../operations/lineage/importSummary';
import type { ActorId } from '../versioning/records';
import type { ActivityItem } from './activities';

/** Where an import goes, and as whose. */
export interface ImportTarget {
  readonly databaseName: string;
  readonly actor: ActorId;
}

/** What an import brought, in words. */
export function importedState({
  auditSequence,
  value,
}: CommittedChange<ImportSummary>): ActivityItem['state'] & { readonly kind: 'imported' } {
  const { leftOutCount = 0, badEventCount = 0 } = value;
  const leftOut =
    leftOutCount === 0
      ? []
      : [`${leftOutCount.toLocaleString('en-US')} records did not fit and were left out`];
  return {
    kind: 'imported',
    summary: [
      auditSequence === null ? 'Everything in it was here already' : summaryOf(value),
      ...(badEventCount === 0 ? [] : [`${count(badEventCount, 'bad event')} left out`]),
    ].join('; '),
    auditSequence,
    warnings: [...leftOut, ...value.warnings.map(warningText)],
  };
}

function summaryOf({ eventCount, counts }: ImportSummary): string {
  const parts = [
    count(counts.artifacts, 'artifact'),
    count(counts.snapshots, 'snapshot'),
    count(counts.jobs, 'job'),
    count(counts.runs, 'run'),
    count(counts.edges, 'link'),
  ].filter((part) => part !== null);
  const events = count(eventCount, 'event');
  if (parts.length === 0) return events ?? 'Nothing in it';
  return events === null ? parts.join(', ') : `${events}: ${parts.join(', ')}`;
}

function count(amount: number, noun: string): string | null {
  if (amount === 0) return null;
  return `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`;
}

function warningText({ message, place, count: times }: ImportSummary['warnings'][number]): string {
  return times > 1
    ? `${message} (${times.toLocaleString('en-US')} times, first at ${place})`
    : `${message} (at ${place})`;
}
