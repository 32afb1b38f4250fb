import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeText } from '../../../src/cli/nodePorts';
import { verifyStore } from '../../../src/operations/audit/verifyStore';
import { heavyFolders } from '../../../src/operations/taking/heavyFolders';
import { leftOutWords, patternsBefore } from '../../../src/operations/taking/leaveOut';
import { partByPatterns } from '../../../src/operations/taking/partByPatterns';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import type { Digest } from '../../../src/versioning/digest';
import { dropFolder, testPorts, valueOf, workspaceOf } from '../testProject';

const neverCancelled = { aborted: false, throwIfAborted: () => undefined };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const parted = (paths: readonly string[], ...patterns: string[]) =>
  partByPatterns(
    paths.map((path) => ({ path })),
    patterns,
  );

const files = { 'a.csv': 'a\n1\n', 'b.tmp': 'x', 'node_modules/p/i.js': 'y', 'node_modules/q.js': 'z' };

describe('what patterns leave out', () => {
  it('is named by the outermost folder that is left out whole, else by the file', () => {
    const { kept, leftOut } = parted(Object.keys(files), 'node_modules', '*.tmp');
    expect(kept).toEqual([{ path: 'a.csv' }]);
    expect(leftOut).toEqual({ patterns: ['node_modules', '*.tmp'], names: ['b.tmp', 'node_modules/'] });
  });

  it('is in byte order, follows the last pattern, and leaves .git alone', () => {
    const paths = ['\u{1F600}.tmp', '\uFF5E.tmp', 'keep.tmp', '.git/x.tmp', 'A.TMP'];
    expect(parted(paths, '*.tmp', '!keep.tmp')).toEqual({
      kept: [{ path: 'keep.tmp' }, { path: '.git/x.tmp' }, { path: 'A.TMP' }],
      leftOut: { patterns: ['*.tmp', '!keep.tmp'], names: ['\uFF5E.tmp', '\u{1F600}.tmp'] },
    });
  });

  it('is nothing without patterns', () => {
    expect(parted(['a'])).toEqual({ kept: [{ path: 'a' }], leftOut: null });
  });

  it('is said by its first names', () => {
    expect(leftOutWords({ patterns: ['*'], names: ['a', 'b', 'c', 'd'] })).toBe(
      'left out: a, b, c and 1 more',
    );
    expect(leftOutWords({ patterns: ['*.x', 'y/'], names: [] })).toBe('nothing to leave out by *.x, y/');
  });
});

describe('a folder of which files were left out', () => {
  it('[V9] has a digest over its files, the patterns, and what they left out', async () => {
    const ports = testPorts();
    await dropFolder(ports, 'project', files, 0, ['node_modules/', '*.tmp']);
    const workspace = await workspaceOf(ports);
    const { snapshot } = workspace.artifactNamed('file', 'project')!.snapshots[0]!;
    const lines = `${sha256(files['a.csv'])}  a.csv\nleave out  node_modules/\nleave out  *.tmp\nleft out  b.tmp\nleft out  node_modules/\n`;
    expect(snapshot).toMatchObject({ digest: sha256(lines), md5: null, byteLength: 4 });
    expect(workspace.manifests.get(snapshot.digest!)?.leftOut?.names).toEqual(['b.tmp', 'node_modules/']);
    const verifying = {
      ...ports,
      chunks: createMemoryChunkStore(),
      sha256: (bytes: Uint8Array) => Promise.resolve(sha256(nodeText.decode(bytes, 'utf-8') ?? '') as Digest),
    };
    expect(valueOf(await verifyStore(verifying, neverCancelled)).findings).toEqual([]);
  });

  it('[V9] is not compared with the whole folder, and is with one that leaves out alike', async () => {
    const ports = testPorts();
    await dropFolder(ports, 'project', files);
    const [left] = (await dropFolder(ports, 'project', files, 0, ['*.tmp'])).outcomes;
    expect(left?.what).toMatchObject({
      kind: 'newVersion',
      sequence: 2,
      suggestion: { reasons: ['Version 1 leaves out other files, so the two are not compared.'] },
    });
    const more = { ...files, 'c.csv': 'c\n' };
    const [added] = (await dropFolder(ports, 'project', more, 0, ['*.tmp'])).outcomes;
    expect(added?.what).toMatchObject({ suggestion: { step: 'minor' } });
    expect((await dropFolder(ports, 'project', more, 0, ['*.tmp'])).auditSequence).toBeNull();
  });

  it('is asked for by the version before, until somebody takes the whole', async () => {
    const ports = testPorts();
    expect(valueOf(await patternsBefore(ports, 'project'))).toEqual([]);
    await dropFolder(ports, 'project', files, 0, ['*.tmp']);
    expect(valueOf(await patternsBefore(ports, 'project'))).toEqual(['*.tmp']);
    await dropFolder(ports, 'project', files);
    expect(valueOf(await patternsBefore(ports, 'project'))).toEqual([]);
  });
});

describe('the folders that are offered to be left out', () => {
  it('are installed packages and caches, then the largest at the top', () => {
    const sizes = {
      'data/raw/a': 5,
      'data/b': 5,
      'src/c': 20,
      'src/node_modules/d': 1,
      '.dvc/cache/e': 2,
      '.git/f': 99,
      g: 7,
    };
    const offered = heavyFolders(Object.entries(sizes).map(([path, byteLength]) => ({ path, byteLength })));
    expect(offered).toEqual([
      { name: '.dvc/cache/', fileCount: 1, byteLength: 2 },
      { name: 'src/node_modules/', fileCount: 1, byteLength: 1 },
      { name: 'src/', fileCount: 1, byteLength: 20 },
      { name: 'data/', fileCount: 2, byteLength: 10 },
    ]);
  });
});
