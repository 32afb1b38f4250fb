import type { ArtifactView, Workspace } from '../core/workspace';

/** Artifacts by what a new one may agree with: names that end alike, bytes, columns. */
export interface EarlierIndex {
  readonly byName: ReadonlyMap<string, readonly ArtifactView[]>;
  readonly byDigest: ReadonlyMap<string, readonly ArtifactView[]>;
  readonly byColumns: ReadonlyMap<string, readonly ArtifactView[]>;
}

/** A table of fewer columns is like too many others. */
const leastColumns = 2;

const known = new WeakMap<Workspace, EarlierIndex>();

/** The index of a workspace, made once. */
export function earlierIndexOf(workspace: Workspace): EarlierIndex {
  const found = known.get(workspace) ?? indexed(workspace);
  known.set(workspace, found);
  return found;
}

function indexed({ artifacts }: Workspace): EarlierIndex {
  const byName = new Map<string, ArtifactView[]>();
  const byDigest = new Map<string, ArtifactView[]>();
  const byColumns = new Map<string, ArtifactView[]>();
  for (const artifact of artifacts.values()) {
    for (const key of new Set(artifact.names.map(({ name }) => endOfName(name)))) add(byName, key, artifact);
    for (const digest of new Set(artifact.snapshots.map(({ snapshot }) => snapshot.digest)))
      if (digest !== null) add(byDigest, digest, artifact);
    const columns = columnsOf(artifact);
    if (columns !== null) add(byColumns, columns, artifact);
  }
  return { byName, byDigest, byColumns };
}

function add(index: Map<string, ArtifactView[]>, key: string, artifact: ArtifactView): void {
  const found = index.get(key);
  if (found) found.push(artifact);
  else index.set(key, [artifact]);
}

/** The parts of a path or an address, as they are compared: without letter case. */
export function partsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[/\\]/).filter(Boolean);
}

/** What names agree by at the least: the last part of a path, or the table of `db.schema.table`; without the ending of a file. */
export function endOfName(name: string): string {
  const last = partsOf(name).at(-1) ?? name;
  const stem = last.replace(/(?<=.)\.(?:csv|tsv|txt|jsonl?|ndjson|parquet|arrow|feather)(?:\.gz)?$/, '');
  return stem === last && !name.includes('/') ? last.slice(last.lastIndexOf('.') + 1) : stem;
}

/** The names of its columns, as its newest table has them, else as a source tells; null where they tell nothing. */
export function columnsOf({ snapshots, claims }: ArtifactView): string | null {
  const reading = snapshots.findLast((version) => version.reading !== null)?.reading;
  const names = (reading?.columns ?? lastTold(claims) ?? []).map(({ name }) => name);
  return names.length < leastColumns ? null : JSON.stringify(names.map((name) => name.toLowerCase()));
}

function lastTold(claims: ArtifactView['claims']): readonly { readonly name: string }[] | null {
  for (const claim of claims.toReversed())
    if (claim.about === 'schema' && claim.body) return claim.body.fields;
  return null;
}
