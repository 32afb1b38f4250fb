import type { Json, JsonObject } from '../../lib/json';
import { err, ok, type Result } from '../../lib/result';
import { appendAudit, counterAfter } from '../../versioning/audit';
import { timeOfChange } from '../../versioning/changeOrder';
import type { AuditEntry } from '../../versioning/records';
import { sealDigest } from '../../versioning/seal';
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
import { sealing, SealWriter } from './sealWriter';
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
  adopt<T extends TableName>(table: T, records: readonly Tables[T][]): Promise<void>;
  /**
   * Takes records out of view, or puts them back; gives the id of the record that says so. What a person deleted, no import
   * puts back.
   */
  withdraw(targets: readonly WithdrawalTarget[], isWithdrawn: boolean, isDeletion?: boolean): Promise<string>;
  /** The same for events, whose bodies are text. */
  addEvents(events: readonly EventText[]): Promise<void>;
}

/** What a change gave, and its entry in the log. */
export interface CommittedChange<T> {
  /** Null where there was nothing to change, and so nothing was written. */
  readonly auditSequence: number | null;
  readonly value: T;
}

/**
 * Writes one change as one transaction with its one audit entry (I4, I5). `body` gives its value and the words of the
 * entry, or null for the words where it wrote nothing. The entry's detail gets `created`: the keys of all records
 * added through `change.add`, by table; all records that were written are sealed ([V50]), unless the ports ask for no seals. `beforeEnd` is called when all is
 * written and nothing has ended yet; where it throws, all is taken back.
 */
export async function commitChange<T>(
  ports: OperationPorts,
  body: (change: ChangeWriter) => Promise<{ readonly value: T; readonly audit: AuditWords | null }>,
  beforeEnd: () => void = () => {},
): Promise<Result<CommittedChange<T>, OperationFailure>> {
  try {
    return await ports.store.write(async (transaction) => {
      const under = await beginChange(ports, transaction);
      const { value, audit } = await body(under);
      if (!audit) {
        if (under.hasWritten) throw new Error('A change was written without an audit entry.');
        return { auditSequence: null, value };
      }
      await under.end(audit);
      beforeEnd();
      return { auditSequence: under.auditSequence, value };
    });
  } catch (error) {
    if (error instanceof Refusal) return err(error.failure);
    throw error;
  }
}

async function beginChange(ports: OperationPorts, transaction: Transaction): Promise<ChangeUnderWay> {
  const seal = new SealWriter(ports, ports.seals !== 'none');
  const [live, last] = await Promise.all([openLive(sealing(transaction, seal)), transaction.last('audit')]);
  return new ChangeUnderWay(ports, transaction, live, seal, last);
}

class ChangeUnderWay implements ChangeWriter {
  readonly live: LiveTransaction;
  readonly raw: Transaction;
  readonly now: Timestamp;
  readonly auditSequence: number;
  private counter: number;
  private readonly created = new Map<TableName, string[]>();
  private readonly seal: SealWriter;
  private readonly ports: OperationPorts;
  private readonly unsealed: Transaction;
  private readonly last: AuditEntry | undefined;

  constructor(
    ports: OperationPorts,
    unsealed: Transaction,
    live: LiveTransaction,
    seal: SealWriter,
    last: AuditEntry | undefined,
  ) {
    this.ports = ports;
    this.unsealed = unsealed;
    this.live = live;
    this.raw = live.raw;
    this.seal = seal;
    this.last = last;
    this.now = timeOfChange(last?.recordedAt, ports.now());
    this.auditSequence = (last?.sequence ?? 0) + 1;
    this.counter = counterAfter(last);
  }

  get hasWritten(): boolean {
    return this.seal.hasHeard;
  }

  async add<T extends WithdrawableTable>(table: T, records: readonly Tables[T][]): Promise<void> {
    if (records.length === 0) return;
    const { isCounted } = declarationOf(table);
    await this.raw.add(
      table,
      isCounted ? records.map((record) => ({ ...record, change: this.counter })) : records,
    );
    this.note(table, keysOf(table, records));
  }

  async adopt<T extends TableName>(table: T, records: readonly Tables[T][]): Promise<void> {
    if (records.length === 0) return;
    this.counter = Math.max(this.counter, highestCounterOf(records) + 1);
    await this.raw.add(table, records);
    if (isWithdrawable(table)) this.note(table, keysOf(table, records));
  }

  async withdraw(
    targets: readonly WithdrawalTarget[],
    isWithdrawn: boolean,
    isDeletion = false,
  ): Promise<string> {
    const id = this.ports.newId();
    const { now: recordedAt, counter: change, auditSequence } = this;
    await this.raw.add('withdrawals', [
      {
        id,
        targets,
        isWithdrawn,
        ...(isDeletion && { isDeletion }),
        recordedAt,
        change,
        auditSequence,
      },
    ]);
    return id;
  }

  async addEvents(events: readonly EventText[]): Promise<void> {
    if (events.length === 0) return;
    await this.raw.addEvents(events);
    this.note(
      'events',
      events.map(({ digest }) => digest),
    );
  }

  /** Writes the audit entry, and beside it the seal of what was written, where anything was. */
  async end({ action, subject, detail }: AuditWords): Promise<void> {
    const tables = this.seal.tables();
    const draft = {
      recordedAt: this.now,
      change: this.counter,
      actor: this.ports.actor,
      action,
      subject,
      detail: { ...detail, created: Object.fromEntries(this.created) } satisfies Json,
      ...(tables && { seal: sealDigest(tables, this.ports) }),
    };
    await this.unsealed.add('audit', [appendAudit(this.last, draft, this.ports)]);
    if (tables && Object.keys(tables).length > 0)
      await this.unsealed.add('seals', [{ sequence: this.auditSequence, tables }]);
  }

  private note(table: TableName, keys: readonly string[]): void {
    const noted = this.created.get(table) ?? [];
    for (const key of keys) noted.push(key);
    this.created.set(table, noted);
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
