import { describe, expect, it } from 'vitest';

import { cleanUp } from '../../../src/operations/bytes/cleanUp';
import { loadWorkspace } from '../../../src/operations/core/loadWorkspace';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import { keepFile, keepFolder } from '../keptProject';
import { dropFile, dropFolder, testPorts, valueOf } from '../testProject';

async function placesOf(ports: OperationPorts) {
  const workspace = valueOf(await loadWorkspace(ports.store));
  return [...workspace.artifacts.values()]
    .flatMap(({ name, snapshots }) =>
      snapshots.map(({ snapshot, bytes }) => [`${name} v${snapshot.sequence}`, bytes] as const),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('where the bytes of a version are', () => {
  it('is told of files and folders, kept, freed or not', async () => {
    const ports = testPorts();
    const chunks = createMemoryChunkStore();
    await keepFile(ports, chunks, 'a.csv', 'id\n1\n');
    await keepFile(ports, chunks, 'a.csv', 'id\n1\n2\n');
    valueOf(await cleanUp(ports, { keepLatest: 1 }));
    await dropFile(ports, 'b.csv', 'id\n9\n');
    await keepFolder(ports, chunks, 'photos', { 'a.txt': 'a', 'b.txt': 'b' });
    await dropFolder(ports, 'prints', { 'a.txt': 'a', 'c.txt': 'c' });
    await dropFolder(ports, 'scans', { 'd.txt': 'd' });
    await dropFile(
      ports,
      'big.bin.dvc',
      'outs:\n- md5: 94587c69682378701eac3c8e788bf92a\n  size: 10\n  hash: md5\n  path: big.bin\n',
    );
    expect(await placesOf(ports)).toEqual([
      ['a.csv v1', { kind: 'freed' }],
      ['a.csv v2', { kind: 'here' }],
      ['b.csv v1', { kind: 'nowhere' }],
      ['big.bin v1', { kind: 'pointer' }],
      ['photos v1', { kind: 'here' }],
      ['prints v1', { kind: 'partly', fileCount: 1, ofFiles: 2 }],
      ['scans v1', { kind: 'nowhere' }],
    ]);
  });
});
