import type { BadEvents } from '../formats/lineageFormat';
import { unsearchedFolderOf } from '../formats/searchedFolders';
import { leftOutWords, ScanTally } from '../operations/lineage/folderScan';
import type { FolderLineageImport } from '../workers/tasks';
import type { ActivityItem } from './activities';
import type { ActivityWriter, WrittenItem } from './activityWriter';
import type { DropParts } from './dropParts';
import { importWays } from './importDroppedLineage';
import { importedState } from './importedState';
import type { DroppedItem } from './services';

type DroppedFolder = Extract<DroppedItem, { kind: 'directory' }>;
type FolderFile = DroppedFolder['files'][number];

/** Files that a worker looks at at once. */
const filesPerScan = 1000;

/**
 * Imports the lineage in a dropped folder as one change, an item of the activity, before its data is hashed. Every file is looked into but those in
 * folders that are never searched. A file that cannot be read is left out with a warning, and is a file like any other. Gives what was
 * found and left out, in words; null where nothing is lineage or a known format.
 */
export async function importFolderLineage(
  unitId: string,
  { name, files }: DroppedFolder,
  activity: ActivityWriter,
  parts: DropParts,
  signal: AbortSignal,
): Promise<string | null> {
  const tally = new ScanTally();
  const found: FolderLineageImport['found'][number][] = [];
  const read = new Map<string, Uint8Array<ArrayBuffer>>();
  let byteLength = 0;
  let readLength = 0;
  for (const scanned of inPieces(searchedFiles(files, tally))) {
    const results = await parts.pool.run('scanLineage', { files: scanned }, { signal });
    for (const [index, { recognised, bytes }] of results.entries()) {
      const { path, file } = scanned[index]!;
      tally.take(path, recognised);
      // A pointer is taken with the data, as a version of what it stands for.
      if (recognised?.kind !== 'lineage' || recognised.isPointer) continue;
      found.push({ path, format: recognised.format });
      byteLength += file.size;
      if (bytes === null || readLength + bytes.length > mostReadLength) continue;
      readLength += bytes.length;
      read.set(path, bytes);
    }
  }
  if (found.length > 0) {
    const item = { id: `${unitId}/lineage`, path: `Lineage in ${name}`, byteLength };
    activity.add(item);
    const lineage = { path: name, files, found };
    const atHand = files.map(({ path, file }) => ({ path, file: read.get(path) ?? file }));
    await importFound(lineage, atHand, item, 'refuse', activity, parts);
  }
  return scanWords(tally);
}

/** So many bytes of files are held between the look at them and their import. */
const mostReadLength = 32 * 1024 * 1024;

type FoundLineage = Pick<FolderLineageImport, 'path' | 'files' | 'found'>;

/** `atHand` are the files as they are handed over the first time; what is asked for once more is read anew. */
async function importFound(
  lineage: FoundLineage,
  atHand: FolderLineageImport['files'],
  item: WrittenItem,
  badEvents: BadEvents,
  activity: ActivityWriter,
  parts: DropParts,
): Promise<void> {
  const signal = activity.signalOf(item.id);
  const update = (state: ActivityItem['state']): void => activity.update(item.id, state);
  const onProgress = ({ share }: { readonly share: number }): void =>
    update({ kind: 'running', bytesDone: share * item.byteLength, bytesPerSecond: null });
  try {
    const input = { ...importWays(parts).target, ...lineage, files: atHand, badEvents };
    const imported = await parts.pool.run('importFolderLineage', input, { signal, onProgress });
    const state = imported.ok
      ? importedState(imported.value)
      : { kind: 'failed' as const, failure: imported.error };
    const isBad = imported.ok
      ? imported.value.value.files.some((file) => 'failure' in file)
      : imported.error.kind === 'malformedLineage';
    const leaveOutBadEvents = (): void =>
      void importFound(lineage, lineage.files, item, 'leaveOut', activity, parts);
    update(isBad && badEvents === 'refuse' ? { ...state, leaveOutBadEvents } : state);
  } catch (error) {
    if (!signal.aborted) throw error;
    update({ kind: 'cancelled' });
  }
}

function searchedFiles(files: readonly FolderFile[], tally: ScanTally): readonly FolderFile[] {
  return files.filter(({ path }) => {
    const folder = unsearchedFolderOf(path);
    if (folder !== null) tally.passFolder(folder);
    return folder === null;
  });
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
