import { describe, expect, it } from 'vitest';

import { nodeText } from '../../../src/cli/nodePorts';
import { annotate } from '../../../src/operations/core/annotate';
import { cleanUp, emptyFreed, previewCleanUp } from '../../../src/operations/bytes/cleanUp';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { promote } from '../../../src/operations/releases/promote';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { sweepChunks } from '../../../src/operations/bytes/sweepChunks';
import { undo } from '../../../src/operations/audit/undo';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import type { Digest } from '../../../src/versioning/digest';
import { keepFile, keepFolder, sha256 } from '../keptProject';
import { testPorts, valueOf } from '../testProject';
import { plainRun } from '../plainRun';

const digestOf = (text: string): Promise<Digest> => sha256(nodeText.encode(text));
const nowhere = new Set<Digest>();

async function states({ store }: OperationPorts) {
  return valueOf(
    await store.read(async ({ keptFiles }) => ({
      kept: (await keptFiles.digests('kept')).length,
      freed: (await keptFiles.digests('freed')).length,
    })),
  );
}

/** Versions of 1, 2, … rows, named by their number. */
async function versions(count: number) {
  const ports = testPorts();
  const chunks = createMemoryChunkStore();
  const taken = [];
  for (let version = 1; version <= count; version++) {
    taken.push((await keepFile(ports, chunks, 'a.csv', `id\n${'1\n'.repeat(version)}`)).outcomes[0]!);
  }
  return { ports, chunks, taken };
}

async function lastMoveOf(ports: OperationPorts): Promise<string | null> {
  const moves = valueOf(await ports.store.read((transaction) => transaction.all('aliasMoves')));
  return moves.toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1)).at(-1)?.id ?? null;
}

