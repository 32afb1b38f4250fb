import path from 'node:path';
import { isArchiveName, mostArchiveInFolder } from '../formats/archive/archiveName';
import { openArchive } from '../formats/archive/openArchive';
import { UnreadableBytes } from '../formats/pieces';
import { recogniseFile, type RecognisedLineage } from '../formats/recogniseLineage';
import { leadsToHistory, mayTellHistory } from '../formats/gitHistory/trackedNames';
import { isNeverSearched } from '../formats/searchedFolders';
import { err, ok, type Result } from '../lib/result';
import { archiveSource } from '../operations/lineage/archiveSource';
import { leftOutWords, type LeftOutOfScan, ScanTally } from '../operations/lineage/folderScan';
import type { FoundFile, LineageSource } from '../operations/lineage/lineageRequest';
import { comparePaths } from '../versioning/tree';
import { diskSource, folderPlace } from './diskPlace';
import { nodeText, withFile } from './nodePorts';
import { linkWords, type UnfollowedLinks, walkFolder } from './walkFolder';

/** What the scan of a folder found, and what it left out, by reason. */
export interface FolderScan {
  /** The folder, as it was named. */
  readonly path: string;
  readonly source: LineageSource;
  /** The archives in it that hold lineage, each as the folder that it holds. */
  readonly archives: readonly LineageSource[];
  /** Paths of the bundles in it, in byte order. */
  readonly bundles: readonly string[];
  readonly fileCount: number;
  readonly leftOut: LeftOutOfScan & { readonly links: UnfollowedLinks };
}

/**
 * Looks into every file of a folder for lineage, whatever it is called; links are followed as `walkFolder` says. `folderName` stands before the names
 * of its files, where there are other folders.
 */
export async function scanFolder(
  folder: string,
  followed: readonly string[],
  folderName = '',
): Promise<Result<FolderScan, string>> {
  const tally = new ScanTally();
  const repositories: string[] = [];
  const walked = await walkFolder(folder, followed, (name) => {
    if (!isNeverSearched(name)) return true;
    tally.passFolder(name);
    if (leadsToHistory(`${name}/HEAD`)) repositories.push(`${name}/HEAD`);
    return false;
  });
  if (!walked.ok) return walked;
  const [files, archives, bundles]: [FoundFile[], LineageSource[], string[]] = [[], [], []];
  const { files: names, links } = walked.value;
  const shownName = (name: string): string => (folderName === '' ? name : `${folderName}/${name}`);
  const place = { ...folderPlace(folder, names), folderName, shownName };
  const heads = repositories.filter((name) => diskSource(path.join(folder, name)) !== null);
  const tellsHistory = await mayTellHistory([...names, ...heads], (name) => place.open(name));
  const searched = [...names, ...heads].filter((name) => tellsHistory || !leadsToHistory(name));
  for (const name of searched.sort(comparePaths)) {
    const at = path.join(folder, name);
    const archive = await archiveAt(at, tally);
    if (archive) {
      archives.push(archive);
      continue;
    }
    const found = await recogniseListed(at);
    tally.take(name, found.ok ? found.value : null);
    if (found.ok && found.value.kind === 'bundle') bundles.push(at);
    if (found.ok && found.value.kind === 'lineage')
      files.push({ path: name, shownPath: at, format: found.value.format });
  }
  const source = { place, files };
  const leftOut = { ...tally.leftOut, links };
  return ok({ path: folder, source, archives, bundles, fileCount: tally.fileCount, leftOut });
}

/** An archive in a folder with the lineage in it, its files counted; null for one that holds none, or is none, which is a file like any other. */
async function archiveAt(at: string, tally: ScanTally): Promise<LineageSource | null> {
  const source = isArchiveName(at) ? diskSource(at) : null;
  if (source === null || source.byteLength > mostArchiveInFolder) return null;
  try {
    const opened = await openArchive(source, nodeText);
    if (!opened?.ok) return null;
    const within = new ScanTally();
    const found = await archiveSource(at, opened.value, nodeText, within);
    if (found.source.files.length === 0) return null;
    tally.add(within);
    return found.source;
  } catch (error) {
    if (error instanceof UnreadableBytes) return null;
    throw error;
  }
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
export function scanLine({
  path: folder,
  source,
  archives,
  bundles,
  fileCount,
  leftOut,
}: FolderScan): string {
  const found = [source, ...archives].reduce((sum, { files }) => sum + files.length, bundles.length);
  const words = `${folder}: lineage in ${found} of ${fileCount} files`;
  return [words, ...leftOutWords(leftOut), ...linkWords(leftOut.links)].join('; ');
}
