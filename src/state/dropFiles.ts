import { inTurns } from '../lib/inTurns';
import { ok, type Result } from '../lib/result';
import type { OperationFailure } from '../operations/core/outcome';
import { undo } from '../operations/audit/undo';
import type { ReadProgress } from '../operations/taking/fileReaders';
import { readByOptions, readDropped } from '../operations/taking/readDropped';
import { tableOffers } from '../operations/taking/tableOffers';
import { takeSnapshot } from '../operations/taking/takeSnapshot';
import { isFailed } from '../table/reading';
import type { ReadOptions } from '../table/schema';
import type { ActivityItem } from './activities';
import { rateSince } from './activityProgress';
import type { ActivityWriter } from './activityWriter';
import { whileChunksStay } from '../storage/chunkLock';
import { type DropParts, readPartsOf } from './dropParts';
import { type DropUnit, type ReadUnit, unexpected } from './dropUnit';
import { withOffers } from './droppedOffers';
import { judgeTaken } from './judgeTaken';
import { noteOfPlainFile } from './noteOfPlainFile';
import { importDroppedLineage, importWays, type DroppedLineage } from './importDroppedLineage';
import { readDroppedFolder } from './readFolder';
import type { DroppedItem } from './services';
import type { NextOf } from '../operations/taking/snapshotUnit';

/** Units under way at once: enough to keep the two file workers busy while another one is written. */
const unitsAtOnce = 3;

type DroppedFile = Extract<DroppedItem, { kind: 'file' }>;
type DroppedFolder = Extract<DroppedItem, { kind: 'directory' }>;

/** Takes all units of a drop (I4), and tells its activity how it goes, to its end. Never rejects. */
export async function takeUnits(
  units: readonly DropUnit[],
  activity: ActivityWriter,
  parts: Promise<DropParts>,
): Promise<void> {
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
      whileChunksStay(() => takeItem(unit, activity, parts, update)),
    );
    update(withWaysOn(state, { unit, activity, parts }));
  } catch (error) {
    update(
      signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', failure: unexpected(unit.path, error) },
    );
  }
}

/** What a person can choose then: to read its table by other options, or to take it without its bytes. */
function withWaysOn(state: ActivityItem['state'], ways: WaysOn): ActivityItem['state'] {
  const { unit } = ways;
  if (state.kind === 'snapshotted' && unit.item.kind === 'file' && isNewArtifact(state)) {
    const { item } = unit;
    const takeAsNextOf = (chosen: NextOf): void => {
      const nextOf = chosen.get(item.path);
      if (nextOf !== undefined) void takeOtherwise(state, { ...item, nextOf }, ways);
    };
    return { ...withReading(state, ways), takeAsNextOf };
  }
  if (state.kind === 'snapshotted' && unit.item.kind === 'directory')
    return withWaysOfFolder(state, unit.item, ways);
  return state.kind === 'snapshotted' ? withReading(state, ways) : withoutFailure(state, ways);
}

function withWaysOfFolder(state: Snapshotted, folder: DroppedFolder, ways: WaysOn): Snapshotted {
  const item = { ...folder, isReadBefore: true } as const;
  const takeAsTables = (asTables: readonly string[]): void =>
    void takeOtherwise(state, { ...item, asTables }, ways);
  const takeAsNextOf = (chosen: NextOf): void =>
    void takeOtherwise(state, { ...item, nextOf: new Map([...(folder.nextOf ?? []), ...chosen]) }, ways);
  const isNew =
    state.outcomes.some(({ what }) => what.kind === 'newArtifact') && state.auditSequence !== null;
  return { ...state, ...(state.tables && { takeAsTables }), ...(isNew && { takeAsNextOf }) };
}

type Snapshotted = Extract<ActivityItem['state'], { kind: 'snapshotted' }>;

function isNewArtifact({ outcomes, auditSequence }: Snapshotted): boolean {
  return outcomes.length === 1 && outcomes[0]?.what.kind === 'newArtifact' && auditSequence !== null;
}

function withReading(state: Snapshotted, ways: WaysOn): Snapshotted {
  const { item } = ways.unit;
  return item.kind === 'file' && state.outcomes[0]?.failure
    ? { ...state, readWith: (options) => void readWith(state, item, options, ways) }
    : state;
}

function withoutFailure(
  state: ActivityItem['state'],
  { unit, activity, parts }: WaysOn,
): ActivityItem['state'] {
  if (state.kind === 'failed' && state.failure.kind === 'malformedLineage' && unit.badEvents === 'refuse') {
    const without = { ...unit, badEvents: 'leaveOut' as const };
    return { ...state, leaveOutBadEvents: () => void takeUnit(without, activity, parts) };
  }
  if (state.kind === 'failed' && parts.keeping && state.failure.kind === 'bytesNotKept') {
    const { keeping: _, ...without } = parts;
    return { ...state, takeWithoutBytes: () => void takeUnit(unit, activity, without) };
  }
  return state;
}

interface WaysOn {
  readonly unit: DropUnit;
  readonly activity: ActivityWriter;
  readonly parts: DropParts;
}

