import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOpenLineage } from '../../../src/formats/openlineage/readOpenLineage';
import type { LineageStatement } from '../../../src/lineage/facts';
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
      const ours = count(read.value.statements);
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

function count(statements: readonly LineageStatement[]): Record<(typeof counted)[number], number> {
  const key = ({ namespace, name }: { namespace: string; name: string }) => JSON.stringify([namespace, name]);
  const jobs = new Set<string>();
  const runs = new Set<string>();
  const datasets = new Set<string>();
  const inputs = new Set<string>();
  const outputs = new Set<string>();
  const columnLinks = new Set<string>();
  const columnDatasets = new Set<string>();
  for (const statement of statements) {
    for (const job of statement.jobs) jobs.add(key(job));
    for (const { id } of statement.runs) runs.add(id);
    for (const { role, dataset, job } of statement.links) {
      if (role === 'input') inputs.add(`${key(dataset)} → ${key(job)}`);
      else outputs.add(`${key(job)} → ${key(dataset)}`);
    }
    for (const dataset of statement.datasets) {
      datasets.add(key(dataset));
      for (const { from, fromColumn, toColumn } of dataset.columnSources) {
        // The counts that are known are of `fields` alone.
        if (toColumn === null) continue;
        columnDatasets.add(key(from));
        columnLinks.add(JSON.stringify([key(dataset), toColumn, key(from), fromColumn]));
      }
    }
  }
  const reads = new Set([...inputs].map((edge) => edge.split(' → ').toReversed().join(' → ')));
  return {
    events: statements.length,
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
