import type { BytesNotKept, UnreadableFile } from '../formats/ingest';
import type { OperationFailure } from '../operations/outcome';
import type { OperationPorts } from '../operations/ports';
import {
  fileNamespace,
  type IngestedFile,
  pathInFolder,
  type SnapshotUnit,
  type UnitFile,
} from '../operations/snapshotUnit';
import { prepareSnapshot, takeSnapshot } from '../operations/takeSnapshot';
import type { BrowserStore } from '../storage/dexieStore';
import type { PrefixRequest } from '../table/reading';
import { defaultReadOptions, type ReadOptions } from '../table/schema';
import type { ChunkList } from '../versioning/chunking/chunkList';
import { timestampFromMilliseconds } from '../versioning/timestamp';
import { isLeftOut } from '../versioning/tree';
import type { WorkerPool } from '../workers/pool';
import type { IngestInput } from '../workers/tasks';
import type { ActivityItem } from './activities';
import { whileChunksStay } from './chunkLock';
import type { Keeping } from './keeping';
import { rateSince } from './activityProgress';
import { startActivity, type ActivityWriter } from './activityWriter';
import { ingestInGroups } from './ingestGroups';
import { inTurns } from './inTurns';
import { importDroppedLineage } from './importDroppedLineage';
import { newId } from './newId';
import { readCode } from './readCode';
import type { DroppedItem } from './services';

export interface DropParts {
  readonly ports: OperationPorts;
  readonly store: BrowserStore;
  readonly pool: WorkerPool;
  /** How tables are read; strictly where it is not said. */
  readonly options?: ReadOptions;
  /** Which bytes are kept; none where it is not said. */
  readonly keeping?: Keeping;
}

/** Units under way at once: enough to keep the two file workers busy while another one is written. */
const unitsAtOnce = 3;

interface DropUnit {
  readonly id: string;
  readonly path: string;
  readonly byteLength: number;
  readonly item: DroppedItem;
}

/** Takes everything that was dropped, a unit each (I4), and tells the activity store how it goes. Never rejects. */
export async function dropFiles(items: readonly DroppedItem[], parts: Promise<DropParts>): Promise<void> {
  const units = items.map((item, index): DropUnit => ({
    id: String(index),
    path: item.kind === 'file' ? item.path : item.name,
    byteLength: item.kind === 'file' ? item.file.size : sizeOf(item),
    item,
  }));
  const activity = startActivity(newId(), titleOf(units), units);
  try {
    const ready = await parts;
    await inTurns(units, unitsAtOnce, (unit) => takeUnit(unit, activity, ready));
  } finally {
    activity.finish();
  }
}

async function takeUnit(unit: DropUnit, activity: ActivityWriter, parts: DropParts): Promise<void> {
  const signal = activity.signalOf(unit.id);
  const update = (state: ActivityItem['state']): void => activity.update(unit.id, state);
  try {
    signal.throwIfAborted();
    update({ kind: 'running', bytesDone: 0, bytesPerSecond: null });
    // A version that is dropped while the one before is still being read must find it as its parent.
    const state = await afterOthersOf(unit.path, () =>
      whileChunksStay(() => takeItem(unit, parts, signal, update)),
    );
    update(withWaysOn(state, parts, (other) => void takeUnit(unit, activity, other)));
  } catch (error) {
    update(
      signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', failure: unexpected(unit.path, error) },
    );
  }
}

/** What a person can choose where it failed: to read around bad rows, or to take it without its bytes. */
function withWaysOn(
  state: ActivityItem['state'],
  parts: DropParts,
  takeAgain: (parts: DropParts) => void,
): ActivityItem['state'] {
  if (state.kind !== 'failed') return state;
  const options = { ...defaultReadOptions, skipBadRows: true };
  if (!parts.options?.skipBadRows && hasBadRows(state.failure)) {
    return { ...state, readAround: () => takeAgain({ ...parts, options }) };
  }
  if (parts.keeping && state.failure.kind === 'bytesNotKept') {
    const { keeping: _, ...without } = parts;
    return { ...state, takeWithoutBytes: () => takeAgain(without) };
  }
  return state;
}

/** Whether single rows are at fault, which can be read around. */
function hasBadRows(failure: OperationFailure): boolean {
  if (failure.kind !== 'unreadableTable' || failure.failure.line === undefined) return false;
  const { kind } = failure.failure;
  return kind === 'raggedRow' || kind === 'undecodableText';
}

type Report = (state: ActivityItem['state']) => void;

async function takeItem(
  { item, byteLength }: DropUnit,
  parts: DropParts,
  signal: AbortSignal,
  report: Report,
): Promise<ActivityItem['state']> {
  const startedAtMs = performance.now();
  const onBytes = reportBytes(report, startedAtMs);
  if (item.kind === 'file') {
    const target = { databaseName: parts.store.name, actor: parts.ports.actor };
    const imported = await importDroppedLineage(item.file, item.path, target, signal, onBytes);
    if (imported) return imported;
  }
  const read =
    item.kind === 'file'
      ? await readFile(item, parts, signal, onBytes)
      : await readFolder(item, parts, signal, onBytes);
  if (!read.ok) return { kind: 'failed', failure: read.error };
  signal.throwIfAborted();
  onBytes(byteLength);
  const synced = await parts.keeping?.sync();
  if (synced?.ok === false) return { kind: 'failed', failure: synced.error };
  const taken = await takeSnapshot(parts.ports, read.value);
  if (!taken.ok) return { kind: 'failed', failure: taken.error };
  const { outcomes, auditSequence, unread } = taken.value;
  const [outcome] = outcomes;
  // What lies behind a pointer's handle is the pointer, and not the version's bytes.
  const isPointer = read.value.kind === 'file' && read.value.ingested.pointer !== undefined;
  if (item.handle && outcome && !isPointer) {
    // The snapshot is there; without its handle, asking whether it is still the same means dropping it again.
    await parts.store
      .keepHandles([{ snapshotId: outcome.snapshotId, handle: item.handle }])
      .catch(() => undefined);
  }
  const durationMs = performance.now() - startedAtMs;
  return { kind: 'snapshotted', outcomes, auditSequence, durationMs, unread };
}

