import { partitionOf } from '../../table/partition';
import { formatOfName, tableFormats } from '../names';

/** Which files of a folder are the parts of its table. */
export interface PartFiles {
  /** In the order in which they were given. */
  readonly parts: readonly string[];
  /** Files of the folder that are none: markers, notes, files of another format. */
  readonly beside: readonly string[];
}

/** A folder whose files look like one table. */
export interface PartitionedFolder {
  /** Empty where it is the folder itself. */
  readonly folder: string;
  /** Its parts, below the folder that was looked at. */
  readonly files: readonly string[];
  /** Its partition columns, outermost first. */
  readonly columns: readonly string[];
}

/** A database is a table by itself, and no part of one. */
const partFormats: ReadonlySet<string> = new Set(
  [...tableFormats].filter((name) => name !== 'sqlite' && name !== 'xlsx'),
);

/**
 * The parts of a folder's table: the files of the table format that most of them have. What Hive and Spark take for hidden (a name that
 * begins with `_` or `.`) is none.
 */
export function partFilesOf(paths: readonly string[]): PartFiles {
  const counts = new Map<string, number>();
  const formats = paths.map((path) => (isHidden(path) ? null : tableFormatOf(path)));
  for (const format of formats) if (format !== null) counts.set(format, (counts.get(format) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [null];
  const isPart = (_: string, at: number): boolean => most !== null && formats[at] === most;
  return {
    parts: paths.filter(isPart),
    beside: paths.filter((path, at) => !isPart(path, at)),
  };
}

/**
 * The folders below that look like a table in parts, by their names alone: with partition columns in their paths, or with files whose
 * names differ by numbers only. Table formats that keep a log of their files are left out: not all of these files are rows of theirs.
 */
export function partitionedFolders(paths: readonly string[]): readonly PartitionedFolder[] {
  const logged = paths.flatMap(
    (path) => /^(.*?)(?:_delta_log|\.hoodie|metadata\/[^/]*metadata\.json)/.exec(path)?.[1] ?? [],
  );
  const found = new Map<string, PartitionedFolder & { readonly pattern: string; readonly files: string[] }>();
  const uneven = new Set<string>();
  for (const path of paths) {
    const format = isHidden(path) ? null : tableFormatOf(path);
    if (format === null || logged.some((folder) => path.startsWith(folder))) continue;
    const columns = partitionOf(path).map(({ name }) => name);
    const folder = folderOf(path, columns.length);
    const pattern = columns.length > 0 ? format : patternOf(path.slice(path.lastIndexOf('/') + 1));
    const key = [folder, format, ...columns].join('\n');
    const known = found.get(key);
    if (known && known.pattern !== pattern) uneven.add(key);
    if (known) known.files.push(path);
    else found.set(key, { folder, columns, pattern, files: [path] });
  }
  return [...found]
    .filter(([key, { files }]) => files.length > 1 && !uneven.has(key))
    .map(([, { folder, columns, files }]) => ({ folder, columns, files }));
}

function isHidden(path: string): boolean {
  return path
    .split('/')
    .some((name) => name.startsWith('.') || (name.startsWith('_') && !name.includes('=')));
}

function tableFormatOf(path: string): string | null {
  const format = formatOfName(path.replace(/\.gz$/i, ''));
  return format !== null && partFormats.has(format) ? format : null;
}

/** The folder that the partitions lie in. */
function folderOf(path: string, depth: number): string {
  return path
    .split('/')
    .slice(0, -1 - depth)
    .join('/');
}

/** A name without what counts its file: numbers, dates, hashes. */
function patternOf(name: string): string {
  return name.replace(/[0-9a-f]{8}(?:-?[0-9a-f]{4}){2,}[0-9a-f-]*|\d+(?:[-_.]\d+)*/gi, '#');
}
