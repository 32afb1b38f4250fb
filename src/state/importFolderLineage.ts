import type { BadEvents } from '../formats/openlineage/readOpenLineage';
import { unsearchedFolderOf } from '../formats/searchedFolders';
import { leftOutWords, ScanTally } from '../operations/lineage/folderScan';
import { pathInFolder } from '../operations/taking/snapshotUnit';
import type { ActivityWriter, WrittenItem } from './activityWriter';
import type { DropParts } from './dropParts';
import { importLineageFile, importWays } from './importDroppedLineage';
import type { DroppedItem } from './services';

type DroppedFolder = Extract<DroppedItem, { kind: 'directory' }>;
type FolderFile = DroppedFolder['files'][number];

/** Files that a worker looks at before what it found is imported. */
const filesPerScan = 1000;

/**
 * Imports the lineage in a dropped folder, an item of the activity each, so that it is shown before the data is hashed. Names that promise lineage are
 * looked into first, and in the end every file but those in folders that are never searched. A file that cannot be read says why, and is a file
 * like any other. Gives what was found and left out, in words; null where nothing is lineage or a known format.
 */
export async function importFolderLineage(
  unitId: string,
  { name, files }: DroppedFolder,
  activity: ActivityWriter,
  parts: DropParts,
  signal: AbortSignal,
): Promise<string | null> {
  const tally = new ScanTally();
  for (const scanned of scannedTogether(files, tally)) {
    const found = await parts.pool.run('scanLineage', { files: scanned }, { signal });
    for (const [index, recognised] of found.entries()) {
      const { path, file } = scanned[index]!;
      tally.take(path, recognised);
      if (recognised?.kind !== 'lineage' || recognised.format !== 'openlineage') continue;
      const item = { id: `${unitId}/${path}`, path: pathInFolder(name, path), byteLength: file.size };
      activity.add(item);
      await importItem(item, file, 'refuse', activity, parts);
    }
  }
  return scanWords(tally);
}

/** Imports one file as an item of its own. */
async function importItem(
  item: WrittenItem,
  file: File,
  badEvents: BadEvents,
  activity: ActivityWriter,
  parts: DropParts,
): Promise<void> {
  const signal = activity.signalOf(item.id);
  try {
    const onBytes = (bytesDone: number): void =>
      activity.update(item.id, { kind: 'running', bytesDone, bytesPerSecond: null });
    const ways = { ...importWays(parts), badEvents, signal, onBytes };
    const state = await importLineageFile({ path: item.path, file }, ways);
    const leaveOutBadEvents = (): void => void importItem(item, file, 'leaveOut', activity, parts);
    const isBad = state.kind === 'failed' && state.failure.kind === 'malformedLineage';
    activity.update(item.id, isBad && badEvents === 'refuse' ? { ...state, leaveOutBadEvents } : state);
  } catch (error) {
    if (!signal.aborted) throw error;
    activity.update(item.id, { kind: 'cancelled' });
  }
}

/** The files that are looked into, in pieces, those first whose names promise lineage. */
function scannedTogether(files: readonly FolderFile[], tally: ScanTally): readonly (readonly FolderFile[])[] {
  const [first, then]: [FolderFile[], FolderFile[]] = [[], []];
  for (const each of files) {
    const folder = unsearchedFolderOf(each.path);
    if (folder !== null) tally.passFolder(folder);
    else (/\.(?:json|jsonl|ndjson|log)(?:\.gz)?$|(?:^|\/)[^.]+$/i.test(each.path) ? first : then).push(each);
  }
  return [...inPieces(first), ...inPieces(then)];
}

function inPieces(files: readonly FolderFile[]): readonly (readonly FolderFile[])[] {
  const count = Math.ceil(files.length / filesPerScan);
  return Array.from({ length: count }, (_, at) => files.slice(at * filesPerScan, (at + 1) * filesPerScan));
}

function scanWords(tally: ScanTally): string | null {
  const { fileCount, lineageCount, leftOut } = tally;
  if (lineageCount === 0 && Object.keys(leftOut.known).length === 0) return null;
  const found = `Lineage in ${lineageCount.toLocaleString('en-US')} of ${fileCount.toLocaleString('en-US')} files`;
  return [found, ...leftOutWords(leftOut)].join('; ');
}
