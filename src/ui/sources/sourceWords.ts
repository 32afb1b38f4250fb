import { formatCount, formatCounted } from '../shared/format';

const nouns: Readonly<Record<string, string>> = {
  artifacts: 'artifact',
  snapshots: 'version',
  jobs: 'job',
  runs: 'run',
  edges: 'link',
};

/** `3 files of dbt, 1 of git`. */
export function formatWords(formats: ReadonlyMap<string, number>): string {
  const parts = [...formats]
    .toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .map(([format, count], index) =>
      index === 0 ? `${formatCounted(count, 'file')} of ${format}` : `${formatCount(count)} of ${format}`,
    );
  return parts.length === 0 ? 'no file could be read' : parts.join(', ');
}

/** `14 artifacts, 3 runs`. */
export function broughtWords(counts: ReadonlyMap<string, number>): string {
  const parts = Object.entries(nouns).flatMap(([kind, noun]) => {
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : formatCounted(count, noun);
  });
  return parts.length === 0 ? 'nothing that was not known before' : parts.join(', ');
}
