import { readRows } from '../formats/readRows';
import type { ReadOptions } from '../table/schema';
import type { RowConsumer } from '../table/tableRows';
import type { TableFile } from './tableFiles';
import { nodeIngestPorts, withFile } from './nodePorts';

/** The lines, from 1, at which some rows of a file begin; of formats without lines, none. Reads the file once more, as far as the last of them. */
export async function linesOfRows(
  { path, name }: Pick<TableFile, 'path' | 'name'>,
  options: ReadOptions,
  wantedRows: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = [...new Set(wantedRows)].sort((a, b) => a - b);
  if (rows.length === 0) return new Map();
  const starts = await startsOfRows({ path, name }, options, rows);
  return linesOfStarts(path, starts);
}

/** By row, the byte at which it begins; only of those that are asked for. */
async function startsOfRows(
  { path, name }: Pick<TableFile, 'path' | 'name'>,
  options: ReadOptions,
  rows: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const starts = new Map<number, number>();
  const enough = new AbortController();
  let seen = 0;
  let next = 0;
  const consumer: RowConsumer = {
    take({ rowCount, rowStarts }) {
      for (; next < rows.length && rows[next]! <= seen + rowCount; next++)
        if (rowStarts !== null) starts.set(rows[next]!, rowStarts[rows[next]! - seen - 1]!);
      seen += rowCount;
      if (next === rows.length || rowStarts === null) enough.abort();
    },
  };
  try {
    await withFile(path, (source) =>
      readRows(source, { path: name, options, textColumns: [] }, consumer, nodeIngestPorts, enough.signal),
    );
  } catch (error) {
    if (!enough.signal.aborted) throw error;
  }
  return starts;
}

async function linesOfStarts(
  path: string,
  starts: ReadonlyMap<number, number>,
): Promise<ReadonlyMap<number, number>> {
  const wanted = [...starts].sort(([, a], [, b]) => a - b);
  const last = wanted.at(-1)?.[1];
  const lines = new Map<number, number>();
  if (last === undefined) return lines;
  const { pieceByteLength } = nodeIngestPorts.pace;
  await withFile(path, async (source) => {
    let line = 1;
    let next = 0;
    for (let from = 0; from <= last; from += pieceByteLength) {
      const bytes = await source.read(from, Math.min(from + pieceByteLength, last + 1));
      for (let at = 0; at < bytes.length; at++) {
        for (; wanted[next]?.[1] === from + at; next++) lines.set(wanted[next]![0], line);
        if (bytes[at] === 10) line += 1;
      }
      if (bytes.length === 0) break;
    }
  });
  return lines;
}
