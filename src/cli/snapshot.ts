import { sep } from 'node:path';
import { err, ok, type Result } from '../lib/result';
import { patternsOf } from '../operations/taking/leaveOut';
import { pointerTargets } from '../operations/taking/pointerTargets';
import type { ReadFailure } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import { listForDvc } from './dvcListing';
import { followFlag } from './followFlag';
import { jsonFlag, UsageError, type Command, type ExitStatus, type FlagSpecification } from './command';
import { printable } from './output';
import { describeFailureLine, failureOutput, readFile, warningsOutput } from './readFile';
import { readFlags, readOptionsOf } from './readFlags';
import { kindOfPath, readFolder } from './readFolder';
import { readPartitioned } from './readPartitioned';
import { filesOfFolder } from './snapshotFiles';
import { snapshotLines, type SnapshotOutput } from './snapshotOutput';
import type { TrustedTimes } from './trustedTimes';
import { linkWords } from './walkFolder';

const leaveOutFlag: FlagSpecification = {
  name: 'leave-out',
  value: 'PATTERN',
  help: 'leave out of a folder what a pattern of gitignore names; may be given more than once',
};

/** `throughline snapshot`: digests of files and folders, and of tables their schema and logical digest. */
export const snapshotCommand: Command = {
  details: [
    'If the table of a file cannot be read, the command prints the digests and the failure, and exits with 2.',
    "A folder has the digest of its manifest: what `find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0r sha256sum | sha256sum` prints. With symbolic links, that is `find -L`: the command follows links inside the folder and into a DIR of --follow. It names links that leave, form a loop or lead to nothing. Files below .git/ are left out and counted.",
    '--leave-out leaves out of a folder what a pattern of gitignore names: node_modules/, *.tmp, /data/raw. That makes another digest, over the patterns and the names that they left out, too; it is never compared with that of the whole folder.',
    '--partitioned takes a folder as one table in parts: files of one format and schema, at any depth; folders named NAME=VALUE are columns. Names that begin with _ or . are no parts. Its logical digest says that the same files, in any order and under any names, are in the same partitions. It is never that of one file.',
    '--trust-times FILE, with --partitioned and one folder, reads no file whose size and time of change are those of the snapshot that wrote FILE. Their digests and profiles are taken from FILE, and their count is said: trustedFiles. Files that changed within two seconds of that snapshot are read. The first use makes FILE; keep it outside of the folder.',
    '--json prints an array of {path, kind, sha256, md5, byteLength, format, rowCount, columns, logicalDigest, dialect, warnings: [{kind, message, …}]}. A folder adds fileCount, leftOutCount, dvcDirMd5 and links: {leaving, circling, broken}. --trust-times adds trustedFiles. --leave-out adds leftOut: {patterns, names}, without dvcDirMd5. A pointer adds pointsTo: [{pointer, path, content, digest, md5, byteLength, fileCount, etag, origin, isExecutable?, isCanonical?}]. --files adds files: [{path, sha256, byteLength, rowCount, logicalDigest, failure?}]. A table that cannot be read adds failure: {kind, message, line?, column?, byteOffset?, badRows?}. A path that cannot be read at all appears in its place as {path, failure}, and the exit status is 2.',
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
    {
      name: 'trust-times',
      value: 'FILE',
      help: 'with --partitioned: skip files whose size and time of change are as FILE says, and write FILE anew',
    },
    followFlag,
    leaveOutFlag,
    ...readFlags,
  ],
  argumentCount: { min: 1, max: Number.POSITIVE_INFINITY },
  async run({ arguments: paths, flags, output }): Promise<ExitStatus> {
    const place = flags.get('trust-times') ?? null;
    if (place !== null && (!flags.has('partitioned') || paths.length !== 1))
      throw new UsageError('--trust-times needs --partitioned and one folder');
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
        place,
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
      if (!flags.has('json')) snapshotLines(taken.value).forEach((line) => output.line(line));
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
  /** The file of `--trust-times`. */
  readonly place: string | null;
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
  { options, followed, leaveOut, hasFiles, isPartitioned, place }: SnapshotSettings,
): Promise<Result<SnapshotOutput, ReadFailure>> {
  const trusted = place === null ? null : await trustedAt(place, options);
  if (trusted?.ok === false) return trusted;
  const times = trusted?.value ?? null;
  const parted = isPartitioned ? await readPartitioned(path, options, followed, leaveOut, times) : null;
  const read = parted ?? (await readFolder(path, followed, leaveOut));
  if (!read.ok) return read;
  const saved = await times?.save();
  if (saved?.ok === false) return err({ kind: 'unreadable', message: `${place}: ${saved.error}` });
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
    ...(times && { trustedFiles: times.trustedCount }),
    ...(files && { files: files.value }),
  });
}

async function trustedAt(place: string, options: ReadOptions): Promise<Result<TrustedTimes, ReadFailure>> {
  const { TrustedTimes: times } = await import('./trustedTimes');
  const opened = await times.open(place, options);
  return opened.ok ? opened : err({ kind: 'unreadable', message: `${place}: ${opened.error}` });
}
