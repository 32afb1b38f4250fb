import type { RowPorts } from '../../formats/readRows';
import type { Cancellation } from '../../lib/ports';
import { ok, type Result } from '../../lib/result';
import type { ReadFailure } from '../../table/reading';
import { RowHashes } from '../../table/rowDiff/hashedRows';
import { RowCells } from '../../table/rowDiff/rowCells';
import type { RowConsumer } from '../../table/tableRows';
import { readPart, type OpenPart } from '../bytes/readPart';
import type { DiffedSide } from './diffRows';

/** One side of a row diff that is a table in parts, in byte order of their paths: its rows are numbered through all of them. */
export function partitionedSide(
  parts: readonly OpenPart[],
  columnNames: readonly string[],
  textColumns: readonly string[],
  ports: RowPorts,
  cancellation: Cancellation,
  onBytes?: (byteLength: number) => void,
): DiffedSide {
  const read = (part: OpenPart, rows: RowConsumer): Promise<Result<unknown, ReadFailure>> =>
    readPart(part, rows, textColumns, ports, cancellation, onBytes);
  return {
    columnNames,
    async hash(keyColumns, valueColumns) {
      const hashes = new RowHashes(keyColumns, valueColumns);
      for (const part of parts) {
        const done = await read(part, hashes);
        if (!done.ok) return done;
      }
      return ok({ ...hashes.rows(), places: null });
    },
    async cells(wanted, comparedColumns, texts) {
      const cells = new RowCells(wanted, comparedColumns, texts);
      let next = 0;
      let before = 0;
      for (const part of parts) {
        const end = before + part.reading.rowCount;
        const from = next;
        while (next < wanted.rows.length && wanted.rows[next]! < end) next++;
        if (next === from) cells.pass(part.reading.rowCount);
        else {
          const done = await read(part, cells);
          if (!done.ok) return done;
        }
        before = end;
      }
      const { rowHashes, cellHashes, texts: found } = cells;
      return ok({ rowHashes, cellHashes, texts: found });
    },
  };
}
