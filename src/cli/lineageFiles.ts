import path from 'node:path';
import { recogniseFile, type RecognisedLineage } from '../formats/recogniseLineage';
import { UnreadableBytes } from '../formats/pieces';
import { isNeverSearched } from '../formats/searchedFolders';
import { err, ok, type Result } from '../lib/result';
import { leftOutWords, ScanTally, type LeftOutOfScan } from '../operations/lineage/folderScan';
import { comparePaths } from '../versioning/tree';
import { withFile } from './nodePorts';
import { linkWords, walkFolder, type UnfollowedLinks } from './walkFolder';

/** What the scan of a folder found, and what it left out, by reason. */
export interface FolderScan {
  /** The folder, as it was named. */
  readonly path: string;
  /** Paths of the files of lineage, in byte order. */
  readonly files: readonly string[];
  readonly fileCount: number;
  readonly leftOut: LeftOutOfScan & { readonly links: UnfollowedLinks };
}

/** Looks into every file of a folder for lineage, whatever it is called; links are followed as `walkFolder` says. */
export async function scanFolder(
  folder: string,
  followed: readonly string[],
): Promise<Result<FolderScan, string>> {
  const tally = new ScanTally();
  const walked = await walkFolder(folder, followed, (name) => {
    if (!isNeverSearched(name)) return true;
    tally.passFolder(name);
    return false;
  });
  if (!walked.ok) return walked;
  const files: string[] = [];
  const { links } = walked.value;
  for (const name of [...walked.value.files].sort(comparePaths)) {
    const at = path.join(folder, name);
    const found = await recogniseAt(at);
    tally.take(name, found.ok ? found.value : null);
    if (found.ok && isReadHere(found.value)) files.push(at);
  }
  return ok({ path: folder, files, fileCount: tally.fileCount, leftOut: { ...tally.leftOut, links } });
}

function isReadHere(recognised: RecognisedLineage): boolean {
  return (
    recognised.kind === 'bundle' || (recognised.kind === 'lineage' && recognised.format === 'openlineage')
  );
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

/** What a scan found and left out, in one line. */
export function scanLine({ path: folder, files, fileCount, leftOut }: FolderScan): string {
  const found = `${folder}: lineage in ${files.length} of ${fileCount} files`;
  return [found, ...leftOutWords(leftOut), ...linkWords(leftOut.links)].join('; ');
}
