import { describe, expect, it } from 'vitest';
import { bundleVersion } from '../../../src/formats/bundle/writeBundle';
import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import { followingTables } from '../../../src/operations/workspaces/bundleClosure';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { annotate } from '../../../src/operations/core/annotate';
import { openLive } from '../../../src/operations/core/liveTransaction';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { undo } from '../../../src/operations/audit/undo';
import { referencesOf } from '../../../src/records/references';
import { keyOf, type TableName, tableNames } from '../../../src/records/tables';
import { filledPorts } from '../sampleStore';
import { storeOfAllKinds } from '../storedRecords';
import { auditOf, dropFile, everything, testPorts, valueOf, workspaceOf } from '../testProject';

const exported = async (ports: OperationPorts) => valueOf(await exportBundle(ports, null));
const imported = (ports: OperationPorts, text: string) => importBundle(ports, { path: 'b.json', text });

describe('a bundle of everything', () => {
  it('gives the same store after a wipe, and the same bytes once more', async () => {
    const ports = await filledPorts();
    const before = await everything(ports);
    const text = await exported(ports);
    valueOf(await ports.store.wipe());
    valueOf(await imported(ports, text));
    expect(await everything(ports)).toEqual(before);
    expect(await exported(ports)).toBe(text);
    await auditOf(ports);
  });

  it('is recognised by importFile', async () => {
    const text = await exported(await filledPorts());
    const other = testPorts();
    expect(valueOf(await importFile(other, { path: 'b.json', text })).value.files).toMatchObject([
      { format: 'throughline' },
    ]);
    expect(await exported(other)).toBe(text);
  });

  it('changes nothing in the store it came from', async () => {
    const ports = await filledPorts();
    const text = await exported(ports);
    expect(valueOf(await imported(ports, text)).auditSequence).toBeNull();
    expect(await exported(ports)).toBe(text);
  });

  it('is merged into a store that has other things, with one audit entry, and then not again', async () => {
    const ports = testPorts();
    await dropFile(ports, 'other.csv', 'a\n1\n');
    const text = await exported(await filledPorts());
    const first = valueOf(await imported(ports, text));
    expect(first.auditSequence).toBe(2);
    expect(valueOf(await imported(ports, text)).auditSequence).toBeNull();
    const workspace = await workspaceOf(ports);
    const source = await workspaceOf(await filledPorts());
    expect(workspace.artifacts.size).toBe(source.artifacts.size + 1);
    // What was taken back there is not in view here either.
    expect(workspace.artifactNamed('serving', 'a mistake')).toBeUndefined();
    expect(await auditOf(ports)).toHaveLength(2);
  });

  it('does not lead an undo astray by the numbers of its own log', async () => {
    const source = testPorts();
    await dropFile(source, 'mistake.csv', 'a\n1\n');
    valueOf(await undo(source, 1));
    const ports = testPorts();
    await dropFile(ports, 'first.csv', 'a\n1\n');
    const second = await dropFile(ports, 'second.csv', 'a\n2\n');
    valueOf(await imported(ports, await exported(source)));
    // Entry 2 was an undo there; here it is the second file.
    valueOf(await undo(ports, second.auditSequence!));
    const workspace = await workspaceOf(ports);
    expect([...workspace.artifacts.values()].map(({ name }) => name)).toEqual(['first.csv']);
  });

  it('is taken back whole, although some of what it brought was out of view already', async () => {
    const ports = testPorts();
    await dropFile(ports, 'other.csv', 'a\n1\n');
    const before = await workspaceOf(ports);
    const merged = valueOf(await imported(ports, await exported(await filledPorts())));
    valueOf(await undo(ports, merged.auditSequence!));
    const after = await workspaceOf(ports);
    expect([...after.artifacts.keys()]).toEqual([...before.artifacts.keys()]);
    expect(after.runs.size).toBe(0);
  });

  it('writes nothing where a record differs', async () => {
    const ports = await filledPorts();
    const text = await exported(ports);
    const other = testPorts();
    const changed = rewritten(text, (tables) => {
      (tables['jobs']![0] as { name: string }).name = 'renamed';
    });
    valueOf(await imported(other, text));
    const before = await everything(other);
    // The digest is checked first; with a digest that fits, the conflict is found.
    expect(await imported(other, changed.withOldDigest)).toMatchObject({
      error: { kind: 'malformedBundle', place: '/digest' },
    });
    expect(
      await imported(other, changed.withNewDigest(await digestFault(other, changed.withOldDigest))),
    ).toMatchObject({
      ok: false,
      error: { kind: 'bundleConflict' },
    });
    expect(await everything(other)).toEqual(before);
  });

  it('refuses two snapshots of one number', async () => {
    const [a, b] = [testPorts(), testPorts()];
    const shared = await exported(
      await (async () => {
        await dropFile(a, 'x.csv', 'a\n1\n');
        return a;
      })(),
    );
    valueOf(await imported(b, shared));
    await dropFile(a, 'x.csv', 'a\n1\n2\n');
    await dropFile(b, 'x.csv', 'a\n1\n3\n');
    expect(await imported(b, await exported(a))).toMatchObject({
      ok: false,
      error: { kind: 'bundleConflict' },
    });
  });

  it.each([
    [`{"format":"throughline-bundle","version":${bundleVersion + 1}}`, '/version'],
    [
      '{"format":"throughline-bundle","version":1,"scope":"all","digest":"","tables":{}}',
      '/tables/artifacts',
    ],
    ['{"format":"throughline-bundle",\n"version":}', 'line 2, column 11'],
  ])('refuses %j at %s', async (text, place) => {
    expect(await imported(testPorts(), text)).toMatchObject({
      ok: false,
      error: { kind: 'malformedBundle', path: 'b.json', place },
    });
  });

  it('refuses a log that was changed, a reference that leads nowhere and a record of another shape', async () => {
    const text = await exported(await filledPorts());
    const cases: [(tables: Tables) => void, string][] = [
      [(tables) => (tables['audit']![1]!['subject'] = 'x'), '/tables/audit/1'],
      [(tables) => (tables['runs']![0]!['jobId'] = 'nobody'), '/tables/runs/0/jobId'],
      [(tables) => (tables['runs']![0]!['state'] = 'fine'), '/tables/runs/0/state'],
      [(tables) => tables['jobs']!.push(tables['jobs']![0]!), '/id'],
      [
        (tables) => (tables['profiles']![0]!['profile'] = { $: 'Float64Array', v: '?' }),
        '/tables/profiles/0',
      ],
      // A time that no calendar has made every later change of a workspace fail.
      [
        (tables) => (tables['audit']![0]!['recordedAt'] = '2026-99-99T99:99:99.000999999Z'),
        '/tables/audit/0/recordedAt',
      ],
      [
        (tables) => (tables['jobs']![0]!['createdAt'] = '2026-02-30T00:00:00.000000000Z'),
        '/tables/jobs/0/createdAt',
      ],
      [(tables) => (firstColumn(tables)['nullCount'] = 1e9), '/tables/profiles/0/profile/columns/0'],
    ];
    for (const [change, place] of cases) {
      const other = testPorts();
      const changed = rewritten(text, change);
      const result = await imported(
        other,
        changed.withNewDigest(await digestFault(other, changed.withOldDigest)),
      );
      expect(result.ok ? null : 'place' in result.error && result.error.place).toContain(place);
      expect(await everything(other)).toEqual(await everything(testPorts()));
    }
  });
});

