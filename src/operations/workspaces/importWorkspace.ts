import type { Bundle } from '../../formats/bundle/readBundle';
import { loadReaders } from '../../formats/lineageFormats';
import { openWorkspaceFile, type OpenedWorkspaceFile } from '../../formats/workspaceFile/readWorkspaceFile';
import type { FileLine } from '../../formats/workspaceFile/workspaceHead';
import { err, ok, type Result } from '../../lib/result';
import { findSimilar } from '../../versioning/chunking/findSimilar';
import type { Digest } from '../../versioning/digest';
import { readCheckedBundle, takeBundle } from './bundle';
import type { Chunk, ChunkStore } from '../bytes/chunkStore';
import type { CommittedChange } from '../core/commitChange';
import type { ImportSummary } from '../lineage/importSummary';
import { type ImportWatch, noWatch, stopIfCancelled } from '../core/importWatch';
import type { KeptFile } from '../core/keptFiles';
import { readLive } from '../core/liveTransaction';
import { findConflicts } from './mergeBundle';
import { describeConflict } from '../core/mergeConflicts';
import type { OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';

/** Where an import puts records and chunks. */
export interface ImportWorkspacePorts extends OperationPorts {
  readonly chunks: Pick<ChunkStore, 'missing' | 'add'>;
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<Digest>;
}

/** A workspace file that is to be imported. */
export interface WorkspaceFileImport {
  readonly path: string;
  readonly pieces: AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** Of the file, for the share that is done; null where it is not known. */
  readonly byteLength: number | null;
  /** Merges what fits where there are conflicts; else nothing is taken. */
  readonly isLeavingOut?: boolean;
}

/** Chunks are stored this many bytes at a time. */
const batchByteLength = 8 * 1024 * 1024;

/**
 * Takes a workspace file into a store ([W1] to [W6]): first the chunks that are not here, which nothing refers to yet,
 * then, once the end of the file holds, everything else in one transaction. Conflicts are looked for before any byte is
 * stored. What a fault leaves in the chunk store is swept with what else nothing refers to.
 */
export async function importWorkspace(
  ports: ImportWorkspacePorts,
  file: WorkspaceFileImport,
  watch: ImportWatch = noWatch,
): Promise<Result<CommittedChange<ImportSummary>, OperationFailure>> {
  const { path } = file;
  const opened = await openWorkspaceFile(counted(file, watch), ports);
  if (!opened.ok) return err({ kind: 'malformedWorkspace', path, ...opened.error });
  stopIfCancelled(watch);
  const bundle = readCheckedBundle(path, opened.value.bundle, ports);
  if (!bundle.ok) return bundle;
  const refused = await refuseConflicts(ports, bundle.value, file.isLeavingOut === true);
  if (refused) return refused;
  const stored = await storeChunks(ports, opened.value, path, watch);
  if (!stored.ok) return stored;
  const files = opened.value.files.map(({ digest, byteLength, chunking, chunks }): KeptFile => ({
    digest,
    byteLength,
    chunking,
    chunks,
    state: 'kept',
  }));
  const isLeavingOut = file.isLeavingOut === true;
  return takeBundle(
    ports,
    { path, bundle: bundle.value, files, isLeavingOut },
    { ...watch, report: () => undefined },
  );
}

async function refuseConflicts(
  { store }: OperationPorts,
  bundle: Bundle,
  isLeavingOut: boolean,
): Promise<Result<never, OperationFailure> | null> {
  if (isLeavingOut) return null;
  const readers = await loadReaders();
  const found = await readLive(store, (live) => findConflicts(live, bundle, readers));
  if (!found.ok) return found;
  const [first] = found.value;
  return first
    ? err({ kind: 'bundleConflict', message: describeConflict(first), conflicts: found.value })
    : null;
}

async function storeChunks(
  { chunks: store }: ImportWorkspacePorts,
  opened: OpenedWorkspaceFile,
  path: string,
  watch: ImportWatch,
): Promise<Result<void, OperationFailure>> {
  const similarTo = likenesses(opened.files);
  let batch: Chunk[] = [];
  let byteLength = 0;
  const flush = async (): Promise<Result<void, OperationFailure>> => {
    const absent = new Set(await store.missing(batch.map(({ digest }) => digest)));
    const added = await store.add(batch.filter(({ digest }) => absent.has(digest)));
    batch = [];
    byteLength = 0;
    await watch.pause();
    return added;
  };
  for await (const read of opened.chunks()) {
    stopIfCancelled(watch);
    if (!read.ok) return err({ kind: 'malformedWorkspace', path, ...read.error });
    const similar = similarTo.get(read.value.digest);
    batch.push(similar === undefined ? read.value : { ...read.value, similarTo: similar });
    byteLength += read.value.bytes.length;
    if (byteLength < batchByteLength) continue;
    const added = await flush();
    if (!added.ok) return added;
  }
  return batch.length > 0 ? flush() : ok(undefined);
}

/** For each chunk the one of the version before that it is likely to be much alike. */
function likenesses(files: readonly FileLine[]): ReadonlyMap<Digest, Digest> {
  const byDigest = new Map(files.map((file) => [file.digest, file]));
  const alike = new Map<Digest, Digest>();
  const seen = new Set<Digest>();
  for (const { after, chunks } of files) {
    const similar = findSimilar(after === null ? [] : (byDigest.get(after)?.chunks ?? []));
    for (const chunk of chunks) {
      const other = similar.next(chunk);
      if (other !== undefined && !seen.has(chunk.digest) && other !== chunk.digest)
        alike.set(chunk.digest, other);
      seen.add(chunk.digest);
    }
  }
  return alike;
}

/** The pieces, with what they are of the whole told. */
async function* counted(
  { pieces, byteLength }: WorkspaceFileImport,
  watch: ImportWatch,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let done = 0;
  for await (const piece of pieces) {
    stopIfCancelled(watch);
    done += piece.length;
    if (byteLength !== null && byteLength > 0) watch.report(Math.min(1, done / byteLength));
    yield piece;
  }
}
