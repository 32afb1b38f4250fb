import { describe, expect, it } from 'vitest';

import { nodeHashers, nodeText } from '../../../src/cli/nodePorts';
import { readBundle } from '../../../src/formats/bundle/readBundle';
import { writeBundle } from '../../../src/formats/bundle/writeBundle';
import { undo } from '../../../src/operations/audit/undo';
import { verifyStore } from '../../../src/operations/audit/verifyStore';
import { keptTableOf } from '../../../src/operations/bytes/keptTable';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { readUnread } from '../../../src/operations/core/unread';
import { addReading, switchReading } from '../../../src/operations/taking/readings';
import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import type { RecordTables } from '../../../src/records/tables';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import { keepFile, keepFolder, sha256 } from '../keptProject';
import { recordFaults } from '../storedRecords';
import { dropFile, dropFolder, ingest, testPorts, valueOf, workspaceOf } from '../testProject';

const rows = (count: number): string =>
  `id\n${Array.from({ length: count }, (_, row) => `${row}\n`).join('')}`;
const trips = rows(300);
const neverCancelled = { aborted: false, throwIfAborted: () => undefined };

/** The bundle of a store, with some of its records made another's: its digest is right. */
async function forged(ports: OperationPorts, forge: (tables: RecordTables) => Partial<RecordTables>) {
  const { tables, scope } = valueOf(readBundle(valueOf(await exportBundle(ports, null)), ports));
  return { path: 'b.json', text: writeBundle({ ...tables, ...forge(tables) }, scope, ports) };
}

const sevenRows = ({ readings }: RecordTables): Partial<RecordTables> => ({
  readings: readings.map((reading) => ({ ...reading, rowCount: 7 })) as RecordTables['readings'],
});

async function versionOf(ports: OperationPorts, path: string) {
  return (await workspaceOf(ports)).artifactNamed('file', path)!.snapshots.at(-1)!;
}

const isTable = (version: Awaited<ReturnType<typeof versionOf>>) => version.reading!.rowCount;

async function verdictOf(ports: OperationPorts, chunks = createMemoryChunkStore()) {
  const from = { store: ports.store, chunks, hashers: nodeHashers, text: nodeText, sha256 };
  return valueOf(await verifyStore(from, neverCancelled));
}

describe('what a bundle says of bytes', () => {
  it.each(['an empty workspace', 'one with something in it'])(
    '[V53] is a claim in %s, until the file is dropped and read here',
    async (where) => {
      const there = testPorts();
      await dropFile(there, 'trips.csv', trips);
      const here = testPorts();
      if (where !== 'an empty workspace') await dropFile(here, 'other.csv', 'id\n9\n');
      valueOf(await importBundle(here, await forged(there, sevenRows)));
      const claimed = await versionOf(here, 'trips.csv');
      expect([isTable(claimed), claimed.isClaimed]).toEqual([7, true]);
      expect((await verdictOf(here)).claims).toEqual({ readingCount: 1, listCount: 0, fileCount: 0 });

      const dropped = await dropFile(here, 'trips.csv', trips);
      expect(dropped.outcomes[0]!.what).toEqual({ kind: 'readAgain', sequence: 1 });
      const read = await versionOf(here, 'trips.csv');
      expect([isTable(read), read.isClaimed, read.message]).toEqual([300, false, 'First version, 300 rows.']);
      const profiles = valueOf(await here.store.read((transaction) => transaction.all('profiles')));
      expect(profiles.find(({ key }) => key === read.reading!.key)?.profile.rowCount).toBe(300);
      expect((await verdictOf(here)).claims).toEqual({ readingCount: 0, listCount: 0, fileCount: 0 });
      // Once more it is known.
      const again = await dropFile(here, 'trips.csv', trips);
      expect([again.outcomes[0]!.what.kind, again.auditSequence]).toEqual(['unchanged', null]);
    },
  );

  it('[V54] is what the next version is judged by, and its first reason and message say so', async () => {
    const claimed = [testPorts(), testPorts()] as const;
    await dropFile(claimed[0], 'trips.csv', trips);
    valueOf(await importBundle(claimed[1], await forged(claimed[0], sevenRows)));
    for (const [ports, isClaimed] of [
      [claimed[0], false],
      [claimed[1], true],
    ] as const) {
      await dropFile(ports, 'trips.csv', `${trips}301,Oslo\n`);
      const { semanticVersion, message } = await versionOf(ports, 'trips.csv');
      const words = 'Version 1 was known by what an import claims alone.';
      expect([semanticVersion?.reasons[0]?.endsWith(words), message?.endsWith(words)]).toEqual([
        isClaimed,
        isClaimed,
      ]);
      expect(semanticVersion?.reasons.slice(1).join(' ')).not.toContain(words);
    }
  });

  it('is replaced where the same bytes are dropped under another name', async () => {
    const [there, here] = [testPorts(), testPorts()];
    await dropFile(there, 'trips.csv', trips);
    valueOf(await importBundle(here, await forged(there, sevenRows)));
    await dropFile(here, 'copy.csv', trips);
    for (const path of ['trips.csv', 'copy.csv']) {
      const version = await versionOf(here, path);
      expect([path, isTable(version), version.isClaimed]).toEqual([path, 300, false]);
    }
    // The forged reading was never what its own log says, and is not there any more.
    expect(await recordFaults(here)).toEqual([]);
  });

  it('gives way to what was read here by other options, whatever a later bundle puts into use', async () => {
    const [there, here] = [testPorts(), testPorts()];
    await dropFile(there, 'trips.csv', trips);
    const base = valueOf(await exportBundle(there, null));
    valueOf(await importBundle(here, { path: 'b.json', text: base }));
    await dropFile(here, 'trips.csv', trips);
    const own = (await versionOf(here, 'trips.csv')).reading!;
    const { id } = (await versionOf(here, 'trips.csv')).snapshot;
    // A later bundle claims another reading of the same bytes, and puts it into use by the latest word.
    const later = await forged(there, ({ readings, profiles, annotations, audit }) => {
      const key = 'forged';
      const body = { kind: 'reading', readingKey: key } as const;
      const change = audit.at(-1)!.change ?? 0;
      return {
        readings: [...readings, { ...readings[0]!, key, rowCount: 7 }],
        profiles: [...profiles, { ...profiles[0]!, key }],
        annotations: [...annotations, { ...annotations[0]!, id: 'later', snapshotId: id, body, change }],
      };
    });
    valueOf(await importBundle(here, later));
    const version = await versionOf(here, 'trips.csv');
    expect([version.reading!.key, version.isClaimed]).toEqual([own.key, false]);
    expect(await switchReading(here, id, 'forged')).toMatchObject({
      ok: false,
      error: { kind: 'invalidAnnotation', message: expect.stringContaining('An import claimed') as string },
    });
  });

  it('is replaced where kept bytes are read again, and stays read after an undo', async () => {
    const [there, here] = [testPorts(), testPorts()];
    await dropFile(there, 'trips.csv', trips);
    valueOf(await importBundle(here, await forged(there, sevenRows)));
    const { snapshot } = await versionOf(here, 'trips.csv');
    const { table } = await ingest('trips.csv', trips);
    const added = valueOf(await addReading(here, snapshot.id, table!));
    expect(added.value.place).toBe('inUse');
    expect(isTable(await versionOf(here, 'trips.csv'))).toBe(300);
    valueOf(await undo(here, added.auditSequence!));
    const version = await versionOf(here, 'trips.csv');
    expect([isTable(version), version.isClaimed]).toEqual([300, false]);
  });

  it("is a claim of a folder's list too, which dropping the folder reads", async () => {
    const [there, here] = [testPorts(), testPorts()];
    const files = { 'a.txt': 'one', 'b.txt': 'two' };
    await dropFolder(there, 'photos', files);
    const text = await forged(there, ({ manifests }) => ({
      manifests: manifests.map((manifest) => ({
        ...manifest,
        entries: manifest.entries.map((entry) => ({ ...entry, byteLength: 9_000_000 })),
      })),
    }));
    valueOf(await importBundle(here, text));
    const claimed = await versionOf(here, 'photos');
    expect(claimed.isClaimed).toBe(true);
    expect((await verdictOf(here)).claims.listCount).toBe(1);
    await dropFolder(here, 'photos', files);
    const workspace = await workspaceOf(here);
    const { entries } = workspace.manifests.get(claimed.snapshot.digest!)!;
    expect(entries.map(({ byteLength }) => byteLength)).toEqual([3, 3]);
    expect((await versionOf(here, 'photos')).isClaimed).toBe(false);
  });
});

