import path from 'node:path';
import { err, ok, type Result } from '../lib/result';
import type { ReadFailure } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import { comparePaths, isLeftOut } from '../versioning/tree';
import { readFile } from './readFile';
import { walkFolder } from './walkFolder';

/** One file of a folder, as `snapshot --files` lists it. */
export interface FileOutput {
  /** Below the folder, with slashes. */
  readonly path: string;
  readonly sha256: string;
  readonly byteLength: number;
  /** Null of what is no table, and of one that cannot be read. */
  readonly rowCount: number | null;
  readonly logicalDigest: string | null;
  /** Why its table cannot be read, where it looks like one. */
  readonly failure?: ReadFailure;
}

/** Every file of a folder but those below `.git/`, in byte order, with what reading it as a table gave. */
export async function filesOfFolder(
  folder: string,
  names: readonly string[],
  options: ReadOptions,
): Promise<Result<readonly FileOutput[], ReadFailure>> {
  const files: FileOutput[] = [];
  for (const name of names) {
    const read = await readFile(path.join(folder, name), options);
    if (!read.ok) return err({ ...read.error, message: `${name}: ${read.error.message}` });
    const { digest, byteLength, table, failure } = read.value;
    files.push({
      path: name,
      sha256: digest,
      byteLength,
      rowCount: table?.reading.rowCount ?? null,
      logicalDigest: table?.reading.logicalDigest ?? null,
      ...(failure && { failure }),
    });
  }
  return ok(files);
}

/** The names of a folder's files below it, as its manifest has them. */
export async function namesOfFolder(
  folder: string,
  followed: readonly string[],
): Promise<Result<readonly string[], string>> {
  const walked = await walkFolder(folder, followed);
  if (!walked.ok) return walked;
  return ok(walked.value.files.filter((name) => !isLeftOut(name)).sort(comparePaths));
}
