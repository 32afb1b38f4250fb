import type { ArchiveEntry } from '../../formats/archive/archiveEntry';
import { leadsToHistory, mayTellHistory } from '../../formats/gitHistory/trackedNames';
import { placeOf, resolvePath } from '../../formats/lineagePlace';
import { UnreadableBytes } from '../../formats/pieces';
import { recogniseFile, type RecognisedLineage } from '../../formats/recogniseLineage';
import { unsearchedFolderOf } from '../../formats/searchedFolders';
import type { TextCodec } from '../../lib/ports';
import { comparePaths } from '../../versioning/tree';
import { ScanTally } from './folderScan';
import type { FoundFile, LineageSource } from './lineageRequest';

/** An archive as a place of lineage, and what was left out of it. A path that leads out of the archive is not read. */
export async function archiveSource(
  archive: string,
  entries: readonly ArchiveEntry[],
  text: TextCodec,
  tally = new ScanTally(),
): Promise<{ readonly source: LineageSource; readonly tally: ScanTally }> {
  const byPath = new Map<string, ArchiveEntry>();
  for (const entry of entries) {
    const path = resolvePath(entry.path);
    if (path !== null && path !== '') byPath.set(path, entry);
  }
  const paths = [...byPath.keys()].sort(comparePaths);
  const files: FoundFile[] = [];
  const open = async (path: string) => (await byPath.get(path)?.open()) ?? null;
  const tellsHistory = await mayTellHistory(paths, open);
  for (const path of paths) {
    const folder = unsearchedFolderOf(path);
    const isSearched = leadsToHistory(path) ? tellsHistory : folder === null;
    if (!isSearched) {
      if (folder !== null) tally.passFolder(folder);
      continue;
    }
    const found = await recognise(path, byPath.get(path)!);
    tally.take(path, found);
    if (found?.kind === 'lineage')
      files.push({ path, shownPath: `${archive}/${path}`, format: found.format });
  }
  return { source: { place: placeOf(paths, open, text), files }, tally };
}

async function recognise(path: string, entry: ArchiveEntry): Promise<RecognisedLineage | null> {
  try {
    return await recogniseFile(path, await entry.open());
  } catch (error) {
    if (error instanceof UnreadableBytes) return null;
    throw error;
  }
}