/** Reads a file that is still at hand by other options; what its line said but for that stays. */
async function readWith(
  state: Snapshotted,
  item: DroppedFile,
  options: ReadOptions,
  ways: WaysOn,
): Promise<void> {
  const { unit, activity, parts } = ways;
  const signal = activity.signalOf(unit.id);
  const update = (next: ActivityItem['state']): void => activity.update(unit.id, next);
  const [outcome] = state.outcomes;
  if (!outcome) return;
  try {
    update({ kind: 'running', bytesDone: 0, bytesPerSecond: null });
    const onBytes = reportBytes(update, performance.now());
    const added = await readByOptions(item, outcome.snapshotId, options, readPartsOf(parts, signal), onBytes);
    if (!added.ok) {
      update({ kind: 'failed', failure: added.error });
      return;
    }
    const { auditSequence, value } = added.value;
    const { failure: _, ...read } = outcome;
    const now = isFailed(value.reading) ? { ...read, failure: value.reading.failure } : read;
    const said = { ...state, outcomes: [now], auditSequence: state.auditSequence ?? auditSequence };
    update(withWaysOn(said, ways));
  } catch (error) {
    update(signal.aborted ? state : { kind: 'failed', failure: unexpected(unit.path, error) });
  }
}

/** Takes back what a file or folder became, and takes it otherwise: as the next version of another artifact, or as one table. */
async function takeOtherwise(
  state: Snapshotted,
  item: DroppedItem,
  { unit, activity, parts }: WaysOn,
): Promise<void> {
  const { auditSequence } = state;
  activity.update(unit.id, { kind: 'running', bytesDone: 0, bytesPerSecond: null });
  // Nothing was written where all was here before.
  const undone = auditSequence === null ? ok(undefined) : await undo(parts.ports, auditSequence);
  if (undone.ok) await takeUnit({ ...unit, item }, activity, parts);
  else activity.update(unit.id, { kind: 'failed', failure: undone.error });
}

type Report = (state: ActivityItem['state']) => void;

async function takeItem(
  { id, item, badEvents }: DropUnit,
  activity: ActivityWriter,
  parts: DropParts,
  report: Report,
): Promise<ActivityItem['state']> {
  const signal = activity.signalOf(id);
  const startedAtMs = performance.now();
  const progress: ReadProgress = {
    onBytes: reportBytes(report, startedAtMs),
    measure: (length) => activity.measure(id, length),
  };
  const read = await readItem({ id, item, badEvents }, activity, parts, progress);
  if (!read.ok) return { kind: 'failed', failure: read.error };
  if (read.value.kind === 'imported')
    return item.kind === 'file' ? withOffers(read.value.state, item) : read.value.state;
  const { unit, note } = read.value;
  signal.throwIfAborted();
  const synced = await parts.keeping?.sync();
  if (synced?.ok === false) return { kind: 'failed', failure: synced.error };
  const taken = await takeSnapshot(parts.ports, unit);
  if (!taken.ok) return { kind: 'failed', failure: taken.error };
  const { outcomes, auditSequence, unread } = taken.value;
  const { failures, again } = await judgeTaken(outcomes, parts, signal);
  const [outcome] = outcomes;
  // What lies behind a pointer's handle is the pointer, and not the version's bytes.
  const isPointer = unit.kind === 'file' && unit.ingested.pointer !== undefined;
  if (item.handle && outcome && !isPointer) {
    // The snapshot is there; without its handle, asking whether it is still the same means dropping it again.
    await parts.store
      .saveHandles([{ snapshotId: outcome.snapshotId, handle: item.handle }])
      .catch(() => undefined);
  }
  const durationMs = performance.now() - startedAtMs;
  const noted = note === null ? {} : { note };
  const offers = unit.kind === 'directory' ? tableOffers(unit) : [];
  const tables = offers.length > 0 ? { tables: offers } : {};
  const found = failures.length > 0 ? { notJudged: failures } : {};
  const judged = again.length > 0 ? { judgedAgain: again } : {};
  const state = { kind: 'snapshotted', outcomes, auditSequence, durationMs, unread } as const;
  return withOffers({ ...state, ...found, ...judged, ...noted, ...tables }, item);
}

/** Imports what is lineage, and reads everything else; a folder is read as files all the same. */
async function readItem(
  { id, item, badEvents }: Pick<DropUnit, 'id' | 'item' | 'badEvents'>,
  activity: ActivityWriter,
  parts: DropParts,
  progress: ReadProgress,
): Promise<Result<ReadUnit | Extract<DroppedLineage, { kind: 'imported' }>, OperationFailure>> {
  const signal = activity.signalOf(id);
  if (item.kind === 'directory') {
    return readDroppedFolder(id, item, activity, parts, progress);
  }
  const ways = { ...importWays(parts), badEvents, signal, onBytes: progress.onBytes };
  const lineage = await importDroppedLineage(item, ways);
  if (lineage.kind === 'imported') return ok(lineage);
  const read = await readDropped(item, readPartsOf(parts, signal), progress);
  if (!read.ok) return read;
  const note = lineage.note ?? (await noteOfPlainFile(read.value, item.file));
  return ok({ kind: 'read', unit: read.value, note });
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
