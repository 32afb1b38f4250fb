import type { ByteSource, Cancellation } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { RowBlockBuilder, type RowBlock } from '../../table/rowBlock';
import type { TableRows } from '../../table/tableRows';
import { readParquet, rowGroupsOf } from '../parquet/readParquet';
import { unreadable } from '../pieces';
import type { RowPorts } from '../readRows';
import type { ReadAllRows, RowsFile, RowWindows, Segment } from './rowWindows';
import { type RememberedBlocks, segmentRows, type SegmentTable } from './segmentRows';

/** Cells that are decoded together. */
const segmentCells = 262_144;

interface GroupSegment extends Segment {
  readonly group: number;
  /** Its first row within the group. */
  readonly from: number;
}

/** Opens Parquet by its footer: no row is read before it is asked for. */
export async function openRowGroups(
  source: ByteSource,
  file: RowsFile,
  ports: RowPorts,
  readAll: ReadAllRows,
  cancellation: Cancellation,
): Promise<Result<RowWindows, ReadFailure>> {
  const groups = await withoutFault(() => rowGroupsOf(source, cancellation), cancellation);
  if (!groups.ok) return groups;
  const rowLimit = Math.max(64, Math.floor(segmentCells / Math.max(1, file.columnNames.length)));
  const segments: GroupSegment[] = [];
  let firstRow = 0;
  for (const [group, ofGroup] of groups.value.entries()) {
    for (let from = 0; from < ofGroup; from += rowLimit) {
      const rowCount = Math.min(rowLimit, ofGroup - from);
      segments.push({ firstRow, rowCount, group, from });
      firstRow += rowCount;
    }
  }
  return ok(segmentRows({ source, segments, rowCount: firstRow, file, ports, readAll }, loadGroup));
}

async function withoutFault<T>(
  work: () => Promise<Result<T, ReadFailure>>,
  cancellation: Cancellation,
): Promise<Result<T, ReadFailure>> {
  try {
    return await work();
  } catch (error) {
    return unreadable(error, cancellation);
  }
}

/** A group is decoded from its start: what is passed on the way is remembered as well. */
async function loadGroup(
  table: SegmentTable<GroupSegment>,
  wanted: number,
  blocks: RememberedBlocks,
  cancellation: Cancellation,
): Promise<Result<RowBlock, ReadFailure>> {
  const { source, segments, file, ports } = table;
  const { group, from, rowCount } = segments[wanted]!;
  let segment = segments.findIndex((each) => each.group === group);
  const builder = new RowBlockBuilder(file.columnNames);
  let found: RowBlock | null = null;
  const take = (rows: TableRows): void => {
    for (let at = 0; at < rows.rowCount && segment <= wanted;) {
      const room = segments[segment]!.rowCount - builder.rowCount;
      const to = Math.min(rows.rowCount, at + room);
      builder.takeSome(rows, at, to);
      at = to;
      if (builder.rowCount < segments[segment]!.rowCount) continue;
      const block = builder.finish();
      blocks.set(segment, block);
      if (segment++ === wanted) found = block;
    }
  };
  const read = await withoutFault(
    () =>
      readParquet(
        source,
        {
          options: file.options,
          text: ports.text,
          cancellation,
          nextPart: () => ({ rows: { take }, prefixColumns: null, textColumns: [] }),
          onPart: () => undefined,
        },
        { group, rowCount: from + rowCount },
      ),
    cancellation,
  );
  if (!read.ok) return read;
  return found ? ok(found) : err({ kind: 'malformedParquet', message: 'a row group lacks rows' });
}