type ReadUnit =
  | { readonly ok: true; readonly value: SnapshotUnit }
  | { readonly ok: false; readonly error: OperationFailure };

async function readFile(
  { path, file }: Extract<DroppedItem, { kind: 'file' }>,
  parts: DropParts,
  signal: AbortSignal,
  onBytes: (bytesDone: number) => void,
): Promise<ReadUnit> {
  const prepared = await prepareSnapshot(parts.ports, [path]);
  if (!prepared.ok) return prepared;
  const before = (await parts.keeping?.before([path]))?.get(path);
  const read = await parts.pool.run('ingest', inputOf(path, file, prepared.value.get(path), before, parts), {
    signal,
    onProgress: ({ bytesRead }) => onBytes(bytesRead),
  });
  if (!read.ok) return { ok: false, error: failureOf(path, read.error) };
  const value = { ...unitFile(path, file, read.value), kind: 'file', namespace: fileNamespace } as const;
  return { ok: true, value };
}

async function readFolder(
  item: Extract<DroppedItem, { kind: 'directory' }>,
  parts: DropParts,
  signal: AbortSignal,
  onBytes: (bytesDone: number) => void,
): Promise<ReadUnit> {
  const { name, files } = item;
  const kept = files.filter(({ path }) => !isLeftOut(path));
  const prepared = await prepareSnapshot(
    parts.ports,
    kept.map(({ path }) => pathInFolder(name, path)),
  );
  if (!prepared.ok) return prepared;
  const before = await parts.keeping?.before(kept.map(({ path }) => pathInFolder(name, path)));
  const read: UnitFile[] = [];
  let bytesDone = 0;
  let failure: OperationFailure | null = null;
  await ingestInGroups(
    parts.pool,
    kept,
    ({ path, file }) => {
      const whole = pathInFolder(name, path);
      return inputOf(whole, file, prepared.value.get(whole), before?.get(whole), parts);
    },
    ({ path, file }, output) => {
      if (output.ok) read.push(unitFile(path, file, output.value));
      else failure = failureOf(pathInFolder(name, path), output.error);
      return output.ok ? 'goOn' : 'end';
    },
    (bytes) => onBytes((bytesDone += bytes)),
    signal,
  );
  if (failure) return { ok: false, error: failure };
  const repositories = await readCode(item, read, parts.pool, signal);
  const leftOutCount = files.length - kept.length;
  return { ok: true, value: { kind: 'directory', name, files: read, leftOutCount, repositories } };
}

/** `path` is what the file is called inside the drop. */
function inputOf(
  path: string,
  file: File,
  prefix: PrefixRequest | undefined,
  before: ChunkList | undefined,
  { keeping, options = defaultReadOptions }: DropParts,
): IngestInput {
  return { file, path, options, prefix: prefix ?? null, ...keeping?.request(file.size, before ?? null) };
}

function unitFile(path: string, file: File, ingested: IngestedFile): UnitFile {
  return { path, ingested, lastModified: timestampFromMilliseconds(file.lastModified) };
}

function failureOf(path: string, error: UnreadableFile | BytesNotKept): OperationFailure {
  const { message } = error;
  return error.kind === 'bytesNotKept'
    ? { kind: 'bytesNotKept', path, reason: error.reason, message }
    : { kind: 'unreadableFile', path, message };
}

function reportBytes(report: Report, startedAtMs: number): (bytesDone: number) => void {
  return (bytesDone) =>
    report({ kind: 'running', bytesDone, bytesPerSecond: rateSince(startedAtMs, bytesDone) });
}

const lastOf = new Map<string, Promise<unknown>>();

async function afterOthersOf<T>(path: string, work: () => Promise<T>): Promise<T> {
  const before = lastOf.get(path) ?? Promise.resolve();
  const result = before.then(work, work);
  const settled = result.catch(() => undefined);
  lastOf.set(path, settled);
  try {
    return await result;
  } finally {
    if (lastOf.get(path) === settled) lastOf.delete(path);
  }
}

function unexpected(path: string, error: unknown): OperationFailure {
  return {
    kind: 'unreadableFile',
    path,
    message: (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '',
  };
}

function sizeOf({ files }: Extract<DroppedItem, { kind: 'directory' }>): number {
  return files.reduce((sum, { path, file }) => sum + (isLeftOut(path) ? 0 : file.size), 0);
}

function titleOf(units: readonly DropUnit[]): string {
  const [only] = units;
  if (units.length === 1 && only) return only.path;
  const folders = units.filter(({ item }) => item.kind === 'directory').length;
  const files = units.length - folders;
  const counted = [files > 0 && count(files, 'file'), folders > 0 && count(folders, 'folder')];
  return counted.filter((part) => part !== false).join(' and ');
}

function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en-US')} ${noun}${amount === 1 ? '' : 's'}`;
}
