import { err, ok, type Result } from '../lib/result';
import { diffTables, isEqual, type TableDiffOptions } from '../operations/comparing/diffTables';
import type { ReadFailure } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import { jsonFlag, UsageError, type Command, type ExitStatus, type Flags, type Output } from './command';
import { findDiffInput, type DiffFile, type DiffInput } from './diffInput';
import { diffJson, diffLines, type ComparedFiles } from './diffOutput';
import { writeDifferingRows } from './diffRowsFile';
import { diffableFileOf, diffableParts, type ReadSide } from './diffSides';
import { printable } from './output';
import { describeFailureLine, failureOutput } from './readFile';
import { readFlags, readOptionsOf } from './readFlags';

/** `diff`: says what changed from one file or folder to another, by schema, rows and cells. */
export const diffCommand: Command = {
  details: [
    'A and B are files, folders, or git:REV:PATH: PATH at a revision of the repository that you are in, from its root, or ./PATH from where you are. A .dvc file or git-lfs pointer at a revision stands for its bytes, where these are in the cache; so does data.csv where data.csv.dvc is in the commit.',
    '--partitioned takes each of two folders as one table in parts, as `snapshot --partitioned` does; rows are numbered through all parts.',
    'Rows with an equal key are the same row. Without --key, the key is the column or columns that identify each row in both. If there are none, whole rows are compared, and no row counts as changed. --tolerance treats numbers as equal up to that difference, and needs a key. Nulls and empty text are equal.',
    'Exit status 0: A and B are equal; 1: they differ; 2: unknown, as a file cannot be read, or rows differ while keys repeat.',
    '--json prints {key, duplicateKeys: {a, b}, schema: {added: [{name, type}], removed, renamed: [{from, to}], changed: [{name, from, to}]}, rows: {added, removed, changed, unchanged}, cells: {changed}, columns: [{name, changed}]}. Of files that are no tables, schema, rows and cells are null. Of folders it prints {files: {added, removed, changed, unchanged}, tables: [{path, …}]}, the first three lists of paths. A side that cannot be read gives {path, failure: {kind, message, …}}.',
    '-o writes the rows that differ: _change (added, removed, before or after), _row, and the columns of both. A file that ends with .parquet is Parquet, and its columns have the types that they have in A and B; a column of two kinds is text. Any other file is CSV.',
  ],
  flags: [
    { name: 'key', value: 'COL,…', help: 'the columns that tell rows apart; may be given more than once' },
    { name: 'tolerance', value: 'T', help: 'take numbers for equal that are at most T apart' },
    { name: 'ignore', value: 'COL,…', help: 'leave columns out of the comparison' },
    {
      name: 'output',
      short: 'o',
      value: 'FILE',
      help: 'write the rows that differ to a CSV or Parquet file',
    },
    {
      name: 'partitioned',
      value: null,
      help: 'compare two folders as one table in parts each, and not file by file',
    },
    jsonFlag,
    ...readFlags,
  ],
  argumentCount: { min: 2, max: 2 },
  async run({ arguments: [a = '', b = ''], flags, output }): Promise<ExitStatus> {
    const settings = settingsOf(flags);
    const inputs: DiffInput[] = [];
    for (const given of [a, b]) {
      const found = await findDiffInput(given);
      if (!found.ok) return refuse(given, found.error, flags, output);
      inputs.push(found.value);
    }
    const [before, after] = inputs as [DiffInput, DiffInput];
    if (before.kind !== after.kind) {
      const message = `it is a ${after.kind}, and ${a} is a ${before.kind}`;
      return refuse(b, { kind: 'unsupported', message }, flags, output);
    }
    if (before.kind === 'folder' && after.kind === 'folder') {
      if (settings.isPartitioned) {
        const compared = await compareParts(before.files, after.files, settings);
        return say(compared, [a, b], settings, flags, output);
      }
      if (settings.out !== null) throw new UsageError('-o writes the rows of two files, not of folders');
      return diffFolders(before.files, after.files, settings, flags, output);
    }
    if (before.kind !== 'file' || after.kind !== 'file') return 2;
    const compared = await compareFiles(before.file, after.file, settings);
    return say(compared, [a, b], settings, flags, output);
  },
};

async function say(
  compared: Result<ComparedFiles, SideFailure>,
  [a, b]: readonly [string, string],
  { out }: DiffSettings,
  flags: Flags,
  output: Output,
): Promise<ExitStatus> {
  if (!compared.ok) return refuse(compared.error.isAfter ? b : a, compared.error.failure, flags, output);
  const { value } = compared;
  const isWritten = out === null || (await writeDifferingRows(out, value.diff, [a, b], output));
  if (flags.has('json')) output.json(diffJson(value));
  else for (const line of diffLines(value)) output.line(printable(line));
  return isWritten ? statusOf(value) : 2;
}

interface DiffSettings {
  readonly options: ReadOptions;
  readonly rows: TableDiffOptions;
  readonly out: string | null;
  readonly isPartitioned: boolean;
}

interface SideFailure {
  readonly isAfter: boolean;
  readonly failure: ReadFailure;
}

