import path from 'node:path';
import { UnreadableBytes } from '../formats/pieces';
import { recogniseFile, type RecognisedLineage } from '../formats/recogniseLineage';
import { isNeverSearched } from '../formats/searchedFolders';
import { err, ok, type Result } from '../lib/result';
import { leftOutWords, type LeftOutOfScan, ScanTally } from '../operations/lineage/folderScan';
import type { FoundFile, LineageSource } from '../operations/lineage/lineageRequest';
import { comparePaths } from '../versioning/tree';
import { diskSource, folderPlace } from './diskPlace';
import { withFile } from './nodePorts';
import { linkWords, type UnfollowedLinks, walkFolder } from './walkFolder';

/** What the scan of a folder found, and what it left out, by reason. */
export interface FolderScan {
  /** The folder, as it was named. */
  readonly path: string;
  readonly source: LineageSource;
  /** Paths of the bundles in it, in byte order. */
  readonly bundles: readonly string[];
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
  const [files, bundles]: [FoundFile[], string[]] = [[], []];
  const { files: names, links } = walked.value;
  for (const name of [...names].sort(comparePaths)) {
    const at = path.join(folder, name);
    const found = await recogniseListed(at);
    tally.take(name, found.ok ? found.value : null);
    if (found.ok && found.value.kind === 'bundle') bundles.push(at);
    if (found.ok && found.value.kind === 'lineage')
      files.push({ path: name, shownPath: at, format: found.value.format });
  }
  const source = { place: folderPlace(folder, names), files };
  const leftOut = { ...tally.leftOut, links };
  return ok({ path: folder, source, bundles, fileCount: tally.fileCount, leftOut });
}

/** The same of a file that a walk has listed. */
async function recogniseListed(at: string): Promise<Result<RecognisedLineage, string>> {
  try {
    const source = diskSource(at);
    return source ? ok(await recogniseFile(at, source)) : err('it is no file any more');
  } catch (error) {
    if (error instanceof UnreadableBytes) return err(error.message);
    throw error;
  }
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
export function scanLine({ path: folder, source, bundles, fileCount, leftOut }: FolderScan): string {
  const foundCount = source.files.length + bundles.length;
  const found = `${folder}: lineage in ${foundCount} of ${fileCount} files`;
  return [found, ...leftOutWords(leftOut), ...linkWords(leftOut.links)].join('; ');
}
