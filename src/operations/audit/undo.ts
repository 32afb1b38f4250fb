import type { Json } from '../../lib/json';
import type { Result } from '../../lib/result';
import type { Digest } from '../../versioning/digest';
import { withdrawableTables } from '../../records/tables';
import type { AuditEntry, Binding } from '../../versioning/records';
import { commitWrittenChange, Refusal, type AuditWords } from '../core/commitChange';
import { referenceOfPutBack, referenceToWithdrawn } from './danglingReference';
import type { KeptFile } from '../core/keptFiles';
import { openLive, type LiveTransaction } from '../core/liveTransaction';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { refoldRuns } from '../lineage/refoldRuns';
import type { Transaction } from '../core/store';
import { readWithdrawn, type WithdrawalTarget, type Withdrawn } from '../core/withdrawals';

/**
 * Takes back the change with that audit sequence, by a change of its own: what it made is withdrawn, and where it was
 * an undo, what that withdrew is put back. Refused where something in view would then refer to what is not.
 */
export async function undo(
  ports: OperationPorts,
  auditSequence: number,
): Promise<Result<Change<void>, OperationFailure>> {
  return commitWrittenChange(ports, async (change) => {
    const { transaction } = change;
    const entry = await transaction.get('audit', auditSequence);
    if (!entry) throw new Refusal({ kind: 'notFound', message: `There is no change ${auditSequence}.` });
    const withdrawn = await readWithdrawn(transaction);
    const bytes = bytesChangedBy(entry);
    if (bytes) return undoBytes(transaction, entry, bytes);
    const changed = changedBy(entry);
    if (changed.targets.length === 0) {
      const message = `Change ${auditSequence} made nothing that could be taken back.`;
      throw new Refusal({ kind: 'cannotUndo', message });
    }
    const targets = stillAsChanged(changed, withdrawn);
    const isWithdrawn = !changed.isWithdrawn;
    if (targets.length === 0) {
      const message = isWithdrawn ? 'It was taken back already.' : 'It was put back already.';
      throw new Refusal({ kind: 'cannotUndo', message });
    }
    const withdrawalId = await change.withdraw(targets, isWithdrawn);
    const toldRuns = runsToFold(entry, changed);
    await refoldRuns(transaction, await readWithdrawn(transaction), toldRuns);
    const after = await openLive(transaction);
    await refuseDangling(after, targets, isWithdrawn);
    if (!isWithdrawn) await refuseTakenNames(after, targets);
    const detail = {
      undoes: auditSequence,
      withdrawalId,
      isWithdrawn,
      targets: targets as unknown as Json,
      ...(toldRuns.length > 0 ? { toldRuns } : {}),
    };
    return { value: undefined, audit: { action: 'undo', subject: entry.subject, detail } };
  });
}

/** Frees what was kept, and keeps what was freed, of those files that are still as the change left them. */
async function undoBytes(
  { keptFiles }: Transaction,
  entry: AuditEntry,
  { digests, state }: ChangedBytes,
): Promise<{ readonly value: undefined; readonly audit: AuditWords }> {
  const files = await Promise.all(digests.map((digest) => keptFiles.get(digest)));
  const other = state === 'freed' ? ('kept' as const) : ('freed' as const);
  const changed = files.flatMap((file) => (file?.state === state ? { ...file, state: other } : []));
  if (changed.length === 0) {
    const message = files.some((file) => file !== undefined)
      ? 'It was taken back already.'
      : 'The bytes were removed for good.';
    throw new Refusal({ kind: 'cannotUndo', message });
  }
  await keptFiles.put(changed);
  const bytes = { digests: changed.map(({ digest }) => digest), state: other };
  const detail = { undoes: entry.sequence, bytes };
  return { value: undefined, audit: { action: 'undo', subject: entry.subject, detail } };
}

/** Files whose bytes a change kept or freed. */
export interface ChangedBytes {
  readonly digests: readonly Digest[];
  readonly state: KeptFile['state'];
}

/** What an entry did to kept bytes; null where it did nothing to them, or removed them for good. */
export function bytesChangedBy({ action, detail }: AuditEntry): ChangedBytes | null {
  const isOfBytes = action === 'keepBytes' || action === 'cleanUp' || action === 'undo';
  const bytes = isOfBytes && isObject(detail) ? detail['bytes'] : undefined;
  if (!isObject(bytes) || !Array.isArray(bytes['digests'])) return null;
  return {
    digests: bytes['digests'] as readonly Digest[],
    state: bytes['state'] === 'freed' ? 'freed' : 'kept',
  };
}

