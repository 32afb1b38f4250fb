import type { ArtifactId } from '../../versioning/records';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';
import { columnsOf, earlierIndexOf, endOfName, partsOf } from './earlierIndex';

/** An artifact that a new one may be the next version of, and what speaks for it. */
export interface EarlierArtifact {
  readonly artifact: ArtifactView;
  /** In words, strongest first: `the same file name`, `the same 7 columns`. */
  readonly evidence: readonly string[];
}

const mostOffered = 3;

/**
 * Artifacts that the first version of a new one may belong to, likeliest first: those with the same bytes, with names that end alike, or with the same
 * columns. Columns alone speak for a table only where one other table has them. `besides` came with it, and are not offered.
 */
export function earlierVersionsOf(
  workspace: Workspace,
  view: SnapshotView,
  besides: ReadonlySet<ArtifactId> = new Set(),
): readonly EarlierArtifact[] {
  const own = workspace.artifacts.get(view.artifactId);
  if (!own || own.snapshots.length !== 1) return [];
  const index = earlierIndexOf(workspace);
  const columns = columnsOf(own);
  const alike = columns === null ? [] : (index.byColumns.get(columns) ?? []);
  const agreeing = new Set([
    ...(index.byDigest.get(view.snapshot.digest ?? '') ?? []),
    ...(index.byName.get(endOfName(own.name)) ?? []),
    ...alike,
  ]);
  const found = [...agreeing]
    .filter((other) => other.artifact.id !== own.artifact.id && other.artifact.kind === own.artifact.kind)
    .map((other) => compared(own, view, other, alike.includes(other)));
  const named = found.filter(({ isNamed, hasBytes }) => isNamed || hasBytes);
  const offered = named.length > 0 ? named : found.length === 1 ? found : [];
  return offered
    .filter(({ artifact }) => !besides.has(artifact.artifact.id))
    .sort(
      (a, b) =>
        Number(b.hasBytes) - Number(a.hasBytes) || b.parts - a.parts || b.evidence.length - a.evidence.length,
    )
    .slice(0, mostOffered)
    .map(({ artifact, evidence }) => ({ artifact, evidence }));
}

interface Compared extends EarlierArtifact {
  readonly hasBytes: boolean;
  /** Whether the ends of two names agree, and in how many whole parts. */
  readonly isNamed: boolean;
  readonly parts: number;
}

function compared(
  own: ArtifactView,
  { snapshot: { digest }, reading }: SnapshotView,
  other: ArtifactView,
  hasColumns: boolean,
): Compared {
  const hasBytes = digest !== null && other.snapshots.some(({ snapshot }) => snapshot.digest === digest);
  const parts = Math.max(...other.names.map(({ name }) => commonParts(own.name, name)));
  const isNamed = parts > 0 || other.names.some(({ name }) => endOfName(name) === endOfName(own.name));
  const nameWords =
    parts === 0
      ? 'the same name but for its ending'
      : parts === 1
        ? 'the same file name'
        : `names that end alike, ${lastParts(own.name, parts)}`;
  const evidence = [
    ...(hasBytes ? ['the same bytes'] : []),
    ...(isNamed ? [nameWords] : []),
    ...(hasColumns && reading ? [`the same ${reading.columns.length} columns`] : []),
  ];
  return { artifact: other, evidence, hasBytes, isNamed, parts };
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
