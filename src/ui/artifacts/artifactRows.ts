import type { ArtifactView, Workspace } from '../../operations/core/workspace';
import type { ArtifactKind } from '../../versioning/records';
import type { Timestamp } from '../../versioning/timestamp';
import { notReadReason } from './noTableWords';
import { tellApart } from '../shared/tellApart';
import type { ArtifactsSearch, ArtifactSort } from './artifactsSearch';

export interface ArtifactRow {
  readonly view: ArtifactView;
  /** The shortest end of its name that no other of the list has. */
  readonly shown: string;
  readonly versionCount: number;
  /** Of the latest version, as are the others; null where it was not read as a table. */
  readonly rowCount: number | null;
  readonly byteLength: number | null;
  readonly digest: string | null;
  /** Why rows, size or digest are not known. */
  readonly unknown: { readonly rows: string; readonly bytes: string };
  readonly changedAt: Timestamp;
}

/** The list as a link asks for it: filtered by every word and by kind, and sorted. */
export function artifactRows(workspace: Workspace, search: ArtifactsSearch): readonly ArtifactRow[] {
  const words = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const sort = search.sort ?? 'changed';
  const direction = (search.order ?? defaultOrder(sort)) === 'up' ? 1 : -1;
  const found = [...workspace.artifacts.values()].filter(({ artifact, namespace, name }) => {
    if (search.kind !== undefined && artifact.kind !== search.kind) return false;
    const text = `${namespace} ${name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const shown = tellApart(found.map(({ name }) => name));
  return found
    .map((view) => rowOf(view, shown.get(view.name) ?? view.name))
    .sort((a, b) => direction * compare(a, b, sort) || a.view.name.localeCompare(b.view.name));
}

/** Names go up; counts and times begin with the greatest. */
export function defaultOrder(sort: ArtifactSort): 'up' | 'down' {
  return sort === 'name' ? 'up' : 'down';
}

export function countByKind(workspace: Workspace): ReadonlyMap<ArtifactKind, number> {
  const counts = new Map<ArtifactKind, number>();
  for (const { artifact } of workspace.artifacts.values()) {
    counts.set(artifact.kind, (counts.get(artifact.kind) ?? 0) + 1);
  }
  return counts;
}

const noVersion = 'no version of it is known yet';

function rowOf(view: ArtifactView, shown: string): ArtifactRow {
  const latest = view.snapshots.at(-1);
  return {
    view,
    shown,
    versionCount: view.snapshots.length,
    rowCount: latest?.reading?.rowCount ?? null,
    byteLength: latest?.snapshot.byteLength ?? null,
    digest: latest?.snapshot.digest ?? null,
    unknown: latest
      ? { rows: notReadReason(latest), bytes: 'only what an import says of it is known' }
      : { rows: noVersion, bytes: noVersion },
    changedAt: latest?.snapshot.createdAt ?? view.artifact.createdAt,
  };
}

function compare(a: ArtifactRow, b: ArtifactRow, sort: ArtifactSort): number {
  switch (sort) {
    case 'name':
      return a.view.name.localeCompare(b.view.name, 'en', { numeric: true });
    case 'versions':
      return a.versionCount - b.versionCount;
    case 'rows':
      return (a.rowCount ?? -1) - (b.rowCount ?? -1);
    case 'size':
      return (a.byteLength ?? -1) - (b.byteLength ?? -1);
    case 'changed':
      return a.changedAt < b.changedAt ? -1 : a.changedAt > b.changedAt ? 1 : 0;
  }
}
