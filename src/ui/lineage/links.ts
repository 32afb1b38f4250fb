import { defaultStringifySearch } from '@tanstack/react-router';

import type { NodeKey } from '../../lineage/graph';
import type { ArtifactId, SnapshotId } from '../../versioning/records';
import { shownWorkspaceId } from '../../state/currentWorkspace';
import { basePathOf } from '../workspaces/workspaceAddress';
import type { CompareSearch } from '../compare/compareSearch';
import type { LineageSearch } from './lineageSearch';

/** Addresses of views of the shown workspace as they stand behind the `#`: a link works the same in a new tab. */
export function lineageHref(search: LineageSearch): string {
  return href('/lineage', search);
}

export function compareHref(search: CompareSearch): string {
  return href('/compare', search);
}

export function exchangeHref(within: NodeKey | null): string {
  return href('/exchange', within === null ? {} : { within });
}

/** Where the files that told of lineage are listed. */
export function sourcesHref(): string {
  return href('/sources', {});
}

/** Where a version is compared with what is on disk. */
export function checkHref(of: SnapshotId): string {
  return href('/check', { of });
}

/** Where a version is compared with what is in use, and promoted. */
export function releaseHref(artifactId: ArtifactId, candidate: SnapshotId): string {
  return href(`/releases/${encodeURIComponent(artifactId)}`, { candidate });
}

function href(path: string, search: object): string {
  const base = basePathOf(shownWorkspaceId());
  return `#${base === '/' ? '' : base}${path}${defaultStringifySearch(search as Record<string, unknown>)}`;
}
