import type { ByteSource, Cancellation } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { blockByteLength, pickRows, type RowBlock } from '../../table/rowBlock';
import type { RowPorts } from '../readRows';
import { type ReadAllRows, type RowsFile, type RowWindows, segmentAt, type Segment } from './rowWindows';
import { scanBlocks } from './scanBlocks';

/** What blocks that were read may take until the oldest are let go. */
const rememberedByteLength = 64 * 1024 * 1024;

/** Blocks of segments; the ones that were used least lately are let go. */
export class RememberedBlocks {
  readonly #blocks = new Map<number, RowBlock>();
  #byteLength = 0;

  get(segment: number): RowBlock | undefined {
    const block = this.#blocks.get(segment);
    if (block) {
      this.#blocks.delete(segment);
      this.#blocks.set(segment, block);
    }
    return block;
  }

  set(segment: number, block: RowBlock): void {
    if (this.#blocks.has(segment)) return;
    this.#blocks.set(segment, block);
    this.#byteLength += blockByteLength(block);
    for (const [oldest, held] of this.#blocks) {
      if (this.#byteLength <= rememberedByteLength || oldest === segment) break;
      this.#blocks.delete(oldest);
      this.#byteLength -= blockByteLength(held);
    }
  }
}

/** Some rows of a table in segments, each of which `load` gives whole. */
export async function readSegments(
  segments: readonly Segment[],
  columnCount: number,
  rows: Int32Array,
  load: (segment: number) => Promise<Result<RowBlock, ReadFailure>>,
  cancellation: Cancellation,
): Promise<Result<RowBlock, ReadFailure>> {
  const found = new Map<number, RowBlock>();
  const picked: { readonly block: RowBlock; readonly row: number }[] = [];
  for (const row of rows) {
    const segment = segmentAt(segments, row);
    let block = found.get(segment);
    if (!block) {
      cancellation.throwIfAborted();
      const loaded = await load(segment);
      if (!loaded.ok) return loaded;
      block = loaded.value;
      found.set(segment, block);
    }
    picked.push({ block, row: row - segments[segment]!.firstRow });
  }
  return ok(pickRows(columnCount, picked));
}

/** A table whose rows are read in segments. */
export interface SegmentTable<S extends Segment> {
  readonly source: ByteSource;
  readonly segments: readonly S[];
  readonly rowCount: number;
  readonly file: RowsFile;
  readonly ports: RowPorts;
  readonly readAll: ReadAllRows;
}

/** Reads one segment, and remembers it with what it passed on the way. */
type LoadSegment<S extends Segment> = (
  table: SegmentTable<S>,
  segment: number,
  blocks: RememberedBlocks,
  cancellation: Cancellation,
) => Promise<Result<RowBlock, ReadFailure>>;

/** The rows of a table in segments, each read by `load` where it is not remembered. */
export function segmentRows<S extends Segment>(table: SegmentTable<S>, load: LoadSegment<S>): RowWindows {
  const { segments, rowCount, file, readAll } = table;
  const { columnNames } = file;
  const blocks = new RememberedBlocks();
  return {
    isWhole: true,
    columnNames,
    rowCount,
    read(rows, cancellation) {
      const blockOf = async (segment: number): Promise<Result<RowBlock, ReadFailure>> => {
        const known = blocks.get(segment);
        return known ? ok(known) : load(table, segment, blocks, cancellation);
      };
      return readSegments(segments, columnNames.length, rows, blockOf, cancellation);
    },
    scan: (take, cancellation, onBytes) => scanBlocks(readAll, columnNames, take, cancellation, onBytes),
  };
}