describe('a list of chunks of an import', () => {
  /** A workspace file's import stores chunks and lists like this. */
  async function importedList(chunking: number, text: string) {
    const ports = testPorts();
    const chunks = createMemoryChunkStore();
    const digest = await sha256(nodeText.encode(trips));
    const bytes = nodeText.encode(text);
    const chunk = { digest: await sha256(bytes), byteLength: bytes.length };
    await chunks.add([{ digest: chunk.digest, bytes }]);
    const list = { digest, byteLength: bytes.length, chunking, chunks: [chunk], state: 'kept' as const };
    valueOf(
      await ports.store.write(async ({ keptFiles, unread }) => {
        await keptFiles.put([list]);
        await unread.add([`files ${digest}`]);
      }),
    );
    return { ports, chunks, digest };
  }

  it.each([1, 2, 1e9])('of rule %d gives way to that of the dropped file', async (rule) => {
    const { ports, chunks, digest } = await importedList(rule, 'another file');
    await keepFile(ports, chunks, 'trips.csv', trips);
    const kept = valueOf(await ports.store.read(({ keptFiles }) => keptFiles.get(digest)));
    expect([kept!.chunking, kept!.byteLength]).toEqual([1, nodeText.encode(trips).length]);
    const { findings, claims } = await verdictOf(ports, chunks);
    expect([findings, claims.fileCount]).toEqual([[], 0]);
  });

  it('that gives the file is no claim any more after Verify read it', async () => {
    const { ports, chunks, digest } = await importedList(1, trips);
    const isClaimed = async () => valueOf(await ports.store.read(readUnread))('files', digest);
    expect(await isClaimed()).toBe(true);
    expect((await verdictOf(ports, chunks)).claims.fileCount).toBe(0);
    expect(await isClaimed()).toBe(false);
  });

  it('is told to whoever reads the version again', async () => {
    const { ports, digest } = await importedList(1, trips);
    const { outcomes } = await dropFile(ports, 'trips.csv', trips);
    const version = { snapshotId: outcomes[0]!.snapshotId, title: 'trips.csv v1' };
    const table = valueOf(await keptTableOf(ports.store, version, null));
    expect([table.file.digest, table.isListClaimed]).toEqual([digest, true]);
  });
});

it('a folder that is kept here is read here: nothing of it is a claim', async () => {
  const [ports, chunks] = [testPorts(), createMemoryChunkStore()];
  await keepFolder(ports, chunks, 'photos', { 'a.csv': 'id\n1\n' });
  expect((await verdictOf(ports, chunks)).claims).toEqual({ readingCount: 0, listCount: 0, fileCount: 0 });
});
