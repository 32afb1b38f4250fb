import { writeParquet, type WrittenColumn } from '../formats/parquet/writeParquet';
import type { TableDiff } from '../operations/comparing/diffTables';
import { diffRecords } from './diffOutput';

/** The rows that differ, as Parquet: those of `diffCsv`, each column with the type that it has on both sides. */
export function diffParquet(diff: TableDiff): Uint8Array {
  const { header, records } = diffRecords(diff);
  const types = ['string', 'integer', ...diff.columnTypes] as const;
  return writeParquet(
    header.map((name, at): WrittenColumn => ({
      name,
      type: types[at]!,
      cells: records.map((row) => row[at] ?? null),
    })),
  );
}
