import { sep } from 'node:path';
import { ok, type Result } from '../lib/result';
import { describeDialect } from '../operations/taking/describeReading';
import { leftOutNames, patternsOf } from '../operations/taking/leaveOut';
import { targetWords } from '../operations/taking/pointerText';
import { pointerTargets, type PointerTarget } from '../operations/taking/pointerTargets';
import type { ReadFailure, TextDialect } from '../table/reading';
import type { ColumnSchema, ReadOptions } from '../table/schema';
import type { LeftOut } from '../versioning/records';
import { listForDvc } from './dvcListing';
import { followFlag } from './followFlag';
import { jsonFlag, type Command, type ExitStatus, type FlagSpecification } from './command';
import { countOrNone, printable, tableLines } from './output';
import { describeFailureLine, failureOutput, readFile, warningsOutput } from './readFile';
import { readFlags, readOptionsOf } from './readFlags';
import { kindOfPath, readFolder, type ReadFolder } from './readFolder';
import { readPartitioned } from './readPartitioned';
import { filesOfFolder, type FileOutput } from './snapshotFiles';
import { linkWords } from './walkFolder';

interface SnapshotOutput {
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
  /** Of a folder, where `--files` asks for them. */
  readonly files?: readonly FileOutput[];
}

const leaveOutFlag: FlagSpecification = {
  name: 'leave-out',
  value: 'PATTERN',
  help: 'leave out of a folder what a pattern of gitignore names; may be given more than once',
};

/** `throughline snapshot`: digests of files and folders, and of tables their schema and logical digest. */
export const snapshotCommand: Command = {
  name: 'snapshot',
  synopsis: 'PATH…',
  summary: 'Digests files and folders; of tables, schema and logical digest, too.',
  details: [
    'Of a file whose table cannot be read the digests are given, with the failure, and the exit status is 2.',
    "A folder has the digest of its manifest: what `find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0r sha256sum | sha256sum` prints, with `find -L` where there are symbolic links: these are followed, but not out of the folder, unless into a DIR of --follow. Links that leave, turn in a circle or lead to nothing are named. Files below .git/ are left out and counted.",
    '--leave-out leaves out of a folder what a pattern of gitignore names: node_modules/, *.tmp, /data/raw. That makes another digest, over the patterns and the names that they left out, too; it is never compared with that of the whole folder.',
    '--partitioned takes a folder as one table in parts: files of one format and schema, at any depth; folders named NAME=VALUE are columns. Names that begin with _ or . are no parts. Its logical digest says that the same files, in any order and under any names, are in the same partitions. It is never that of one file.',
    '--json prints an array of {path, kind, sha256, md5, byteLength, format, rowCount, columns, logicalDigest, dialect, warnings: [{kind, message, …}]}, for a folder with fileCount, leftOutCount, dvcDirMd5, links: {leaving, circling, broken} and, where --leave-out is given, leftOut: {patterns, names} and no dvcDirMd5, for a pointer with pointsTo: [{pointer, path, content, digest, md5, byteLength, fileCount, etag, origin, isExecutable?, isCanonical?}], with --files with files: [{path, sha256, byteLength, rowCount, logicalDigest, failure?}], and for a table that cannot be read with failure: {kind, message, line?, column?, byteOffset?, badRows?}. A path that cannot be read at all stands in its place as {path, failure}, and the exit status is 2.',
  ],
  flags: [
    jsonFlag,
    {
      name: 'files',
      value: null,
      help: 'of folders, list every file, with rows and logical digest: a lock for check --lock',
    },
    {
      name: 'partitioned',
      value: null,
      help: 'read each folder as one table in parts: rows, schema and logical digest',
    },
    followFlag,
    leaveOutFlag,
    ...readFlags,
  ],
  argumentCount: { min: 1, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const options = readOptionsOf(flags);
    const results: unknown[] = [];
    let status: ExitStatus = 0;
    for (const path of paths) {
      const taken = await snapshotPath(path, {
        isPartitioned: flags.has('partitioned'),
        options,
        followed: flags.all('follow'),
        leaveOut: flags.all('leave-out').flatMap(patternsOf),
        hasFiles: flags.has('files'),
      });
      const failure = taken.ok ? taken.value.failure : taken.error;
      if (failure) {
        status = 2;
        output.message(printable(describeFailureLine(path, failure)));
      }
      results.push(taken.ok ? taken.value : failureOutput(path, taken.error));
      if (!taken.ok) continue;
      for (const words of linkWords(taken.value.links)) output.message(printable(`${path}: ${words}`));
      for (const { path: name, failure: fault } of taken.value.files ?? [])
        if (fault) output.message(printable(describeFailureLine(`${path}: ${name}`, fault)));
      for (const { message } of taken.value.warnings ?? []) output.message(printable(`${path}: ${message}`));
      if (!flags.has('json')) describe(taken.value).forEach((line) => output.line(line));
    }
    if (flags.has('json')) output.json(results);
    return status;
  },
};

