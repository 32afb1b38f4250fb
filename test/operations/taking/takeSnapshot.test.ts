import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { takeSnapshot } from '../../../src/operations/taking/takeSnapshot';
import {
  auditOf,
  dropFile,
  dropFolder,
  everything,
  ingest,
  testPorts,
  valueOf,
  workspaceOf,
} from '../testProject';

const january = 'id,city\n1,Oslo\n2,Bergen\n';
const february = `${january}3,Tromso\n`;

describe('a dropped file', () => {
  it('[I2] is a new artifact, whose digest is the SHA-256 of its bytes', async () => {
    const ports = testPorts();
    const { outcomes, auditSequence } = await dropFile(ports, 'trips.csv', january);
    expect(outcomes.map(({ path, what }) => [path, what])).toEqual([['trips.csv', { kind: 'newArtifact' }]]);
    expect(auditSequence).toBe(1);
    const [version] = (await workspaceOf(ports)).artifactNamed('file', 'trips.csv')?.snapshots ?? [];
    expect(version?.snapshot).toMatchObject({
      sequence: 1,
      digest: createHash('sha256').update(january).digest('hex'),
      md5: createHash('md5').update(january).digest('hex'),
      byteLength: january.length,
      parents: [],
      source: { kind: 'drop', path: 'trips.csv' },
    });
    expect(version?.reading?.rowCount).toBe(2);
    expect(version?.message).toBe('First version, 2 rows.');
    expect(version?.semanticVersion).toEqual({
      version: '1.0.0',
      isSuggested: true,
      reasons: ['The first version.'],
    });
  });

  it('is a new version under the same name, with its parent, its number, a message and the reasons for its version', async () => {
    const ports = testPorts();
    const first = await dropFile(ports, 'trips.csv', january);
    const second = await dropFile(ports, 'trips.csv', february);
    expect(second.outcomes[0]?.what).toEqual({
      kind: 'newVersion',
      sequence: 2,
      rowCountChange: 1,
      suggestion: {
        version: '1.1.0',
        step: 'minor',
        reasons: ['1 row added.', 'All 2 rows of version 1 are still there.'],
      },
    });
    const version = (await workspaceOf(ports)).snapshots.get(second.outcomes[0]!.snapshotId);
    expect(version?.snapshot.parents).toEqual([first.outcomes[0]?.snapshotId]);
    expect(version?.message).toBe('1 row added.');
  });

  it('[I4] changes nothing when it is dropped again', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    await dropFile(ports, 'trips.csv', february);
    const before = await everything(ports);
    const again = await dropFile(ports, 'trips.csv', february);
    expect(again).toMatchObject({
      auditSequence: null,
      outcomes: [{ what: { kind: 'unchanged', sinceSequence: 2 } }],
    });
    expect(await everything(ports)).toEqual(before);
  });

  it('[I2] A, B, A again is three versions of two digests, each after the one before', async () => {
    const ports = testPorts();
    for (const text of [january, february, january]) await dropFile(ports, 'trips.csv', text);
    const versions = (await workspaceOf(ports))
      .artifactNamed('file', 'trips.csv')!
      .snapshots.map(({ snapshot }) => snapshot);
    expect(versions.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(versions[2]?.digest).toBe(versions[0]?.digest);
    expect(versions[2]?.parents).toEqual([versions[1]?.id]);
    expect(new Set(versions.map(({ id }) => id)).size).toBe(3);
    expect(new Set(versions.map(({ digest }) => digest)).size).toBe(2);
  });

  it('[I2] under another name is an artifact of its own that says whose bytes it has', async () => {
    const ports = testPorts();
    await dropFile(ports, 'rides.csv', january);
    await dropFile(ports, 'rides.csv', february);
    const copy = await dropFile(ports, 'copy.csv', february);
    expect(copy.outcomes[0]?.what).toEqual({ kind: 'sameBytes', asPath: 'rides.csv', asSequence: 2 });
    expect((await dropFile(ports, 'copy.csv', january)).outcomes[0]?.what).toMatchObject({
      kind: 'newVersion',
      sequence: 2,
    });
  });

  it('[I1] is written once: a later version leaves every earlier record as it was', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    const before = valueOf(await ports.store.read((transaction) => transaction.all('snapshots')));
    await dropFile(ports, 'trips.csv', february);
    const after = valueOf(await ports.store.read((transaction) => transaction.all('snapshots')));
    expect(after).toEqual(
      expect.arrayContaining(before.map((snapshot) => expect.objectContaining({ ...snapshot }) as unknown)),
    );
  });

  it('[V43] whose table cannot be read is a version all the same: digest, size and failure', async () => {
    const ports = testPorts();
    const text = 'a,b\n1,2\n3,4,5\n';
    const { outcomes } = await dropFile(ports, 'bad.csv', text);
    expect(outcomes).toMatchObject([
      { path: 'bad.csv', what: { kind: 'newArtifact' }, failure: { kind: 'raggedRow', line: 3 } },
    ]);
    const artifact = (await workspaceOf(ports)).artifactNamed('file', 'bad.csv');
    expect(artifact?.artifact.kind).toBe('dataset');
    const [version] = artifact?.snapshots ?? [];
    expect(version?.snapshot).toMatchObject({
      digest: createHash('sha256').update(text).digest('hex'),
      byteLength: text.length,
      format: 'csv',
    });
    expect(version?.reading).toBeNull();
    expect(version?.failedReading?.failure).toMatchObject({ kind: 'raggedRow', line: 3 });
    expect(version?.message).toBe('First version; its table could not be read.');
  });

  it('[V43] whose table cannot be read changes nothing when it is dropped again, and says so again', async () => {
    const ports = testPorts();
    await dropFile(ports, 'bad.csv', 'a,b\n1\n');
    const before = await everything(ports);
    const again = await dropFile(ports, 'bad.csv', 'a,b\n1\n');
    expect(again).toMatchObject({
      auditSequence: null,
      outcomes: [{ what: { kind: 'unchanged', sinceSequence: 1 }, failure: { line: 2 } }],
    });
    expect(await everything(ports)).toEqual(before);
  });

  it('[V15] beside a version whose table cannot be read claims nothing of what changed', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    const bad = await dropFile(ports, 'trips.csv', `${january}3\n`);
    expect(bad.outcomes[0]?.what).toMatchObject({
      rowCountChange: null,
      suggestion: {
        version: '2.0.0',
        reasons: ['The table could not be read, so what changed cannot be verified.'],
      },
    });
    const good = await dropFile(ports, 'trips.csv', february);
    expect(good.outcomes[0]?.what).toMatchObject({
      kind: 'newVersion',
      sequence: 3,
      rowCountChange: null,
      suggestion: {
        version: '3.0.0',
        reasons: ['The table of version 2 could not be read, so what changed cannot be verified.'],
      },
    });
  });

  it('[V11] whose values are the parent’s and whose nulls are not is not called the same', async () => {
    const ports = testPorts();
    await dropFile(ports, 'notes.jsonl', '{"id":1,"note":null}\n{"id":2,"note":"late"}\n');
    const { outcomes } = await dropFile(ports, 'notes.jsonl', '{"id":1,"note":""}\n{"id":2,"note":"late"}\n');
    expect(outcomes[0]?.what).toMatchObject({
      suggestion: {
        version: '2.0.0',
        reasons: [
          'The same values as version 1, but not the same nulls.',
          'Column note had 1 null and has 0.',
        ],
      },
    });
  });

  it('that is no table is digested, and a change of it is a MAJOR', async () => {
    const ports = testPorts();
    await dropFile(ports, 'model.pkl', 'weights\u0000 1');
    const { outcomes } = await dropFile(ports, 'model.pkl', 'weights\u0000 2');
    expect(outcomes[0]?.what).toMatchObject({
      kind: 'newVersion',
      rowCountChange: null,
      suggestion: { version: '2.0.0' },
    });
    expect((await workspaceOf(ports)).artifactNamed('file', 'model.pkl')?.artifact.kind).toBe('model');
  });

  it('whose parent changed while it was read says that its rows could not be compared', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    const ingested = await ingest('trips.csv', `${february}4,Bodo\n`, {
      rowCount: 2,
      columnNames: ['id', 'city'],
    });
    await dropFile(ports, 'trips.csv', february);
    const taken = valueOf(
      await takeSnapshot(ports, { kind: 'file', path: 'trips.csv', ingested, lastModified: null }),
    );
    const { what } = taken.outcomes[0]!;
    expect(what).toMatchObject({ kind: 'newVersion', sequence: 3, suggestion: { step: 'major' } });
    expect(what.kind === 'newVersion' && what.suggestion?.reasons.at(-1)).toContain('could not be verified');
  });

  it('[I10] may be named `__proto__`, `constructor` or with markup', async () => {
    const ports = testPorts();
    const names = [
      '__proto__',
      'constructor',
      '<img src=x onerror=alert(1)>',
      '../../etc/passwd',
      'a\nb',
      '\ud800',
    ];
    for (const name of names) {
      expect((await dropFile(ports, name, `bytes of ${names.indexOf(name)}`)).outcomes[0]?.what.kind).toBe(
        'newArtifact',
      );
    }
    const workspace = await workspaceOf(ports);
    expect([...workspace.artifacts.values()].map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    for (const name of names) expect(workspace.artifactNamed('file', name)?.name).toBe(name);
    expect(await auditOf(ports)).toHaveLength(names.length);
  });

  it('[I5] is one entry of the audit log, which names its digest, its parent and what was made', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    await dropFile(ports, 'trips.csv', february);
    const [first, second] = await auditOf(ports);
    const digest = createHash('sha256').update(february).digest('hex');
    expect(second).toMatchObject({
      action: 'takeSnapshot',
      subject: 'trips.csv',
      actor: 'tester',
      sequence: 2,
    });
    expect(second?.detail).toMatchObject({ snapshots: [{ path: 'trips.csv', sequence: 2, digest }] });
    expect(first?.detail).toMatchObject({
      created: { artifacts: [expect.any(String)], bindings: [expect.any(String)] },
    });
  });

  it('[V18] counts changes, so that their order holds when the clock jumps back by years', async () => {
    const ports = testPorts();
    await dropFile(ports, 'trips.csv', january);
    const early = { ...ports, now: () => '1999-01-01T00:00:00.000000000Z' as ReturnType<typeof ports.now> };
    await dropFile(early, 'trips.csv', february);
    const [first, second] = await auditOf(ports);
    expect([first?.change, second?.change]).toEqual([1, 2]);
    expect(second?.recordedAt).toBe(early.now());
  });
});

