import type { CommittedChange } from '../operations/core/commitChange';
import type { LineageWarning } from '../lineage/facts';
import type { FileSummary, ImportSummary } from '../operations/lineage/importSummary';
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
  const { leftOutCount = 0, joinedCount = 0, vanished, files } = value;
  const badEventCount = files.reduce((sum, file) => sum + ('failure' in file ? 0 : file.badEventCount), 0);
  const leftOut =
    leftOutCount === 0
      ? []
      : [`${leftOutCount.toLocaleString('en-US')} records did not fit and were left out`];
  return {
    kind: 'imported',
    summary: [
      ...(files.length > 1 ? [filesWords(files)] : []),
      auditSequence === null ? nothingNew(value) : summaryOf(value),
      ...(joinedCount > 0 && auditSequence !== null ? [`${count(joinedCount, 'dataset')} known before`] : []),
      ...(vanished && vanished.linkCount > 0 ? [`${count(vanished.linkCount, 'link')} no longer in it`] : []),
      ...(badEventCount === 0 ? [] : [`${count(badEventCount, 'bad event')} left out`]),
    ].join('; '),
    auditSequence,
    warnings: shown([...leftOut, ...files.flatMap((file) => fileWords(file, files.length > 1))]),
  };
}

/** `12 files of lineage (dbt 3, git 1)`. */
function filesWords(files: readonly FileSummary[]): string {
  const counts = new Map<string, number>();
  for (const file of files)
    if (!('failure' in file)) counts.set(file.format, (counts.get(file.format) ?? 0) + 1);
  const formats = [...counts].map(([format, amount]) => `${format} ${amount.toLocaleString('en-US')}`);
  const words = `${count(files.length, 'file')} of lineage`;
  return formats.length === 0 ? words : `${words} (${formats.join(', ')})`;
}

/** More would fill the page. */
const mostWarnings = 20;

function shown(warnings: readonly string[]): string[] {
  const more = warnings.length - mostWarnings;
  return [...warnings.slice(0, mostWarnings), ...(more > 0 ? [`${count(more, 'more warning')}`] : [])];
}

function nothingNew({ files }: ImportSummary): string {
  const isRead = files.some((file) => !('failure' in file));
  return isRead ? 'Everything in it was here already' : 'Nothing of it could be read';
}

/** What is to be known of one file; its path is said where there are several. */
function fileWords(file: FileSummary, isOfMany: boolean): string[] {
  const words =
    'failure' in file
      ? [`left out, ${'place' in file.failure ? at(file.failure.place) : ''}${file.failure.message}`]
      : file.warnings.map(warningText);
  return isOfMany ? words.map((each) => `${file.path}: ${each}`) : words;
}

function at(place: string): string {
  return place === '' ? '' : `${place}: `;
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

function warningText({ message, place, count: times }: LineageWarning): string {
  if (place === '') return message;
  return times > 1
    ? `${message} (${times.toLocaleString('en-US')} times, first at ${place})`
    : `${message} (at ${place})`;
}
