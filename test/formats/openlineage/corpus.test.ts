import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OpenLineageEvent } from '../../../src/formats/openlineage/event';
import { readOpenLineage } from '../../../src/formats/openlineage/readOpenLineage';
import { sharedFolder } from '../../sharedFolder';

interface IndexEntry {
  readonly file: string;
  readonly kind: string;
  readonly counts: Readonly<Record<string, unknown>>;
}

const counted = [
  'events',
  'distinctJobs',
  'distinctRuns',
  'distinctDatasets',
  'inputEdges',
  'outputEdges',
  'columnLineageInputFieldEdges',
  'datasetsOnlyInColumnLineage',
  'jobsReadingAndWritingSameDataset',
] as const;

describe.skipIf(!sharedFolder)('every OpenLineage file of the corpus', () => {
  const corpus = sharedFolder?.corpus ?? '';
  const index = sharedFolder
    ? (JSON.parse(readFileSync(path.join(corpus, 'INDEX.json'), 'utf8')) as readonly IndexEntry[])
    : [];
  const files = index.filter(({ kind }) => /^OpenLineage events?$/.test(kind));

  it('is there', () => {
    expect(files.length).toBeGreaterThan(150);
  });

  it.each(files.map((entry) => [entry.file, entry] as const))(
    '%s has the counts that are known of it',
    (file, { counts }) => {
      const read = readOpenLineage(readFileSync(path.join(corpus, file), 'utf8'));
      if (!read.ok) throw new Error(`${read.error.place}: ${read.error.message}`);
      const ours = count(read.value.events);
      const known = Object.fromEntries(counted.map((name) => [name, counts[name] as number]));
      if (counts['placeholderOrPartialEvents'] === 0) {
        expect(ours).toEqual(known);
        return;
      }
      // The known counts take a placeholder for a name, and link a dataset to a job that is not named; we do neither.
      expect(ours['events']).toBe(known['events']);
      expect(counted.filter((name) => ours[name] > known[name]!)).toEqual([]);
      if (counted.some((name) => ours[name] < known[name]!))
        expect(read.value.warnings.length).toBeGreaterThan(0);
    },
  );
});

function count(events: readonly OpenLineageEvent[]): Record<(typeof counted)[number], number> {
  const key = ({ namespace, name }: { namespace: string; name: string }) => JSON.stringify([namespace, name]);
  const jobs = new Set<string>();
  const runs = new Set<string>();
  const datasets = new Set<string>();
  const inputs = new Set<string>();
  const outputs = new Set<string>();
  const columnLinks = new Set<string>();
  const columnDatasets = new Set<string>();
  for (const { job, runId, ...event } of events) {
    if (job) jobs.add(key(job));
    if (runId !== null) runs.add(runId);
    for (const dataset of event.dataset ? [event.dataset] : []) datasets.add(key(dataset));
    for (const dataset of event.inputs) {
      datasets.add(key(dataset));
      if (job) inputs.add(`${key(dataset)} → ${key(job)}`);
    }
    for (const dataset of event.outputs) {
      datasets.add(key(dataset));
      if (job) outputs.add(`${key(job)} → ${key(dataset)}`);
    }
    for (const dataset of [...event.inputs, ...event.outputs, ...(event.dataset ? [event.dataset] : [])]) {
      for (const column of dataset.columns) {
        columnDatasets.add(key(column));
        columnLinks.add(JSON.stringify([key(dataset), column.output, key(column), column.input]));
      }
    }
  }
  const reads = new Set([...inputs].map((edge) => edge.split(' → ').toReversed().join(' → ')));
  return {
    events: events.length,
    distinctJobs: jobs.size,
    distinctRuns: runs.size,
    distinctDatasets: datasets.size,
    inputEdges: inputs.size,
    outputEdges: outputs.size,
    columnLineageInputFieldEdges: columnLinks.size,
    datasetsOnlyInColumnLineage: [...columnDatasets].filter((each) => !datasets.has(each)).length,
    jobsReadingAndWritingSameDataset: new Set(
      [...outputs].filter((edge) => reads.has(edge)).map((edge) => edge.split(' → ')[0]),
    ).size,
  };
}
