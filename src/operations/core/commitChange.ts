import type { Json, JsonObject } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import { appendAudit, counterAfter } from '../../versioning/audit';
import { timeOfChange } from '../../versioning/changeOrder';
import type { Timestamp } from '../../versioning/timestamp';
import { type LiveTransaction, openLive } from './liveTransaction';
import type { Change, OperationFailure } from './outcome';
import type { OperationPorts } from './ports';
import {
  declarationOf,
  isWithdrawable,
  keyOf,
  type TableName,
  type Tables,
  type WithdrawableTable,
} from '../../records/tables';
import type { EventText, Transaction } from './store';
import type { WithdrawalTarget } from './withdrawals';

/** Thrown inside a change to take all of it back; `commitChange` turns it into its failure. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly failure: OperationFailure;
  constructor(failure: OperationFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** How an audit entry names what was done. */
export interface AuditWords {
  /** Such as `takeSnapshot`. */
  readonly action: string;
  readonly subject: string;
  readonly detail: JsonObject;
}

/** One change while it is written. Await nothing but it and its transactions. */
export interface ChangeWriter {
  /** What is in view, as it was when the change began. */
  readonly live: LiveTransaction;
  /** All that is stored. */
  readonly raw: Transaction;
  /** The clock's time, or just after that of the change before ([V18]). What is latest is told by counters. */
  readonly now: Timestamp;
  /** The sequence number that this change's audit entry will have. */
  readonly auditSequence: number;
  /**
   * Adds records that an undo of this change withdraws; they are named in the audit entry. Those of which the latest holds
   * get the counter of this change.
   */
  add<T extends WithdrawableTable>(table: T, records: readonly Tables[T][]): Promise<void>;
  /** Adds records of another store as they are, and counts on from theirs. */
  takeOver<T extends TableName>(table: T, records: readonly Tables[T][]): Promise<void>;
  /** Takes records out of view, or puts them back; gives the id of the record that says so. */
  withdraw(targets: readonly WithdrawalTarget[], isWithdrawn: boolean): Promise<string>;
  /** The same for events, whose bodies are text. */
  addEvents(events: readonly EventText[]): Promise<void>;
}

export interface CommittedChange<T> {
  /** Null where there was nothing to change, and so nothing was written. */
  readonly auditSequence: number | null;
  readonly value: T;
}

/**
 * Writes one change as one transaction with its one audit entry (I4, I5). `body` gives its value and the words of the
 * entry, or null for the words where it wrote nothing. The entry's detail gets `created`: the keys of all records
 * added through `change.add`, by table. `beforeEnd` is called when all is written and nothing has ended yet; where it throws,
 * all is taken back.
 */
export async function commitChange<T>(
  ports: OperationPorts,
  body: (change: ChangeWriter) => Promise<{ readonly value: T; readonly audit: AuditWords | null }>,
  beforeEnd: () => void = () => {},
): Promise<Result<CommittedChange<T>, OperationFailure>> {
  try {
    return await ports.store.write(async (transaction) => {
      const last = await transaction.last('audit');
      const now = timeOfChange(last?.recordedAt, ports.now());
      let counter = counterAfter(last);
      const auditSequence = (last?.sequence ?? 0) + 1;
      const created = new Map<TableName, string[]>();
      const note = (table: TableName, keys: readonly string[]): void => {
        const noted = created.get(table) ?? [];
        for (const key of keys) noted.push(key);
        created.set(table, noted);
      };
      const { value, audit } = await body({
        live: await openLive(transaction),
        raw: transaction,
        now,
        auditSequence,
        async add(table, records) {
          if (records.length === 0) return;
          const { isCounted } = declarationOf(table);
          await transaction.add(
            table,
            isCounted ? records.map((record) => ({ ...record, change: counter })) : records,
          );
          note(table, keysOf(table, records));
        },
        async takeOver(table, records) {
          if (records.length === 0) return;
          counter = Math.max(counter, highestCounterOf(records) + 1);
          await transaction.add(table, records);
          if (isWithdrawable(table)) note(table, keysOf(table, records));
        },
        async withdraw(targets, isWithdrawn) {
          const id = ports.newId();
          const withdrawal = { id, targets, isWithdrawn, recordedAt: now, change: counter, auditSequence };
          await transaction.add('withdrawals', [withdrawal]);
          return id;
        },
        async addEvents(events) {
          if (events.length === 0) return;
          await transaction.addEvents(events);
          note(
            'events',
            events.map(({ digest }) => digest),
          );
        },
      });
      if (!audit) {
        if (created.size > 0) throw new Error('A change was written without an audit entry.');
        return { auditSequence: null, value };
      }
      const detail: Json = { ...audit.detail, created: Object.fromEntries(created) };
      const draft = {
        recordedAt: now,
        change: counter,
        actor: ports.actor,
        action: audit.action,
        subject: audit.subject,
        detail,
      };
      await transaction.add('audit', [appendAudit(last, draft, ports)]);
      beforeEnd();
      return { auditSequence, value };
    });
  } catch (error) {
    if (error instanceof Refusal) return err(error.failure);
    throw error;
  }
}

function keysOf(table: TableName, records: readonly unknown[]): string[] {
  return records.map((record) => String(keyOf(table, record)));
}

function highestCounterOf(records: readonly unknown[]): number {
  return (records as readonly { readonly change?: number }[]).reduce(
    (highest, { change = 0 }) => Math.max(highest, change),
    0,
  );
}

/** For a change that always writes: its value with its audit sequence. */
export async function commitWrittenChange<T>(
  ports: OperationPorts,
  body: (change: ChangeWriter) => Promise<{ readonly value: T; readonly audit: AuditWords }>,
): Promise<Result<Change<T>, OperationFailure>> {
  const committed = await commitChange(ports, body);
  if (!committed.ok) return committed;
  const { auditSequence, value } = committed.value;
  if (auditSequence === null) throw new Error('A change wrote nothing.');
  return ok({ auditSequence, value });
}
