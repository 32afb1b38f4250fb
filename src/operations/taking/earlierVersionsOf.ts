import type { ColumnSchema } from '../../table/schema';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';

/** An artifact that a new one may be the next version of, and what speaks for it. */
export interface EarlierArtifact {
  readonly artifact: ArtifactView;
  /** In words, strongest first: `the same file name`, `the same 7 columns`. */
  readonly evidence: readonly string[];
}

/** A table of fewer columns is like too many others. */
const leastColumns = 2;
const mostOffered = 3;

/**
 * Artifacts that the first version of a new one may belong to, likeliest first: those with the same bytes, with names that end alike, or with the same
 * columns. Columns alone speak for a table only where one other table has them.
 */
export function earlierVersionsOf(workspace: Workspace, view: SnapshotView): readonly EarlierArtifact[] {
  const own = workspace.artifacts.get(view.artifactId);
  if (!own || own.snapshots.length !== 1) return [];
  const found = [...workspace.artifacts.values()]
    .filter((other) => other.artifact.id !== own.artifact.id && other.artifact.kind === own.artifact.kind)
    .flatMap((other) => compared(own, view, other) ?? []);
  const named = found.filter(({ parts, hasBytes }) => parts > 0 || hasBytes);
  const offered = named.length > 0 ? named : found.length === 1 ? found : [];
  return offered
    .sort(
      (a, b) =>
        Number(b.hasBytes) - Number(a.hasBytes) || b.parts - a.parts || b.evidence.length - a.evidence.length,
    )
    .slice(0, mostOffered)
    .map(({ artifact, evidence }) => ({ artifact, evidence }));
}

interface Compared extends EarlierArtifact {
  readonly hasBytes: boolean;
  /** How many last parts of the two names agree. */
  readonly parts: number;
}

function compared(own: ArtifactView, view: SnapshotView, other: ArtifactView): Compared | null {
  const { digest } = view.snapshot;
  const hasBytes = digest !== null && other.snapshots.some(({ snapshot }) => snapshot.digest === digest);
  const parts = Math.max(...other.names.map(({ name }) => commonParts(own.name, name)));
  const latest = other.snapshots.findLast(({ reading }) => reading !== null)?.reading ?? null;
  const columns = view.reading && latest && sameColumns(view.reading.columns, latest.columns);
  const evidence = [
    ...(hasBytes ? ['the same bytes'] : []),
    ...(parts === 1
      ? ['the same file name']
      : parts > 1
        ? [`names that end alike, ${lastParts(own.name, parts)}`]
        : []),
    ...(columns && view.reading ? [`the same ${view.reading.columns.length} columns`] : []),
  ];
  return evidence.length === 0 ? null : { artifact: other, evidence, hasBytes, parts };
}

function sameColumns(ours: readonly ColumnSchema[], theirs: readonly ColumnSchema[]): boolean {
  return (
    ours.length >= leastColumns &&
    ours.length === theirs.length &&
    ours.every(({ name, type }, at) => theirs[at]?.name === name && theirs[at]?.type === type)
  );
}

function commonParts(one: string, other: string): number {
  const ours = partsOf(one);
  const theirs = partsOf(other);
  let count = 0;
  while (count < Math.min(ours.length, theirs.length) && ours.at(-1 - count) === theirs.at(-1 - count))
    count += 1;
  return count;
}

function lastParts(name: string, count: number): string {
  return partsOf(name).slice(-count).join('/');
}

/** Of a path or an address, as they are compared: without letter case. */
function partsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[/\\]/).filter(Boolean);
}
