import { diffRows, type DiffedSide } from '../operations/comparing/diffRows';
import { findLeakage, type LeakageSide } from '../operations/findings/leakage';
import { atIntervals } from './atIntervals';
import { createWorkerPool } from './pool';
import { serveTasks } from './serveTasks';
import { startWorker } from './startWorker';
import type { DiffedVersion, LeakageTable } from './tasks';
// oxlint-disable-next-line import/default -- the address of the module, which vite exports
import rowSideUrl from './rowSide.worker?worker&url';

/** The sides are read on a thread each. */
const sides = createWorkerPool({ size: 2, start: () => startWorker(rowSideUrl, import.meta.url) });

serveTasks(self, {
  diffRows: ({ reference, current, keyColumns }, { signal, report }) => {
    // Each is read twice; seldom once more, which is not told beforehand.
    const byteLength = 2 * (byteLengthOf(reference) + byteLengthOf(current));
    let bytesRead = 0;
    const tell = atIntervals(report);
    const onProgress = (more: number): void => {
      bytesRead += more;
      tell({ bytesRead: Math.min(bytesRead, byteLength), byteLength });
    };
    const sideAt = (table: DiffedVersion): DiffedSide => ({
      columnNames: table.columnNames,
      hash: (keys, valueColumns) =>
        sides.run('hashRows', { table, keyColumns: keys, valueColumns }, { signal, onProgress }),
      cells: (wanted, comparedColumns, textColumns) =>
        sides.run('rowCells', { table, wanted, comparedColumns, textColumns }, { signal, onProgress }),
    });
    return diffRows(sideAt(reference), sideAt(current), keyColumns);
  },
  findLeakage: ({ training, test, target }, { signal, report }) => {
    // Each is read once with the target, and once without it.
    const byteLength = 2 * (byteLengthOf(training) + byteLengthOf(test));
    let bytesRead = 0;
    const tell = atIntervals(report);
    const onProgress = (more: number): void => {
      bytesRead += more;
      tell({ bytesRead: Math.min(bytesRead, byteLength), byteLength });
    };
    const sideAt = ({ columns, profile, ...table }: LeakageTable): LeakageSide => ({
      columns,
      profile,
      hash: (columnNames, comparedAsText) =>
        sides.run(
          'hashRows',
          { table: { ...table, comparedAsText }, keyColumns: columnNames, valueColumns: [] },
          { signal, onProgress },
        ),
    });
    return findLeakage(sideAt(training), sideAt(test), target);
  },
});

function byteLengthOf({ bytes }: Pick<DiffedVersion, 'bytes'>): number {
  if (bytes instanceof Blob) return bytes.size;
  const files = 'file' in bytes ? [bytes] : bytes.map((part) => part.bytes);
  return files.reduce((sum, { file }) => sum + file.byteLength, 0);
}
