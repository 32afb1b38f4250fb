import { beforeAll, describe, expect, it } from 'vitest';

import { describeRecordFault, nameFaults } from '../../../src/operations/audit/describeRecordFault';
import { type StoredRecords, verifyRecords } from '../../../src/operations/audit/verifyRecords';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import { keyFieldOf, keyOf, type TableName, tableNames } from '../../../src/records/tables';
import { filledPorts } from '../sampleStore';
import { recordFaults, storedRecords, storeOfAllKinds } from '../storedRecords';
import { testPorts, valueOf } from '../testProject';

const withoutLog = tableNames.filter((table) => table !== 'audit' && table !== 'seals');

type Fields = Readonly<Record<string, unknown>>;

function edited(stored: StoredRecords, table: TableName, records: readonly Fields[]): StoredRecords {
  return { ...stored, [table]: records };
}

/** Another value of the same kind, so that no shape gives the edit away. */
function another(value: unknown): unknown {
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value instanceof Float64Array) return value.map((each) => each + 1);
  if (Array.isArray(value)) return value.length > 0 ? value.slice(1) : ['x'];
  if (value !== null && typeof value === 'object') return { ...value, x: 1 };
  return 'x';
}

describe('stored records', () => {
  let ports: OperationPorts;
  let stored: StoredRecords;
  const faultsOf = (tables: StoredRecords) => verifyRecords(tables, ports).faults;
  beforeAll(async () => {
    ports = await storeOfAllKinds();
    stored = await storedRecords(ports);
  });

  it('[V50] are all held against the log, a record of every kind among them', () => {
    const { faults, checkedCount, uncheckedCount, since } = verifyRecords(stored, ports);
    expect(faults).toEqual([]);
    expect(withoutLog.filter((table) => stored[table].length === 0)).toEqual([]);
    expect(checkedCount).toBe(withoutLog.reduce((sum, table) => sum + stored[table].length, 0));
    expect([uncheckedCount, since?.sequence]).toEqual([0, 1]);
  });

  it.each(withoutLog)('of %s are found by name where any member was changed', (table) => {
    const records = stored[table] as readonly unknown[] as readonly Fields[];
    for (const [at, record] of records.entries()) {
      const key = String(keyOf(table, record));
      for (const name of Object.keys(record)) {
        if (name === keyFieldOf(table)) continue;
        const other = { ...record, [name]: another(record[name]) };
        const found = faultsOf(edited(stored, table, records.with(at, other)));
        expect(found, `${name} of ${key}`).toMatchObject([{ kind: 'changed', table, key }]);
      }
      const grown = { ...record, more: 1 };
      expect(faultsOf(edited(stored, table, records.with(at, grown)))).toMatchObject([
        { kind: 'changed', table, key },
      ]);
    }
  });

  it.each(withoutLog)(
    'of %s are found by name where one was taken out, put in or given another key',
    (table) => {
      const records = stored[table] as readonly unknown[] as readonly Fields[];
      for (const [at, record] of records.entries()) {
        const key = String(keyOf(table, record));
        const taken = faultsOf(edited(stored, table, records.toSpliced(at, 1)));
        expect(taken).toMatchObject([{ kind: 'missing', table, key }]);
        const copy = { ...record, [keyFieldOf(table)]: `${key}0` };
        const put = faultsOf(edited(stored, table, [...records, copy]));
        expect(put).toContainEqual({ kind: 'added', table, key: `${key}0`, sequence: null });
        const moved = faultsOf(edited(stored, table, records.with(at, copy)));
        expect(moved).toMatchObject(
          expect.arrayContaining([
            expect.objectContaining({ kind: 'missing', key }),
            expect.objectContaining({ kind: 'added', key: `${key}0` }),
          ]),
        );
      }
    },
  );

  it('are told by no seal that was changed, taken out or put in', () => {
    for (const [at, seal] of stored.seals.entries()) {
      const { sequence } = seal;
      const [table, parts] = Object.entries(seal.tables)[0]!;
      const other = { sequence, tables: { ...seal.tables, [table]: parts.slice(1) } };
      for (const seals of [stored.seals.with(at, other), stored.seals.toSpliced(at, 1)])
        expect(faultsOf({ ...stored, seals })).toContainEqual({ kind: 'wrongSeal', sequence });
    }
    const more = { sequence: 99, tables: {} };
    expect(faultsOf({ ...stored, seals: [...stored.seals, more] })).toEqual([
      { kind: 'wrongSeal', sequence: 99 },
    ]);
  });

  it('hold in the store that a bundle makes of them', async () => {
    const text = valueOf(await exportBundle(ports, null));
    const [empty, other] = [testPorts(), await filledPorts()];
    valueOf(await importBundle(empty, { path: 'b.json', text }));
    expect(await storedRecords(empty)).toEqual(stored);
    valueOf(await importBundle(testPorts(), { path: 'b.json', text }));
    expect(await recordFaults(other)).toEqual([]);
  });

  it('are named as people call them, with the entry that wrote them', () => {
    const [move] = stored.aliasMoves;
    const found = faultsOf(edited(stored, 'aliasMoves', [{ ...move!, snapshotId: 'elsewhere' }]));
    const [{ fault, name }] = nameFaults(found, stored) as [ReturnType<typeof nameFaults>[number]];
    expect(describeRecordFault(fault, name)).toBe(
      `The move of the alias production of raw/trips.csv was changed after entry ${stored.audit.length} wrote it (move of the alias ${move!.id}).`,
    );
  });
});

