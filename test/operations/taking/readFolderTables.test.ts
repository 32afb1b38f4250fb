import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeHashers, nodeIngestPorts } from '../../../src/cli/nodePorts';
import { ingestFile } from '../../../src/formats/ingest';
import { verifyStore } from '../../../src/operations/audit/verifyStore';
import { undo } from '../../../src/operations/audit/undo';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { tableOffers } from '../../../src/operations/taking/tableOffers';
import { type TakenSnapshot, takeSnapshot } from '../../../src/operations/taking/takeSnapshot';
import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import { partitionedTable } from '../../../src/profile/partitionedTable';
import type { FileRead, FileReaders, FileRequest } from '../../../src/operations/taking/fileReaders';
import { readFolderTables } from '../../../src/operations/taking/readFolderTables';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import type { Digest } from '../../../src/versioning/digest';
import { blobSource } from '../../../src/workers/blobSource';
import { testPorts, valueOf, workspaceOf } from '../testProject';

type Files = Readonly<Record<string, string>>;

/** Reads here, and notes which files were parsed. */
function readersHere(parsed: string[]): FileReaders<File> {
  const { signal } = new AbortController();
  const ingest = async (file: File, request: FileRequest): Promise<FileRead> => {
    if (request.digestOnly !== true) parsed.push(request.path);
    return ingestFile(blobSource(file), request, nodeIngestPorts, signal);
  };
  return {
    ingest,
    async ingestAll(files, requestOf, take) {
      for (const each of files) if (take(each, await ingest(each.file, requestOf(each))) === 'end') return;
    },
    makeTable: ({ parts, profiles, ...input }) =>
      Promise.resolve(partitionedTable(parts, profiles, { ...input, hashers: nodeHashers })),
    readKept: () => Promise.reject(new Error('nothing is kept')),
  };
}

interface Dropped extends TakenSnapshot {
  readonly parsed: readonly string[];
  readonly offers: ReturnType<typeof tableOffers>;
}

async function drop(ports: OperationPorts, files: Files, ways: object = {}): Promise<Dropped> {
  const parsed: string[] = [];
  const parts = { ports, readers: readersHere(parsed) };
  const all = Object.entries(files).map(([path, text]) => ({ path, file: new File([text], path) }));
  const { signal } = new AbortController();
  const asked = { name: 'orders', ...ways };
  const read = valueOf(await readFolderTables(asked, all, parts, () => undefined));
  const others = await Promise.all(
    read.others.map(async ({ path, file }) => {
      const options = { skipBadRows: false, delimiter: null, hasHeader: null };
      const done = await ingestFile(
        blobSource(file),
        { path, options, prefix: null },
        nodeIngestPorts,
        signal,
      );
      return { path, ingested: valueOf(done), lastModified: null };
    }),
  );
  const units = [...others, ...read.units];
  const tables = valueOf(await read.make(units, null));
  const unit = { kind: 'directory', name: 'orders', files: units, leftOutCount: 0, tables } as const;
  return { ...valueOf(await takeSnapshot(ports, unit)), parsed, offers: tableOffers(unit) };
}

const days = (...numbers: number[]): Files =>
  Object.fromEntries(
    numbers.map((day) => [`dt=2026-01-0${day}/part-0.csv`, `id,v\n${day},${day * 10}\n${day + 100},5\n`]),
  );
const asTable = { asTables: [''] };