interface SnapshotSettings {
  readonly options: ReadOptions;
  readonly followed: readonly string[];
  readonly leaveOut: readonly string[];
  readonly hasFiles: boolean;
  readonly isPartitioned: boolean;
}

async function snapshotPath(
  path: string,
  settings: SnapshotSettings,
): Promise<Result<SnapshotOutput, ReadFailure>> {
  const kind = await kindOfPath(path);
  if (!kind.ok) return kind;
  return kind.value === 'directory' ? snapshotFolder(path, settings) : snapshotFile(path, settings.options);
}

async function snapshotFile(
  path: string,
  options: ReadOptions,
): Promise<Result<SnapshotOutput, ReadFailure>> {
  const read = await readFile(path, options);
  if (!read.ok) return read;
  const { digest, md5, byteLength, format, table, failure, pointer } = read.value;
  return ok({
    path,
    kind: 'file',
    sha256: digest,
    md5,
    byteLength,
    format,
    rowCount: table?.reading.rowCount ?? null,
    columns: table?.reading.columns ?? null,
    logicalDigest: table?.reading.logicalDigest ?? null,
    dialect: table?.reading.dialect ?? null,
    warnings: table && warningsOutput(table.reading),
    ...(pointer && { pointsTo: pointerTargets(path.replaceAll(sep, '/'), pointer) }),
    ...(failure && { failure }),
  });
}

async function snapshotFolder(
  path: string,
  { options, followed, leaveOut, hasFiles, isPartitioned }: SnapshotSettings,
): Promise<Result<SnapshotOutput, ReadFailure>> {
  const parted = isPartitioned ? await readPartitioned(path, options, followed, leaveOut) : null;
  const read = parted ?? (await readFolder(path, followed, leaveOut));
  if (!read.ok) return read;
  const { manifest, links } = read.value;
  const table = parted?.ok && parted.value.table.ok ? parted.value.table.value : null;
  const failure = parted?.ok && !parted.value.table.ok ? parted.value.table.error : null;
  const { digest, entries, leftOutCount, leftOut } = manifest;
  const files = hasFiles
    ? await filesOfFolder(
        path,
        entries.map((entry) => entry.path),
        options,
      )
    : null;
  if (files?.ok === false) return files;
  return ok({
    path,
    kind: 'directory',
    sha256: digest,
    md5: null,
    byteLength: entries.reduce((sum, entry) => sum + entry.byteLength, 0),
    format: table?.reading.format ?? null,
    rowCount: table?.reading.rowCount ?? null,
    columns: table?.reading.columns ?? null,
    logicalDigest: table?.reading.logicalDigest ?? null,
    dialect: null,
    warnings: table && warningsOutput(table.reading),
    ...(failure && { failure }),
    fileCount: entries.length,
    leftOutCount,
    ...(leftOut && { leftOut }),
    // DVC would list what was left out.
    dvcDirMd5: leftOut ? null : (await listForDvc(path, read.value)).md5,
    links,
    ...(files && { files: files.value }),
  });
}

function describe(snapshot: SnapshotOutput): string[] {
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
