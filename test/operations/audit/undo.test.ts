import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import { annotate } from '../../../src/operations/core/annotate';
import { danglingReferences } from '../../../src/operations/audit/danglingReference';
import { linkNodes } from '../../../src/operations/lineage/linkNodes';
import { openLive } from '../../../src/operations/core/liveTransaction';
import { readLiveRecords } from '../../../src/operations/core/liveRecords';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { undo } from '../../../src/operations/audit/undo';
import type { Workspace } from '../../../src/operations/core/workspace';
import {
  auditOf,
  dropFile,
  dropFolder,
  everything,
  testPorts,
  tryDropFile,
  valueOf,
  workspaceOf,
} from '../testProject';

let ports: OperationPorts;
beforeEach(() => {
  ports = testPorts();
});

/** What a person sees, without the place in the log. */
function seen(workspace: Workspace): unknown {
  return {
    artifacts: [...workspace.artifacts.values()].map(({ name, names, snapshots }) => ({
      name,
      names,
      snapshots: snapshots.map(({ snapshot, message, semanticVersion, tags }) => ({
        snapshot,
        message,
        semanticVersion,
        tags,
      })),
    })),
    jobs: [...workspace.jobs.keys()],
    runs: [...workspace.runs.keys()],
    observations: workspace.observations,
  };
}

describe('undo', () => {
  it('[I1] takes a version out of view and rewrites nothing; its number is not given again', async () => {
    await dropFile(ports, 'a.csv', 'id\n1\n');
    const { auditSequence, outcomes } = await dropFile(ports, 'a.csv', 'id\n2\n');
    const stored = valueOf(await ports.store.read((transaction) => transaction.all('snapshots')));
    valueOf(await undo(ports, auditSequence!));
    expect(valueOf(await ports.store.read((transaction) => transaction.all('snapshots')))).toEqual(stored);
    const workspace = await workspaceOf(ports);
    expect(workspace.snapshots.has(outcomes[0]!.snapshotId)).toBe(false);
    expect((await dropFile(ports, 'a.csv', 'id\n3\n')).outcomes[0]?.what).toMatchObject({
      kind: 'newVersion',
      sequence: 3,
    });
  });

  it('of an undo puts everything back as it was, and so on', async () => {
    const { auditSequence } = await dropFile(ports, 'a.csv', 'id\n1\n');
    const before = seen(await workspaceOf(ports));
    valueOf(await undo(ports, auditSequence!));
    expect((await workspaceOf(ports)).artifacts.size).toBe(0);
    valueOf(await undo(ports, 2));
    expect(seen(await workspaceOf(ports))).toEqual(before);
    valueOf(await undo(ports, 3));
    expect((await workspaceOf(ports)).artifacts.size).toBe(0);
    expect((await auditOf(ports)).map(({ action }) => action)).toEqual([
      'takeSnapshot',
      'undo',
      'undo',
      'undo',
    ]);
  });

  it('is refused twice, for what is not there, and leaves nothing', async () => {
    await dropFile(ports, 'a.csv', 'id\n1\n');
    valueOf(await undo(ports, 1));
    const before = await everything(ports);
    expect(await undo(ports, 1)).toMatchObject({ error: { kind: 'cannotUndo' } });
    expect(await undo(ports, 99)).toMatchObject({ error: { kind: 'notFound' } });
    expect(await everything(ports)).toEqual(before);
  });

  it('[I3] is refused while something in view refers to it, with what that is', async () => {
    const first = await dropFile(ports, 'a.csv', 'id\n1\n');
    const second = await dropFile(ports, 'b.csv', 'id\n2\n');
    const [a, b] = [first.outcomes[0]!.snapshotId, second.outcomes[0]!.snapshotId];
    valueOf(await linkNodes(ports, 'version', `snapshot:${a}`, `snapshot:${b}`));
    expect(await undo(ports, 1)).toMatchObject({
      error: { kind: 'cannotUndo', message: expect.stringContaining('run of a.csv → b.csv') as string },
    });
    valueOf(await undo(ports, 3));
    valueOf(await undo(ports, 1));
    // The link cannot come back before what it links.
    expect(await undo(ports, 4)).toMatchObject({ error: { kind: 'cannotUndo' } });
    valueOf(await undo(ports, 5));
    valueOf(await undo(ports, 4));
    expect((await workspaceOf(ports)).graph('version').edges).toHaveLength(2);
  });

  it('does not put a name back that another artifact bears now', async () => {
    await dropFile(ports, 'a.csv', 'id\n1\n');
    valueOf(await undo(ports, 1));
    await dropFile(ports, 'a.csv', 'id\n2\n');
    expect(await undo(ports, 2)).toMatchObject({
      error: { kind: 'cannotUndo', message: expect.stringContaining('a.csv') as string },
    });
  });

  it('of a move gives the old name back', async () => {
    await dropFolder(ports, 'p', { 'a.csv': 'id\n1\n' });
    const { auditSequence } = await dropFolder(ports, 'p', { 'b.csv': 'id\n1\n' });
    expect((await workspaceOf(ports)).artifactNamed('file', 'p/b.csv')?.name).toBe('p/b.csv');
    valueOf(await undo(ports, auditSequence!));
    const workspace = await workspaceOf(ports);
    expect(workspace.artifactNamed('file', 'p/b.csv')).toBeUndefined();
    expect(workspace.artifactNamed('file', 'p/a.csv')?.name).toBe('p/a.csv');
  });

  it('of a note lets the one before hold again', async () => {
    const { snapshotId } = (await dropFile(ports, 'a.csv', 'id\n1\n')).outcomes[0]!;
    valueOf(await annotate(ports, snapshotId, { kind: 'message', text: '<b>first</b>' }));
    const { auditSequence } = valueOf(await annotate(ports, snapshotId, { kind: 'message', text: 'second' }));
    expect((await workspaceOf(ports)).snapshots.get(snapshotId)?.message).toBe('second');
    valueOf(await undo(ports, auditSequence));
    expect((await workspaceOf(ports)).snapshots.get(snapshotId)?.message).toBe('<b>first</b>');
    expect((await auditOf(ports))[2]?.detail).toMatchObject({
      before: { text: '<b>first</b>' },
      after: { text: 'second' },
    });
  });

  it('is not fooled by ids: of notes, the one that was written last holds', async () => {
    let left = 1_000_000;
    const descending = { ...ports, newId: () => String((left -= 1)) };
    const { snapshotId } = (await dropFile(descending, 'a.csv', 'id\n1\n')).outcomes[0]!;
    for (const text of ['first', 'second', 'third']) {
      valueOf(await annotate(descending, snapshotId, { kind: 'message', text }));
    }
    expect((await workspaceOf(ports)).snapshots.get(snapshotId)?.message).toBe('third');
  });

  it('leaves a note on what is not there to be refused, and a version that is none', async () => {
    const { snapshotId } = (await dropFile(ports, 'a.csv', 'id\n1\n')).outcomes[0]!;
    expect(
      await annotate(ports, snapshotId, {
        kind: 'semanticVersion',
        version: 'new',
        isSuggested: false,
        reasons: [],
      }),
    ).toMatchObject({
      error: { kind: 'invalidAnnotation' },
    });
    valueOf(await undo(ports, 1));
    expect(await annotate(ports, snapshotId, { kind: 'owner', name: 'Ada' })).toMatchObject({
      error: { kind: 'notFound' },
    });
  });
});

