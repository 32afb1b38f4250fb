import { UnreadableBytes } from '../formats/pieces';
import { readRows } from '../formats/readRows';
import { type ProfiledPiece, tableOfParts } from '../profile/partRuns';
import type { ReadOptions } from '../table/schema';
import { PartitionedRows } from '../table/partitionedRows';
import type { RowConsumer } from '../table/tableRows';
import type { BoundTable } from './bindTables';
import { nodeHashers, nodeIngestPorts, withFile } from './nodePorts';
import { describeFailureLine, readTableFile } from './readFile';
import { filesOfTable, type TableFile } from './tableFiles';

/** Where a table lies, and the format that its contract names. */
export type TablePlace = Pick<BoundTable, 'path' | 'format'>;

/** Gives all rows of a table to `rows`: the names of the columns that each file has; words where one cannot be read. */
export type ReadTableRows = (rows: RowConsumer, table: TablePlace) => Promise<readonly string[] | string>;

/** Reads the rows of tables as often as asked. A column that is text in one file of a table is text in all of them, which is found once. */
export function tableRowsReader(options: ReadOptions): ReadTableRows {
  const texts = new Map<string, readonly string[]>();
  return async (rows, { path, format }) => {
    const files = await filesOfTable(path, format);
    if (!files.ok) return files.error;
    const textColumns = texts.get(path) ?? (await textColumnsOf(files.value, options));
    texts.set(path, textColumns);
    let common: readonly string[] | null = null;
    for (const file of files.value) {
      const names = await fileInto(rows, file, options, textColumns);
      if (typeof names === 'string') return names;
      common = common === null ? names : common.filter((name) => names.includes(name));
    }
    return common ?? [];
  };
}

/** None of a table in one file, whose reader finds them by itself, and of files that are no parts of one table. */
async function textColumnsOf(files: readonly TableFile[], options: ReadOptions): Promise<readonly string[]> {
  if (files.length < 2) return [];
  const pieces: ProfiledPiece[] = [];
  for (const { path, name, below } of files) {
    const read = await readTableFile(path, options, { path: name });
    if (!read.ok) return [];
    pieces.push({ ...read.value, path: below });
  }
  const { digest } = pieces[0]!.reading;
  const table = tableOfParts(pieces, { digest, options, hashers: nodeHashers });
  if (!table.ok) return [];
  return table.value.reading.columns.flatMap(({ name, type }) => (type === 'string' ? name : []));
}

async function fileInto(
  rows: RowConsumer,
  { path, name, partition }: TableFile,
  options: ReadOptions,
  textColumns: readonly string[],
): Promise<readonly string[] | string> {
  const into = partition.length === 0 ? rows : new PartitionedRows(rows, partition, textColumns);
  const { signal } = new AbortController();
  try {
    const read = await withFile(path, (source) =>
      readRows(source, { path: name, options, textColumns }, into, nodeIngestPorts, signal),
    );
    if (!read.ok) return describeFailureLine(path, read.error);
    return [...read.value.columnNames, ...partition.map((value) => value.name)];
  } catch (error) {
    if (error instanceof UnreadableBytes) return `${path}: ${error.message}`;
    throw error;
  }
}
