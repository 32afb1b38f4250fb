import { describe, expect, it } from 'vitest';

import { declarationOf, type RecordTables, tableNames } from '../../../src/records/tables';
import { toLossless } from '../../../src/formats/bundle/lossless';
import { readBundle } from '../../../src/formats/bundle/readBundle';
import { bundleDigest, recordLine, writeBundle } from '../../../src/formats/bundle/writeBundle';
import { annotate } from '../../../src/operations/core/annotate';
import { describeAuditEntry } from '../../../src/operations/audit/auditLogWords';
import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import { prefixBefore } from '../../../src/operations/bytes/keptTable';
import { madeReading } from '../../../src/operations/taking/madeReading';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { addReading, switchReading } from '../../../src/operations/taking/readings';
import { ruleVersion } from '../../../src/operations/taking/semanticVersion';
import type { IngestedFile, UnitFile } from '../../../src/operations/taking/snapshotUnit';
import {
  prepareSnapshot,
  takeSnapshot,
  type TakenSnapshot,
} from '../../../src/operations/taking/takeSnapshot';
import { undo } from '../../../src/operations/audit/undo';
import { createdBy } from '../../../src/operations/core/changeOfEntry';
import type { SnapshotView } from '../../../src/operations/core/workspace';
import { failedReading, readerVersion } from '../../../src/profile/readerVersion';
import type { MadeReading } from '../../../src/profile/tablePart';
import { isFailed, type AnyReading, type FailedReading } from '../../../src/table/reading';
import { defaultReadOptions } from '../../../src/table/schema';
import { auditOf, dropFile, everything, ingest, testPorts, valueOf, workspaceOf } from '../testProject';

const january = 'id,city\n1,Oslo\n2,Bergen\n';
const february = `${january}3,Tromso\n`;
const ragged = 'id,city\n1,Oslo\n2\n3,Bergen\n';
const skipping = { ...defaultReadOptions, skipBadRows: true, maxBadShare: 0.5 };

/** As the reader before today's would have made it. */
function older<R extends AnyReading>(reading: R): R {
  return { ...reading, readerVersion: readerVersion - 1, key: `${reading.key} by an older reader` };
}

const failure = { kind: 'unsupported', message: 'Windows-1252 is not read' } as const;

async function takeFile(
  ports: OperationPorts,
  path: string,
  ingested: IngestedFile,
  more: Partial<UnitFile> = {},
): Promise<TakenSnapshot> {
  return valueOf(await takeSnapshot(ports, { kind: 'file', path, ingested, lastModified: null, ...more }));
}

/** A version as it was taken when readers were older. */
async function takeByOlder(ports: OperationPorts, text: string): Promise<void> {
  const ingested = await ingest('trips.csv', text);
  const { reading, profile } = ingested.table!;
  await takeFile(ports, 'trips.csv', { ...ingested, table: { reading: older(reading), profile } });
}

async function madeOf(text: string, options = defaultReadOptions): Promise<MadeReading> {
  return madeReading(await ingest('trips.csv', text, null, options))!;
}

async function versionOf(ports: OperationPorts, sequence = 1): Promise<SnapshotView> {
  const artifact = (await workspaceOf(ports)).artifactNamed('file', 'trips.csv');
  return artifact!.snapshots.find(({ snapshot }) => snapshot.sequence === sequence)!;
}