function settingsOf(flags: Flags): DiffSettings {
  const columns = (name: string): readonly string[] =>
    flags.all(name).flatMap((given) => given.split(',').filter((column) => column !== ''));
  const tolerance = Number(flags.get('tolerance') ?? 0);
  if (!Number.isFinite(tolerance) || tolerance < 0)
    throw new UsageError('--tolerance takes a number of at least 0');
  const out = flags.get('output');
  const key = columns('key');
  const ignore = columns('ignore');
  const both = key.find((column) => ignore.includes(column));
  if (both !== undefined) throw new UsageError(`the column ${both} is in --key and in --ignore`);
  const rowsPerKind = out === null ? 0 : Number.POSITIVE_INFINITY;
  return {
    options: readOptionsOf(flags),
    rows: { key: key.length > 0 ? key : null, tolerance, ignore, rowsPerKind },
    out,
    isPartitioned: flags.has('partitioned'),
  };
}

/** Whether two files are equal, differ, or cannot be told: keys that repeat say nothing of which row is which. */
function statusOf({ isSameBytes, diff }: ComparedFiles): ExitStatus {
  if (isSameBytes || (diff && isEqual(diff))) return 0;
  return diff && diff.duplicateKeys.reference + diff.duplicateKeys.current > 0 ? 2 : 1;
}

async function compareFiles(
  before: DiffFile,
  after: DiffFile,
  { options, rows }: DiffSettings,
): Promise<Result<ComparedFiles, SideFailure>> {
  return compareTables(await diffableFileOf(before, options), await diffableFileOf(after, options), rows);
}

/** Two folders of parts, each as one table. */
async function compareParts(
  before: ReadonlyMap<string, DiffFile>,
  after: ReadonlyMap<string, DiffFile>,
  { options, rows }: DiffSettings,
): Promise<Result<ComparedFiles, SideFailure>> {
  return compareTables(await diffableParts(before, options), await diffableParts(after, options), rows);
}

async function compareTables(
  one: Result<ReadSide, ReadFailure>,
  other: Result<ReadSide, ReadFailure>,
  rows: TableDiffOptions,
): Promise<Result<ComparedFiles, SideFailure>> {
  if (!one.ok) return err({ isAfter: false, failure: one.error });
  if (!other.ok) return err({ isAfter: true, failure: other.error });
  const isSameBytes = one.value.digest === other.value.digest;
  const [reference, current] = [one.value.table, other.value.table];
  if (!reference || !current) {
    const [failure, isAfter] = one.value.failure ? [one.value.failure, false] : [other.value.failure, true];
    return failure && !isSameBytes ? err({ isAfter, failure }) : ok({ isSameBytes, diff: null });
  }
  for (const [isAfter, table] of [
    [false, reference],
    [true, current],
  ] as const) {
    const names = new Set(table.reading.columns.map(({ name }) => name));
    const missing = rows.key?.find((column) => !names.has(column));
    if (missing !== undefined)
      return err({
        isAfter,
        failure: { kind: 'unsupported', message: `it has no column ${missing}, which is in the key` },
      });
  }
  const diff = await diffTables(reference, current, rows);
  if (!diff.ok) return err({ isAfter: diff.error.side === 'current', failure: diff.error.failure });
  return ok({ isSameBytes, diff: diff.value });
}

async function diffFolders(
  before: ReadonlyMap<string, DiffFile>,
  after: ReadonlyMap<string, DiffFile>,
  settings: DiffSettings,
  flags: Flags,
  output: Output,
): Promise<ExitStatus> {
  const added = [...after.keys()].filter((name) => !before.has(name)).sort();
  const removed = [...before.keys()].filter((name) => !after.has(name)).sort();
  const changed: string[] = [];
  const tables: unknown[] = [];
  const said: string[] = [];
  let unchanged = 0;
  let status: ExitStatus = added.length + removed.length > 0 ? 1 : 0;
  for (const name of [...before.keys()].filter((each) => after.has(each)).sort()) {
    const compared = await compareFiles(before.get(name)!, after.get(name)!, inFolder(settings));
    if (!compared.ok) {
      tables.push(failureOutput(name, compared.error.failure));
      output.message(printable(describeFailureLine(name, compared.error.failure)));
      status = 2;
      continue;
    }
    const own = statusOf(compared.value);
    if (own === 0) {
      unchanged++;
      continue;
    }
    changed.push(name);
    if (compared.value.diff) tables.push({ path: name, ...diffJson(compared.value) });
    said.push(`${name}:`, ...diffLines(compared.value).map((line) => `  ${line}`));
    status = status === 2 ? 2 : own === 2 ? 2 : 1;
  }
  if (flags.has('json')) {
    output.json({ files: { added, removed, changed, unchanged }, tables });
    return status;
  }
  for (const name of added) output.line(printable(`added: ${name}`));
  for (const name of removed) output.line(printable(`removed: ${name}`));
  for (const line of said) output.line(printable(line));
  output.line(
    `files: ${added.length} added, ${removed.length} removed, ${changed.length} changed, ${unchanged} unchanged`,
  );
  return status;
}

/** A key that is given is that of one table: those of a folder are each compared by their own. */
function inFolder(settings: DiffSettings): DiffSettings {
  return { ...settings, rows: { ...settings.rows, key: null } };
}

function refuse(given: string, failure: ReadFailure, flags: Flags, output: Output): 2 {
  if (flags.has('json')) output.json(failureOutput(given, failure));
  output.message(printable(describeFailureLine(given, failure)));
  return 2;
}
