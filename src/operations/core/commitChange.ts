import type { Json, JsonObject } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import { appendAudit } from '../../versioning/audit';
import { timestampAfter, type Timestamp } from '../../versioning/timestamp';
import type { Change, OperationFailure } from './outcome';
import type { OperationPorts } from './ports';
import { keyOf, type TableName, type Tables, type WithdrawableTable } from '../../records/tables';
import type { EventText, Transaction } from './store';

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

/** One change while it is written. Await nothing but it and its transaction. */
export interface ChangeWriter {
  readonly transaction: Transaction;
  /** Later than every earlier change of the store, so that the latest of two records is always known. */
  readonly now: Timestamp;
  /** The sequence number that this change's audit entry will have. */
  readonly auditSequence: number;
  /** Adds records that an undo of this change withdraws; they are named in the audit entry. */
  add<T extends WithdrawableTable>(table: T, records: readonly Tables[T][]): Promise<void>;
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
      const now = timestampAfter(last?.recordedAt, ports.now());
      const auditSequence = (last?.sequence ?? 0) + 1;
      const created = new Map<TableName, string[]>();
      const note = (table: TableName, keys: readonly string[]): void => {
        const noted = created.get(table) ?? [];
        for (const key of keys) noted.push(key);
        created.set(table, noted);
      };
      const { value, audit } = await body({
        transaction,
        now,
        auditSequence,
        async add(table, records) {
          if (records.length === 0) return;
          await transaction.add(table, records);
          note(
            table,
            records.map((record) => String(keyOf(table, record))),
          );
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
