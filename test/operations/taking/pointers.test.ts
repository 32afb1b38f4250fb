import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import { describeFailure } from '../../../src/operations/core/describeFailure';
import { madeReading } from '../../../src/operations/taking/madeReading';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { awaitsBytes } from '../../../src/operations/core/pointerBytes';
import { onlyPointerWords, pointerFileOf, pointerWords } from '../../../src/operations/taking/pointerText';
import { addReading } from '../../../src/operations/taking/readings';
import { undo } from '../../../src/operations/audit/undo';
import type { SnapshotView } from '../../../src/operations/core/workspace';
import { defaultReadOptions } from '../../../src/table/schema';
import {
  auditOf,
  dropFile,
  dropFolder,
  everything,
  ingest,
  testPorts,
  tryDropFile,
  valueOf,
  workspaceOf,
} from '../testProject';

const january = 'id,city\n1,Oslo\n2,Bergen\n';
const february = `${january}3,Tromso\n`;
const hash = (algorithm: 'md5' | 'sha256', text: string) => createHash(algorithm).update(text).digest('hex');
const dvc = (text: string, name = 'trips.csv') =>
  `outs:\n- md5: ${hash('md5', text)}\n  size: ${text.length}\n  hash: md5\n  path: ${name}\n`;
const lfs = (text: string) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${hash('sha256', text)}\nsize ${text.length}\n`;

const whatOf = ({ outcomes }: { outcomes: readonly { path: string; what: unknown }[] }) =>
  outcomes.map(({ path, what }) => [path, what]);

async function versionsOf(ports: OperationPorts, name: string): Promise<readonly SnapshotView[]> {
  return (await workspaceOf(ports)).artifactNamed('file', name)?.snapshots ?? [];
}

describe('a dropped .dvc file', () => {
  it('is a version of what it stands for, without bytes', async () => {
    const ports = testPorts();
    const { outcomes } = await dropFile(ports, 'data/trips.csv.dvc', dvc(january));
    expect(outcomes).toMatchObject([
      { path: 'data/trips.csv', what: { kind: 'newArtifact' }, isOnlyPointer: true },
    ]);
    const [version] = await versionsOf(ports, 'data/trips.csv');
    expect(version?.snapshot).toMatchObject({
      content: 'file',
      digest: null,
      md5: hash('md5', january),
      byteLength: january.length,
      format: 'dvc-pointer',
      readingKey: null,
      source: { kind: 'pointer', pointer: 'dvc', path: 'data/trips.csv.dvc', origin: null },
    });
    expect(onlyPointerWords(version!.snapshot)).toBe(`only a pointer: DVC, md5 ${hash('md5', january)}`);
    const workspace = await workspaceOf(ports);
    expect(workspace.artifactNamed('file', 'data/trips.csv')?.artifact.kind).toBe('dataset');
    expect(workspace.artifactNamed('file', 'data/trips.csv.dvc')).toBeUndefined();
  });

  it('[V43] of a table that cannot be read is bound to its bytes, and says why once they are here', async () => {
    const ports = testPorts();
    const ragged = `id,city\n1,Oslo\n2\n${'3,Rome\n'.repeat(20)}`;
    await dropFile(ports, 'trips.csv.dvc', dvc(ragged));
    const bytes = await dropFile(ports, 'trips.csv', ragged);
    expect(bytes.outcomes).toMatchObject([
      { what: { kind: 'bytesArrived', sequence: 1 }, failure: { kind: 'raggedRow', line: 3 } },
    ]);
    const [version] = await versionsOf(ports, 'trips.csv');
    expect(version?.failedReading?.failure.line).toBe(3);
    expect(version?.snapshot.digest).toBe(hash('sha256', ragged));
    const made = madeReading(
      await ingest('trips.csv', ragged, null, { ...defaultReadOptions, skipBadRows: true }),
    )!;
    valueOf(await addReading(ports, version!.snapshot.id, made));
    expect((await versionsOf(ports, 'trips.csv'))[0]?.reading?.rowCount).toBe(21);
    // The bytes are taken back: what was read of them is no longer the version's.
    valueOf(await undo(ports, bytes.auditSequence!));
    const [alone] = await versionsOf(ports, 'trips.csv');
    expect([alone?.snapshot.digest, alone?.reading, alone?.failedReading, alone?.readings]).toEqual([
      null,
      null,
      null,
      [],
    ]);
  });

  it('[I4] changes nothing when it is dropped again, and is a new version when it says something else', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv.dvc', dvc(january));
    const before = await everything(ports);
    expect(whatOf(await dropFile(ports, 'trips.csv.dvc', dvc(january)))).toEqual([
      ['trips.csv', { kind: 'unchanged', sinceSequence: 1 }],
    ]);
    expect(await everything(ports)).toEqual(before);
    await dropFile(ports, 'trips.csv.dvc', dvc(february));
    const second = (await versionsOf(ports, 'trips.csv'))[1];
    expect(second?.semanticVersion).toMatchObject({
      version: '2.0.0',
      reasons: ['Known only from its pointer, so nothing finer can be verified.'],
    });
  });

  it('[I1] binds when the bytes come: the snapshot stays, and its reading is seen with it', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv.dvc', dvc(january));
    const stored = await ports.store.read((transaction) => transaction.all('snapshots'));
    const arrived = await dropFile(ports, 'trips.csv', january);
    expect(whatOf(arrived)).toEqual([['trips.csv', { kind: 'bytesArrived', sequence: 1 }]]);
    expect(await ports.store.read((transaction) => transaction.all('snapshots'))).toEqual(stored);
    const [version, ...others] = await versionsOf(ports, 'trips.csv');
    expect(others).toEqual([]);
    expect(version?.snapshot).toMatchObject({ digest: hash('sha256', january), format: 'csv' });
    expect(version?.reading?.rowCount).toBe(2);
    expect(awaitsBytes(version!.snapshot)).toBe(false);
    expect((await auditOf(ports)).at(-1)).toMatchObject({
      action: 'takeSnapshot',
      detail: { snapshots: [{ bytesOf: version?.snapshot.id, md5: hash('md5', january) }] },
    });
    // Known now: the same again is nothing new, as bytes or as pointer, and the next version has it as its parent.
    expect(whatOf(await dropFile(ports, 'trips.csv', january))).toEqual([
      ['trips.csv', { kind: 'unchanged', sinceSequence: 1 }],
    ]);
    expect(whatOf(await dropFile(ports, 'trips.csv.dvc', dvc(january)))).toEqual([
      ['trips.csv', { kind: 'unchanged', sinceSequence: 1 }],
    ]);
    expect((await dropFile(ports, 'trips.csv', february)).outcomes[0]?.what).toMatchObject({
      kind: 'newVersion',
      rowCountChange: 1,
      suggestion: { step: 'minor' },
    });
  });

  it('awaits its bytes again when their coming is undone', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv.dvc', dvc(january));
    const { auditSequence } = await dropFile(ports, 'trips.csv', january);
    valueOf(await undo(ports, auditSequence!));
    const [version] = await versionsOf(ports, 'trips.csv');
    expect(version?.reading).toBeNull();
    expect(awaitsBytes(version!.snapshot)).toBe(true);
    expect(whatOf(await dropFile(ports, 'trips.csv', january))).toEqual([
      ['trips.csv', { kind: 'bytesArrived', sequence: 1 }],
    ]);
  });

  it('gets the bytes of an earlier version, too', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv.dvc', dvc(january));
    await dropFile(ports, 'trips.csv.dvc', dvc(february));
    expect(whatOf(await dropFile(ports, 'trips.csv', january))).toEqual([
      ['trips.csv', { kind: 'bytesArrived', sequence: 1 }],
    ]);
    expect((await versionsOf(ports, 'trips.csv')).map(({ snapshot }) => awaitsBytes(snapshot))).toEqual([
      false,
      true,
    ]);
  });

  it('does not take bytes of another size or MD5 for its own', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv.dvc', dvc(january).replace(/size: \d+/, 'size: 1'));
    expect((await dropFile(ports, 'trips.csv', january)).outcomes[0]?.what).toMatchObject({
      kind: 'newVersion',
      sequence: 2,
    });
  });

  it('is unchanged where the bytes were here first', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    const before = await everything(ports);
    expect(whatOf(await dropFile(ports, 'trips.csv.dvc', dvc(january)))).toEqual([
      ['trips.csv', { kind: 'unchanged', sinceSequence: 1 }],
    ]);
    expect(await everything(ports)).toEqual(before);
    expect((await dropFile(ports, 'trips.csv.dvc', dvc(february))).outcomes).toMatchObject([
      { what: { kind: 'newVersion', sequence: 2 }, isOnlyPointer: true },
    ]);
  });

  it('stands for several files where an old stage wrote several, below its working folder', async () => {
    const ports = testPorts();
    const stage = `cmd: make\nwdir: ..\ndeps:\n- path: make.py\nouts:\n- path: out/a.csv\n- md5: ${hash('md5', 'b')}\n  path: ./b/\n`;
    expect(whatOf(await dropFile(ports, 'repo/stages/make.dvc', stage)).map(([path]) => path)).toEqual([
      'repo/out/a.csv',
      'repo/b',
    ]);
  });

  it('says of a file that DVC makes it executable, and writes that again', async () => {
    const ports = testPorts();
    const text = `outs:\n- md5: ${hash('md5', 'x')}\n  size: 1\n  isexec: true\n  hash: md5\n  path: run.sh\n`;
    await dropFile(ports, 'run.sh.dvc', text);
    const [version] = await versionsOf(ports, 'run.sh');
    const source = version!.snapshot.source;
    expect(source.kind === 'pointer' && pointerWords(source)).toBe(
      'run.sh.dvc, a DVC pointer; the file is executable',
    );
    expect(pointerFileOf('dvc', 'run.sh', version!.snapshot, null)?.text).toBe(text);
  });

  it('says of a git-lfs pointer that it is not in the form that git-lfs writes', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', lfs(january).replaceAll('\n', '\r\n'));
    await dropFile(ports, 'own.csv', lfs(february));
    const [crlf] = await versionsOf(ports, 'trips.csv');
    const [own] = await versionsOf(ports, 'own.csv');
    expect(crlf?.snapshot.source).toMatchObject({ kind: 'pointer', isCanonical: false });
    expect(own?.snapshot.source).not.toHaveProperty('isCanonical');
    const source = crlf!.snapshot.source;
    expect(source.kind === 'pointer' && pointerWords(source)).toBe(
      'trips.csv, a git-lfs pointer; its text is not in the form that git-lfs writes',
    );
  });

  it('says where an import came from', async () => {
    const ports = testPorts();
    const text = `deps:\n- path: raw.csv\n  repo:\n    url: https://example.org/r\n    rev_lock: abc\n${dvc(january)}`;
    await dropFile(ports, 'trips.csv.dvc', text);
    const [version] = await versionsOf(ports, 'trips.csv');
    const source = version!.snapshot.source;
    expect(source.kind === 'pointer' && pointerWords(source)).toBe(
      'trips.csv.dvc, a DVC pointer; imported there from raw.csv of https://example.org/r at abc',
    );
  });

  it('with an etag alone is known again by it', async () => {
    const ports = testPorts();
    const text = 'outs:\n- etag: 4a26-26\n  size: 5\n  path: a.csv\n';
    await dropFile(ports, 'a.csv.dvc', text);
    expect(whatOf(await dropFile(ports, 'a.csv.dvc', text))).toEqual([
      ['a.csv', { kind: 'unchanged', sinceSequence: 1 }],
    ]);
    expect((await dropFile(ports, 'a.csv.dvc', text.replace('26-', '27-'))).outcomes[0]?.what.kind).toBe(
      'newVersion',
    );
  });

  it('[I10] refuses its unit where it is malformed, and says where', async () => {
    const ports = testPorts();
    const refused = await tryDropFile(ports, 'a.csv.dvc', 'outs:\n- md5: 12\n  path: a\n');
    expect(refused.ok).toBe(false);
    if (!refused.ok) {
      expect(describeFailure(refused.error)).toContain('a.csv.dvc could not be read: line 2, column 8: md5');
    }
    expect(await auditOf(ports)).toEqual([]);
  });

  it('[I10] is no pointer where it is huge', async () => {
    const { format, pointer } = await ingest('a.dvc', `outs: []\n${'# long\n'.repeat(100_000)}`);
    expect([format, pointer]).toEqual(['dvc', undefined]);
  });
});

