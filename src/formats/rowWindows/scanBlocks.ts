import type { Cancellation } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { RowBlockBuilder, type RowBlock } from '../../table/rowBlock';
import type { ReadAllRows } from './rowWindows';

/** Every row of a table that is read from its start, a block at a time. */
export async function scanBlocks(
  readAll: ReadAllRows,
  columnNames: readonly string[],
  take: (block: RowBlock) => void,
  cancellation: Cancellation,
  onBytes: (byteLength: number) => void,
): Promise<Result<void, ReadFailure>> {
  const builder = new RowBlockBuilder(columnNames);
  const read = await readAll(
    {
      take(rows) {
        builder.take(rows);
        take(builder.finish());
      },
    },
    cancellation,
    onBytes,
  );
  return read.ok ? ok(undefined) : read;
}
