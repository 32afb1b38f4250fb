import { nodeIngestPorts } from '../../src/cli/nodePorts';
import { readRows } from '../../src/formats/readRows';
import { decodeUtf8 } from '../../src/table/utf8';
import { defaultReadOptions, type ReadOptions } from '../../src/table/schema';

/** The rows of a table as the texts of their cells, by column; an empty text where a cell is missing. */
export async function tableTexts(
  path: string,
  bytes: Uint8Array,
  options: Partial<ReadOptions> = {},
): Promise<readonly Readonly<Record<string, string>>[]> {
  const rows: Record<string, string>[] = [];
  const source = {
    byteLength: bytes.length,
    read: (start: number, end: number) => Promise.resolve(Uint8Array.from(bytes.subarray(start, end))),
  };
  const read = await readRows(
    source,
    { path, options: { ...defaultReadOptions, ...options }, textColumns: [] },
    {
      take({ buffer, written, stride, rowCount, columnNames }) {
        for (let row = 0; row < rowCount; row++)
          rows.push(
            Object.fromEntries(
              columnNames.map((name, column) => {
                const cell = column * stride + row;
                return [name, decodeUtf8(buffer.bytes, written.starts[cell], written.ends[cell])];
              }),
            ),
          );
      },
    },
    nodeIngestPorts,
    { aborted: false, throwIfAborted: () => undefined },
  );
  if (!read.ok) throw new Error(read.error.message);
  return rows;
}