describe('a dropped git-lfs pointer', () => {
  it('keeps its path, and is no table although its name says so', async () => {
    const ports = testPorts();
    const { outcomes } = await dropFile(ports, 'trips.csv', lfs(january));
    expect(outcomes).toMatchObject([
      { path: 'trips.csv', what: { kind: 'newArtifact' }, isOnlyPointer: true },
    ]);
    const [version] = await versionsOf(ports, 'trips.csv');
    expect(version?.snapshot).toMatchObject({
      digest: hash('sha256', january),
      md5: null,
      byteLength: january.length,
      format: 'git-lfs-pointer',
    });
    expect(whatOf(await dropFile(ports, 'trips.csv', january))).toEqual([
      ['trips.csv', { kind: 'bytesArrived', sequence: 1 }],
    ]);
    expect((await versionsOf(ports, 'trips.csv'))[0]?.reading?.rowCount).toBe(2);
    expect(whatOf(await dropFile(ports, 'trips.csv', lfs(january)))).toEqual([
      ['trips.csv', { kind: 'unchanged', sinceSequence: 1 }],
    ]);
  });

  it('[I2] has the bytes of a file that is known under another name', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    expect(whatOf(await dropFile(ports, 'copy.csv', lfs(january)))).toEqual([
      ['copy.csv', { kind: 'sameBytes', asPath: 'trips.csv', asSequence: 1 }],
    ]);
  });
});