describe('[V55] a dropped folder that is taken as one table', () => {
  it('is one artifact with one version, one row count and one profile', async () => {
    const ports = testPorts();
    const { outcomes, parsed } = await drop(ports, { ...days(1, 2, 3), _SUCCESS: '' }, asTable);
    expect(outcomes).toMatchObject([{ path: 'orders', what: { kind: 'newArtifact' }, partCount: 3 }]);
    expect(parsed).toHaveLength(3);
    const workspace = await workspaceOf(ports);
    expect(workspace.artifacts.size).toBe(1);
    const [version] = workspace.artifactNamed('file', 'orders')!.snapshots;
    expect(version?.reading).toMatchObject({ rowCount: 6, digest: version?.snapshot.digest });
    expect(version?.reading?.columns.map(({ name }) => name)).toEqual(['id', 'v', 'dt']);
    const stored = valueOf(
      await ports.store.read((transaction) => transaction.get('profiles', version!.reading!.key)),
    );
    // (1 + 101 + 2 + 102 + 3 + 103) / 6
    expect(stored?.profile.columns[0]?.numbers?.mean).toBeCloseTo(52, 9);
  });

  it('parses the new part alone in its next version, and says what it says from nothing', async () => {
    const ports = testPorts();
    await drop(ports, days(1, 2, 3), asTable);
    const { outcomes, parsed } = await drop(ports, days(1, 2, 3, 4));
    expect(parsed).toEqual(['orders/dt=2026-01-04/part-0.csv']);
    expect(outcomes).toMatchObject([
      { what: { kind: 'newVersion', sequence: 2, rowCountChange: 2, suggestion: { step: 'minor' } } },
    ]);
    const fresh = testPorts();
    await drop(fresh, days(1, 2, 3, 4), asTable);
    const readings = await Promise.all(
      [ports, fresh].map(async (each) =>
        (await workspaceOf(each)).artifactNamed('file', 'orders')!.snapshots.at(-1),
      ),
    );
    expect(readings[0]?.reading).toEqual(readings[1]?.reading);
    const profiles = await Promise.all(
      [ports, fresh].map(async (each, at) =>
        valueOf(
          await each.store.read((transaction) => transaction.get('profiles', readings[at]!.reading!.key)),
        ),
      ),
    );
    expect(profiles[0]).toEqual(profiles[1]);
  });

  it('changes nothing where it is dropped again, and parses nothing', async () => {
    const ports = testPorts();
    await drop(ports, days(1, 2), asTable);
    const { auditSequence, parsed, outcomes } = await drop(ports, days(1, 2));
    expect(auditSequence).toBeNull();
    expect(parsed).toEqual([]);
    expect(outcomes).toMatchObject([{ what: { kind: 'unchanged' } }]);
  });

  it('is a greater change where a part was edited or went', async () => {
    const ports = testPorts();
    await drop(ports, days(1, 2), asTable);
    const edited = { ...days(1, 2), 'dt=2026-01-02/part-0.csv': 'id,v\n2,21\n102,5\n' };
    const { outcomes } = await drop(ports, edited);
    expect(outcomes).toMatchObject([
      { what: { suggestion: { step: 'major', reasons: ['1 file changed.'] } } },
    ]);
  });

  it('is a version all the same where a part cannot be read, which is named', async () => {
    const ports = testPorts();
    const { outcomes } = await drop(
      ports,
      { ...days(1), 'dt=2026-01-02/part-0.csv': 'id,v\n1\n2,3\n' },
      asTable,
    );
    expect(outcomes).toMatchObject([
      {
        what: { kind: 'newArtifact' },
        failure: { message: expect.stringMatching(/^dt=2026-01-02\/part-0.csv: /) as string },
      },
    ]);
    expect((await workspaceOf(ports)).artifacts.size).toBe(1);
  });

  it('may lie inside of the dropped folder, beside files that are artifacts', async () => {
    const ports = testPorts();
    const files = Object.fromEntries(Object.entries(days(1, 2)).map(([path, text]) => [`raw/${path}`, text]));
    await drop(ports, { ...files, 'customers.csv': 'name\nAda\n' }, { asTables: ['raw'] });
    const workspace = await workspaceOf(ports);
    expect([...workspace.artifacts.values()].map(({ name }) => name).sort()).toEqual([
      'orders',
      'orders/customers.csv',
      'orders/raw',
    ]);
    const again = await drop(ports, { ...files, 'customers.csv': 'name\nAda\n' });
    expect([again.auditSequence, again.parsed]).toEqual([null, []]);
  });

  it('is offered where files of one pattern have one schema, and is taken anew from what was read', async () => {
    const ports = testPorts();
    const first = await drop(ports, days(1, 2, 3), { asTables: [] });
    expect(first.offers).toEqual([{ folder: '', fileCount: 3, columns: ['dt'], isTaken: false }]);
    expect((await workspaceOf(ports)).artifacts.size).toBe(4);
    valueOf(await undo(ports, first.auditSequence!));
    const taken = await drop(ports, days(1, 2, 3), { ...asTable, isReadBefore: true });
    expect(taken.parsed).toEqual([]);
    expect(taken.offers).toEqual([{ folder: '', fileCount: 3, columns: [], isTaken: true }]);
    expect((await workspaceOf(ports)).artifacts.size).toBe(1);
  });

  it('is not offered where schemas differ', async () => {
    const { offers } = await drop(
      testPorts(),
      { 'a-1.csv': 'x\n1\n', 'a-2.csv': 'y\n1\n' },
      { asTables: [] },
    );
    expect(offers).toEqual([]);
  });

  it('holds through undo, verification, export and import', async () => {
    const ports = testPorts();
    await drop(ports, days(1, 2), asTable);
    const second = await drop(ports, days(1, 2, 3));
    const verifying = {
      ...ports,
      chunks: createMemoryChunkStore(),
      sha256: (bytes: Uint8Array) =>
        Promise.resolve(createHash('sha256').update(bytes).digest('hex') as Digest),
    };
    const never = { aborted: false, throwIfAborted: () => undefined };
    expect(valueOf(await verifyStore(verifying, never)).findings).toEqual([]);
    const text = valueOf(await exportBundle(ports, null));
    const other = testPorts();
    valueOf(await importBundle(other, { path: 'b.json', text }));
    const there = (await workspaceOf(other)).artifactNamed('file', 'orders')!;
    expect(there.snapshots.map(({ reading }) => reading?.rowCount)).toEqual([4, 6]);
    valueOf(await undo(ports, second.auditSequence!));
    const { snapshots } = (await workspaceOf(ports)).artifactNamed('file', 'orders')!;
    expect(snapshots.map(({ reading }) => reading?.rowCount)).toEqual([4]);
  });
});
