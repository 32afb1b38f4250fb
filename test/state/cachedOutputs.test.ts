import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cachedMd5 } from '../../src/formats/dvc/dvcCache';
import { takeSnapshot } from '../../src/operations/taking/takeSnapshot';
import type { UnitFile } from '../../src/operations/taking/snapshotUnit';
import { cachedOutputs } from '../../src/state/cachedOutputs';
import { ingest, testPorts, valueOf, workspaceOf } from '../operations/testProject';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const cached = (hash: string): string => `.dvc/cache/files/md5/${hash.slice(0, 2)}/${hash.slice(2)}`;
const out = (hash: string, path: string): string => `outs:\n- md5: ${hash}\n  hash: md5\n  path: ${path}\n`;

const trips = 'id\n1\n2\n';
const listing = `[{"md5": "${md5('a\n1\n')}", "relpath": "a.csv"}, {"md5": "${md5('b\n')}", "relpath": "deep/b.csv"}]`;
const months = `${md5(listing)}.dir`;
const files: Readonly<Record<string, string>> = {
  'data/trips.csv.dvc': out(md5(trips), 'trips.csv'),
  'months.dvc': out(months, 'months'),
  [cached(md5(trips))]: trips,
  [cached(months)]: listing,
  [cached(md5('a\n1\n'))]: 'a\n1\n',
  [cached(md5('b\n'))]: 'b\n',
  [cached(md5('old\n'))]: 'old\n',
};

/** The units of a dropped folder, read under the names that its pointers give to the cache. */
async function unitsOf(texts: Readonly<Record<string, string>>): Promise<readonly UnitFile[]> {
  const dropped = Object.entries(texts).map(([path, text]) => ({ path, file: new File([text], path) }));
  const read = async (path: string, standsFor?: readonly string[]): Promise<UnitFile> => ({
    path,
    ingested: await ingest(standsFor?.[0] ?? path, texts[path] ?? ''),
    lastModified: null,
    ...(standsFor && { standsFor }),
  });
  const pointers = await Promise.all(
    Object.keys(texts)
      .filter((path) => path.endsWith('.dvc'))
      .map((path) => read(path)),
  );
  const named = await cachedOutputs('repo', dropped, pointers);
  return Promise.all(Object.keys(texts).map((path) => read(path, named.get(path))));
}

const drop = async (ports: ReturnType<typeof testPorts>, texts: Readonly<Record<string, string>>) => {
  const units = await unitsOf(texts);
  return valueOf(
    await takeSnapshot(ports, { kind: 'directory', name: 'repo', files: units, leftOutCount: 0 }),
  );
};

describe("DVC's cache in a dropped folder", () => {
  it('is told by its paths, of DVC 3 and before', () => {
    const hash = md5('x');
    expect(cachedMd5(`sub/${cached(hash)}`)).toBe(hash);
    expect(cachedMd5(`.dvc/cache/${hash.slice(0, 2)}/${hash.slice(2)}.dir`)).toBe(`${hash}.dir`);
    expect(cachedMd5(`cache/files/md5/${hash.slice(0, 2)}/${hash.slice(2)}`)).toBeNull();
  });

  it('gives pointers their bytes, read as what they are called, and has no versions of its own', async () => {
    const ports = testPorts();
    const { outcomes } = await drop(ports, files);
    expect(outcomes.map(({ path, what }) => [path, what.kind])).toEqual([
      ['repo', 'newArtifact'],
      ['repo/data/trips.csv', 'newArtifact'],
      ['repo/months', 'newArtifact'],
    ]);
    const workspace = await workspaceOf(ports);
    const table = workspace.artifactNamed('file', 'repo/data/trips.csv')!.snapshots[0]!;
    expect(table.snapshot).toMatchObject({ md5: md5(trips), format: 'csv' });
    expect(table.reading?.rowCount).toBe(2);
    const folder = workspace.artifactNamed('file', 'repo/months')!.snapshots[0]!.snapshot;
    expect(folder.md5).toBe(months);
    expect(workspace.manifests.get(folder.digest!)?.entries.map(({ path }) => path)).toEqual([
      'a.csv',
      'deep/b.csv',
    ]);
    expect((await drop(ports, files)).auditSequence).toBeNull();
  });

  it('leaves a folder a pointer where a part of it is missing, and believes no name of an object that is other bytes', async () => {
    const ports = testPorts();
    const { [cached(md5('b\n'))]: _missing, ...part } = files;
    const { outcomes } = await drop(ports, { ...part, [cached(md5(trips))]: 'id\n9\n' });
    expect(outcomes.map(({ path, isOnlyPointer }) => [path, isOnlyPointer])).toEqual([
      ['repo', undefined],
      ['repo/data/trips.csv', true],
      ['repo/months', true],
    ]);
  });
});