describe('pointers in a dropped folder', () => {
  it('are files of its manifest, and give their artifacts', async () => {
    const ports = testPorts();
    const files = {
      'data/trips.csv.dvc': dvc(january),
      'model.pkl': lfs(february),
      'broken.dvc': 'outs: 1\n',
    };
    const { outcomes, unread } = await dropFolder(ports, 'repo', files);
    expect(outcomes.map(({ path, isOnlyPointer }) => [path, isOnlyPointer])).toEqual([
      ['repo', undefined],
      ['repo/data/trips.csv', true],
      ['repo/model.pkl', true],
    ]);
    expect(unread).toMatchObject([
      { path: 'repo/broken.dvc', failure: { kind: 'malformedPointer', line: 1 } },
    ]);
    const workspace = await workspaceOf(ports);
    const manifest = workspace.manifests.get(
      workspace.artifactNamed('file', 'repo')!.snapshots[0]!.snapshot.digest!,
    );
    expect(manifest?.entries.map(({ path, digest }) => [path, digest])).toEqual(
      ['broken.dvc', 'data/trips.csv.dvc', 'model.pkl'].map((path) => [
        path,
        hash('sha256', files[path as keyof typeof files]),
      ]),
    );
    expect((await dropFolder(ports, 'repo', files)).auditSequence).toBeNull();
  });

  it('[I4] give way to what lies beside them, so that the same folder again changes nothing', async () => {
    const ports = testPorts();
    const files = {
      'trips.csv': february,
      'trips.csv.dvc': dvc(january),
      'notes.xml': '<a/>',
      'notes.xml.dvc': dvc('<a/>', 'notes.xml'),
    };
    expect(whatOf(await dropFolder(ports, 'repo', files))).toEqual([
      ['repo', { kind: 'newArtifact' }],
      ['repo/trips.csv', { kind: 'newArtifact' }],
      ['repo/notes.xml', { kind: 'newArtifact' }],
    ]);
    const before = await everything(ports);
    expect((await dropFolder(ports, 'repo', files)).auditSequence).toBeNull();
    expect(await everything(ports)).toEqual(before);
  });

  it('to a folder are bound by the MD5 of its listing, alone or inside of the repository', async () => {
    const listing = ['a.csv', 'b.csv']
      .map((name, at) => `{"md5": "${hash('md5', [january, february][at]!)}", "relpath": "${name}"}`)
      .join(', ');
    const md5 = `${hash('md5', `[${listing}]`)}.dir`;
    const size = january.length + february.length;
    const pointer = `outs:\n- md5: ${md5}\n  size: ${size}\n  nfiles: 2\n  hash: md5\n  path: months\n`;
    const folder = { 'a.csv': january, 'b.csv': february };

    const alone = testPorts();
    await dropFile(alone, 'months.dvc', pointer);
    const [known] = await versionsOf(alone, 'months');
    expect(known?.snapshot).toMatchObject({ content: 'directory', md5, source: { fileCount: 2 } });
    expect(pointerFileOf('dvc', 'months', known!.snapshot, null)).toEqual({
      name: 'months.dvc',
      text: pointer,
    });
    expect(whatOf(await dropFolder(alone, 'months', folder))[0]).toEqual([
      'months',
      { kind: 'bytesArrived', sequence: 1 },
    ]);
    const [bound] = await versionsOf(alone, 'months');
    const manifest = (await workspaceOf(alone)).manifests.get(bound!.snapshot.digest!);
    expect(manifest?.entries).toHaveLength(2);
    expect(pointerFileOf('dvc', 'x/months', bound!.snapshot, 2)?.text).toBe(pointer);
    expect(pointerFileOf('git-lfs', 'months', bound!.snapshot, 2)).toBeNull();

    // What .dvcignore names is in our digest alone.
    const ignoring = testPorts();
    const ignored = { '.dvcignore': '*.tmp\n', 'months.dvc': pointer, 'months/c.tmp': 'x' };
    await dropFolder(ignoring, 'repo', { 'months.dvc': pointer });
    const arrived = await dropFolder(ignoring, 'repo', {
      ...ignored,
      'months/a.csv': january,
      'months/b.csv': february,
    });
    expect(whatOf(arrived)).toContainEqual(['repo/months', { kind: 'bytesArrived', sequence: 1 }]);
    const straight = testPorts();
    await dropFolder(straight, 'repo', { ...ignored, 'months/a.csv': january, 'months/b.csv': february });
    const [months] = await versionsOf(straight, 'repo/months');
    expect(months?.snapshot).toMatchObject({
      md5,
      byteLength: size + 1,
      dvcListing: { byteLength: size, fileCount: 2 },
    });
    expect(pointerFileOf('dvc', 'repo/months', months!.snapshot, 3)?.text).toBe(pointer);

    const inside = testPorts();
    await dropFolder(inside, 'repo', { 'months.dvc': pointer });
    const files = { 'months.dvc': pointer, 'months/a.csv': january, 'months/b.csv': february };
    const again = await dropFolder(inside, 'repo', files);
    expect(whatOf(again)).toContainEqual(['repo/months', { kind: 'bytesArrived', sequence: 1 }]);
    expect((await dropFolder(inside, 'repo', files)).auditSequence).toBeNull();
  });
});

