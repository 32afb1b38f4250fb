import { err, ok, type Result } from '../lib/result';
import type { RowDiff } from '../operations/comparing/diffRows';
import type { OperationFailure } from '../operations/core/outcome';
import { readLive } from '../operations/core/liveTransaction';
import { boundVersion, listedFile } from '../operations/bytes/keptTable';
import { keptParts } from '../operations/bytes/keptParts';
import type { Store } from '../operations/core/store';
import { isFailed } from '../table/reading';
import type { ColumnSchema } from '../table/schema';
import { columnsComparedAsText } from '../table/rowDiff/columnsComparedAsText';
import type { WorkerPool } from '../workers/pool';
import type { DiffedVersion } from '../workers/tasks';
import { whileChunksStay } from '../storage/chunkLock';
import type { RowDiffRequest, RowDiffSide } from './services';

/** Compares the rows of two versions whose bytes are kept, away from the page's thread, while no chunk is removed. */
export function diffInWorker(
  pool: WorkerPool,
  { reference, current, keyColumns }: RowDiffRequest,
  store: Store,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Result<RowDiff, OperationFailure>> {
  return whileChunksStay(async () => {
    const before = await versionOf(reference, store);
    if (!before.ok) return before;
    const after = await versionOf(current, store);
    if (!after.ok) return after;
    const found = await pool.run(
      'diffRows',
      {
        reference: diffed(before.value, after.value),
        current: diffed(after.value, before.value),
        keyColumns,
      },
      {
        signal,
        onProgress: ({ bytesRead, byteLength }) => onProgress(bytesRead / Math.max(1, byteLength)),
      },
    );
    if (found.ok) return found;
    const { title } = found.error.side === 'reference' ? reference : current;
    return err({ kind: 'unreadableTable', path: title, failure: found.error.failure });
  });
}

/** A version as the workers read it. */
export interface VersionSide extends Omit<DiffedVersion, 'comparedAsText'> {
  readonly columns: readonly ColumnSchema[];
}

function diffed({ columns, ...side }: VersionSide, other: VersionSide): DiffedVersion {
  return { ...side, comparedAsText: columnsComparedAsText(columns, other.columns) };
}

/** What there is to read of a version: refused where it is no table, or its bytes are not here. */
export async function versionOf(
  { snapshotId, readingKey, path, title }: RowDiffSide,
  store: Store,
): Promise<Result<VersionSide, OperationFailure>> {
  const read = await readLive(store, async (live) => {
    const snapshot = await boundVersion(live, snapshotId);
    const reading = snapshot && (await live.get('readings', readingKey));
    if (!reading || isFailed(reading) || reading.digest !== snapshot.digest) return null;
    const { digest } = reading;
    const isFolder = snapshot.content === 'directory';
    return { reading, bytes: await (isFolder ? keptParts(live, reading) : listedFile(live, digest)) };
  });
  if (!read.ok) return read;
  if (!read.value) return err({ kind: 'notFound', message: `${title} is not here as a table.` });
  const { reading, bytes } = read.value;
  if (!bytes) return err({ kind: 'bytesNotHere', title });
  const { columns, options } = reading;
  return ok({ bytes, path, options, columns, columnNames: columns.map(({ name }) => name) });
}
