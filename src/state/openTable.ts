import { err, ok, type Result } from '../lib/result';
import { keptParts } from '../operations/bytes/keptParts';
import { boundVersion, listedFile } from '../operations/bytes/keptTable';
import { readLive } from '../operations/core/liveTransaction';
import type { OperationFailure } from '../operations/core/outcome';
import type { Store } from '../operations/core/store';
import { whileChunksStay } from '../storage/chunkLock';
import { isFailed, type ReadFailure } from '../table/reading';
import { newId } from '../workers/newId';
import type { WorkerPool } from '../workers/pool';
import type { RowsInput } from '../workers/tasks';
import type { OpenedTable, OpeningProgress } from './openedTable';
import type { RowDiffSide } from './services';

/** Opens the kept bytes of a version as a table, away from the page's thread. Rejects where it is cancelled. */
export async function openTable(
  pool: WorkerPool,
  store: Store,
  version: RowDiffSide,
  signal: AbortSignal,
  onProgress: (progress: OpeningProgress) => void,
): Promise<Result<OpenedTable, OperationFailure>> {
  const input = await rowsInput(version, store);
  if (!input.ok) return input;
  const { id, columnNames, bytes } = input.value;
  const files = 'file' in bytes ? [bytes] : bytes.map((part) => part.bytes);
  const byteLength = Math.max(
    1,
    files.reduce((sum, { file }) => sum + file.byteLength, 0),
  );
  const shareOf = (bytesRead: number): number => Math.min(1, bytesRead / byteLength);
  const unreadable = (failure: ReadFailure): Result<never, OperationFailure> =>
    err({ kind: 'unreadableTable', path: version.title, failure });
  const opened = await whileChunksStay(() =>
    pool.run('openRows', input.value, {
      signal,
      onProgress: ({ bytesRead, rowCount, first }) =>
        onProgress({ share: shareOf(bytesRead), rowCount, first }),
    }),
  );
  if (!opened.ok) return unreadable(opened.error);
  return ok({
    columnNames,
    ...opened.value,
    async read(arrangement, from, to) {
      const read = await whileChunksStay(() => pool.run('readWindow', { id, arrangement, from, to }));
      return read === null || read.ok ? read : unreadable(read.error);
    },
    async arrange(arrangement, asked, cancelled, onShare) {
      const found = await whileChunksStay(() =>
        pool.run(
          'arrangeRows',
          { id, arrangement, ...asked },
          { signal: cancelled, onProgress: (bytesRead) => onShare(shareOf(bytesRead)) },
        ),
      );
      return found === null || found.ok ? found : unreadable(found.error);
    },
    close: () => void pool.run('closeRows', { id }),
  });
}

async function rowsInput(
  { snapshotId, readingKey, path, title }: RowDiffSide,
  store: Store,
): Promise<Result<RowsInput, OperationFailure>> {
  const read = await readLive(store, async (live) => {
    const snapshot = await boundVersion(live, snapshotId);
    const reading = snapshot && (await live.get('readings', readingKey));
    if (!reading || isFailed(reading) || reading.digest !== snapshot.digest) return null;
    const isFolder = snapshot.content === 'directory';
    return { reading, bytes: await (isFolder ? keptParts(live, reading) : listedFile(live, reading.digest)) };
  });
  if (!read.ok) return read;
  if (!read.value) return err({ kind: 'notFound', message: `${title} is not here as a table.` });
  const { reading, bytes } = read.value;
  if (!bytes) return err({ kind: 'bytesNotHere', title });
  const { columns, options, format } = reading;
  return ok({ id: newId(), bytes, path, format, options, columnNames: columns.map(({ name }) => name) });
}
