import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findRepository } from '../../../src/cli/nodeGit';
import { nodeText } from '../../../src/cli/nodePorts';
import { applyDelta } from '../../../src/formats/git/applyDelta';
import { listTree, readTreePath } from '../../../src/formats/git/readTreePath';
import { readGitObject } from '../../../src/formats/git/readGitObject';
import { resolveRevision } from '../../../src/formats/git/resolveRevision';
import { hasGit, TestFolder } from './repositories';

const limit = 10_000_000;

describe.skipIf(!hasGit)('objects of a repository', () => {
  it('are what Git says of them, at the end of a chain of 250 deltas too', async () => {
    const project = new TestFolder();
    try {
      project.git('init', '--quiet');
      const lines = Array.from({ length: 480 }, (_, line) =>
        createHash('sha256').update(String(line)).digest('hex'),
      );
      for (let version = 0; version < 440; version++) {
        lines[version] = String(version).padEnd(64, 'v');
        project.write(`v${String(version).padStart(3, '0')}/data.txt`, lines.join('\n'));
      }
      project.git('add', '.');
      project.git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '-m', 'all');
      const ids = project
        .git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)')
        .trim()
        .split('\n');
      const packed = () =>
        project.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname) %(deltabase)');
      project.git(
        '-c',
        'pack.threads=1',
        'repack',
        '-a',
        '-d',
        '-f',
        '-k',
        '--window=2',
        '--depth=4095',
        '--quiet',
      );
      const bases = new Map(
        packed()
          .trim()
          .split('\n')
          .map((line) => line.split(' ') as [string, string]),
      );
      const depthOf = (id: string): number =>
        bases.has(id) && !/^0+$/.test(bases.get(id)!) ? 1 + depthOf(bases.get(id)!) : 0;
      expect(Math.max(...ids.map(depthOf))).toBeGreaterThanOrEqual(250);
      const repository = (await findRepository(project.folder))!;
      const deepest = ids.toSorted((a, b) => depthOf(b) - depthOf(a)).slice(0, 5);
      for (const id of [...deepest, ...ids.slice(0, 20)])
        expect(await readGitObject(id, repository.common, limit, repository.ports)).not.toBeNull();
      const commit = await resolveRevision('HEAD', repository);
      const tree = commit.ok
        ? await readTreePath(commit.value, '', repository.common, repository.ports, nodeText)
        : null;
      const listed = await listTree(tree!.id, repository.common, repository.ports, nodeText);
      expect(listed).toHaveLength(440);
      expect(listed?.[0]).toMatchObject({ path: 'v000/data.txt', mode: '100644' });
      // The last version is longer than this.
      expect(await readGitObject(listed![0]!.id, repository.common, 1000, repository.ports)).toBeNull();
      const short = await resolveRevision(commit.ok ? commit.value.slice(0, 10) : '', repository);
      expect(short).toEqual(commit);
    } finally {
      project.remove();
    }
  });
});

describe('a delta', () => {
  it('copies from its base and adds bytes of its own, and nothing that it has no room for', () => {
    const base = Uint8Array.of(1, 2, 3, 4);
    // Lengths 4 and 5; copy 2 bytes from 1; insert 7, 8, 9.
    const delta = Uint8Array.of(4, 5, 0x91, 1, 2, 3, 7, 8, 9);
    expect(applyDelta(base, delta, 10)).toEqual(Uint8Array.of(2, 3, 7, 8, 9));
    expect(applyDelta(base, delta, 4)).toBeNull();
    expect(applyDelta(base.subarray(1), delta, 10)).toBeNull();
    expect(applyDelta(base, delta.subarray(0, 8), 10)).toBeNull();
  });
});
