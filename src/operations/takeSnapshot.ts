import type { JsonObject } from '../lib/json';
import { err, ok, type Result } from '../lib/result';
import type { PrefixRequest } from '../table/reading';
import { commitChange } from './commitChange';
import { findInFolders } from './folderBytes';
import { artifactsNamed, nameKey } from './lineageNames';
import { versionsOf } from './names';
import type { OperationFailure, SnapshotOutcome } from './outcome';
import type { OperationPorts } from './ports';
import { fileNamespace, type PrefixRequests, type SnapshotUnit, type UnitFile } from './snapshotUnit';
import { keepFiles } from './takeBytes';
import type { Taking } from './takeContent';
import { pointedBy, takeFile, takePointer } from './takeFile';
import { readFolder, takeFolder } from './takeFolder';
import { readWithdrawn } from './withdrawals';

/** What was done for one unit. */
export interface TakenSnapshot {
  /** Null where everything was as it is in the store: nothing was written. */
  readonly auditSequence: number | null;
  /** A folder's own outcome first, then those of the tables in it. */
  readonly outcomes: readonly SnapshotOutcome[];
  /** Tables of a folder that could not be read: part of its tree digest, without versions of their own. */
  readonly unread: readonly OperationFailure[];
}

/**
 * What to ask of the readers of these paths before they read: each parent's row count and columns, so that the new
 * reading can say whether the parent's rows are still there.
 */
export async function prepareSnapshot(
  ports: OperationPorts,
  paths: readonly string[],
  namespace: string = fileNamespace,
): Promise<Result<PrefixRequests, OperationFailure>> {
  return ports.store.read(async (transaction) => {
    const withdrawn = await readWithdrawn(transaction);
    const requests = new Map<string, PrefixRequest>();
    const names = paths.map((name) => ({ namespace, name }));
    const named = await artifactsNamed(transaction, withdrawn, names);
    for (const path of paths) {
      const artifact = named.get(nameKey({ namespace, name: path }));
      if (!artifact) continue;
      const { latest } = await versionsOf(transaction, withdrawn, artifact.id);
      if (!latest || latest.readingKey === null) continue;
      const reading = await transaction.get('readings', latest.readingKey);
      if (!reading) continue;
      requests.set(path, {
        rowCount: reading.rowCount,
        columnNames: reading.columns.map((column) => column.name),
      });
    }
    return requests;
  });
}

/**
 * Makes a unit's snapshots in one transaction with one audit entry (I4, I5). Taking the same again changes nothing.
 * A file that looks like a table and cannot be read as one refuses a file unit; in a folder it is reported.
 */
export async function takeSnapshot(
  ports: OperationPorts,
  unit: SnapshotUnit,
): Promise<Result<TakenSnapshot, OperationFailure>> {
  if (unit.kind === 'file' && unit.ingested.failure) {
    return err({ kind: 'unreadableTable', path: unit.path, failure: unit.ingested.failure });
  }
  // Hashing a large manifest takes a while: before the transaction.
  const folder = unit.kind === 'directory' ? readFolder(unit, ports) : null;
  const committed = await commitChange(ports, async (change) => {
    const withdrawn = await readWithdrawn(change.transaction);
    const taking: Taking = {
      ports,
      change,
      withdrawn,
      findInFolders: findInFolders({ ports, change, withdrawn }),
      options: unit,
      namespace: unit.namespace ?? fileNamespace,
      details: [],
      bytesOf: [],
    };
    const outcomes =
      unit.kind === 'file'
        ? await takeFileOrPointer(taking, unit)
        : await takeFolder(taking, unit, folder ?? readFolder(unit, ports));
    const kept = await keepFiles(change.transaction, filesOfVersions(unit));
    const { bytesOf } = taking;
    const isChanged =
      bytesOf.length > 0 ||
      outcomes.some(({ what, code }) => what.kind !== 'unchanged' || code !== undefined);
    const subject = unit.kind === 'file' ? unit.path : unit.name;
    const detail: JsonObject = {
      namespace: taking.namespace,
      snapshots: taking.details,
      ...(bytesOf.length > 0 ? { bytesOf } : {}),
    };
    if (isChanged) return { value: outcomes, audit: { action: 'takeSnapshot', subject, detail } };
    // The versions were here, and their bytes were not.
    const bytes = { digests: kept, state: 'kept' };
    return {
      value: outcomes,
      audit: kept.length > 0 ? { action: 'keepBytes', subject, detail: { bytes } } : null,
    };
  });
  if (!committed.ok) return committed;
  const { auditSequence, value } = committed.value;
  return ok({ auditSequence, outcomes: value, unread: folder?.unread ?? [] });
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