describe('any sequence of drops, links and undos', () => {
  const path = fc.constantFrom('a.csv', 'b.csv', '__proto__');
  const text = fc.constantFrom('id\n1\n', 'id\n1\n2\n', 'id\n3\n', 'no table');
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('file' as const), path, text }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('folder' as const),
        files: fc.dictionary(fc.constantFrom('a.csv', 'b.csv', 'c.csv'), text),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), back: fc.nat(8) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('link' as const), from: fc.nat(9), to: fc.nat(9) }) },
  );

  it('[I1] [I2] [I3] [I4] [I5] keeps every invariant of the store', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 16 }), async (steps) => {
        const own = testPorts();
        const written = new Map<string, string>();
        for (const each of steps) {
          const before = await auditOf(own);
          const untouched = await everything(own);
          const sequence = await take(own, each, before.length);
          const after = await auditOf(own);
          // One entry a change, and nothing at all without one.
          expect(after.length - before.length).toBe(sequence === null ? 0 : 1);
          if (sequence === null) expect(await everything(own)).toEqual(untouched);
          await checkSnapshots(own, written);
        }
      }),
      { numRuns: 60 },
    );
  });

  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  /** The audit sequence of what was done; null where nothing was. */
  async function take(own: OperationPorts, each: Step, entries: number): Promise<number | null> {
    switch (each.do) {
      case 'file': {
        const taken = await tryDropFile(own, each.path, each.text);
        return taken.ok ? taken.value.auditSequence : null;
      }
      case 'folder':
        return (await dropFolder(own, 'p', each.files)).auditSequence;
      case 'undo': {
        const undone = await undo(own, entries - each.back);
        return undone.ok ? undone.value.auditSequence : null;
      }
      case 'link': {
        const keys = [...(await workspaceOf(own)).snapshots.keys()];
        const [from, to] = [keys[each.from], keys[each.to]];
        if (!from || !to) return null;
        const linked = await linkNodes(own, 'version', `snapshot:${from}`, `snapshot:${to}`);
        return linked.ok ? linked.value.auditSequence : null;
      }
    }
  }

  async function checkSnapshots(own: OperationPorts, written: Map<string, string>): Promise<void> {
    const stored = valueOf(await own.store.read((transaction) => transaction.all('snapshots')));
    const numbers = new Set(stored.map(({ artifactId, sequence }) => `${artifactId} ${sequence}`));
    expect(numbers.size).toBe(stored.length);
    const byId = new Map(stored.map((snapshot) => [snapshot.id, snapshot]));
    for (const snapshot of stored) {
      const text = JSON.stringify(snapshot);
      expect(written.get(snapshot.id) ?? text).toBe(text);
      written.set(snapshot.id, text);
      for (const parent of snapshot.parents) {
        expect(byId.get(parent)!.sequence).toBeLessThan(snapshot.sequence);
      }
    }
    const live = valueOf(await own.store.read(readLiveRecords));
    const dangling = await own.store.read(async (transaction) =>
      danglingReferences(await openLive(transaction)),
    );
    expect(valueOf(dangling)).toEqual([]);
    const names = live.bindings.map(({ namespace, name, artifactId }) => [
      JSON.stringify([namespace, name]),
      artifactId,
    ]);
    for (const [name, artifactId] of names) {
      expect(names.filter(([other]) => other === name).every(([, other]) => other === artifactId)).toBe(true);
    }
  }
});
