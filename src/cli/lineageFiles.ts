import path from 'node:path';
import { recogniseFile, type NoLineage, type RecognisedLineage } from '../formats/recogniseLineage';
import { UnreadableBytes } from '../formats/pieces';
import { err, ok, type Result } from '../lib/result';
import { isNeverSearched } from '../formats/searchedFolders';
import { comparePaths } from '../versioning/tree';
import { withFile } from './nodePorts';
import { linkWords, someNames, walkFolder, type WalkedFolder } from './walkFolder';

/** What the scan of a folder found, and what it left out, by reason. */
export interface FolderScan {
  /** The folder, as it was named. */
  readonly path: string;
  /** Paths of the files of lineage, in byte order. */
  readonly files: readonly string[];
  readonly fileCount: number;
  readonly leftOut: LeftOutOfScan;
}

export interface LeftOutOfScan extends Readonly<Record<NoLineage, number>> {
  /** Files of formats that are known and not read, by what they are. */
  readonly known: Readonly<Record<string, number>>;
  /** Files that may not be read. */
  readonly unreadable: readonly string[];
  /** Folders that are never searched. */
  readonly notSearched: readonly string[];
  readonly links: Pick<WalkedFolder, 'leaving' | 'circling' | 'broken'>;
}

/** Looks into every file of a folder for lineage, whatever it is called; links are followed as `walkFolder` says. */
export async function scanFolder(
  folder: string,
  followed: readonly string[],
): Promise<Result<FolderScan, string>> {
  const notSearched: string[] = [];
  const walked = await walkFolder(folder, followed, (name) => {
    if (!isNeverSearched(name)) return true;
    notSearched.push(name);
    return false;
  });
  if (!walked.ok) return walked;
  const counts = { empty: 0, binary: 0, data: 0 };
  const known: Record<string, number> = {};
  const [files, unreadable]: [string[], string[]] = [[], []];
  for (const name of [...walked.value.files].sort(comparePaths)) {
    const at = path.join(folder, name);
    const found = await recogniseAt(at);
    if (!found.ok) unreadable.push(name);
    else if (found.value.kind === 'none') counts[found.value.reason]++;
    else if (found.value.kind === 'other') known[found.value.title] = (known[found.value.title] ?? 0) + 1;
    else files.push(at);
  }
  const { leaving, circling, broken } = walked.value;
  const leftOut = { ...counts, known, unreadable, notSearched, links: { leaving, circling, broken } };
  return ok({ path: folder, files, fileCount: walked.value.files.length, leftOut });
}

/** What a file is by its content; the message says why it cannot be read. */
export async function recogniseAt(at: string): Promise<Result<RecognisedLineage, string>> {
  try {
    return ok(await withFile(at, (source) => recogniseFile(at, source)));
  } catch (error) {
    if (error instanceof UnreadableBytes) return err(error.message);
    throw error;
  }
}

/** What a scan left out, in words; empty where it left out nothing. */
export function leftOutWords({
  empty,
  binary,
  data,
  known,
  unreadable,
  notSearched,
  links,
}: LeftOutOfScan): string {
  const named = (names: readonly string[], words: string): string | false =>
    names.length > 0 && `${words}: ${someNames(names)}`;
  return [
    data > 0 && `without lineage: ${data}`,
    binary > 0 && `binary: ${binary}`,
    empty > 0 && `empty: ${empty}`,
    ...Object.entries(known).map(([title, count]) => `${title}, not read as lineage: ${count}`),
    named(unreadable, 'cannot be read'),
    named(notSearched, 'not searched'),
    ...linkWords(links),
  ]
    .filter((part) => part !== false)
    .join('; ');
}