/**
 * Runs that may be something else now: those that were there before the change and that its events tell of, since these
 * go or come with it, and those that it had made and are put back, since other events of them may have gone or come
 * meanwhile, or have put the run back already.
 */
function runsToFold({ detail }: AuditEntry, { targets, isWithdrawn }: ChangedRecords): readonly string[] {
  const told = isObject(detail) ? detail['toldRuns'] : undefined;
  const putBack = isWithdrawn ? targets.flatMap(({ table, id }) => (table === 'runs' ? id : [])) : [];
  return [...new Set([...(Array.isArray(told) ? (told as readonly string[]) : []), ...putBack])];
}

/** Records that a change put in view, or took out of it. */
export interface ChangedRecords {
  readonly targets: readonly WithdrawalTarget[];
  readonly isWithdrawn: boolean;
}

/** Those that are as the change left them: what came with a bundle may have been out of view from the start. */
export function stillAsChanged(
  { targets, isWithdrawn }: ChangedRecords,
  withdrawn: Withdrawn,
): readonly WithdrawalTarget[] {
  return targets.filter(({ table, id }) => withdrawn.has(table, id) === isWithdrawn);
}

/**
 * The records that an entry put in view, or took out of it. The entry alone says so: withdrawals that came with a bundle
 * have the numbers of another log.
 */
export function changedBy(entry: AuditEntry): ChangedRecords {
  const detail = isObject(entry.detail) ? entry.detail : {};
  if (entry.action === 'undo')
    return { targets: targetsIn(detail['targets']), isWithdrawn: detail['isWithdrawn'] === true };
  return { targets: [...createdBy(entry), ...targetsIn(detail['restored'])], isWithdrawn: false };
}

function targetsIn(listed: Json | undefined): readonly WithdrawalTarget[] {
  return Array.isArray(listed) ? (listed as readonly WithdrawalTarget[]) : [];
}

/** The records that an audit entry names as created. */
export function createdBy({ detail }: AuditEntry): WithdrawalTarget[] {
  if (!isObject(detail)) return [];
  const created = detail['created'];
  if (!isObject(created)) return [];
  return withdrawableTables.flatMap((table) => {
    const ids = Object.hasOwn(created, table) ? created[table] : undefined;
    return Array.isArray(ids) ? (ids as readonly string[]).map((id) => ({ table, id })) : [];
  });
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function refuseDangling(
  after: LiveTransaction,
  targets: readonly WithdrawalTarget[],
  isWithdrawn: boolean,
): Promise<void> {
  const dangling = await (isWithdrawn ? referenceToWithdrawn : referenceOfPutBack)(after, targets);
  if (!dangling) return;
  const message = isWithdrawn
    ? `It is in use: ${dangling.fromName} refers to it. Take that back first.`
    : `${dangling.fromName} refers to what was taken back since. Put that back first.`;
  throw new Refusal({ kind: 'cannotUndo', message });
}

/** A name that is put back may have been given to another artifact meanwhile. */
async function refuseTakenNames(after: LiveTransaction, targets: readonly WithdrawalTarget[]): Promise<void> {
  const put = new Set(targets.flatMap(({ table, id }) => (table === 'bindings' ? id : [])));
  const own = (await after.getMany('bindings', [...put])).filter((binding) => binding !== undefined);
  const names = [...new Set(own.map(({ name }) => name))];
  const key = ({ namespace, name }: Binding): string => JSON.stringify([namespace, name]);
  const owners = new Map<string, Binding>();
  for (const binding of await after.whereAny('bindings', 'name', names)) {
    if (!put.has(binding.id)) owners.set(key(binding), binding);
  }
  const taken = own.find((binding) => {
    const owner = owners.get(key(binding));
    // A binding that says that two artifacts are one has a name of the other.
    const isOne = owner?.same === binding.artifactId || binding.same === owner?.artifactId;
    return owner !== undefined && owner.artifactId !== binding.artifactId && !isOne;
  });
  if (!taken) return;
  const message = `The name ${taken.name} is in use for another artifact now.`;
  throw new Refusal({ kind: 'cannotUndo', message });
}