type Tables = Record<string, Record<string, unknown>[]>;

function firstColumn(tables: Tables): Record<string, unknown> {
  const { columns } = tables['profiles']![0]!['profile'] as { columns: Record<string, unknown>[] };
  return columns[0]!;
}

describe('a bundle of a closure', () => {
  it('stands by itself: what refers exists', async () => {
    const ports = await filledPorts();
    const workspace = await workspaceOf(ports);
    const trips =
      workspace.artifactNamed('', 'raw/trips.csv') ??
      [...workspace.artifacts.values()].find(({ name }) => name.endsWith('trips.csv'))!;
    for (const key of [
      `artifact:${trips.artifact.id}`,
      `snapshot:${trips.snapshots[1]!.snapshot.id}`,
    ] as const) {
      const text = valueOf(await exportBundle(ports, key));
      const other = testPorts();
      valueOf(await imported(other, text));
      const part = await workspaceOf(other);
      expect(part.artifacts.size).toBeLessThan(workspace.artifacts.size);
      expect(part.snapshots.has(trips.snapshots[0]!.snapshot.id)).toBe(true);
      expect(await auditOf(other)).toHaveLength(1);
      expect(valueOf(await imported(other, text)).auditSequence).toBeNull();
      expect(valueOf(await imported(ports, text)).auditSequence).toBeNull();
    }
  });

  it('has every record that is said of what is in it and of nothing else, whatever its kind', async () => {
    const ports = await storeOfAllKinds();
    const workspace = await workspaceOf(ports);
    const all = valueOf(
      await ports.store.read(async (transaction) => {
        const live = await openLive(transaction);
        return Promise.all(followingTables.map(async (table) => [table, await live.all(table)] as const));
      }),
    );
    const met = new Set<string>();
    for (const { key } of workspace.graph('definition').nodes) {
      const { tables } = JSON.parse(valueOf(await exportBundle(ports, key))) as {
        tables: Record<TableName, unknown[]>;
      };
      const there = new Set(
        tableNames.flatMap((table) => tables[table].map((record) => keyIn(table, record))),
      );
      for (const [table, records] of all) {
        for (const record of records) {
          const references = referencesOf(table, record);
          const isSaidOfIt = references.some((to) => there.has(`${to.table} ${to.key}`));
          const isHeld = references.every((to) => to.rule === 'loose' || there.has(`${to.table} ${to.key}`));
          expect([key, keyIn(table, record), there.has(keyIn(table, record))]).toEqual([
            key,
            keyIn(table, record),
            isSaidOfIt && isHeld,
          ]);
          if (isSaidOfIt && isHeld) met.add(table);
        }
      }
    }
    expect([...met].sort()).toEqual([...followingTables].sort());
  });

  it('keeps what was said of a snapshot', async () => {
    const ports = testPorts();
    const outcome = (await dropFile(ports, 'x.csv', 'a\n1\n')).outcomes[0]!;
    valueOf(await annotate(ports, outcome.snapshotId, { kind: 'licence', expression: 'MIT' }));
    const other = testPorts();
    valueOf(await imported(other, valueOf(await exportBundle(ports, `snapshot:${outcome.snapshotId}`))));
    expect((await workspaceOf(other)).snapshots.get(outcome.snapshotId)).toMatchObject({
      licence: 'MIT',
      reading: { rowCount: 1 },
    });
  });
});

function keyIn(table: TableName, record: unknown): string {
  return `${table} ${String(keyOf(table, record))}`;
}

function rewritten(text: string, change: (tables: Record<string, Record<string, unknown>[]>) => void) {
  const bundle = JSON.parse(text) as { digest: string; tables: Record<string, Record<string, unknown>[]> };
  change(bundle.tables);
  return {
    withOldDigest: JSON.stringify(bundle),
    withNewDigest: (digest: string | null) =>
      JSON.stringify({ ...bundle, ...(digest !== null && { digest }) }),
  };
}

/** The digest that the content has, as the refusal says it; null where it is refused earlier. */
async function digestFault(ports: OperationPorts, text: string): Promise<string | null> {
  const result = await imported(ports, text);
  if (result.ok || !('message' in result.error)) return null;
  return /has the digest ([0-9a-f]{64})/.exec(result.error.message)?.[1] ?? null;
}