describe('the reading in use', () => {
  it('[V40] is the one made when the version was taken, until another is chosen; an undo puts it back', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', ragged);
    const { snapshot, failedReading } = await versionOf(ports);
    const made = await madeOf(ragged, skipping);
    const added = valueOf(await addReading(ports, snapshot.id, made));
    expect(added.value).toEqual({ reading: made.reading, place: 'inUse' });
    const after = await versionOf(ports);
    expect(after.reading?.rowCount).toBe(2);
    expect(after.failedReading).toBeNull();
    expect(after.readings.map(({ key }) => key).toSorted()).toEqual(
      [failedReading!.key, made.reading.key].toSorted(),
    );
    expect(after.snapshot).toEqual(snapshot);

    valueOf(await undo(ports, added.auditSequence!));
    const back = await versionOf(ports);
    expect(back.failedReading).toEqual(failedReading);
    // What it said is still there, and can be chosen.
    expect(back.readings).toHaveLength(2);
    const chosen = valueOf(await switchReading(ports, snapshot.id, made.reading.key));
    expect((await versionOf(ports)).reading?.key).toBe(made.reading.key);
    valueOf(await undo(ports, chosen.auditSequence));
    expect((await versionOf(ports)).failedReading?.key).toBe(failedReading?.key);
  });

  it('[V40] of two versions with the same bytes is chosen for each', async () => {
    const ports = testPorts();
    for (const text of [ragged, january, ragged]) await dropFile(ports, 'trips.csv', text);
    const third = await versionOf(ports, 3);
    valueOf(await addReading(ports, third.snapshot.id, await madeOf(ragged, skipping)));
    expect((await versionOf(ports, 3)).reading?.rowCount).toBe(2);
    expect((await versionOf(ports, 1)).failedReading?.failure.line).toBe(3);
  });

  it('[V40] is what the next version is compared with', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', ragged);
    const { snapshot } = await versionOf(ports);
    valueOf(await addReading(ports, snapshot.id, await madeOf(ragged, skipping)));
    const prepared = valueOf(await prepareSnapshot(ports, ['trips.csv']));
    expect(prepared.get('trips.csv')?.prefix).toEqual({ rowCount: 2, columnNames: ['id', 'city'] });
    const { outcomes } = await dropFile(ports, 'trips.csv', 'id,city\n1,Oslo\n3,Bergen\n4,Bodo\n');
    expect(outcomes[0]?.what).toMatchObject({ rowCountChange: 1, suggestion: { step: 'minor' } });
  });

  it('[I5] is chosen by an entry of the log, in words', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', ragged);
    const { snapshot, failedReading } = await versionOf(ports);
    valueOf(await addReading(ports, snapshot.id, await madeOf(ragged, skipping)));
    valueOf(await switchReading(ports, snapshot.id, failedReading!.key));
    const entries = await auditOf(ports);
    expect(entries.map((entry) => describeAuditEntry({ entries }, entry))).toEqual([
      'Added version 1 of trips.csv',
      'Read trips.csv v1 again',
      'Chose another reading of trips.csv v1',
    ]);
  });

  it('is refused where it is of other bytes, in use already or not there', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    const { snapshot, reading } = await versionOf(ports);
    const before = await everything(ports);
    expect(await addReading(ports, snapshot.id, await madeOf(february))).toMatchObject({
      error: { kind: 'notFound' },
    });
    expect(await switchReading(ports, snapshot.id, reading!.key)).toMatchObject({
      error: { kind: 'invalidAnnotation' },
    });
    expect(await switchReading(ports, snapshot.id, 'nonsense')).toMatchObject({
      error: { kind: 'notFound' },
    });
    expect(await everything(ports)).toEqual(before);
  });
});

describe('reading again', () => {
  it('[V41] by today’s readers stands beside what older ones said, and is in use', async () => {
    const ports = testPorts();
    await takeByOlder(ports, january);
    const { snapshot, reading: old } = await versionOf(ports);
    const made = await madeOf(january);
    valueOf(await addReading(ports, snapshot.id, made));
    const { reading, readings } = await versionOf(ports);
    expect(reading).toEqual(made.reading);
    expect(readings).toEqual([old, made.reading]);
  });

  it('[V41] that gives what it gave writes nothing', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    const { snapshot } = await versionOf(ports);
    const before = await everything(ports);
    const again = valueOf(await addReading(ports, snapshot.id, await madeOf(january)));
    expect(again).toMatchObject({ auditSequence: null, value: { place: 'wasInUse' } });
    expect(await everything(ports)).toEqual(before);
  });

  it('[V42] that failed is kept beside a reading that did not, which stays in use', async () => {
    const ports = testPorts();
    const ingested = await ingest('trips.csv', ragged, null, skipping);
    await takeFile(ports, 'trips.csv', ingested);
    const { snapshot } = await versionOf(ports);
    const added = valueOf(await addReading(ports, snapshot.id, await madeOf(ragged)));
    expect(added.value.place).toBe('beside');
    const { reading, readings } = await versionOf(ports);
    expect(reading?.rowCount).toBe(2);
    expect(readings).toHaveLength(2);
    const before = await everything(ports);
    expect(valueOf(await addReading(ports, snapshot.id, await madeOf(ragged))).auditSequence).toBeNull();
    expect(await everything(ports)).toEqual(before);
  });
});

