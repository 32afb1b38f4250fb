import { describeDialect } from '../operations/taking/describeReading';
import { leftOutNames } from '../operations/taking/leaveOut';
import { targetWords } from '../operations/taking/pointerText';
import type { PointerTarget } from '../operations/taking/pointerTargets';
import type { ReadFailure, TextDialect } from '../table/reading';
import type { ColumnSchema } from '../table/schema';
import type { LeftOut } from '../versioning/records';
import { countOrNone, printable, tableLines } from './output';
import type { warningsOutput } from './readFile';
import type { ReadFolder } from './readFolder';
import type { FileOutput } from './snapshotFiles';

/** What `snapshot` says of a file or folder. */
export interface SnapshotOutput {
  readonly path: string;
  readonly kind: 'file' | 'directory';
  /** SHA-256 of the file; the tree digest of a folder. */
  readonly sha256: string;
  readonly md5: string | null;
  readonly byteLength: number;
  readonly format: string | null;
  readonly rowCount: number | null;
  readonly columns: readonly ColumnSchema[] | null;
  readonly logicalDigest: string | null;
  /** How its text was read; null where it is none. */
  readonly dialect: TextDialect | null;
  /** What the reading of a table warns of; null where there is none. */
  readonly warnings: ReturnType<typeof warningsOutput> | null;
  /** What it stands for, where it is a pointer. */
  readonly pointsTo?: readonly PointerTarget[];
  /** Why its table cannot be read, where it looks like one. */
  readonly failure?: ReadFailure;
  readonly fileCount?: number;
  readonly leftOutCount?: number;
  /** Of a folder: what `--leave-out` left out. */
  readonly leftOut?: LeftOut;
  /** Null where files were left out. */
  readonly dvcDirMd5?: string | null;
  /** Of a folder: links that were not followed, by name. */
  readonly links?: ReadFolder['links'];
  /** Files that were not read, because `--trust-times` says that they are as before. */
  readonly trustedFiles?: number;
  /** Of a folder, where `--files` asks for them. */
  readonly files?: readonly FileOutput[];
}

/** The same for people. */
export function snapshotLines(snapshot: SnapshotOutput): string[] {
  const { path, sha256, md5, byteLength, format, columns, logicalDigest, fileCount, leftOutCount } = snapshot;
  const facts = [
    ['SHA-256', sha256],
    ...(md5 === null ? [] : [['MD5', md5]]),
    ...(typeof snapshot.dvcDirMd5 !== 'string' ? [] : [['MD5 in DVC', snapshot.dvcDirMd5]]),
    ['size', `${byteLength.toLocaleString('en-US')} bytes`],
    ...(format === null ? [] : [['format', format]]),
    ...(fileCount === undefined
      ? []
      : [['files', `${countOrNone(fileCount)}; left out below .git/: ${countOrNone(leftOutCount ?? 0)}`]]),
    ...(snapshot.trustedFiles === undefined
      ? []
      : [
          [
            'not read',
            `${countOrNone(snapshot.trustedFiles)}; size and time of change agree with an earlier snapshot`,
          ],
        ]),
    ...(snapshot.leftOut ? [['left out', leftOutNames(snapshot.leftOut)]] : []),
    ...(snapshot.kind === 'directory' && format === null && !snapshot.failure
      ? []
      : [['rows', rowsText(snapshot)]]),
    ...(snapshot.dialect === null ? [] : [['read as', describeDialect(snapshot.dialect)]]),
    ...(logicalDigest === null ? [] : [['logical digest', logicalDigest]]),
    ...(snapshot.pointsTo ?? []).map((target) => ['stands for', targetWords(target)]),
  ];
  const schema = (columns ?? []).map(({ name, type, nullable }) => [
    printable(name),
    type,
    nullable ? 'nullable' : 'no nulls',
  ]);
  return [
    printable(path),
    ...facts.map(([name, value]) => `  ${name!.padEnd(14)}  ${printable(value ?? '')}`),
    ...fileLines(snapshot.files ?? []),
    ...(schema.length === 0 ? [] : tableLines(['column', 'type', ''], schema).map((line) => `  ${line}`)),
    '',
  ];
}

function fileLines(files: readonly FileOutput[]): string[] {
  if (files.length === 0) return [];
  const rows = files.map(({ path, sha256, byteLength, rowCount }) => [
    printable(path),
    sha256.slice(0, 12),
    byteLength.toLocaleString('en-US'),
    rowCount === null ? '' : rowCount.toLocaleString('en-US'),
  ]);
  return tableLines(['file', 'SHA-256', 'bytes', 'rows'], rows, new Set([2, 3])).map((line) => `  ${line}`);
}

/** How many rows a file has, or why they were not read. */
function rowsText({ rowCount, format, failure }: SnapshotOutput): string {
  if (rowCount !== null) return rowCount === 0 ? 'none' : rowCount.toLocaleString('en-US');
  return `not read: ${failure ? failure.message : `${format ?? 'its format'} is not read as a table`}`;
}
