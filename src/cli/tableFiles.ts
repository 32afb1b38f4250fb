import { access } from 'node:fs/promises';
import path from 'node:path';
import { formatOfName } from '../formats/names';
import { partFilesOf } from '../formats/partitioned/partFiles';
import { ownValue } from '../lib/ownValue';
import { err, ok, type Result } from '../lib/result';
import { partitionOf, type PartitionValue } from '../table/partition';
import { comparePaths, isLeftOut } from '../versioning/tree';
import { kindOfPath } from './readFolder';
import { walkFolder } from './walkFolder';

/** A file that has rows of a table. */
export interface TableFile {
  readonly path: string;
  /** What says its format: its own name, or one with the ending of the format that a contract names. */
  readonly name: string;
  /** Its path from the folder of the table on. */
  readonly below: string;
  /** The columns that the folders of its path give to its rows. */
  readonly partition: readonly PartitionValue[];
}

/** The endings of the formats that servers of a contract name. */
const endings: Readonly<Record<string, string>> = {
  csv: 'csv',
  tsv: 'tsv',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  parquet: 'parquet',
  arrow: 'arrow',
};

const tableFormats: ReadonlySet<string> = new Set(Object.values(endings));

/** A folder in which not all files are rows of the table. */
const logged = /(?:^|\/)(?:_delta_log|\.hoodie)\/|(?:^|\/)metadata\/[^/]*metadata\.json$/;

/**
 * The files of a table in their order: the file, the parts of a folder, or what a pattern of paths (`*`, `**`, `?`) finds. Words where there are none,
 * and for tables that keep a log of their files. `format` is what a contract says; null where it says nothing.
 */
export async function filesOfTable(
  given: string,
  format: string | null,
): Promise<Result<readonly TableFile[], string>> {
  const ending = format === null ? null : ownValue(endings, format.toLowerCase());
  if (ending === undefined) return err(`${given}: the format ${format} is not read here`);
  const found = (await isPattern(given)) ? await filesMatching(given) : await filesIn(given);
  if (!found.ok) return found;
  return ok(
    found.value.map(({ path: file, below }) => ({
      path: file,
      name: namedBy(file, ending),
      below,
      partition: partitionOf(below),
    })),
  );
}

function namedBy(file: string, ending: string | null): string {
  const own = formatOfName(file.replace(/\.(?:gz|zst|zip)$/i, ''));
  const packing = /\.(?:gz|zst|zip)$/i.exec(file)?.[0] ?? '';
  return ending === null || (own !== null && tableFormats.has(own)) ? file : `${file}.${ending}${packing}`;
}

interface FoundFile {
  readonly path: string;
  /** From the folder of the table on. */
  readonly below: string;
}

async function filesIn(given: string): Promise<Result<readonly FoundFile[], string>> {
  const kind = await kindOfPath(given);
  if (!kind.ok || kind.value === 'file') return ok([{ path: given, below: '' }]);
  const names = await namesBelow(given);
  if (!names.ok) return names;
  if (names.value.some((name) => logged.test(name)))
    return err(
      `${given}: it keeps a log of its files (Delta, Iceberg, Hudi), and such tables are not read here`,
    );
  const { parts } = partFilesOf(names.value);
  if (parts.length === 0) return err(`${given}: no file in it is read as a table`);
  return ok(parts.map((name) => ({ path: path.join(given, name), below: name })));
}

async function filesMatching(pattern: string): Promise<Result<readonly FoundFile[], string>> {
  const steps = pattern.split('/');
  const first = steps.findIndex((step) => /[*?]/.test(step));
  const folder = steps.slice(0, first).join('/') || (pattern.startsWith('/') ? '/' : '.');
  const matcher = new RegExp(`^${steps.slice(first).map(stepSource).join('')}$`);
  const names = await namesBelow(
    folder,
    steps.includes('**') ? Number.POSITIVE_INFINITY : steps.length - first,
  );
  if (!names.ok) return err(`${pattern}: ${names.error}`);
  const found = names.value.filter((name) => matcher.test(name) && !isHidden(name));
  return found.length === 0
    ? err(`${pattern}: no file has a path of this pattern`)
    : ok(found.map((name) => ({ path: path.join(folder, name), below: name })));
}

function isHidden(name: string): boolean {
  return name.split('/').some((step) => step.startsWith('.'));
}

function stepSource(step: string, at: number, steps: readonly string[]): string {
  if (step === '**') return at === steps.length - 1 ? '.*' : '(?:.*/)?';
  const own = step
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return at === steps.length - 1 ? own : `${own}/`;
}

async function namesBelow(
  folder: string,
  depth = Number.POSITIVE_INFINITY,
): Promise<Result<readonly string[], string>> {
  const walked = await walkFolder(folder, [], (name) => name.split('/').length < depth);
  return walked.ok ? ok(walked.value.files.filter((name) => !isLeftOut(name)).sort(comparePaths)) : walked;
}

async function isPattern(given: string): Promise<boolean> {
  if (!/[*?]/.test(given)) return false;
  return access(given).then(
    () => false,
    () => true,
  );
}