describe('what was suggested while a table could not be read', () => {
  const bad = `${january}3\n`;

  it('[V46] is suggested anew once it can be, with its message; an undo gives back what was said', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    await dropFile(ports, 'trips.csv', bad);
    const before = await versionOf(ports, 2);
    expect(before.semanticVersion?.version).toBe('2.0.0');
    const prefix = await prefixBefore(ports.store, before.snapshot.id);
    const ingested = await ingest('trips.csv', bad, prefix, skipping);
    const added = valueOf(await addReading(ports, before.snapshot.id, madeReading(ingested)!));
    const after = await versionOf(ports, 2);
    expect(after.semanticVersion).toEqual({
      version: '1.0.1',
      isSuggested: true,
      reasons: [
        'The same rows in the same order as version 1; only the bytes differ.',
        '1 row could not be read and is left out of this.',
      ],
    });
    expect(after.message).toBe('The same rows in the same order as version 1; only the bytes differ.');
    valueOf(await undo(ports, added.auditSequence!));
    expect(await versionOf(ports, 2)).toEqual({ ...before, readings: after.readings });
  });

  it('[V46] is said again where the reading that failed is chosen once more', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', ragged);
    const { snapshot, failedReading, message } = await versionOf(ports);
    valueOf(await addReading(ports, snapshot.id, await madeOf(ragged, skipping)));
    expect((await versionOf(ports)).message).toBe('First version, 2 rows.');
    valueOf(await switchReading(ports, snapshot.id, failedReading!.key));
    expect((await versionOf(ports)).message).toBe(message);
  });

  it('[V46] stays where another reader reads as it was asked to', async () => {
    const ports = testPorts();
    await takeByOlder(ports, january);
    const { snapshot } = await versionOf(ports);
    const added = valueOf(await addReading(ports, snapshot.id, await madeOf(january)));
    const entry = (await auditOf(ports))[added.auditSequence! - 1]!;
    expect(createdBy(entry).map(({ table }) => table)).toEqual(['annotations']);
  });

  it('[V46] stays where a person ruled or wrote otherwise', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    await dropFile(ports, 'trips.csv', bad);
    const { snapshot } = await versionOf(ports, 2);
    const ruling = { version: '7.0.0', reason: 'Because.', isMeant: false };
    valueOf(await ruleVersion(ports, snapshot.id, ruling));
    valueOf(await annotate(ports, snapshot.id, { kind: 'message', text: 'Half a file' }));
    valueOf(await addReading(ports, snapshot.id, await madeOf(bad, skipping)));
    const { semanticVersion, message, reading } = await versionOf(ports, 2);
    expect(reading?.rowCount).toBe(2);
    expect([semanticVersion?.version, message]).toEqual(['7.0.0', 'Half a file']);
  });
});

describe('bytes that are dropped again', () => {
  it('[V44] are read by today’s readers where older ones failed', async () => {
    const ports = testPorts();
    const ingested = await ingest('trips.csv', january);
    await takeFile(ports, 'trips.csv', { ...ingested, table: null });
    const { snapshot } = await versionOf(ports);
    const failed = older(failedReading(ingested.digest, 'csv', defaultReadOptions, failure));
    valueOf(await addReading(ports, snapshot.id, { reading: failed, profile: null }));
    expect((await versionOf(ports)).failedReading).toEqual(failed);
    expect((await versionOf(ports)).message).toBe('First version; its table could not be read.');
    const again = await dropFile(ports, 'trips.csv', january);
    expect(again.outcomes[0]?.what).toEqual({ kind: 'readAgain', sequence: 1 });
    const read = await versionOf(ports);
    expect([read.reading?.rowCount, read.message]).toEqual([2, 'First version, 2 rows.']);
  });

  it('[V44] are not read anew where today’s readers failed', async () => {
    const ports = testPorts();
    const ingested = await ingest('trips.csv', january);
    await takeFile(ports, 'trips.csv', { ...ingested, table: null, failure });
    const again = await dropFile(ports, 'trips.csv', january);
    expect(again.outcomes[0]).toMatchObject({ what: { kind: 'unchanged', sinceSequence: 1 }, failure });
  });

  it('[V44] are read by today’s readers where older ones did, and once', async () => {
    const ports = testPorts();
    await takeByOlder(ports, january);
    const again = await dropFile(ports, 'trips.csv', january);
    expect(again.outcomes[0]?.what).toEqual({ kind: 'readAgain', sequence: 1 });
    expect((await versionOf(ports)).readings).toHaveLength(2);
    const entries = await auditOf(ports);
    expect(entries.at(-1)).toMatchObject({ action: 'readAgain', subject: 'trips.csv' });
    const before = await everything(ports);
    const third = await dropFile(ports, 'trips.csv', january);
    expect(third).toMatchObject({ auditSequence: null, outcomes: [{ what: { kind: 'unchanged' } }] });
    expect(await everything(ports)).toEqual(before);
    valueOf(await undo(ports, again.auditSequence!));
    expect((await versionOf(ports)).reading?.readerVersion).toBe(readerVersion - 1);
  });

  it('[V44] leave a reading alone that was asked for otherwise', async () => {
    const ports = testPorts();
    const ingested = await ingest('trips.csv', january, null, skipping);
    const table = { ...ingested.table!, reading: older(ingested.table!.reading) };
    await takeFile(ports, 'trips.csv', { ...ingested, table });
    const before = await everything(ports);
    expect((await dropFile(ports, 'trips.csv', january)).auditSequence).toBeNull();
    expect(await everything(ports)).toEqual(before);
  });
});

