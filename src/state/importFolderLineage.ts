import { isArchiveName, mostArchiveInFolder } from '../formats/archive/archiveName';
import type { BadEvents } from '../formats/lineageFormat';
import { leadsToHistory, mayTellHistory } from '../formats/gitHistory/trackedNames';
import { hasUsualPath } from '../formats/lineageFormats';
import { unsearchedFolderOf } from '../formats/searchedFolders';
import { leftOutWords, ScanTally } from '../operations/lineage/folderScan';
import { pathInFolder } from '../operations/taking/snapshotUnit';
import { blobSource } from '../workers/blobSource';
import { giveOnDemand } from '../workers/filesOnDemand';
import { joinFiles } from '../workers/joinFiles';
import type { FolderLineageImport } from '../workers/tasks';
import type { ActivityItem } from './activities';
import type { ActivityWriter, WrittenItem } from './activityWriter';
import type { DropParts } from './dropParts';
import { importArchive, importWays } from './importDroppedLineage';
import { importedState } from './importedState';
import type { DroppedItem } from './services';

type DroppedFolder = Extract<DroppedItem, { kind: 'directory' }>;
type FolderFile = DroppedFolder['files'][number];

/** Files that a worker looks at at once. */
const filesPerScan = 1000;

/**
 * The lineage in a dropped folder, imported before its data is hashed: first what files with usual paths hold, so that its graph is
 * there at once, then what any other file does; each is one change, an item of the activity. Every file is looked into but
 * those in folders that are never searched. A file that cannot be read is left out with a warning, and is a file like any other.
 */
export class FolderLineage {
  private readonly unitId: string;
  private readonly folder: DroppedFolder;
  private readonly activity: ActivityWriter;
  private readonly parts: DropParts;
  private readonly signal: AbortSignal;
  private readonly tally = new ScanTally();
  private readonly usual: FolderFile[] = [];
  private readonly others: FolderFile[] = [];
  private importCount = 0;

  constructor(
    unitId: string,
    folder: DroppedFolder,
    activity: ActivityWriter,
    parts: DropParts,
    signal: AbortSignal,
  ) {
    this.unitId = unitId;
    this.folder = folder;
    this.activity = activity;
    this.parts = parts;
    this.signal = signal;
  }

  async importUsual(): Promise<void> {
    for (const each of await searchedFiles(this.folder.files, this.tally))
      (hasUsualPath(each.path) ? this.usual : this.others).push(each);
    return this.importFrom(this.usual);
  }

  /** What is left; gives what was found and left out in all, in words; null where nothing is lineage or a known format. */
  async importOthers(): Promise<string | null> {
    await this.importFrom(this.others);
    for (const each of [...this.usual, ...this.others])
      if (isArchiveName(each.path)) await this.importArchive(each);
    return scanWords(this.tally);
  }

  private async importFrom(files: readonly FolderFile[]): Promise<void> {
    const { name } = this.folder;
    const { found, read, byteLength } = await this.scan(files);
    if (found.length === 0) return;
    const isFirst = this.importCount++ === 0;
    const item = isFirst
      ? { id: `${this.unitId}/lineage`, path: `Lineage in ${name}`, byteLength }
      : { id: `${this.unitId}/more lineage`, path: `More lineage in ${name}`, byteLength };
    this.activity.add(item);
    const lineage = { folder: this.folder, found };
    await importFound(lineage, read, item, 'refuse', this.activity, this.parts);
  }

  /** An archive in the folder that holds lineage, as the folder that it holds; one change of its own. */
  private async importArchive({ path, file }: FolderFile): Promise<void> {
    if (file.size > mostArchiveInFolder) return;
    const within = pathInFolder(this.folder.name, path);
    const ways = {
      ...importWays(this.parts),
      badEvents: 'refuse' as const,
      signal: this.signal,
      onBytes: () => undefined,
    };
    const imported = await importArchive({ path: within, file }, ways);
    // One that cannot be read, or holds no lineage, is a file like any other.
    if (imported.kind !== 'imported' || imported.state.kind === 'failed') return;
    const id = `${this.unitId}/${path}`;
    this.activity.add({ id, path: `Lineage in ${within}`, byteLength: file.size });
    this.activity.update(id, imported.state);
  }

