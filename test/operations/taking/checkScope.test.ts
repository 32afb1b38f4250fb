import { describe, expect, it } from 'vitest';
import { countedFiles, filesToRead } from '../../../src/operations/taking/checkItem';
import {
  assignItems,
  rootsOf,
  type CheckRoot,
  type OfferedItem,
} from '../../../src/operations/taking/checkScope';
import type { FoundFile } from '../../../src/operations/taking/stillTheSame';
import type { Digest, Md5 } from '../../../src/versioning/digest';
import { dropFile, dropFolder, testPorts, workspaceOf } from '../testProject';

const table = (value: number): string => `n\n${value}\n`;

async function project() {
  const ports = testPorts();
  const [single] = (await dropFile(ports, 'single.csv', table(1))).outcomes;
  await dropFile(ports, 'single.csv', table(2));
  await dropFolder(ports, 'bike', { 'trips.csv': table(3), 'gone.csv': table(4), 'notes.txt': 'x' });
  await dropFolder(ports, 'bike', { 'trips.csv': table(3), 'notes.txt': 'y' });
  return { workspace: await workspaceOf(ports), firstSingle: single!.snapshotId };
}

describe('rootsOf', () => {
  it('takes the latest of what was dropped, and a folder as the whole that it is', async () => {
    const { workspace } = await project();
    const roots = rootsOf({ kind: 'workspace' }, workspace);
    expect(roots.map(({ name, isFolder }) => ({ name, isFolder }))).toEqual([
      { name: 'bike', isFolder: true },
      { name: 'single.csv', isFolder: false },
    ]);
    // The table that is gone has versions of its own still, and is not looked for.
    expect(roots[0]?.files.map(({ path }) => path)).toEqual(['bike/notes.txt', 'bike/trips.csv']);
  });

  it('takes the version that is asked for, with the handle of any other where its own is gone', async () => {
    const { workspace, firstSingle } = await project();
    const [root] = rootsOf({ kind: 'snapshot', snapshotId: firstSingle }, workspace);
    expect(root?.files[0]?.digest).toBe(workspace.snapshots.get(firstSingle)?.snapshot.digest);
    expect(root?.handlesOf[0]).toBe(firstSingle);
    expect(new Set(root?.handlesOf).size).toBe(2);
  });

  it('finds a table of a folder through that folder', async () => {
    const { workspace } = await project();
    const trips = workspace.artifactNamed('file', 'bike/trips.csv')!.snapshots[0]!.snapshot.id;
    const [root] = rootsOf({ kind: 'snapshot', snapshotId: trips }, workspace);
    expect(root).toMatchObject({ name: 'bike/trips.csv', isFolder: false, inside: { path: 'trips.csv' } });
    expect(root?.inside?.handlesOf).toHaveLength(2);
  });
});

const rootOf = (name: string, isFolder: boolean): CheckRoot => ({
  name,
  isFolder,
  snapshotId: name as CheckRoot['snapshotId'],
  handlesOf: [],
  inside: null,
  leaveOut: [],
  files: isFolder ? [] : [{ path: name, digest: 'a' as Digest, md5: null, byteLength: 1 }],
});
const file = (name: string): OfferedItem => ({ kind: 'file', name, paths: [] });
const directory = (name: string): OfferedItem => ({ kind: 'directory', name, paths: [] });

describe('assignItems', () => {
  it('goes by name and kind, and counts what stands for nothing', () => {
    const { assigned, strays } = assignItems(
      [rootOf('a', true), rootOf('a.csv', false), rootOf('sub/b.csv', false)],
      [file('a'), file('a.csv'), file('b.csv')],
    );
    expect(assigned.map(({ item }) => item?.name ?? null)).toEqual([null, 'a.csv', 'b.csv']);
    expect(strays.map(({ name }) => name)).toEqual(['a']);
  });

  it('takes what is offered alone for the one version, whatever its name', () => {
    expect(assignItems([rootOf('a', true)], [directory('a-copy')]).assigned[0]?.item?.name).toBe('a-copy');
    expect(assignItems([rootOf('a.csv', false)], [directory('bike')]).assigned[0]?.item?.name).toBe('bike');
    // A file is no folder.
    expect(assignItems([rootOf('a', true)], [file('b.csv')]).assigned[0]?.item).toBeNull();
  });
});

describe('what is read of an item, and where it counts', () => {
  const found = (path: string, digest: string): FoundFile => ({
    path,
    digest: digest as Digest,
    md5: '' as Md5,
    byteLength: 1,
  });

  it('leaves out what is below .git', () => {
    const offered = [
      { path: 'a.csv', byteLength: 1 },
      { path: '.git/HEAD', byteLength: 1 },
    ];
    expect(filesToRead(rootOf('bike', true), 'directory', offered).map(({ path }) => path)).toEqual([
      'bike/a.csv',
    ]);
  });

  it('compares a chosen file under another name, and calls it renamed only where its bytes are the same', () => {
    const root = rootOf('sub/a.csv', false);
    expect(filesToRead(root, 'file', [{ path: 'b.csv', byteLength: 1 }])[0]?.path).toBe('sub/b.csv');
    expect(countedFiles(root, 'file', [found('sub/b.csv', 'a')])[0]?.path).toBe('sub/b.csv');
    expect(countedFiles(root, 'file', [found('sub/b.csv', 'z')])[0]?.path).toBe('sub/a.csv');
  });

  it('looks for one file in a folder at its place, else among those of its size', () => {
    const root = { ...rootOf('bike/a.csv', false), inside: { path: 'a.csv', handlesOf: [] } };
    const offered = [
      { path: 'a.csv', byteLength: 9 },
      { path: 'b.csv', byteLength: 1 },
    ];
    expect(filesToRead(root, 'directory', offered)).toMatchObject([{ path: 'bike/a.csv' }]);
    expect(filesToRead(root, 'directory', offered.slice(1))).toMatchObject([{ path: 'b.csv' }]);
    expect(countedFiles(root, 'directory', [found('b.csv', 'z'), found('c.csv', 'a')])).toMatchObject([
      { path: 'c.csv' },
    ]);
  });
});
