import type { Digest } from '../../versioning/digest';
import type { KeyHit } from '../bytes/searchKey';
import { filesOfVersion, versionName } from '../core/fileNames';
import type { ArtifactView, SnapshotView, Workspace } from '../core/workspace';
import { reachOf, type Reached } from './reach';

/** A version that has a key, by a file of its own or inside of it. */
export interface KeyVersion {
  readonly name: string;
  readonly view: SnapshotView;
  readonly artifact: ArtifactView;
  readonly hit: KeyHit;
  /** The file's path where the version is a folder. */
  readonly inside: string;
}

/** Which versions have a key, and what was made of them. */
export interface KeyFindings {
  /** By name, then by number; copies by equal digest are among them. */
  readonly versions: readonly KeyVersion[];
  /** Versions downstream that do not have it themselves: endpoints, then models, then all else. */
  readonly downstream: readonly Reached[];
}

/** Versions by the files that a search found, with everything downstream of any of them. */
export function keyFindings(workspace: Workspace, hits: readonly KeyHit[]): KeyFindings {
  const byDigest = new Map<Digest, KeyHit>(hits.map((hit) => [hit.digest, hit]));
  const versions = [...workspace.snapshots.values()].flatMap((view): readonly KeyVersion[] => {
    const artifact = workspace.artifacts.get(view.artifactId);
    if (!artifact) return [];
    return filesOfVersion(workspace, view).flatMap(({ path, digest }) => {
      const hit = byDigest.get(digest);
      return hit ? [{ name: versionName(workspace, view), view, artifact, hit, inside: path }] : [];
    });
  });
  versions.sort(
    (a, b) =>
      (a.artifact.name < b.artifact.name ? -1 : Number(a.artifact.name > b.artifact.name)) ||
      a.view.snapshot.sequence - b.view.snapshot.sequence,
  );
  const keys = new Set(versions.map(({ view }) => `snapshot:${view.snapshot.id}` as const));
  const { reached } = reachOf(workspace, 'version', [...keys], null);
  const own: ReadonlySet<string> = keys;
  return { versions, downstream: reached.filter(({ key }) => !own.has(key)) };
}
