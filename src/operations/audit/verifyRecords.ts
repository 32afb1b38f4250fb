import { canonicalJson } from '../../versioning/canonicalJson';
import { isWithdrawable, keyOf, type RecordTables, type TableName, tableNames } from '../../records/tables';
import { digestOfText, type DigestPorts } from '../../versioning/derivedId';
import type { Digest } from '../../versioning/digest';
import type { AuditEntry, SealedGroup } from '../../versioning/records';
import { isGroup, sealDigest, sealedDigest } from '../../versioning/seal';
import type { Timestamp } from '../../versioning/timestamp';
import { createdBy } from '../core/changeOfEntry';
import { unreadable } from '../core/unreadable';
import { groupDigest, recordDigest } from '../core/recordDigest';

/** A stored record that is not what the log says was written. */
export type RecordFault =
  | {
      /** `changed` after it was written; `missing`: it was taken out; `added`: no change wrote it. */
      readonly kind: 'changed' | 'missing' | 'added';
      readonly table: TableName;
      readonly key: string;
      /** Of the entry that wrote it last; null where none did. */
      readonly sequence: number | null;
    }
  | {
      /** One of some hundred records was changed, and it cannot be told which. */
      readonly kind: 'changedGroup';
      readonly table: TableName;
      readonly keys: readonly string[];
      readonly sequence: number;
    }
  /** The digests beside an entry are not those that it was written with, so that its records cannot be told by it. */
  | { readonly kind: 'wrongSeal'; readonly sequence: number };

/** What holding stored records against the log gave. */
export interface RecordVerdict {
  readonly faults: readonly RecordFault[];
  readonly checkedCount: number;
  /** Records of changes that were not sealed, of which the log knows at most that they were made. */
  readonly uncheckedCount: number;
  /** The first entry that is sealed: since when it can be told; null where none is. */
  readonly since: { readonly sequence: number; readonly recordedAt: Timestamp } | null;
}

/** All records that are stored, in view or not. The tables `audit` and `seals` are the log. */
export type StoredRecords = RecordTables;

/** Holds every stored record against the digests that the entries of the log seal ([V49] to [V52]). */
export function verifyRecords(stored: StoredRecords, ports: DigestPorts): RecordVerdict {
  const log = foldSeals(stored, ports);
  const faults: RecordFault[] = [...log.faults];
  let checkedCount = 0;
  let uncheckedCount = 0;
  for (const table of tableNames) {
    if (table === 'audit' || table === 'seals') continue;
    const records = new Map(
      (stored[table] as readonly object[]).map((record) => [String(keyOf(table, record)), record]),
    );
    const expected = log.expected.get(table) ?? new Map<string, Expected>();
    const told = verifyExpected(table, expected, records, ports);
    faults.push(...told);
    const bad = new Set(told.flatMap((fault) => ('key' in fault ? fault.key : [])));
    for (const [key, record] of records) {
      if (expected.has(key)) checkedCount += 1;
      else if (log.mayHaveMade(table, key)) uncheckedCount += 1;
      else faults.push({ kind: 'added', table, key, sequence: null });
      if (table === 'events' && !bad.has(key) && !isBodyOf(record as StoredEvent, ports))
        faults.push({ kind: 'changed', table, key, sequence: expected.get(key)?.sequence ?? null });
    }
    for (const key of log.made.get(table) ?? [])
      if (!records.has(key) && !expected.has(key))
        faults.push({ kind: 'missing', table, key, sequence: null });
  }
  return { faults, checkedCount, uncheckedCount, since: log.since };
}

interface Expected {
  readonly sequence: number;
  /** Its own digest, or the group that it is of. */
  readonly by: Digest | SealedGroup;
}

interface FoldedSeals {
  readonly faults: readonly RecordFault[];
  readonly since: RecordVerdict['since'];
  /** What each record has to be after all sealed changes. */
  readonly expected: ReadonlyMap<string, ReadonlyMap<string, Expected>>;
  /** Keys of records that changes made that were not sealed. */
  readonly made: ReadonlyMap<TableName, ReadonlySet<string>>;
  /** Whether a change that was not sealed, or whose seal is wrong, may have made a record. */
  mayHaveMade(table: TableName, key: string): boolean;
}