  private async scan(files: readonly FolderFile[]): Promise<ScannedFiles> {
    const found: FolderLineageImport['found'][number][] = [];
    const read = new Map<string, Uint8Array<ArrayBuffer>>();
    let byteLength = 0;
    let readLength = 0;
    for await (const { files: scanned, joined } of joinFiles(files, filesPerScan)) {
      const results = await this.parts.pool.run('scanLineage', { joined }, { signal: this.signal });
      for (const [index, { recognised, bytes }] of results.entries()) {
        const { path, file } = scanned[index]!;
        this.tally.take(path, recognised);
        // A pointer is taken with the data, as a version of what it stands for.
        if (recognised?.kind !== 'lineage' || recognised.isPointer) continue;
        found.push({ path, format: recognised.format });
        byteLength += file.size;
        if (bytes === null || readLength + bytes.length > mostReadLength) continue;
        readLength += bytes.length;
        read.set(path, bytes);
      }
    }
    return { found, read, byteLength };
  }
}

/** What of some files is lineage. */
interface ScannedFiles {
  readonly found: FolderLineageImport['found'];
  /** Bytes that are at hand, by path. */
  readonly read: BytesByPath;
  /** Of all that was found. */
  readonly byteLength: number;
}

/** So many bytes of files are held between the look at them and their import. */
const mostReadLength = 32 * 1024 * 1024;

interface FoundLineage {
  readonly folder: DroppedFolder;
  readonly found: FolderLineageImport['found'];
}

type BytesByPath = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** `read` are bytes that are at hand the first time; what is asked for once more is read anew. */
async function importFound(
  lineage: FoundLineage,
  read: BytesByPath,
  item: WrittenItem,
  badEvents: BadEvents,
  activity: ActivityWriter,
  parts: DropParts,
): Promise<void> {
  const signal = activity.signalOf(item.id);
  const update = (state: ActivityItem['state']): void => activity.update(item.id, state);
  const onProgress = ({ share }: { readonly share: number }): void =>
    update({ kind: 'running', bytesDone: share * item.byteLength, bytesPerSecond: null });
  const { folder, found } = lineage;
  const others = giveOnDemand(
    new Map(folder.files.flatMap(({ path, file }) => (read.has(path) ? [] : [[path, file] as const]))),
  );
  try {
    const imported = await parts.pool.run(
      'importFolderLineage',
      {
        ...importWays(parts).target,
        path: folder.name,
        files: Array.from(read, ([path, file]) => ({ path, file })),
        others: others.files,
        found,
        badEvents,
      },
      { signal, onProgress, give: others.files.port },
    );
    const state = imported.ok
      ? importedState(imported.value)
      : { kind: 'failed' as const, failure: imported.error };
    const isBad = imported.ok
      ? imported.value.value.files.some((file) => 'failure' in file)
      : imported.error.kind === 'malformedLineage';
    const leaveOutBadEvents = (): void =>
      void importFound(lineage, new Map(), item, 'leaveOut', activity, parts);
    update(isBad && badEvents === 'refuse' ? { ...state, leaveOutBadEvents } : state);
  } catch (error) {
    if (!signal.aborted) throw error;
    update({ kind: 'cancelled' });
  } finally {
    others.close();
  }
}

async function searchedFiles(files: readonly FolderFile[], tally: ScanTally): Promise<readonly FolderFile[]> {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  const tellsHistory = await mayTellHistory([...byPath.keys()], (path) =>
    Promise.resolve(blobSource(byPath.get(path)!)),
  );
  return files.filter(({ path }) => {
    const folder = unsearchedFolderOf(path);
    const isSearched = leadsToHistory(path) ? tellsHistory : folder === null;
    if (!isSearched && folder !== null) tally.passFolder(folder);
    return isSearched;
  });
}

function scanWords(tally: ScanTally): string | null {
  const { fileCount, lineageCount, leftOut } = tally;
  if (lineageCount === 0 && Object.keys(leftOut.known).length === 0) return null;
  const found = `Lineage in ${lineageCount.toLocaleString('en-US')} of ${fileCount.toLocaleString('en-US')} files`;
  return [found, ...leftOutWords(leftOut)].join('; ');
}