describe('a workspace with pointers', () => {
  it('goes through a bundle as it is, with the bytes that came', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv.dvc', dvc(january));
    await dropFile(ports, 'trips.csv', january);
    await dropFile(ports, 'other.csv', lfs(february));
    const artifactId = (await workspaceOf(ports)).artifactNamed('file', 'trips.csv')!.artifact.id;
    for (const within of [null, `artifact:${artifactId}` as const]) {
      const text = valueOf(await exportBundle(ports, within));
      const copy = testPorts();
      valueOf(await importBundle(copy, { path: 'bundle.json', text }));
      const [version] = await versionsOf(copy, 'trips.csv');
      expect(version).toEqual({ ...(await versionsOf(ports, 'trips.csv'))[0], isClaimed: true });
      expect(version?.reading?.rowCount).toBe(2);
    }
  });
});

describe('bytes under another name than their pointer', () => {
  const bound = async (ports: OperationPorts, name: string) => {
    const [version] = await versionsOf(ports, name);
    return {
      digest: version?.snapshot.digest,
      rowCount: version?.reading?.rowCount,
      awaits: awaitsBytes(version!.snapshot),
    };
  };
  const here = { digest: hash('sha256', january), rowCount: 2, awaits: false };

  it('[V27] are bound when they come after it, by MD5 or by SHA-256, with one audit entry', async () => {
    for (const pointer of [
      { path: 'data/trips.csv.dvc', text: dvc(january) },
      { path: 'data/trips.csv', text: lfs(january) },
    ]) {
      const ports = testPorts();
      await dropFile(ports, pointer.path, pointer.text);
      const dropped = await dropFile(ports, 'downloads/rides.csv', january);
      expect(dropped.outcomes).toMatchObject([
        { path: 'downloads/rides.csv', alsoBytesOf: [{ path: 'data/trips.csv', sequence: 1 }] },
      ]);
      expect(await bound(ports, 'data/trips.csv')).toEqual(here);
      expect(await bound(ports, 'downloads/rides.csv')).toEqual(here);
      expect((await auditOf(ports)).at(-1)).toMatchObject({
        action: 'takeSnapshot',
        detail: { bytesOf: [{ path: 'data/trips.csv', sequence: 1 }] },
      });
      // The same again is nothing new.
      const before = await everything(ports);
      await dropFile(ports, 'downloads/rides.csv', january);
      await dropFile(ports, pointer.path, pointer.text);
      expect(await everything(ports)).toEqual(before);
      valueOf(await undo(ports, dropped.auditSequence!));
      expect((await bound(ports, 'data/trips.csv')).awaits).toBe(true);
    }
  });

  it('[V27] are bound when they were there before it, and the version is judged by them', async () => {
    const ports = testPorts();
    await dropFile(ports, 'rides.csv', january);
    await dropFile(ports, 'rides.csv', february);
    await dropFile(ports, 'data/trips.csv.dvc', dvc(january));
    const dropped = await dropFile(ports, 'data/trips.csv.dvc', dvc(february));
    expect(dropped.outcomes).toMatchObject([
      {
        path: 'data/trips.csv',
        what: { kind: 'newVersion', sequence: 2, suggestion: { step: 'minor', version: '1.1.0' } },
        bytesKnownAs: { path: 'rides.csv', sequence: 2 },
      },
    ]);
    expect(dropped.outcomes[0]).not.toHaveProperty('isOnlyPointer');
    expect(await bound(ports, 'data/trips.csv')).toEqual(here);
  });

  it('[V27] do not bind another size, another content or what was taken out of view', async () => {
    const ports = testPorts();
    const wrongSize = dvc(january).replace(/size: \d+/, 'size: 7');
    await dropFile(ports, 'a.csv.dvc', wrongSize.replace('trips.csv', 'a.csv'));
    const { auditSequence } = await dropFile(ports, 'rides.csv', january);
    expect((await versionsOf(ports, 'a.csv'))[0]?.reading).toBeNull();
    valueOf(await undo(ports, auditSequence!));
    await dropFile(ports, 'data/trips.csv.dvc', dvc(january));
    expect((await bound(ports, 'data/trips.csv')).awaits).toBe(true);
  });

  it('[V27] bind a folder by its .dir MD5, both ways round', async () => {
    const files = { 'a.txt': 'one\n', 'b/c.txt': 'two\n' };
    const source = testPorts();
    await dropFolder(source, 'images', files);
    const [folder] = await versionsOf(source, 'images');
    const pointer = pointerFileOf('dvc', 'pictures', folder!.snapshot, 2)!;
    expect(pointer.text).toContain('.dir');

    await dropFile(source, `data/${pointer.name}`, pointer.text);
    expect((await versionsOf(source, 'data/pictures'))[0]?.snapshot.digest).toBe(folder!.snapshot.digest);

    const other = testPorts();
    await dropFile(other, `data/${pointer.name}`, pointer.text);
    expect(awaitsBytes((await versionsOf(other, 'data/pictures'))[0]!.snapshot)).toBe(true);
    await dropFolder(other, 'images', files);
    expect((await versionsOf(other, 'data/pictures'))[0]?.snapshot.digest).toBe(folder!.snapshot.digest);
  });

  it('[V27] are found inside a dropped folder, in files that are no tables', async () => {
    const ports = testPorts();
    await dropFile(ports, 'notes.txt.dvc', dvc('some words\n', 'notes.txt'));
    const dropped = await dropFolder(ports, 'stuff', { 'deep/readme.txt': 'some words\n', 'x.bin': 'x' });
    expect(dropped.outcomes[0]).toMatchObject({ alsoBytesOf: [{ path: 'notes.txt', sequence: 1 }] });
    expect(awaitsBytes((await versionsOf(ports, 'notes.txt'))[0]!.snapshot)).toBe(false);
  });

  it('[V27] are found inside a folder that was dropped before, by MD5 or by SHA-256', async () => {
    const words = 'some words\n';
    for (const pointer of [
      { path: 'notes.txt.dvc', text: dvc(words, 'notes.txt') },
      { path: 'notes.txt', text: lfs(words) },
    ]) {
      const ports = testPorts();
      await dropFolder(ports, 'stuff', { 'deep/readme.txt': words, 'x.bin': 'x' });
      await dropFolder(ports, 'stuff', { 'deep/readme.txt': words, 'x.bin': 'y' });
      const dropped = await dropFile(ports, pointer.path, pointer.text);
      expect(dropped.outcomes).toMatchObject([
        {
          path: 'notes.txt',
          what: { kind: 'newArtifact' },
          bytesKnownAs: { path: 'stuff/deep/readme.txt', sequence: 2 },
        },
      ]);
      expect((await versionsOf(ports, 'notes.txt'))[0]?.snapshot).toMatchObject({
        digest: hash('sha256', words),
        md5: hash('md5', words),
        byteLength: words.length,
        format: 'text',
      });
      // The same again is nothing new.
      const before = await everything(ports);
      await dropFile(ports, pointer.path, pointer.text);
      expect(await everything(ports)).toEqual(before);
    }
  });

  it('[V27] are found inside a folder that a pointer was known of first', async () => {
    const files = { 'a.txt': 'one\n', 'b.txt': 'two\n' };
    const source = testPorts();
    await dropFolder(source, 'letters', files);
    const [folder] = await versionsOf(source, 'letters');
    const ports = testPorts();
    await dropFile(ports, 'letters.dvc', pointerFileOf('dvc', 'letters', folder!.snapshot, 2)!.text);
    await dropFolder(ports, 'letters', files);
    const dropped = await dropFile(ports, 'second', lfs('two\n'));
    expect(dropped.outcomes).toMatchObject([{ bytesKnownAs: { path: 'letters/b.txt', sequence: 1 } }]);
  });

  it('[V27] are not found inside a folder that was taken out of view, nor with another size', async () => {
    const ports = testPorts();
    const { auditSequence } = await dropFolder(ports, 'stuff', { 'readme.txt': 'some words\n' });
    await dropFile(ports, 'a.txt.dvc', dvc('some words\n', 'a.txt').replace(/size: \d+/, 'size: 7'));
    expect(awaitsBytes((await versionsOf(ports, 'a.txt'))[0]!.snapshot)).toBe(true);
    valueOf(await undo(ports, auditSequence!));
    await dropFile(ports, 'b.txt', lfs('some words\n'));
    expect(awaitsBytes((await versionsOf(ports, 'b.txt'))[0]!.snapshot)).toBe(true);
  });
});
