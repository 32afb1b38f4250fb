import { looksLikeBundle } from '../formats/bundle/looksLikeBundle';
import { looksLikeOpenLineage } from '../formats/openlineage/looksLikeOpenLineage';
import type { ImportSummary } from '../operations/importSummary';
import type { OperationPorts } from '../operations/ports';
import type { ActivityItem } from './activities';

/** How much of a file is looked at to tell lineage from a table. */
const headByteLength = 64 * 1024;

/** Imports a dropped file where it holds lineage; null where it does not, and is a file like any other. */
export async function importDroppedLineage(
  file: File,
  path: string,
  ports: OperationPorts,
  signal: AbortSignal,
): Promise<ActivityItem['state'] | null> {
  if (!/\.(json|jsonl|ndjson)$/i.test(path)) return null;
  const head = await file.slice(0, headByteLength).text();
  if (!looksLikeBundle(head) && !looksLikeOpenLineage(head)) return null;
  const text = await file.text();
  const { importLineage } = await import('../operations/importLineage');
  signal.throwIfAborted();
  const imported = await importLineage(ports, { path, text });
  if (!imported.ok) return { kind: 'failed', failure: imported.error };
  const { auditSequence, value } = imported.value;
  return {
    kind: 'imported',
    summary: auditSequence === null ? 'Everything in it was here already' : summaryOf(value),
    auditSequence,
    warnings: value.warnings.map(warningText),
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