function foldSeals(stored: StoredRecords, ports: DigestPorts): FoldedSeals {
  const audit = stored.audit.filter((entry) => unreadable('audit', entry) === null);
  // One that cannot be read is none: its entry is sealed otherwise.
  const seals = stored.seals.filter((seal) => unreadable('seals', seal) === null);
  const bySequence = new Map(seals.map((seal) => [seal.sequence, seal]));
  const expected = new Map<string, Map<string, Expected>>();
  const made = new Map<TableName, Set<string>>();
  const faults: RecordFault[] = [];
  let since: RecordVerdict['since'] = null;
  let isAnyUntold = false;
  for (const entry of audit) {
    const { sequence, recordedAt } = entry;
    const tables = bySequence.get(sequence)?.tables ?? {};
    bySequence.delete(sequence);
    if (entry.seal === undefined && since === null) {
      isAnyUntold = true;
      noteMade(made, entry);
      continue;
    }
    since ??= { sequence, recordedAt };
    if (sealDigest(tables, ports) !== entry.seal) {
      faults.push({ kind: 'wrongSeal', sequence });
      isAnyUntold = true;
      noteMade(made, entry);
      continue;
    }
    for (const [table, parts] of Object.entries(tables)) {
      const own = expected.get(table) ?? new Map<string, Expected>();
      expected.set(table, own);
      for (const part of parts)
        for (const [index, key] of part.keys.entries())
          own.set(key, { sequence, by: isGroup(part) ? part : sealedDigest(part, index) });
    }
  }
  for (const sequence of bySequence.keys()) faults.push({ kind: 'wrongSeal', sequence });
  return {
    faults,
    since,
    expected,
    made,
    mayHaveMade: (table, key) =>
      isAnyUntold && (!isWithdrawable(table) || (made.get(table)?.has(key) ?? false)),
  };
}

/** An entry of any version lists the records that it made, of kinds that an undo takes out of view. */
function noteMade(made: Map<TableName, Set<string>>, entry: AuditEntry): void {
  for (const { table, id } of createdBy(entry)) {
    const own = made.get(table);
    if (own) own.add(id);
    else made.set(table, new Set([id]));
  }
}

function verifyExpected(
  table: TableName,
  expected: ReadonlyMap<string, Expected>,
  records: ReadonlyMap<string, object>,
  ports: DigestPorts,
): readonly RecordFault[] {
  const faults: RecordFault[] = [];
  const groups = new Map<SealedGroup, number>();
  for (const [key, { sequence, by }] of expected) {
    const record = records.get(key);
    if (!record) faults.push({ kind: 'missing', table, key, sequence });
    if (typeof by !== 'string') groups.set(by, sequence);
    else if (record && digestIfAny(table, record, ports) !== by)
      faults.push({ kind: 'changed', table, key, sequence });
  }
  for (const [group, sequence] of groups) faults.push(...verifyGroup(table, group, sequence, records, ports));
  return faults;
}

/** Which records of a group were changed, by their hints where some are; a group that has lost some is judged by hints alone. */
function verifyGroup(
  table: TableName,
  group: SealedGroup,
  sequence: number,
  records: ReadonlyMap<string, object>,
  ports: DigestPorts,
): readonly RecordFault[] {
  const { keys } = group;
  const odd = keys.filter((key) => records.has(key) && unreadable(table, records.get(key)) !== null);
  if (odd.length > 0) return odd.map((key) => ({ kind: 'changed', table, key, sequence }));
  const present = keys.flatMap((key, index) => {
    const record = records.get(key);
    return record ? [{ key, record, hint: group.hints[index] }] : [];
  });
  const found = groupDigest(
    table,
    present.map(({ record }) => record),
    ports,
  );
  if (found.digest === group.digest) return [];
  const changed = present.flatMap(({ key, hint }, index): RecordFault[] =>
    found.hints[index] === hint ? [] : [{ kind: 'changed', table, key, sequence }],
  );
  const isTold = changed.length > 0 || present.length < keys.length;
  return isTold ? changed : [{ kind: 'changedGroup', table, keys, sequence }];
}

/** A record's digest; null where it holds what no record was ever written with, such as a hole in a list. */
function digestIfAny(table: TableName, record: object, ports: DigestPorts): Digest | null {
  try {
    return recordDigest(table, record, ports);
  } catch {
    return null;
  }
}

type StoredEvent = RecordTables['events'][number];

function isBodyOf(event: StoredEvent, ports: DigestPorts): boolean {
  const { digest, body } = event;
  return unreadable('events', event) === null && digestOfText(canonicalJson(body), ports) === digest;
}

/** The tables of a store, as `verifyRecords` takes them. */
export async function readStoredRecords(transaction: {
  all<T extends TableName>(table: T): Promise<readonly RecordTables[T][number][]>;
}): Promise<StoredRecords> {
  const tables = await Promise.all(
    tableNames.map(async (table) => [table, await transaction.all(table)] as const),
  );
  return Object.fromEntries(tables) as unknown as StoredRecords;
}
