import { describe, expect, it } from 'vitest';

import { nodeHashers, nodeText } from '../../../src/cli/nodePorts';
import type { ChunkStore } from '../../../src/operations/bytes/chunkStore';
import { describeFinding } from '../../../src/operations/audit/describeFinding';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { verifyStore } from '../../../src/operations/audit/verifyStore';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import type { Digest } from '../../../src/versioning/digest';
import type { SnapshotId } from '../../../src/versioning/records';
import { keepFile, keepFolder, sha256 } from '../keptProject';
import { testPorts, valueOf } from '../testProject';

const neverCancelled = { aborted: false, throwIfAborted: () => undefined };

async function verify({ store }: OperationPorts, chunks: ChunkStore) {
  const ports = { store, chunks, hashers: nodeHashers, text: nodeText, sha256 };
  return valueOf(await verifyStore(ports, neverCancelled));
}

/** Three versions in two artifacts; `shared` is in two of them. */
async function project() {
  const ports = testPorts();
  const chunks = createMemoryChunkStore();
  await keepFile(ports, chunks, 'trips.csv', 'id\n1\n');
  await keepFile(ports, chunks, 'trips.csv', 'id\n1\n2\n');
  await keepFolder(ports, chunks, 'photos', { 'a.txt': 'shared', 'b/c.txt': 'shared', 'd.txt': 'own' });
  return { ports, chunks };
}

const digestOf = (text: string): Promise<Digest> => sha256(nodeText.encode(text));

describe('the check of a store', () => {
  it('finds nothing where all is as it should be', async () => {
    const { ports, chunks } = await project();
    expect(await verify(ports, chunks)).toEqual({
      findings: [],
      fileCount: 4,
      chunkCount: 4,
      // 'id\n1\n' 5, 'id\n1\n2\n' 7, 'shared' 6, 'own' 3
      byteLength: 21,
      versionCount: 3,
      entryCount: 3,
      // 2 artifacts, 2 names, 3 snapshots, 3 messages and 3 semantic versions, 2 readings and 2 profiles, 1 manifest
      records: {
        checkedCount: 18,
        uncheckedCount: 0,
        since: { sequence: 1, recordedAt: '2026-03-12T00:00:01.000000000Z' },
      },
      claims: { readingCount: 0, listCount: 0, fileCount: 0 },
    });
  });

  it('finds a flipped bit, and names the chunk and every file that has it', async () => {
    const { ports, chunks } = await project();
    const chunk = await digestOf('shared');
    await chunks.remove([chunk]);
    await chunks.add([{ digest: chunk, bytes: nodeText.encode('sharee') }]);
    const { findings } = await verify(ports, chunks);
    expect(findings).toEqual([
      { kind: 'damagedChunk', chunk, names: ['a.txt of photos v1', 'b/c.txt of photos v1'] },
    ]);
    expect(describeFinding(findings[0]!).what).toContain('a.txt of photos v1 and b/c.txt of photos v1');
  });

  it('finds a missing chunk, which dropping the file again brings back', async () => {
    const { ports, chunks } = await project();
    const chunk = await digestOf('id\n1\n2\n');
    await chunks.remove([chunk]);
    expect((await verify(ports, chunks)).findings).toEqual([
      { kind: 'missingChunk', chunk, names: ['trips.csv v2'] },
    ]);
    const again = await keepFile(ports, chunks, 'trips.csv', 'id\n1\n2\n');
    expect(again.outcomes[0]!.what.kind).toBe('unchanged');
    expect((await verify(ports, chunks)).findings).toEqual([]);
  });

  it('finds a file whose chunks are another file together, which dropping it again mends', async () => {
    const { ports, chunks } = await project();
    const file = await digestOf('id\n1\n');
    const other = await digestOf('own');
    await ports.store.write(async ({ keptFiles }) => {
      const kept = (await keptFiles.get(file))!;
      await keptFiles.put([{ ...kept, chunks: [{ digest: other, byteLength: 3 }] }]);
    });
    expect((await verify(ports, chunks)).findings).toEqual([
      { kind: 'wrongFile', file, names: ['trips.csv v1'] },
    ]);
    await keepFile(ports, chunks, 'trips.csv', 'id\n1\n');
    expect((await verify(ports, chunks)).findings).toEqual([]);
  });

  it('finds a reference that leads nowhere, a false manifest and a changed entry', async () => {
    const { ports, chunks } = await project();
    await ports.store.write(async (transaction) => {
      const first = (await transaction.all('snapshots')).find(
        ({ content, sequence }) => content === 'file' && sequence === 1,
      );
      const gone = { ...first!, id: 'other' as SnapshotId, sequence: 9, parents: ['gone' as SnapshotId] };
      await transaction.add('snapshots', [{ ...gone, readingKey: 'no reading' }]);
      const [manifest] = await transaction.all('manifests');
      await transaction.add('manifests', [{ ...manifest!, digest: 'f'.repeat(64) as Digest }]);
      const last = await transaction.last('audit');
      await transaction.add('audit', [{ ...last!, sequence: 4, subject: 'forged' }]);
    });
    const { findings } = await verify(ports, chunks);
    expect(findings).toEqual([
      { kind: 'danglingReference', fromName: 'trips.csv v9', table: 'readings', id: 'no reading' },
      { kind: 'danglingReference', fromName: 'trips.csv v9', table: 'snapshots', id: 'gone' },
      { kind: 'wrongManifest', tree: 'f'.repeat(64), names: [] },
      { kind: 'brokenAudit', at: { sequence: 4, fault: 'wrongPreviousHash' } },
      // It says to have the seal of the one that it was copied from.
      { kind: 'wrongRecord', fault: { kind: 'wrongSeal', sequence: 4 }, name: '' },
      {
        kind: 'wrongRecord',
        fault: { kind: 'added', table: 'snapshots', key: 'other', sequence: null },
        name: 'trips.csv v9',
      },
    ]);
    expect(describeFinding(findings.at(-1)!).what).toBe(
      'Trips.csv v9 was put in past the log: no entry wrote it (snapshot other).',
    );
  });

  it('finds a false list of a folder, which dropping the folder again puts right', async () => {
    const { ports, chunks } = await project();
    const tree = await ports.store.write(async (transaction) => {
      const [manifest] = await transaction.all('manifests');
      await transaction.put('manifests', [{ ...manifest!, entries: manifest!.entries.slice(1) }]);
      return manifest!.digest;
    });
    expect((await verify(ports, chunks)).findings).toEqual([
      { kind: 'wrongManifest', tree: valueOf(tree), names: ['photos v1'] },
    ]);
    await keepFolder(ports, chunks, 'photos', { 'a.txt': 'shared', 'b/c.txt': 'shared', 'd.txt': 'own' });
    expect((await verify(ports, chunks)).findings).toEqual([]);
  });

  it('stops where it is cancelled, and says before how far it is', async () => {
    const { ports, chunks } = await project();
    const seen: number[] = [];
    const controller = new AbortController();
    const running = verifyStore(
      { store: ports.store, chunks, hashers: nodeHashers, text: nodeText, sha256 },
      controller.signal,
      ({ bytesDone }) => {
        seen.push(bytesDone);
        controller.abort();
      },
    );
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toHaveLength(1);
  });
});
