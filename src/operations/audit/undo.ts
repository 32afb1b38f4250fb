import { loadReaders } from '../../formats/lineageFormats';
import type { Json } from '../../lib/json';
import { err, type Result } from '../../lib/result';
import type { AuditEntry } from '../../versioning/records';
import {
  bytesChangedBy,
  changedBy,
  type ChangedBytes,
  type ChangedRecords,
  toldRunsOf,
} from '../core/changeOfEntry';
import { commitWrittenChange, Refusal, type AuditWords } from '../core/commitChange';
import { nameInUse } from './nameInUse';
import { referenceOfPutBack, referenceToWithdrawn } from './danglingReference';
import { openInView, type LiveTransaction } from '../core/liveTransaction';
import type { Change, OperationFailure } from '../core/outcome';
import type { OperationPorts } from '../core/ports';
import { refoldRuns } from '../lineage/refoldRuns';
import type { Transaction } from '../core/store';
import type { WithdrawalTarget } from '../core/withdrawals';

/**
 * Undoes the change with that audit sequence, by a change of its own: what it made is withdrawn, and where it was
 * an undo, what that withdrew is put back. Refused where something in view would then refer to what is not.
 */
export async function undo(
  ports: OperationPorts,
  auditSequence: number,
): Promise<Result<Change<void>, OperationFailure>> {
  const entry = await ports.store.read((transaction) => transaction.get('audit', auditSequence));
  if (!entry.ok) return entry;
  return entry.value ? undoEntry(ports, entry.value) : err(noSuchChange(auditSequence));
}

/** The same for whoever has read the entry. The readers of lineage formats are loaded only where events are read again. */
export async function undoEntry(
  ports: OperationPorts,
  entry: AuditEntry,
): Promise<Result<Change<void>, OperationFailure>> {
  const { sequence: auditSequence } = entry;
  const toldRuns = runsToFold(entry, changedBy(entry));
  const readers = toldRuns.length > 0 ? await loadReaders() : null;
  return commitWrittenChange(ports, async (change) => {
    const { live, raw } = change;
    const stored = await raw.get('audit', auditSequence);
    // A workspace that was emptied meanwhile may have another change under that number.
    if (stored?.hash !== entry.hash) throw new Refusal(noSuchChange(auditSequence));
    const bytes = bytesChangedBy(entry);
    if (bytes) return undoBytes(raw, entry, bytes);
    const changed = changedBy(entry);
    if (changed.targets.length === 0) {
      const message = `Change ${auditSequence} made nothing that can be undone.`;
      throw new Refusal({ kind: 'cannotUndo', message });
    }
    const targets = recordsLeftBy(entry, live);
    const isWithdrawn = !changed.isWithdrawn;
    if (targets.length === 0) {
      const message = isWithdrawn ? 'It is undone already.' : 'It was redone already.';
      throw new Refusal({ kind: 'cannotUndo', message });
    }
    const isDeletion = isWithdrawn && (await isOfDeletion(raw, entry));
    const withdrawalId = await change.withdraw(targets, isWithdrawn, isDeletion);
    const after = await openInView(raw);
    if (readers) await refoldRuns(after, toldRuns, readers);
    await refuseDangling(after, targets, isWithdrawn);
    if (!isWithdrawn) refuseInUse(await nameInUse(after, targets, entry));
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

function noSuchChange(auditSequence: number): OperationFailure {
  return { kind: 'notFound', message: `There is no change ${auditSequence}.` };
}

/** Whether a change deleted something, or put back what did. */
async function isOfDeletion(raw: Transaction, entry: AuditEntry): Promise<boolean> {
  let at: AuditEntry | undefined = entry;
  while (at?.action === 'undo') {
    const { undoes } = at.detail as { readonly undoes?: number };
    at = undoes !== undefined && undoes < at.sequence ? await raw.get('audit', undoes) : undefined;
  }
  return at?.action === 'delete';
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
      ? 'It is undone already.'
      : 'The bytes were removed for good.';
    throw new Refusal({ kind: 'cannotUndo', message });
  }
  await keptFiles.put(changed);
  const bytes = { digests: changed.map(({ digest }) => digest), state: other };
  const detail = { undoes: entry.sequence, bytes };
  return { value: undefined, audit: { action: 'undo', subject: entry.subject, detail } };
}

/**
 * Runs that may be something else now: those that were there before the change and that its events tell of, since these
 * go or come with it, and those that it had made and are put back, since other events of them may have gone or come
 * meanwhile, or have put the run back already.
 */
function runsToFold(entry: AuditEntry, { targets, isWithdrawn }: ChangedRecords): readonly string[] {
  const putBack = isWithdrawn ? targets.flatMap(({ table, id }) => (table === 'runs' ? id : [])) : [];
  return [...new Set([...toldRunsOf(entry), ...putBack])];
}

/** Those that are as the change left them: what came with a bundle may have been out of view from the start. */
export function stillAsChanged(
  { targets, isWithdrawn }: ChangedRecords,
  isHidden: (table: WithdrawalTarget['table'], id: string) => boolean,
): readonly WithdrawalTarget[] {
  return targets.filter(({ table, id }) => isHidden(table, id) === isWithdrawn);
}

/** Those of an entry's records that are as it left them. */
export function recordsLeftBy(entry: AuditEntry, live: LiveTransaction): readonly WithdrawalTarget[] {
  return stillAsChanged(changedBy(entry), (table, id) => live.isHidden(table, id));
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
    : `${dangling.fromName} refers to what was undone since. Redo that first.`;
  throw new Refusal({ kind: 'cannotUndo', message });
}

function refuseInUse(name: string | null): void {
  if (name === null) return;
  const message = `The name ${name} is in use for another artifact now.`;
  throw new Refusal({ kind: 'cannotUndo', message });
}
