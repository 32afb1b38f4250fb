import { beforeEach, describe, expect, it } from 'vitest';
import { nodeHashers, nodeIngestPorts, nodeText } from '../../../src/cli/nodePorts';
import { readRows } from '../../../src/formats/readRows';
import { readAuditLog } from '../../../src/operations/audit/auditLog';
import { describeAuditEntry } from '../../../src/operations/audit/auditLogWords';
import { undo } from '../../../src/operations/audit/undo';
import type { ChunkStore } from '../../../src/operations/bytes/chunkStore';
import { freeFound } from '../../../src/operations/bytes/freeFound';
import { keptSource } from '../../../src/operations/bytes/keptSource';
import { searchKey, type KeyQuery } from '../../../src/operations/bytes/searchKey';
import { keyFindings } from '../../../src/operations/contracts/keyFindings';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import { keepFile, keepFolder, sha256 } from '../keptProject';
import { zippedFiles } from '../../zippedFiles';
import { plainRun } from '../plainRun';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

const never = { aborted: false, throwIfAborted: () => undefined };
let ports: OperationPorts;
let chunks: ChunkStore;

const search = async (key: string, columns: KeyQuery['columns'] = [], onProgress = () => undefined) =>
  valueOf(
    await searchKey(
      {
        store: ports.store,
        text: nodeText,
        sourceOf: (file) => keptSource(file, { chunks, sha256, hashers: nodeHashers }, never),
        readRows: (source, file, rows, onBytes) =>
          readRows(source, { ...file, textColumns: [] }, rows, nodeIngestPorts, never, onBytes),
      },
      { key, columns },
      never,
      onProgress,
    ),
  );

const keep = async (path: string, text: string) => (await keepFile(ports, chunks, path, text)).outcomes[0]!;

beforeEach(() => {
  ports = testPorts();
  chunks = createMemoryChunkStore();
});

describe('a search for a key', () => {
  it('finds cells that are the key or have it as a word, in every version and copy, in the columns that are asked', async () => {
    await keep('people.csv', 'id,mail,note\n7,ana@b.org,\n8,bo@b.org,of ana@b.org\n');
    await keep('people.csv', 'id,mail,note\n8,bo@b.org,of ana@b.org\n');
    await keep('copy.csv', 'id,mail,note\n7,ana@b.org,\n8,bo@b.org,of ana@b.org\n');
    const found = await search('ana@b.org');
    expect(found.hits.map(({ count, columns }) => ({ count, columns }))).toEqual([
      {
        count: 2,
        columns: [
          { name: 'mail', rowCount: 1 },
          { name: 'note', rowCount: 1 },
        ],
      },
      { count: 1, columns: [{ name: 'note', rowCount: 1 }] },
    ]);
    const own = await search('ana@b.org', ['mail']);
    expect(own.hits.map(({ count }) => count)).toEqual([1]);
    const { versions } = keyFindings(await workspaceOf(ports), own.hits);
    expect(versions.map(({ name }) => name)).toEqual(['copy.csv v1', 'people.csv v1']);
    expect((await search('ana@b.org', ['id'])).hits).toEqual([]);
    expect((await search('nobody')).hits).toEqual([]);
  });

  it('looks into folders and into files that are no tables, and names what was made of them', async () => {
    const raw = (
      await keepFolder(ports, chunks, 'raw', { 'a.csv': 'id\nK1\n', 'b.json': '{"id": "K1", "x": "K10"}' })
    ).outcomes[0]!;
    const model = await keep('model.pkl', 'weights\u0000');
    const job = { namespace: 'manual', name: 'train' };
    valueOf(await recordRun(ports, { ...plainRun, job, inputs: [raw], outputs: [model] }));
    const found = await search('K1');
    const { versions, downstream } = keyFindings(await workspaceOf(ports), found.hits);
    expect(versions.map(({ name, inside, hit }) => [name, inside, hit.count])).toEqual(
      expect.arrayContaining([
        ['raw v1', 'a.csv', 1],
        ['raw v1', 'b.json', 1],
      ]),
    );
    expect(downstream.map(({ artifact: { name } }) => name)).toContain('model.pkl');
  });

  it('looks into archives file by file, into those inside of them, and says what of them could not be searched', async () => {
    const inner = zippedFiles({ 'deep.csv': 'id,mail\n1,ana@b.org\n', 'no.txt': 'diana@b.org' });
    const zip = zippedFiles({ 'a/people.csv': 'mail\nana@b.org\nana@b.org\n', 'inner.zip': inner });
    const broken = zippedFiles({ 'ok.txt': 'to ana@b.org', 'x.txt': 'ana@b.org' });
    // The method of the second file in the list of files: 99 is what nobody packs by.
    broken[broken.lastIndexOf(Buffer.from('PK\u0001\u0002')) + 10] = 99;
    await keepFile(ports, chunks, 'all.zip', zip);
    await keepFile(ports, chunks, 'broken.zip', broken);
    const found = await search('ana@b.org');
    // Two rows of people.csv and one of the inner archive; of the broken one the file that is readable.
    expect(found.hits.map(({ count, columns }) => ({ count, columns }))).toEqual([
      { count: 3, columns: null },
      { count: 1, columns: null },
    ]);
    expect(found.unread).toEqual([
      { name: 'x.txt in broken.zip v1', why: 'it is packed by method 99, which is not read' },
    ]);
  });

  it('says which versions have no bytes here, and which records keep naming the key', async () => {
    await keep('people.csv', 'mail\nana@b.org\n');
    await dropFile(ports, 'far.csv', 'mail\ncy@b.org\n');
    const { notHere, named } = await search('ana@b.org');
    expect(notHere).toEqual(['far.csv v1']);
    expect(named).toMatchObject({ profiles: 1, measurements: 0 });
  });

  it('tells how far it is, up to the end', async () => {
    await keep('a.csv', 'id\n1\n');
    const told: unknown[] = [];
    await search('1', [], ((each: unknown) => void told.push(each)) as never);
    expect(told.at(-1)).toEqual({ bytesDone: 5, byteLength: 5 });
  });
});

describe('freeing what was found', () => {
  it('frees bytes that a clean-up keeps, with its reason in the log, until that is undone', async () => {
    await keep('people.csv', 'mail\nana@b.org\n');
    const { hits } = await search('ana@b.org');
    const digests = hits.map(({ digest }) => digest);
    expect(await freeFound(ports, digests, ' ')).toMatchObject({ ok: false });
    const freed = valueOf(await freeFound(ports, digests, 'request 17'));
    const bytesOf = async () =>
      (await workspaceOf(ports)).artifactNamed('file', 'people.csv')!.snapshots[0]!.bytes;
    expect((await bytesOf()).kind).toBe('freed');
    const log = valueOf(await readAuditLog(ports.store));
    expect(describeAuditEntry(log, log.entries.at(-1)!)).toBe('Freed the bytes of people.csv v1: request 17');
    expect(JSON.stringify(log.entries)).not.toContain('ana@b.org');
    expect(await freeFound(ports, digests, 'again')).toMatchObject({ ok: false });
    valueOf(await undo(ports, freed.auditSequence));
    expect((await bytesOf()).kind).toBe('here');
  });
});