describe('two drops at once', () => {
  it('lose nothing: each gets a number of its own, and the chain holds', async () => {
    const ports = testPorts();
    const texts = Array.from({ length: 12 }, (_, index) => `id\n${index}\n`);
    await Promise.all(texts.map((text) => dropFile(ports, 'trips.csv', text)));
    const versions = (await workspaceOf(ports))
      .artifactNamed('file', 'trips.csv')!
      .snapshots.map(({ snapshot }) => snapshot);
    expect(versions.map(({ sequence }) => sequence)).toEqual(texts.map((_, index) => index + 1));
    versions.slice(1).forEach((version, index) => expect(version.parents).toEqual([versions[index]?.id]));
    expect(await auditOf(ports)).toHaveLength(12);
  });
});

describe('a dropped folder', () => {
  const files = {
    'raw/trips.csv': january,
    'raw/cities.csv': 'city\nOslo\n',
    'notes.md': '# Notes',
    'model.pkl': 'weights',
  };

  it('is one directory artifact with a tree digest, and a version of its own for each table in it', async () => {
    const ports = testPorts();
    const { outcomes } = await dropFolder(ports, 'bike', files, 3);
    expect(outcomes.map(({ path, what }) => [path, what.kind])).toEqual([
      ['bike', 'newArtifact'],
      ['bike/raw/trips.csv', 'newArtifact'],
      ['bike/raw/cities.csv', 'newArtifact'],
    ]);
    const workspace = await workspaceOf(ports);
    const folder = workspace.artifactNamed('file', 'bike')!.snapshots[0]!.snapshot;
    expect(folder).toMatchObject({ content: 'directory', format: 'directory' });
    expect(folder.md5).toMatch(/^[0-9a-f]{32}\.dir$/);
    const manifest = workspace.manifests.get(folder.digest!);
    expect(manifest?.entries.map(({ path }) => path)).toEqual([
      'model.pkl',
      'notes.md',
      'raw/cities.csv',
      'raw/trips.csv',
    ]);
    expect(manifest?.leftOutCount).toBe(3);
    expect(await auditOf(ports)).toHaveLength(1);
  });

  it('[I4] changes nothing when it is dropped again', async () => {
    const ports = testPorts();
    await dropFolder(ports, 'bike', files);
    const before = await everything(ports);
    const again = await dropFolder(ports, 'bike', files);
    expect(again.auditSequence).toBeNull();
    expect(again.outcomes.map(({ what }) => what.kind)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(await everything(ports)).toEqual(before);
  });

  it('with one table changed is a new version of the folder and of that table alone', async () => {
    const ports = testPorts();
    await dropFolder(ports, 'bike', files);
    const { outcomes } = await dropFolder(ports, 'bike', { ...files, 'raw/trips.csv': february });
    expect(outcomes.map(({ path, what }) => [path, what.kind])).toEqual([
      ['bike', 'newVersion'],
      ['bike/raw/trips.csv', 'newVersion'],
      ['bike/raw/cities.csv', 'unchanged'],
    ]);
    expect(outcomes[0]?.what).toMatchObject({
      suggestion: { version: '2.0.0', reasons: ['1 file changed.'] },
    });
    expect(outcomes[1]?.what).toMatchObject({ suggestion: { version: '1.1.0' } });
  });

  it('[I2] whose file was renamed keeps the artifact: it is moved, and its next version follows', async () => {
    const ports = testPorts();
    await dropFolder(ports, 'bike', files);
    const { 'raw/trips.csv': trips, ...rest } = files;
    const { outcomes } = await dropFolder(ports, 'bike', { ...rest, 'data/journeys.csv': trips });
    const moved = outcomes.find(({ path }) => path === 'bike/data/journeys.csv');
    expect(moved?.what).toEqual({ kind: 'moved', fromPath: 'bike/raw/trips.csv' });
    const workspace = await workspaceOf(ports);
    const artifact = workspace.artifactNamed('file', 'bike/data/journeys.csv')!;
    expect(artifact.names.map(({ name }) => name)).toEqual(['bike/raw/trips.csv', 'bike/data/journeys.csv']);
    expect(artifact.snapshots).toHaveLength(1);
    expect(workspace.artifactNamed('file', 'bike/raw/trips.csv')).toBe(artifact);
    const next = await dropFolder(ports, 'bike', { ...rest, 'data/journeys.csv': february });
    expect(next.outcomes.find(({ path }) => path === 'bike/data/journeys.csv')?.what).toMatchObject({
      kind: 'newVersion',
      sequence: 2,
    });
    expect((await dropFile(ports, 'copy.csv', february)).outcomes[0]?.what).toMatchObject({
      kind: 'sameBytes',
      asPath: 'bike/data/journeys.csv',
    });
  });

  it('takes a copy whose original is still there for a copy, not for a move', async () => {
    const ports = testPorts();
    await dropFolder(ports, 'bike', files);
    const { outcomes } = await dropFolder(ports, 'bike', { ...files, 'backup/trips.csv': january });
    expect(outcomes.find(({ path }) => path === 'bike/backup/trips.csv')?.what).toMatchObject({
      kind: 'sameBytes',
      asPath: 'bike/raw/trips.csv',
    });
  });

  it('pairs moved files by their names where several have the same bytes, and guesses nothing else', async () => {
    const ports = testPorts();
    await dropFolder(ports, 'bike', { 'a/x.csv': january, 'a/y.csv': january });
    const { outcomes } = await dropFolder(ports, 'bike', { 'b/y.csv': january, 'b/z.csv': january });
    expect(outcomes.slice(1).map(({ what }) => what)).toEqual([
      { kind: 'moved', fromPath: 'bike/a/y.csv' },
      { kind: 'sameBytes', asPath: expect.stringContaining('bike/') as string, asSequence: 1 },
    ]);
  });

  it('guesses nothing where two files of one name and the same bytes are gone', async () => {
    const ports = testPorts();
    await dropFolder(ports, 'bike', { 'a/x.csv': january, 'b/x.csv': january });
    const { outcomes } = await dropFolder(ports, 'bike', { 'c/x.csv': january });
    expect(outcomes[1]?.what.kind).toBe('sameBytes');
  });

  it('[V43] is taken with a table that cannot be read, which is a version that says why', async () => {
    const ports = testPorts();
    const { outcomes, unread } = await dropFolder(ports, 'bike', {
      'bad.csv': 'a,b\n1\n',
      'good.csv': january,
    });
    expect(unread).toEqual([]);
    expect(outcomes.map(({ path, failure }) => [path, failure?.line ?? null])).toEqual([
      ['bike', null],
      ['bike/bad.csv', 2],
      ['bike/good.csv', null],
    ]);
    const again = await dropFolder(ports, 'bike', { 'bad.csv': 'a,b\n1,2\n', 'good.csv': january });
    expect(again.outcomes[1]?.what).toMatchObject({ kind: 'newVersion', sequence: 2 });
  });

  it('finds a table again that cannot be read and was moved', async () => {
    const ports = testPorts();
    await dropFolder(ports, 'bike', { 'old/bad.csv': 'a,b\n1\n' });
    const { outcomes } = await dropFolder(ports, 'bike', { 'new/bad.csv': 'a,b\n1\n' });
    expect(outcomes[1]?.what).toEqual({ kind: 'moved', fromPath: 'bike/old/bad.csv' });
  });

  it('without files has the digest of no bytes', async () => {
    const ports = testPorts();
    await dropFolder(ports, 'empty', {});
    const folder = (await workspaceOf(ports)).artifactNamed('file', 'empty')?.snapshots[0]?.snapshot;
    expect(folder).toMatchObject({ digest: createHash('sha256').digest('hex'), byteLength: 0 });
  });
});
