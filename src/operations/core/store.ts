import type { Result } from '../../lib/result';
import type { RawEvent } from '../../lineage/records';
import type { Indexes, TableName, Tables } from '../../records/tables';
import type { Withdrawal } from '../../versioning/records';
import type { Unread } from './unread';
import type { KeptFiles } from './keptFiles';

/** An event as it is written; `text` is its body as JSON. */
export type EventText = Omit<RawEvent, 'body'> & { readonly text: string };

/** The kinds whose records may be written anew. */
export type RewrittenTable = 'runs' | 'manifests' | 'readings' | 'profiles';

/** Reads and appends inside one transaction. Await nothing else between its calls, or IndexedDB commits early. */
export interface Transaction {
  get<T extends TableName>(table: T, key: string | number): Promise<Tables[T] | undefined>;
  getMany<T extends TableName>(
    table: T,
    keys: readonly (string | number)[],
  ): Promise<(Tables[T] | undefined)[]>;
  /** Which of these keys are there; quick for many. */
  knownKeys(table: TableName, keys: readonly string[]): Promise<ReadonlySet<string>>;
  where<T extends TableName>(table: T, index: Indexes[T], value: string | number): Promise<Tables[T][]>;
  /** What `where` gives for each of the values, one after another; quick for many. */
  whereAny<T extends TableName>(table: T, index: Indexes[T], values: readonly string[]): Promise<Tables[T][]>;
  all<T extends TableName>(table: T): Promise<Tables[T][]>;
  last<T extends TableName>(table: T): Promise<Tables[T] | undefined>;
  /** What `all` gives of the withdrawals; the same list as long as none came, so that a change need not read and fold them. */
  withdrawals(): Promise<readonly Withdrawal[]>;
  /** Appends records; a key that is there already is a bug and throws, except through `addMissing`. */
  add<T extends TableName>(table: T, records: readonly Tables[T][]): Promise<void>;
  /** Appends those whose key is not there yet (content-keyed tables: readings, manifests, events); returns how many. */
  addMissing<T extends TableName>(table: T, records: readonly Tables[T][]): Promise<number>;
  /** Appends events that are not there yet, their bodies as JSON text: most are never looked at again. */
  addEvents(events: readonly EventText[]): Promise<void>;
  /**
   * Writes records anew: runs after more of their events were folded, folders' lists that are not what their digest says, and
   * readings that were claims until their bytes were read.
   */
  put<T extends RewrittenTable>(table: T, records: readonly Tables[T][]): Promise<void>;
  readonly keptFiles: KeptFiles;
  readonly unread: Unread;
}

/** Why the store took nothing of a transaction. */
export type StoreFailure =
  | { readonly kind: 'storeFull'; readonly message: string }
  | { readonly kind: 'storeNewer'; readonly storedVersion: number; readonly knownVersion: number }
  | { readonly kind: 'storeUnavailable'; readonly message: string };

/** A workspace's store: whole transactions or nothing (I4). Throwing inside `body` undoes all of it and rethrows. */
export interface Store {
  read<T>(body: (transaction: Transaction) => Promise<T>): Promise<Result<T, StoreFailure>>;
  write<T>(body: (transaction: Transaction) => Promise<T>): Promise<Result<T, StoreFailure>>;
  /** Empties every table, for a wipe before a restore. */
  wipe(): Promise<Result<void, StoreFailure>>;
}