describe('a parent whose digests are of another rule', () => {
  const ofOtherRule = <R extends AnyReading>(reading: R): R => ({
    ...reading,
    readerVersion: 1,
    key: `${reading.key} by rule 1`,
  });

  async function takeByOtherRule(ports: OperationPorts): Promise<SnapshotView> {
    const ingested = await ingest('trips.csv', january);
    const table = { ...ingested.table!, reading: ofOtherRule(ingested.table!.reading) };
    await takeFile(ports, 'trips.csv', { ...ingested, table });
    return versionOf(ports);
  }

  async function takeNext(ports: OperationPorts, text: string, more: Partial<UnitFile> = {}) {
    const prepared = valueOf(await prepareSnapshot(ports, ['trips.csv'])).get('trips.csv')!;
    const ingested = await ingest('trips.csv', text, prepared.prefix);
    return takeFile(ports, 'trips.csv', ingested, more);
  }

  it('[V45] has to be read again', async () => {
    const ports = testPorts();
    const { snapshot } = await takeByOtherRule(ports);
    const prepared = valueOf(await prepareSnapshot(ports, ['trips.csv']));
    expect(prepared.get('trips.csv')).toEqual({
      prefix: { rowCount: 2, columnNames: ['id', 'city'] },
      parentToRead: {
        snapshotId: snapshot.id,
        digest: snapshot.digest,
        byteLength: january.length,
        options: defaultReadOptions,
      },
    });
    await dropFile(ports, 'other.csv', january);
    const own = valueOf(await prepareSnapshot(ports, ['other.csv']));
    expect(own.get('other.csv')?.parentToRead).toBeNull();
  });

  it('[V45] was read again: then both are judged by one rule, and one undo takes all of it back', async () => {
    const ports = testPorts();
    const parent = await takeByOtherRule(ports);
    const made = await madeOf(january);
    const parentReadAgain = { snapshotId: parent.snapshot.id, made };
    const taken = await takeNext(ports, february, { parentReadAgain });
    expect(taken.outcomes[0]?.what).toMatchObject({ rowCountChange: 1, suggestion: { step: 'minor' } });
    expect((await versionOf(ports)).reading?.key).toBe(made.reading.key);
    const entry = (await auditOf(ports)).at(-1)!;
    expect(entry.detail).toMatchObject({
      readAgain: [{ path: 'trips.csv', sequence: 1, before: parent.reading?.key, after: made.reading.key }],
    });
    valueOf(await undo(ports, taken.auditSequence!));
    expect((await versionOf(ports)).reading?.key).toBe(parent.reading?.key);
  });

  it.each([
    [{ whyNot: 'Its bytes are not kept.' }, 'Its bytes are not kept.'],
    [
      { made: { reading: { failure } as FailedReading, profile: null } },
      'Its table could not be read again: Windows-1252 is not read.',
    ],
  ])('[V45] could not be read again: then nothing is claimed of its rows (%#)', async (again, why) => {
    const ports = testPorts();
    const { snapshot, reading } = await takeByOtherRule(ports);
    const parentReadAgain = { snapshotId: snapshot.id, ...again };
    const taken = await takeNext(ports, january.replaceAll('\n', '\r\n'), { parentReadAgain });
    const { what } = taken.outcomes[0]!;
    if (what.kind !== 'newVersion') throw new Error(what.kind);
    expect(what.suggestion?.version).toBe('2.0.0');
    expect(what.suggestion?.reasons.at(-1)).toMatch(
      /^Whether the rows of version 1 are still there cannot be verified: its digests are of rule 1, those of this version of rule 2\./,
    );
    expect(what.suggestion?.reasons.at(-1)).toContain(why);
    expect((await versionOf(ports)).reading?.key).toBe(reading?.key);
  });
});