describe('records that came by the hundred', () => {
  /** 150 runs of two events: 300 events and 300 links, in two groups each. */
  async function imported(path = 'l.json'): Promise<OperationPorts> {
    const ports = testPorts();
    const events = Array.from({ length: 300 }, (_, index) => ({
      eventType: index % 2 === 0 ? 'START' : 'COMPLETE',
      eventTime: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
      run: { runId: `0190b5c4-3c1d-7000-8000-${String(index >> 1).padStart(12, '0')}`, facets: {} },
      job: { namespace: 'etl', name: `job ${(index >> 1) % 7}` },
      inputs: [{ namespace: 'db', name: `table ${index % 5}` }],
      outputs: [],
    }));
    valueOf(await importFile(ports, { path, text: JSON.stringify(events) }));
    return ports;
  }

  it.each(['events', 'observations', 'runs'] as const)(
    '[V51] of %s are found one by one where one was changed, taken out or put in',
    async (table) => {
      const ports = await imported();
      const stored = await storedRecords(ports);
      const records = stored[table] as readonly unknown[] as readonly Fields[];
      expect(records.length).toBe(table === 'runs' ? 150 : 300);
      expect(verifyRecords(stored, ports).faults).toEqual([]);
      for (const at of [0, 1, 77, records.length - 1]) {
        const record = records[at]!;
        const key = String(keyOf(table, record));
        for (const name of Object.keys(record)) {
          if (name === keyFieldOf(table)) continue;
          const changed = records.with(at, { ...record, [name]: another(record[name]) });
          expect(verifyRecords(edited(stored, table, changed), ports).faults).toEqual([
            { kind: 'changed', table, key, sequence: 1 },
          ]);
        }
        expect(verifyRecords(edited(stored, table, records.toSpliced(at, 1)), ports).faults).toEqual([
          { kind: 'missing', table, key, sequence: 1 },
        ]);
      }
    },
  );

  it('are told to be changed, though not which, where the hints were made to fit', async () => {
    const [before, after] = alikeByHint();
    const ports = await imported(before);
    const stored = await storedRecords(ports);
    const changed = stored.observations.with(7, { ...stored.observations[7]!, source: after });
    const { faults } = verifyRecords({ ...stored, observations: changed }, ports);
    expect(faults).toMatchObject([{ kind: 'changedGroup', table: 'observations', sequence: 1 }]);
    expect(describeRecordFault(faults[0]!, '')).toBe(
      'One of 300 records that entry 1 wrote together was changed: it is a link.',
    );
  });
});

/** Two texts whose quoted forms FNV-1a of 32 bits gives one number: of 200,000 there are some by chance. */
function alikeByHint(): readonly [string, string] {
  const seen = new Map<number, string>();
  for (let number = 0; ; number++) {
    const text = `${number}.json`;
    let hint = 0x811c9dc5;
    for (const unit of JSON.stringify(text)) hint = Math.imul(hint ^ unit.charCodeAt(0), 16_777_619);
    const other = seen.get(hint);
    if (other !== undefined) return [other, text];
    seen.set(hint, text);
  }
}

describe('a store of an earlier version', () => {
  it('says since when its records are held against the log', async () => {
    const ports = await storeOfAllKinds();
    const stored = await storedRecords(ports);
    const audit = stored.audit.map(({ seal: _seal, ...entry }, at) => (at < 3 ? entry : stored.audit[at]!));
    const seals = stored.seals.filter(({ sequence }) => sequence > 3);
    const { faults, uncheckedCount, since } = verifyRecords({ ...stored, audit, seals }, ports);
    expect(faults).toEqual([]);
    expect(since?.sequence).toBe(4);
    // raw/trips.csv twice and __proto__: 2 artifacts, 2 names, 3 snapshots, 6 annotations, 2 readings, 2 profiles
    expect(uncheckedCount).toBe(17);
  });

  it('tells a record that no entry lists, and one that an entry lists and that is not there', async () => {
    const ports = await storeOfAllKinds();
    const stored = await storedRecords(ports);
    const audit = stored.audit.map(({ seal: _seal, ...entry }) => entry);
    const old = { ...stored, audit, seals: [] };
    expect(verifyRecords(old, ports)).toMatchObject({ faults: [], checkedCount: 0, since: null });
    const [binding, ...others] = stored.bindings;
    const more = { ...binding!, id: 'more' };
    expect(verifyRecords({ ...old, bindings: [more, ...others] }, ports).faults).toEqual([
      { kind: 'added', table: 'bindings', key: 'more', sequence: null },
      { kind: 'missing', table: 'bindings', key: binding!.id, sequence: null },
    ]);
  });
});
