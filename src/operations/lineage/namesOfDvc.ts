import { toolOf } from '../../formats/toolNamespaces';
import { lastClaim } from '../../lineage/claims';
import type { Reference } from '../../lineage/records';
import type { ArtifactView, SnapshotView } from '../core/workspace';

/** Whether a name is DVC's, in whatever repository. */
export function isOfDvc({ namespace }: Reference): boolean {
  return toolOf(namespace) === 'dvc';
}

/** A `.dvc` file is a job of its own name. */
export function isPointerJob({ name }: Reference): boolean {
  return name.endsWith('.dvc') || name.endsWith('Dvcfile');
}

/** What else was told of a version's bytes, as DVC has it. */
export function bytesTold(
  view: ArtifactView,
  { snapshot }: SnapshotView,
): { readonly fileCount: number | null; readonly isExecutable: boolean } {
  const claims = view.claims.filter(({ snapshotId }) => snapshotId === snapshot.id);
  const fileCount = lastClaim(claims, 'statistics')?.fileCount ?? null;
  const tags = lastClaim(claims, 'tags')?.tags ?? [];
  return { fileCount, isExecutable: tags.some(({ key }) => key === 'isexec') };
}
