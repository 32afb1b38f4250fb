import type { ByteSource, Cancellation } from '../../lib/ports';
import { err, ok, type Result } from '../../lib/result';
import { tableLimits } from '../../profile/tablePart';
import { uniqueColumnNames } from '../../table/columnNames';
import type { ReadFailure } from '../../table/reading';
import { DecodeBudget } from '../decodeBudget';
import type { ReadContext, ReadOutcome } from '../reading';
import { failureOf, Refusal, refuse, within } from '../refusal';
import { TypedParts, type TypedColumn } from '../typedParts';
import { ChunkReader, type LeafChunk } from './chunkReader';
import type { ColumnRows } from './columnRows';
import { readFileMetadata, type FileMetadata, type RowGroup } from './fileMetadata';
import { FlatColumn } from './flatColumn';
import { leafOf, type Leaf } from './leaf';
import { NestedColumn } from './nestedColumn';
import { schemaTree, type SchemaNode } from './schemaTree';

/** Rows that are decoded at a time, and cells, where there are many columns. */
const rowsAtOnce = 4096;
const cellsAtOnce = 1024 * 1024;

/** A top-level column with how its leaves are read. */
interface ParquetColumn extends TypedColumn {
  readonly node: SchemaNode;
  readonly leaves: readonly Leaf[];
}

/**
 * Reads Parquet, some rows of a row group at a time: what is held is a page of each column, decompressed, and its dictionary.
 * Fails with `malformedParquet` and the place, with `unsupported` where it is encrypted or in a codec that is not read, with
 * `tooLarge` where it claims more than its size warrants, and with `undecodableText` where a text is not UTF-8.
 */
export async function readParquet(
  source: ByteSource,
  context: ReadContext,
  only: FirstRows | null = null,
): Promise<ReadOutcome> {
  try {
    return await readRowGroups(source, context, only);
  } catch (error) {
    context.cancellation.throwIfAborted();
    return err(failureOf(error, 'malformedParquet'));
  }
}

/** The first rows of one row group, which counts from 0. */
export interface FirstRows {
  readonly group: number;
  readonly rowCount: number;
}

/** How many rows each row group has, by the footer. */
export async function rowGroupsOf(
  source: ByteSource,
  cancellation: Cancellation,
): Promise<Result<readonly number[], ReadFailure>> {
  try {
    const budget = new DecodeBudget(source.byteLength);
    const { rowGroups } = await readFileMetadata(source);
    for (const { rowCount } of rowGroups) budget.claimRows(rowCount);
    return ok(rowGroups.map(({ rowCount }) => rowCount));
  } catch (error) {
    cancellation.throwIfAborted();
    return err(failureOf(error, 'malformedParquet'));
  }
}

async function readRowGroups(
  source: ByteSource,
  context: ReadContext,
  only: FirstRows | null,
): Promise<ReadOutcome> {
  const budget = new DecodeBudget(source.byteLength);
  const metadata = await readFileMetadata(source);
  const { columns, warnings } = within('the footer', metadata.footerStart, () =>
    columnsOf(metadata, context, budget),
  );
  const parts = new TypedParts(columns, context);
  for (const [index, group] of metadata.rowGroups.entries()) {
    if (only && only.group !== index) continue;
    const rows = columns.map((column) => rowsOf(column, group, index, source, metadata, budget));
    const wanted = only?.rowCount ?? group.rowCount;
    const failure = await readRows(rows, Math.min(wanted, group.rowCount), parts, budget, context);
    if (failure) return err(failure);
  }
  const failure = parts.finish();
  return failure ? err(failure) : ok({ columnNames: columns.map(({ name }) => name), warnings });
}

function columnsOf(metadata: FileMetadata, context: ReadContext, budget: DecodeBudget) {
  const nodes = schemaTree(metadata.schema);
  const leafCount = nodes.reduce((sum, node) => sum + node.leafCount, 0);
  if (leafCount > tableLimits.columnCount)
    throw new Refusal('tooLarge', `the table has more than ${tableLimits.columnCount} columns`);
  for (const { chunks, rowCount } of metadata.rowGroups) {
    if (chunks.length !== leafCount)
      refuse(`a row group has ${chunks.length} columns, and the schema has ${leafCount}`);
    budget.claimRows(rowCount);
  }
  const { names, warnings } = uniqueColumnNames(nodes.map(({ element }) => element.name));
  const decode = (bytes: Uint8Array): string | null => context.text.decode(bytes, 'utf-8');
  const columns = nodes.map((node, index): ParquetColumn => {
    const isFlat = node.element.type !== null && node.maxRepetition === 0;
    const leaves = leavesOf(node).map(({ element }) => leafOf(element, decode, !isFlat));
    return { name: names[index]!, declared: isFlat ? leaves[0]!.declared : 'nested', node, leaves };
  });
  return { columns, warnings };
}

function leavesOf(node: SchemaNode): readonly SchemaNode[] {
  return node.element.type === null ? node.children.flatMap(leavesOf) : [node];
}

function rowsOf(
  { name, node, leaves }: ParquetColumn,
  group: RowGroup,
  groupIndex: number,
  source: ByteSource,
  { footerStart }: FileMetadata,
  budget: DecodeBudget,
): ColumnRows {
  const place = `column ${JSON.stringify(name)}, row group ${groupIndex + 1}`;
  const columns = leavesOf(node).map((leafNode, index): LeafChunk => ({
    node: leafNode,
    leaf: leaves[index]!,
    chunk: group.chunks[leafNode.firstLeaf]!,
    place:
      leafNode === node
        ? place
        : `column ${JSON.stringify(`${name}.${leafNode.element.name}`)}, row group ${groupIndex + 1}`,
  }));
  const chunks = columns.map((column) => new ChunkReader(source, column, footerStart, budget));
  const isFlat = node.element.type !== null && node.maxRepetition === 0;
  return isFlat
    ? new FlatColumn(columns[0]!, chunks[0]!)
    : new NestedColumn(node, place, columns, chunks, budget);
}

/** Rows of one row group, a part of them at a time. */
async function readRows(
  rows: readonly ColumnRows[],
  rowCount: number,
  parts: TypedParts,
  budget: DecodeBudget,
  { cancellation }: ReadContext,
): Promise<ReadFailure | null> {
  const atOnce = Math.max(1, Math.min(rowsAtOnce, Math.floor(cellsAtOnce / Math.max(1, rows.length))));
  for (let start = 0; start < rowCount; start += atOnce) {
    cancellation.throwIfAborted();
    const count = Math.min(atOnce, rowCount - start);
    for (const column of rows) await column.read(count);
    const failure = parts.add(count, (column, row) => budget.given(rows[column]!.value(row)));
    if (failure) return failure;
  }
  for (const column of rows) column.close();
  return null;
}
