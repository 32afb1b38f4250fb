import { keyOf, type TableName } from '../../records/tables';
import type { DigestPorts } from '../../versioning/derivedId';
import type { Digest } from '../../versioning/digest';
import type { Seal, SealedGroup, SealedRecords } from '../../versioning/records';
import { groupDigest, isSealedInGroups, recordDigest } from './recordDigest';
import type { Transaction } from './store';

/** Fewer than this have a digest each. */
export const fewestInGroup = 256;
const recordsPerGroup = 500;

/** Makes the seal of one change: hears of every record that it writes. */
export class SealWriter {
  private readonly single = new Map<TableName, Map<string, Digest>>();
  private readonly groups = new Map<TableName, SealedGroup[]>();
  private readonly ports: DigestPorts;
  private readonly isAsked: boolean;
  /** Whether any record was written, sealed or not. */
  hasHeard = false;

  constructor(ports: DigestPorts, isAsked: boolean) {
    this.ports = ports;
    this.isAsked = isAsked;
  }

  note(table: TableName, records: readonly object[]): void {
    this.hasHeard ||= records.length > 0;
    if (!this.isAsked) return;
    if (records.length >= fewestInGroup && isSealedInGroups(table)) this.noteGroups(table, records);
    else this.noteEach(table, records);
  }

  /** By table in the order in which each was first written; of nothing it is empty. Null where no seal is asked for. */
  tables(): Seal['tables'] | null {
    if (!this.isAsked) return null;
    const tables: Record<string, readonly (SealedRecords | SealedGroup)[]> = {};
    for (const table of new Set([...this.single.keys(), ...this.groups.keys()])) {
      const each = this.single.get(table);
      tables[table] = [
        ...(each ? [{ keys: [...each.keys()], digests: [...each.values()].join('') }] : []),
        ...(this.groups.get(table) ?? []),
      ];
    }
    return tables;
  }

  private noteEach(table: TableName, records: readonly object[]): void {
    const own = this.single.get(table) ?? new Map<string, Digest>();
    for (const record of records)
      own.set(String(keyOf(table, record)), recordDigest(table, record, this.ports));
    if (own.size > 0) this.single.set(table, own);
  }

  private noteGroups(table: TableName, records: readonly object[]): void {
    const own = this.groups.get(table) ?? [];
    for (let start = 0; start < records.length; start += recordsPerGroup) {
      const group = records.slice(start, start + recordsPerGroup);
      const keys = group.map((record) => String(keyOf(table, record)));
      own.push({ keys, ...groupDigest(table, group, this.ports) });
    }
    this.groups.set(table, own);
  }
}

/** A transaction of which a seal hears all that is written. */
export function sealing(transaction: Transaction, seal: SealWriter): Transaction {
  const add: Transaction['add'] = async (table, records) => {
    await transaction.add(table, records);
    seal.note(table, records);
  };
  return {
    ...transaction,
    add,
    async addMissing(table, records) {
      const keyOfEach = records.map((record) => String(keyOf(table, record)));
      const seen = new Set(await transaction.knownKeys(table, keyOfEach));
      const missing = records.filter((_, index) => {
        const isMissing = !seen.has(keyOfEach[index]!);
        seen.add(keyOfEach[index]!);
        return isMissing;
      });
      await add(table, missing);
      return missing.length;
    },
    async addEvents(events) {
      await transaction.addEvents(events);
      seal.note('events', events);
    },
    async put(table, records) {
      await transaction.put(table, records);
      seal.note(table, records);
    },
  };
}
