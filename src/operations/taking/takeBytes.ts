import { chunkingRule } from '../../versioning/chunking/chunker';
import type { ChunkList } from '../../versioning/chunking/chunkList';
import type { Digest } from '../../versioning/digest';
import { unreadKey, readUnread } from '../core/unread';
import type { KeptFile } from '../core/keptFiles';
import { artifactsNamed, nameKey } from '../core/lineageNames';
import { readLive } from '../core/liveTransaction';
import { versionsOf } from '../core/names';
import type { OperationPorts } from '../core/ports';
import { fileNamespace, type UnitFile } from './snapshotUnit';
import type { Transaction } from '../core/store';

/**
 * Records that the bytes of these files are kept, where their chunks are stored; gives the digests for which that is
 * news. A file whose bytes were freed is kept again, and one whose list of chunks is false gets the right one.
 */
export async function keepFiles(
  { keptFiles, unread }: Pick<Transaction, 'keptFiles' | 'unread'>,
  files: readonly UnitFile[],
): Promise<readonly Digest[]> {
  const stored = new Map<Digest, KeptFile>();
  for (const { ingested } of files) {
    const { digest, byteLength, chunks } = ingested;
    if (chunks) stored.set(digest, { digest, byteLength, ...chunks, state: 'kept' });
  }
  const isClaimed = await readUnread({ unread });
  const known = await Promise.all([...stored.keys()].map((digest) => keptFiles.get(digest)));
  for (const file of known) {
    const again = file && stored.get(file.digest);
    const isSettled = file?.state === 'kept' && !isClaimed('files', file.digest);
    if (again && isSettled && !isFalse(file, again)) stored.delete(file.digest);
  }
  await keptFiles.put([...stored.values()]);
  await unread.remove([...stored.keys()].map((digest) => unreadKey('files', digest)));
  return [...stored.keys()];
}

/** One rule cuts the same bytes the same way: what it says to have cut otherwise was changed after it was written. */
function isFalse(kept: KeptFile, again: KeptFile): boolean {
  if (kept.chunking > chunkingRule) return true;
  if (kept.chunking !== again.chunking) return false;
  if (kept.byteLength !== again.byteLength || kept.chunks.length !== again.chunks.length) return true;
  return kept.chunks.some(({ digest, byteLength }, index) => {
    const right = again.chunks[index]!;
    return digest !== right.digest || byteLength !== right.byteLength;
  });
}

/** By path the chunks of the latest version of that name, where they are kept: what a new version is likely to share. */
export async function chunksBefore(
  { store }: Pick<OperationPorts, 'store'>,
  paths: readonly string[],
  namespace: string = fileNamespace,
): Promise<ReadonlyMap<string, ChunkList>> {
  const found = await readLive(store, async (live) => {
    const named = await artifactsNamed(
      live,
      paths.map((name) => ({ namespace, name })),
    );
    const before = new Map<string, ChunkList>();
    for (const path of paths) {
      const artifact = named.get(nameKey({ namespace, name: path }));
      const latest = artifact && (await versionsOf(live, artifact)).latest;
      const kept = latest?.digest ? await live.raw.keptFiles.get(latest.digest) : undefined;
      if (kept) before.set(path, { chunking: kept.chunking, chunks: kept.chunks });
    }
    return before;
  });
  // Without it more is stored, and nothing is wrong.
  return found.ok ? found.value : new Map();
}
