import type { ArtifactId, Manifest, SnapshotId } from '../../versioning/records';
import { leaveOutAlike } from '../../versioning/tree';
import { groupBy } from '../../lib/groupBy';
import { artifactsNamed, nameKey } from '../core/lineageNames';
import { findNamed, versionsOf } from '../core/names';
import { pathInFolder, type UnitFile } from './snapshotUnit';
import type { LiveTransaction } from '../core/liveTransaction';

/** A file that has the bytes of a version under another path. */
export interface Move {
  readonly artifactId: ArtifactId;
  readonly snapshotId: SnapshotId;
  readonly fromPath: string;
}

interface FolderNow {
  readonly namespace: string;
  readonly folder: string;
  readonly manifest: Manifest;
  readonly artifacts: readonly UnitFile[];
}

/**
 * Files of a folder that were in it before under another path: the old path is gone, the new one has no artifact, and
 * the bytes are the old artifact's latest. By the new path. Where several could be meant, the one that kept its file
 * name; where that leaves several, none.
 */
export async function findMoves(
  live: LiveTransaction,
  { namespace, folder, manifest, artifacts }: FolderNow,
): Promise<ReadonlyMap<string, Move>> {
  const moves = new Map<string, Move>();
  const before = await manifestBefore(live, namespace, folder);
  if (!before || !leaveOutAlike(before.leftOut?.patterns, manifest.leftOut?.patterns)) return moves;
  const paths = new Set(manifest.entries.map((entry) => entry.path));
  const goneByDigest = groupBy(
    before.entries.filter((entry) => !paths.has(entry.path)),
    (entry) => entry.digest,
  );
  if (goneByDigest.size === 0) return moves;
  const arrivedByDigest = groupBy(
    await unnamedOf(live, namespace, folder, artifacts),
    (file) => file.ingested.digest,
  );
  for (const [digest, arrived] of arrivedByDigest) {
    const gone = goneByDigest.get(digest) ?? [];
    for (const [path, from] of pairUp(
      arrived.map((file) => file.path),
      gone.map((entry) => entry.path),
    )) {
      const fromPath = pathInFolder(folder, from);
      const artifact = await findNamed(live, namespace, fromPath);
      if (!artifact) continue;
      const { latest } = await versionsOf(live, artifact);
      if (latest?.digest !== digest) continue;
      moves.set(path, { artifactId: artifact.artifact.id, snapshotId: latest.id, fromPath });
    }
  }
  return moves;
}

/** New path and old path where only one pairing can be meant. */
function pairUp(arrived: readonly string[], gone: readonly string[]): [string, string][] {
  const [onlyArrived, onlyGone] = [arrived[0], gone[0]];
  if (arrived.length === 1 && gone.length === 1 && onlyArrived !== undefined && onlyGone !== undefined) {
    return [[onlyArrived, onlyGone]];
  }
  const arrivedByName = groupBy(arrived, fileName);
  const goneByName = groupBy(gone, fileName);
  return [...arrivedByName].flatMap(([name, [path, ...others]]): [string, string][] => {
    const [from, ...otherFrom] = goneByName.get(name) ?? [];
    const isClear = others.length === 0 && otherFrom.length === 0;
    return isClear && path !== undefined && from !== undefined ? [[path, from]] : [];
  });
}

async function manifestBefore(
  live: LiveTransaction,
  namespace: string,
  folder: string,
): Promise<Manifest | null> {
  const artifact = await findNamed(live, namespace, folder);
  if (!artifact) return null;
  const { latest } = await versionsOf(live, artifact);
  if (!latest || latest.digest === null) return null;
  return (await live.get('manifests', latest.digest)) ?? null;
}

async function unnamedOf(
  live: LiveTransaction,
  namespace: string,
  folder: string,
  artifacts: readonly UnitFile[],
): Promise<UnitFile[]> {
  const nameOf = (file: UnitFile) => ({ namespace, name: pathInFolder(folder, file.path) });
  const named = await artifactsNamed(live, artifacts.map(nameOf));
  return artifacts.filter((file) => !named.has(nameKey(nameOf(file))));
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
