import { ok, type Result } from '../../lib/result';
import type { ByteSource, Cancellation } from '../../lib/ports';
import type { Json } from '../../lib/json';
import { defaultReadOptions, type ReadOptions } from '../../table/schema';
import type { Digest } from '../../versioning/digest';
import { filesOfVersion, versionName } from '../core/fileNames';
import { readLiveRecords } from '../core/liveRecords';
import type { Store, StoreFailure, Transaction } from '../core/store';
import { readUnread } from '../core/unread';
import type { SnapshotView, Workspace } from '../core/workspace';
import { foldWorkspace } from '../core/workspaceFold';
import { keyInFile, mayBeTable, type KeyInFile, type KeyInFilePorts } from './keyInFile';
import type { ListedFile } from './keptSource';

/** What is sought: a cell that is this text, or has it as a word among others. */
export interface KeyQuery {
  readonly key: string;
  /** None for all. */
  readonly columns: readonly string[];
}

/** A kept file that has the key. */
export interface KeyHit {
  readonly digest: Digest;
  readonly byteLength: number;
  readonly count: KeyInFile['count'];
  readonly columns: KeyInFile['columns'];
}

/** What a search gave. */
export interface KeySearch {
  readonly hits: readonly KeyHit[];
  readonly fileCount: number;
  readonly byteLength: number;
  /** Files that could not be read, and why. */
  readonly unread: readonly { readonly name: string; readonly why: string }[];
  /** Versions whose bytes are not here: nobody knows what they hold. */
  readonly notHere: readonly string[];
  /** Records that name the key: freeing bytes leaves them. By what they are. */
  readonly named: Readonly<Record<'profiles' | 'measurements' | 'verdicts' | 'events', number>>;
}

/** How far a search is. */
export interface KeySearchProgress {
  readonly bytesDone: number;
  readonly byteLength: number;
}

/** What a search reads by. */
export interface KeySearchPorts extends KeyInFilePorts {
  readonly store: Store;
  readonly sourceOf: (file: ListedFile) => ByteSource;
}

/** Searches every kept file of a workspace for a key, one after another, each digest once. Cancelling throws its reason. */
export async function searchKey(
  { store, sourceOf, ...ports }: KeySearchPorts,
  { key, columns }: KeyQuery,
  cancellation: Cancellation,
  onProgress: (progress: KeySearchProgress) => void,
): Promise<Result<KeySearch, StoreFailure>> {
  const planned = await store.read((transaction) => planSearch(transaction, key));
  if (!planned.ok) return planned;
  const { files, notHere, named } = planned.value;
  const byteLength = files.reduce((sum, { listed }) => sum + listed.file.byteLength, 0);
  const sought = { bytes: ports.text.encode(key), columns };
  const hits: KeyHit[] = [];
  const unread: { readonly name: string; readonly why: string }[] = [];
  let before = 0;
  for (const file of files) {
    cancellation.throwIfAborted();
    const own = file.listed.file;
    let done = 0;
    const onBytes = (more: number): void =>
      onProgress({ bytesDone: before + Math.min(own.byteLength, (done += more)), byteLength });
    try {
      const searched = {
        ...file,
        source: sourceOf(file.listed),
        options: file.options ?? defaultReadOptions,
      };
      const found = await keyInFile(ports, searched, sought, cancellation, onBytes);
      const { count, columns: byColumn } = found;
      if (count > 0) hits.push({ digest: own.digest, byteLength: own.byteLength, count, columns: byColumn });
      unread.push(...found.unread.map(({ path, why }) => ({ name: insideName(path, file.name), why })));
    } catch (error) {
      cancellation.throwIfAborted();
      unread.push({ name: file.name, why: error instanceof Error ? error.message : String(error) });
    }
    before += own.byteLength;
    onProgress({ bytesDone: before, byteLength });
  }
  return ok({ hits, fileCount: files.length, byteLength, unread, notHere, named });
}

function insideName(path: string, name: string): string {
  return path === '' ? name : `${path} in ${name}`;
}

interface PlannedFile {
  readonly listed: ListedFile;
  /** Its ending helps to tell the format. */
  readonly path: string;
  readonly name: string;
  /** How it was read as a table; null where it was not, or is inside a folder. */
  readonly options: ReadOptions | null;
  readonly isTable: boolean;
}

async function planSearch(transaction: Transaction, key: string) {
  const workspace = foldWorkspace(await readLiveRecords(transaction));
  const isClaimed = await readUnread(transaction);
  const planned = new Map<Digest, PlannedFile>();
  const notHere: string[] = [];
  for (const view of workspace.snapshots.values()) {
    const files = filesOfVersion(workspace, view);
    let isHere = files.length > 0;
    for (const { path, digest } of files) {
      const file = planned.get(digest)?.listed.file ?? (await transaction.keptFiles.get(digest));
      if (!file) isHere = false;
      else if (!planned.has(digest) || path === '')
        planned.set(
          digest,
          plannedFile(workspace, view, path, { file, isListClaimed: isClaimed('files', digest) }),
        );
    }
    if (!isHere) notHere.push(versionName(workspace, view));
  }
  return { files: [...planned.values()], notHere, named: await namedIn(transaction, key) };
}

function plannedFile(
  workspace: Workspace,
  view: SnapshotView,
  inside: string,
  listed: ListedFile,
): PlannedFile {
  const version = versionName(workspace, view);
  const own = workspace.artifacts.get(view.artifactId)?.name ?? '';
  if (inside !== '')
    return {
      listed,
      path: inside,
      name: `${inside} of ${version}`,
      options: null,
      isTable: mayBeTable(inside),
    };
  const { reading } = view;
  return { listed, path: own, name: version, options: reading?.options ?? null, isTable: reading !== null };
}

/** How many records have the key as a text of theirs, whole. */
async function namedIn(transaction: Transaction, key: string): Promise<KeySearch['named']> {
  const count = (records: readonly unknown[]): number =>
    records.filter((record) => hasText(record as Json, key)).length;
  const annotations = await transaction.all('annotations');
  return {
    profiles: count(await transaction.all('profiles')),
    measurements: count((await transaction.all('measurements')).map(({ cases }) => cases)),
    verdicts: count(annotations.filter(({ body }) => body.kind === 'verdict')),
    events: count(await transaction.all('events')),
  };
}

function hasText(value: Json | undefined, text: string): boolean {
  if (typeof value === 'string') return value === text;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  if (Array.isArray(value)) return value.some((each) => hasText(each as Json, text));
  return Object.values(value).some((each) => hasText(each, text));
}