describe('a clean-up', () => {
  it('says beforehand which versions and files it frees, and how many bytes', async () => {
    const { ports, chunks } = await versions(4);
    const preview = valueOf(await previewCleanUp(ports.store, chunks, { keepLatest: 2 }, nowhere));
    // 'id\n' and two bytes a row: 5 and 7.
    expect(preview.versions.map(({ name, byteLength }) => [name, byteLength])).toEqual([
      ['a.csv v1', 5],
      ['a.csv v2', 7],
    ]);
    expect(preview).toMatchObject({ byteLength: 12, diskByteLength: 12, kept: { latest: 2 } });
    expect(await states(ports)).toEqual({ kept: 4, freed: 0 });
  });

  it('keeps what an alias, a pin or a run refers to', async () => {
    const { ports, chunks, taken } = await versions(5);
    const [first, second, third] = taken;
    valueOf(await annotate(ports, first!.snapshotId, { kind: 'pin', isPinned: true }));
    valueOf(
      await recordRun(ports, {
        ...plainRun,
        job: { namespace: 'etl', name: 'clean' },
        inputs: [{ artifactId: second!.artifactId, snapshotId: second!.snapshotId }],
      }),
    );
    await ports.store.write(async (transaction) => {
      await transaction.add('aliasMoves', [
        {
          id: 'move',
          artifactId: third!.artifactId,
          name: 'production',
          snapshotId: third!.snapshotId,
          reason: null,
          evidence: null,
          actor: ports.actor,
          recordedAt: ports.now(),
        },
      ]);
    });
    const preview = valueOf(await previewCleanUp(ports.store, chunks, { keepLatest: 1 }, nowhere));
    expect(preview.versions.map(({ name }) => name)).toEqual(['a.csv v4']);
    expect(preview.kept).toEqual({ latest: 1, alias: 1, pin: 1, run: 1 });
  });

  it('keeps what an alias would be rolled back to', async () => {
    const { ports, chunks, taken } = await versions(4);
    for (const [at, { artifactId, snapshotId }] of taken.slice(0, 3).entries()) {
      const promoted = await promote(ports, {
        artifactId,
        alias: 'production',
        snapshotId,
        follows: at === 0 ? null : await lastMoveOf(ports),
        rules: new Map(),
        reason: null,
      });
      valueOf(promoted);
    }
    const preview = valueOf(await previewCleanUp(ports.store, chunks, { keepLatest: 1 }, nowhere));
    expect(preview.versions.map(({ name }) => name)).toEqual(['a.csv v1']);
    expect(preview.kept).toMatchObject({ latest: 1, alias: 2 });
  });

  it('keeps a file that a version which stays has, too', async () => {
    const ports = testPorts();
    const chunks = createMemoryChunkStore();
    await keepFolder(ports, chunks, 'photos', { 'a.txt': 'same', 'b.txt': 'old' });
    await keepFolder(ports, chunks, 'photos', { 'a.txt': 'same', 'b.txt': 'newer' });
    const preview = valueOf(await previewCleanUp(ports.store, chunks, { keepLatest: 1 }, nowhere));
    expect(preview.files).toEqual([
      { digest: await digestOf('old'), byteLength: 3, names: ['b.txt of photos v1'] },
    ]);
    expect(preview.versions).toMatchObject([{ name: 'photos v1', byteLength: 3, fileCount: 1 }]);
  });

  it('counts chunks that another workspace has as staying', async () => {
    const { ports, chunks } = await versions(2);
    const elsewhere = new Set([await digestOf('id\n1\n')]);
    const preview = valueOf(await previewCleanUp(ports.store, chunks, { keepLatest: 1 }, elsewhere));
    expect(preview).toMatchObject({ byteLength: 5, diskByteLength: 0 });
  });

  it('frees the bytes of versions that were taken back', async () => {
    const ports = testPorts();
    const chunks = createMemoryChunkStore();
    const { auditSequence } = await keepFile(ports, chunks, 'a.csv', 'id\n1\n');
    valueOf(await undo(ports, auditSequence!));
    const preview = valueOf(await previewCleanUp(ports.store, chunks, { keepLatest: 1 }, nowhere));
    expect(preview).toMatchObject({ versions: [], byteLength: 5, files: [{ names: [] }] });
  });

  it('is undone, and done again, until it is emptied', async () => {
    const { ports, chunks } = await versions(3);
    const { auditSequence } = valueOf(await cleanUp(ports, { keepLatest: 1 }));
    expect(await states(ports)).toEqual({ kept: 1, freed: 2 });
    const undone = valueOf(await undo(ports, auditSequence));
    expect(await states(ports)).toEqual({ kept: 3, freed: 0 });
    valueOf(await undo(ports, undone.auditSequence));
    expect(await states(ports)).toEqual({ kept: 1, freed: 2 });
    expect(await undo(ports, undone.auditSequence)).toMatchObject({
      ok: false,
      error: { kind: 'cannotUndo' },
    });
    expect(valueOf(await emptyFreed(ports)).value).toEqual({ fileCount: 2, byteLength: 12 });
    expect(await undo(ports, auditSequence)).toMatchObject({
      ok: false,
      error: { kind: 'cannotUndo', message: 'The bytes were removed for good.' },
    });
    expect(await emptyFreed(ports)).toMatchObject({ ok: false, error: { kind: 'nothingToFree' } });
    const staying = new Set([await digestOf('id\n1\n1\n1\n')]);
    expect(await sweepChunks(chunks, staying)).toEqual({ chunkCount: 2, storedByteLength: 12 });
    expect(await chunks.read([...staying])).toEqual([nodeText.encode('id\n1\n1\n1\n')]);
  });

  it('keeps a freed file when it is dropped again', async () => {
    const { ports, chunks } = await versions(2);
    valueOf(await cleanUp(ports, { keepLatest: 1 }));
    await keepFile(ports, chunks, 'b.csv', 'id\n1\n');
    expect(await states(ports)).toEqual({ kept: 2, freed: 0 });
  });
});
