import { nodeIngestPorts } from '../../src/cli/nodePorts';
import { readRows } from '../../src/formats/readRows';
import { defaultReadOptions } from '../../src/table/schema';
import { decodeUtf8 } from '../../src/table/utf8';

/** A table's cells as the reader handed them over, before they become canonical; null where one is missing. */
export async function readWritten(
  file: string,
  bytes: Uint8Array,
): Promise<{ readonly columnNames: readonly string[]; readonly rows: readonly (string | null)[][] }> {
  const whole = Uint8Array.from(bytes);
  const rows: (string | null)[][] = [];
  let columnNames: readonly string[] = [];
  const result = await readRows(
    { byteLength: whole.length, read: (start, end) => Promise.resolve(whole.slice(start, end)) },
    { path: file, options: defaultReadOptions, textColumns: [] },
    {
      take(given) {
        columnNames = given.columnNames;
        const { starts, ends } = given.written;
        for (let row = 0; row < given.rowCount; row++)
          rows.push(
            columnNames.map((_, column) => {
              const cell = column * given.stride + row;
              return starts[cell] === ends[cell]
                ? null
                : decodeUtf8(given.buffer.bytes, starts[cell], ends[cell]);
            }),
          );
      },
    },
    { ...nodeIngestPorts, pace: { pieceByteLength: 1024 * 1024, readsInFlight: 2 } },
    new AbortController().signal,
  );
  if (!result.ok) throw new Error(`${file}: ${JSON.stringify(result.error)}`);
  return { columnNames, rows };
}
