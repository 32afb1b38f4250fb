import type { Cancellation } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { blockByteLength, pickRows, type RowBlock } from '../../table/rowBlock';
import { segmentAt, type Segment } from './rowWindows';

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
