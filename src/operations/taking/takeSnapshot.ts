import type { JsonObject } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import { prefixOf, readerVersion } from '../../profile/readerVersion';
import { isFailed, type AnyReading } from '../../table/reading';
import { digestRuleOf } from '../../table/tableDigest';
import type { Snapshot } from '../../versioning/records';
import { commitChange } from '../core/commitChange';
import { findInFolders } from './folderBytes';
import { readJoined } from '../core/joinedArtifact';
import { artifactsNamed, nameKey } from '../core/lineageNames';
import { readLive } from '../core/liveTransaction';
import { versionsOf } from '../core/names';
import type { OperationFailure, SnapshotOutcome } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { readReadingsInUse } from '../core/readingInUse';
import {
  fileNamespace,
  type NextOf,
  type Preparation,
  type Preparations,
  type SnapshotUnit,
  type UnitFile,
} from './snapshotUnit';
import { keepFiles } from './takeBytes';
import type { Taking } from './takeContent';
import { pointedBy, takeFile, takePointer, unreadPointer } from './takeFile';
import { readFolder, takeFolder } from './takeFolder';

/** What was done for one unit. */
export interface TakenSnapshot {
  /** Null where everything was as it is in the store: nothing was written. */
  readonly auditSequence: number | null;
  /** A folder's own outcome first, then those of the tables in it. */
  readonly outcomes: readonly SnapshotOutcome[];
  /** Pointers of a folder that could not be read: part of its tree digest like any other file. */
  readonly unread: readonly OperationFailure[];
}

/**
 * What to know of these paths before they are read: each parent's row count and columns, so that the new reading can say
 * whether the parent's rows are still there, and whether the parent has to be read again for that. `nextOf`: what
 * they are versions of, whatever they are called.
 */
export async function prepareSnapshot(
  ports: OperationPorts,
  paths: readonly string[],
  namespace: string = fileNamespace,
  nextOf?: NextOf,
): Promise<Result<Preparations, OperationFailure>> {
  return readLive(ports.store, async (live) => {
    const names = paths.map((name) => ({ namespace, name }));
    const named = await artifactsNamed(live, names);
    const parents: { readonly path: string; readonly latest: Snapshot }[] = [];
    for (const path of paths) {
      const chosen = nextOf?.get(path);
      const artifact =
        (chosen && (await readJoined(live, chosen))) ?? named.get(nameKey({ namespace, name: path }));
      const { latest } = artifact ? await versionsOf(live, artifact) : { latest: null };
      if (latest) parents.push({ path, latest });
    }
    const readings = await readReadingsInUse(
      live,
      parents.map(({ latest }) => latest),
    );
    return new Map(
      parents.map(({ path, latest }, at) => [path, preparationOf(latest, readings[at] ?? null)]),
    );
  });
}

function preparationOf(
  { id, content, digest, byteLength }: Snapshot,
  reading: AnyReading | null,
): Preparation {
  const parentToRead =
    // A table in parts is put together from what is stored of these.
    content === 'file' && digest !== null && reading && isOutdated(reading)
      ? { snapshotId: id, digest, byteLength: byteLength ?? 0, options: reading.options }
      : null;
  return { prefix: reading && !isFailed(reading) ? prefixOf(reading) : null, parentToRead };
}

/** Whether today's readers have to read the bytes again before anything can be said by this reading. */
function isOutdated(reading: AnyReading): boolean {
  if (isFailed(reading)) return reading.readerVersion !== readerVersion;
  return digestRuleOf(reading.readerVersion) !== digestRuleOf(readerVersion);
}

/**
 * Makes a unit's snapshots in one transaction with one audit entry (I4, I5). Taking the same again changes nothing.
 * A file whose table cannot be read is a version, too, whose reading failed. A pointer that cannot be read is refused
 * by itself; in a folder it is a file like any other, and is reported.
 */
export async function takeSnapshot(
  ports: OperationPorts,
  unit: SnapshotUnit,
): Promise<Result<TakenSnapshot, OperationFailure>> {
  const [malformed] = unit.kind === 'file' ? unreadPointer(unit, unit.path) : [];
  if (malformed) return err(malformed);
  // Hashing a large manifest takes a while: before the transaction.
  const folder = unit.kind === 'directory' ? readFolder(unit, ports) : null;
  const committed = await commitChange(ports, async (change) => {
    const taking: Taking = {
      ports,
      change,
      findInFolders: findInFolders({ ports, change }),
      options: unit,
      namespace: unit.namespace ?? fileNamespace,
      details: [],
      bytesOf: [],
      readAgain: [],
      mended: [],
    };
    const outcomes =
      unit.kind === 'file'
        ? await takeFileOrPointer(taking, unit)
        : await takeFolder(taking, unit, folder ?? readFolder(unit, ports));
    const kept = await keepFiles(change.raw, filesOfVersions(unit));
    const { bytesOf, readAgain, mended } = taking;
    const isTaken =
      bytesOf.length > 0 ||
      outcomes.some(
        ({ what, code }) => (what.kind !== 'unchanged' && what.kind !== 'readAgain') || code !== undefined,
      );
    const subject = unit.kind === 'file' ? unit.path : unit.name;
    const detail: JsonObject = {
      namespace: taking.namespace,
      snapshots: taking.details,
      ...(bytesOf.length > 0 ? { bytesOf } : {}),
      ...(readAgain.length > 0 ? { readAgain } : {}),
    };
    if (isTaken) return { value: outcomes, audit: { action: 'takeSnapshot', subject, detail } };
    if (readAgain.length > 0)
      return { value: outcomes, audit: { action: 'readAgain', subject, detail: { readAgain } } };
    // The versions were here, and their bytes were not.
    const bytes = kept.length > 0 ? { bytes: { digests: kept, state: 'kept' } } : {};
    if (mended.length > 0)
      return { value: outcomes, audit: { action: 'mendList', subject, detail: { mended, ...bytes } } };
    return {
      value: outcomes,
      audit: kept.length > 0 ? { action: 'keepBytes', subject, detail: bytes } : null,
    };
  });
  if (!committed.ok) return committed;
  const { auditSequence, value } = committed.value;
  const unread = folder?.unread ?? [];
  return ok({ auditSequence, outcomes: value, unread });
}

/** A pointer's own bytes are no version's. */
function filesOfVersions(unit: SnapshotUnit): readonly UnitFile[] {
  if (unit.kind === 'directory') return unit.files;
  return pointedBy(unit, unit.path).length > 0 ? [] : [unit];
}

/** A pointer gives versions of what it stands for; one that stands for nothing is a file like any other. */
async function takeFileOrPointer(
  taking: Taking,
  unit: Extract<SnapshotUnit, { kind: 'file' }>,
): Promise<SnapshotOutcome[]> {
  const pointed = pointedBy(unit, unit.path);
  if (pointed.length === 0) return [await takeFile(taking, unit, unit.path)];
  const outcomes: SnapshotOutcome[] = [];
  for (const each of pointed) outcomes.push(await takePointer(taking, each));
  return outcomes;
}