describe('a bundle', () => {
  it('carries readings that failed and those that were chosen, and gives the same store', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', ragged);
    const { snapshot } = await versionOf(ports);
    valueOf(await addReading(ports, snapshot.id, await madeOf(ragged, skipping)));
    const [before, chosen] = [await everything(ports), await versionOf(ports)];
    for (const within of [null, `artifact:${snapshot.artifactId}`] as const) {
      const text = valueOf(await exportBundle(ports, within));
      const other = testPorts();
      valueOf(await importBundle(other, { path: 'b.json', text }));
      if (within === null) expect(await everything(other)).toEqual(before);
      expect(await versionOf(other)).toEqual({ ...chosen, isClaimed: true });
    }
  });

  it('of version 2, from before readings could fail or be chosen, is imported', async () => {
    const ports = testPorts();
    const ingested = await ingest('trips.csv', january);
    const reading = { ...ingested.table!.reading, readerVersion: 1, key: 'as rule 1 had it' };
    await takeFile(ports, 'trips.csv', { ...ingested, table: { ...ingested.table!, reading } });
    const { tables } = valueOf(readBundle(valueOf(await exportBundle(ports, null)), ports));
    const lines = tableNames
      .filter((name) => declarationOf(name).since.bundle <= 2)
      .map((name) => [name, tables[name].map((record) => recordLine(toLossless(record)))] as const);
    const digest = bundleDigest(2, 'all', lines, ports);
    const written = lines.map(([name, records]) => `"${name}":[${records.join(',')}]`);
    const text = `{"format":"throughline-bundle","version":2,"scope":"all","digest":"${digest}","tables":{${written.join(',')}}}`;
    const other = testPorts();
    valueOf(await importBundle(other, { path: 'b.json', text }));
    expect((await versionOf(other)).reading).toEqual(reading);
    // Written anew, it is of today's version, and says the same; seals came later.
    const before = writeBundle({ ...tables, seals: [], claims: [] }, 'all', ports);
    expect(valueOf(await exportBundle(other, null))).toBe(before);
    const prepared = valueOf(await prepareSnapshot(other, ['trips.csv'])).get('trips.csv');
    expect(prepared?.parentToRead?.digest).toBe(ingested.digest);
  });

  it('comes beside a reading of the same bytes that was asked to look for other rows', async () => {
    const [here, there] = [testPorts(), testPorts()];
    await dropFile(here, 'trips.csv', february);
    await dropFile(there, 'trips.csv', january);
    await dropFile(there, 'other.csv', january);
    await dropFile(there, 'other.csv', february);
    const text = valueOf(await exportBundle(there, null));
    const merged = await importBundle(here, { path: 'b.json', text });
    expect(merged).toMatchObject({ ok: true });
    expect((await versionOf(here)).reading?.prefix).toBeNull();
  });

  it('is refused where a reading is chosen that it lacks, and where one is not shaped as it has to be', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', ragged);
    const { snapshot } = await versionOf(ports);
    valueOf(await addReading(ports, snapshot.id, await madeOf(ragged, skipping)));
    const text = valueOf(await exportBundle(ports, null));
    const { annotations, readings } = valueOf(readBundle(text, ports)).tables;
    const chosenAt = annotations.findIndex(({ body }) => body.kind === 'reading');
    const at = readings.findIndex((reading) => isFailed(reading));
    const changed = (change: (tables: RecordTables) => RecordTables): string => {
      const read = valueOf(readBundle(text, ports));
      return writeBundle(change(read.tables), 'all', ports);
    };
    const refused = async (bundle: string) => importBundle(testPorts(), { path: 'b.json', text: bundle });
    expect(
      await refused(
        changed((tables) => ({
          ...tables,
          readings: tables.readings.filter((reading) => isFailed(reading)),
          profiles: [],
        })),
      ),
    ).toMatchObject({
      error: { kind: 'malformedBundle', place: `/tables/annotations/${chosenAt}/body/readingKey` },
    });
    expect(
      await refused(
        changed((tables) => ({
          ...tables,
          readings: tables.readings.map((reading) =>
            isFailed(reading) ? { ...reading, failure: { ...failure, kind: 'nonsense' as never } } : reading,
          ),
        })),
      ),
    ).toMatchObject({ error: { kind: 'malformedBundle', place: `/tables/readings/${at}/failure/kind` } });
  });
});
