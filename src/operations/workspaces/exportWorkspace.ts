import { chunksInOrder, writeWorkspaceFile } from '../../formats/workspaceFile/writeWorkspaceFile';
import type { FileLine, WorkspaceLabel } from '../../formats/workspaceFile/workspaceHead';
import type { Cancellation } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import type { Digest } from '../../versioning/digest';
import type { Snapshot, SnapshotId } from '../../versioning/records';
import { exportBundle } from './bundle';
import type { ChunkStore } from '../bytes/chunkStore';
import { gatherWrites } from '../bytes/gatherWrites';
import type { KeptFile } from '../core/keptFiles';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import type { ByteSink } from '../bytes/restore';
import type { Transaction } from '../core/store';
import type { UnreadableRecord } from '../core/unreadable';

/** What an export reads records and chunks with. */
export interface ExportWorkspacePorts extends OperationPorts {
  readonly chunks: Pick<ChunkStore, 'missing' | 'read'>;
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<Digest>;
}

/** What a workspace file holds. */
export interface ExportSummary {
  readonly fileCount: number;
  readonly byteLength: number;
  /** Files that were kept and whose bytes are not all there: they are not in it. */
  readonly absentFiles: readonly Digest[];
  /** Stored records that cannot be read, and what refers to them: they are not in it either. */
  readonly leftOut: readonly UnreadableRecord[];
}

/** How much of the file is written; the length is known before the first byte. */
export interface ExportProgress {
  readonly bytesWritten: number;
  readonly byteLength: number;
}

/** Thrown by a read in the middle of the file, to end it. */
class Damaged extends Error {
  override readonly name = 'Damaged';
}

/** Chunks are read this many bytes at a time, while the ones before are written. */
const batchByteLength = 4 * 1024 * 1024;

/**
 * Writes a workspace with the bytes that it keeps as one file ([W1] to [W6]), in bounded memory but for the records
 * themselves. Every chunk is checked while it is written; one that is damaged ends the export, and leaves no file.
 */
export async function exportWorkspace(
  ports: ExportWorkspacePorts,
  workspace: WorkspaceLabel,
  sink: ByteSink,
  cancellation: Cancellation,
  onProgress: (progress: ExportProgress) => void = () => undefined,
): Promise<Result<ExportSummary, OperationFailure>> {
  try {
    let leftOut: readonly UnreadableRecord[] = [];
    const bundle = await exportBundle(ports, null, (records) => (leftOut = records));
    if (!bundle.ok) return await abandoned(sink, bundle);
    const listed = await ports.store.read(keptInOrder);
    if (!listed.ok) return await abandoned(sink, listed);
    const { files, absentFiles } = await withBytes(listed.value, ports);
    const chunk = readAhead(chunksInOrder(files), ports);
    const file = await writeWorkspaceFile({ workspace, bundle: bundle.value, files }, { ...ports, chunk });
    const { byteLength } = file;
    let bytesWritten = 0;
    onProgress({ bytesWritten, byteLength });
    const output = gatherWrites(sink);
    for await (const piece of file.pieces) {
      cancellation.throwIfAborted();
      await output.write(piece);
      bytesWritten += piece.length;
      onProgress({ bytesWritten, byteLength });
    }
    await output.flush();
    cancellation.throwIfAborted();
    await sink.close();
    return ok({ fileCount: files.length, byteLength, absentFiles, leftOut });
  } catch (error) {
    await sink.abort().catch(() => undefined);
    if (error instanceof Damaged) return err({ kind: 'damagedBytes', message: error.message });
    throw error;
  }
}

async function abandoned<T>(sink: ByteSink, failed: T): Promise<T> {
  await sink.abort();
  return failed;
}

interface Listed {
  readonly file: KeptFile;
  readonly after: Digest | null;
}

/** The kept files, a version after the one before it, so that each can be stored beside that. */
async function keptInOrder(transaction: Transaction): Promise<readonly Listed[]> {
  const digests = await transaction.keptFiles.digests('kept');
  const kept = new Map<Digest, KeptFile>();
  for (const digest of digests) {
    const file = await transaction.keptFiles.get(digest);
    if (file) kept.set(digest, file);
  }
  const snapshots = (await transaction.all('snapshots')).toSorted((a, b) =>
    a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.sequence - b.sequence,
  );
  const byId = new Map<SnapshotId, Snapshot>(snapshots.map((snapshot) => [snapshot.id, snapshot]));
  const listed = new Map<Digest, Listed>();
  const list = (digest: Digest, after: Digest | null): void => {
    const file = kept.get(digest);
    if (file && !listed.has(digest))
      listed.set(digest, { file, after: after !== null && listed.has(after) ? after : null });
  };
  for (const { digest, parents } of snapshots) {
    const [parent] = parents.map((id) => byId.get(id)?.digest ?? null).filter((each) => each !== null);
    if (digest !== null) list(digest, parent ?? null);
  }
  // Files of folders that are no version of their own.
  for (const digest of [...kept.keys()].sort()) list(digest, null);
  return [...listed.values()];
}

/** Leaves out files of which a chunk is not there: the file has to be importable. */
async function withBytes(
  listed: readonly Listed[],
  { chunks }: ExportWorkspacePorts,
): Promise<{ readonly files: readonly FileLine[]; readonly absentFiles: readonly Digest[] }> {
  const missing = new Set(
    await chunks.missing(chunksInOrder(listed.map(({ file }) => file)).map(({ digest }) => digest)),
  );
  const isThere = ({ file }: Listed): boolean => file.chunks.every(({ digest }) => !missing.has(digest));
  const there = new Set(listed.filter(isThere).map(({ file }) => file.digest));
  return {
    files: listed.filter(isThere).map(({ file: { digest, byteLength, chunking, chunks: own }, after }) => ({
      digest,
      byteLength,
      chunking,
      chunks: own,
      after: after !== null && there.has(after) ? after : null,
    })),
    absentFiles: listed.filter((each) => !isThere(each)).map(({ file }) => file.digest),
  };
}

/** Gives the chunks one by one in their order, read a batch ahead. */
function readAhead(
  chunks: FileLine['chunks'],
  { chunks: store, sha256 }: ExportWorkspacePorts,
): (digest: Digest) => Promise<Uint8Array<ArrayBuffer>> {
  let next = 0;
  const readBatch = async (): Promise<Map<Digest, Uint8Array<ArrayBuffer>>> => {
    const batch: Digest[] = [];
    for (let byteLength = 0; next < chunks.length && byteLength < batchByteLength; next++) {
      batch.push(chunks[next]!.digest);
      byteLength += chunks[next]!.byteLength;
    }
    const found = await store.read(batch);
    const digests = await Promise.all(found.map(async (bytes) => (bytes ? sha256(bytes) : null)));
    return new Map(
      batch.map((digest, at) => {
        const bytes = found[at];
        if (!bytes) throw new Damaged(`The chunk ${digest} of a kept file is not there any more.`);
        if (digests[at] !== digest)
          throw new Damaged(`The chunk ${digest} of a kept file was changed on disk.`);
        return [digest, bytes];
      }),
    );
  };
  const begin = (): ReturnType<typeof readBatch> => {
    const batch = readBatch();
    // Where the export ends early, nobody waits for what was begun.
    batch.catch(() => undefined);
    return batch;
  };
  let current = new Map<Digest, Uint8Array<ArrayBuffer>>();
  let coming = begin();
  return async (digest) => {
    if (!current.has(digest)) {
      current = await coming;
      coming = begin();
    }
    const bytes = current.get(digest);
    if (!bytes) throw new Error('Chunks are asked for in their order.');
    return bytes;
  };
}
