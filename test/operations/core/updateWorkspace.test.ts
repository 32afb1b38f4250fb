import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undo } from '../../../src/operations/audit/undo';
import { cleanUp } from '../../../src/operations/bytes/cleanUp';
import { annotate } from '../../../src/operations/core/annotate';
import { IncrementalWorkspace } from '../../../src/operations/core/incrementalWorkspace';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { setKind } from '../../../src/operations/core/setKind';
import type { Workspace } from '../../../src/operations/core/workspace';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { linkNodes } from '../../../src/operations/lineage/linkNodes';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import type { RunDraft } from '../../../src/operations/lineage/runDraft';
import { promote } from '../../../src/operations/releases/promote';
import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import { artifactKinds } from '../../../src/versioning/records';
import { decide, drawnDecision } from '../decide';
import { keepFile, keepFolder } from '../keptProject';
import { recordFaults } from '../storedRecords';
import { dropFile, testPorts, tryDropFile, valueOf, workspaceOf } from '../testProject';
import { plainRun } from '../plainRun';

const noPause = () => Promise.resolve();

describe('a workspace that is kept', () => {
  const started = async () => {
    const ports = testPorts();
    await dropFile(ports, 'a.csv', 'id\n1\n');
    await dropFile(ports, 'b.csv', 'id\n2\n');
    const kept = new IncrementalWorkspace(ports.store, noPause);
    const before = valueOf(await kept.read());
    return {
      ports,
      kept,
      before,
      a: before.artifactNamed('file', 'a.csv')!,
      b: before.artifactNamed('file', 'b.csv')!,
    };
  };

  it('gives the same objects for what a change did not touch', async () => {
    const { ports, kept, before, a, b } = await started();
    const graph = before.graph('definition');
    valueOf(await setKind(ports, a.artifact.id, 'model'));
    const after = valueOf(await kept.read());
    expect(after.artifactNamed('file', 'a.csv')!.artifact.kind).toBe('model');
    expect(after.artifacts.get(b.artifact.id)).toBe(b);
    expect(after.snapshots).toBe(before.snapshots);
    expect(after.runs).toBe(before.runs);
    const { nodes, edges, indexOf } = after.graph('definition');
    expect(edges).toBe(graph.edges);
    expect(indexOf).toBe(graph.indexOf);
    const at = indexOf.get(`artifact:${b.artifact.id}`)!;
    expect(nodes[at]).toBe(graph.nodes[at]);
    // What was given out before has not changed.
    expect(before.artifactNamed('file', 'a.csv')).toBe(a);
    expect(a.artifact.kind).toBe('dataset');
  });

  it('keeps its graphs where no node and no link changed', async () => {
    const { ports, kept, before, a } = await started();
    const graphs = [before.graph('definition'), before.graph('version')];
    const snapshotId = a.snapshots[0]!.snapshot.id;
    valueOf(await annotate(ports, snapshotId, { kind: 'message', text: 'First.' }));
    valueOf(await promoteFirst(ports, before));
    const after = valueOf(await kept.read());
    expect(
      [after.graph('definition'), after.graph('version')].map((graph, at) => graph === graphs[at]),
    ).toEqual([true, true]);
    expect(after.snapshots.get(snapshotId)!.message).toBe('First.');
  });

  it('is the same object where nothing changed', async () => {
    const { kept, before } = await started();
    expect(valueOf(await kept.read())).toBe(before);
  });

  it('is read anew from a store that was wiped and filled with another log', async () => {
    const { ports, kept } = await started();
    valueOf(await ports.store.wipe());
    await dropFile(ports, 'c.csv', 'id\n3\n');
    await dropFile(ports, 'd.csv', 'id\n4\n');
    const after = valueOf(await kept.read());
    expect([...after.artifacts.values()].map(({ name }) => name).sort()).toEqual(['c.csv', 'd.csv']);
  });
});

function promoteFirst(ports: OperationPorts, { artifacts }: Workspace, index = 0) {
  const artifact = [...artifacts.values()][index]!;
  const alias = artifact.aliases.find(({ name }) => name === 'production');
  return promote(ports, {
    artifactId: artifact.artifact.id,
    alias: 'production',
    follows: alias?.moves.at(-1)?.id ?? null,
    snapshotId: artifact.snapshots.at(-1)!.snapshot.id,
    rules: new Map(),
    reason: null,
  });
}

describe('after any sequence of changes', () => {
  const name = fc.constantFrom('a.csv', 'b.csv', 'toString', '__proto__');
  const text = fc.constantFrom('id\n1\n', 'id\n1\n2\n', 'id\n3\n', 'no table');
  const index = fc.nat(6);
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('file' as const), name, text }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('keptFile' as const), name, text }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('folder' as const),
        files: fc.dictionary(fc.constantFrom('a.csv', 'b.csv'), text, { minKeys: 1 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cleanUp' as const) }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('undo' as const), back: fc.nat(6) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('annotate' as const), index, text }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('kind' as const),
        index,
        kind: fc.constantFrom(...artifactKinds),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('link' as const), from: index, to: index }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('run' as const), from: index, to: index }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('import' as const),
        job: fc.nat(1),
        run: fc.nat(2),
        end: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('promote' as const), index }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), name, text }) },
    { weight: 6, arbitrary: drawnDecision.map((drawn) => ({ do: 'decide' as const, drawn })) },
  );
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  it('the kept workspace is the one that is folded whole, and shares with the last what neither touched', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 14 }),
        fc.boolean(),
        async (steps, isOften) => {
          const ports = testPorts();
          const chunks = createMemoryChunkStore();
          await keepFile(ports, chunks, 'a.csv', 'id\n1\n');
          await keepFile(ports, chunks, 'a.csv', 'id\n1\n2\n');
          await keepFolder(ports, chunks, 'p', { 'a.csv': 'id\n1\n', 'b.csv': 'id\n3\n' });
          await importFile(ports, {
            path: 'l.json',
            text: JSON.stringify(event({ job: 0, run: 0, end: false })),
          });
          const kept = new IncrementalWorkspace(ports.store, noPause);
          let last = valueOf(await kept.read());
          for (const [at, each] of steps.entries()) {
            await take(ports, chunks, last, each);
            if (!isOften && at % 3 !== 2 && at < steps.length - 1) continue;
            const next = valueOf(await kept.read());
            const whole = await workspaceOf(ports);
            expect(facts(next)).toEqual(facts(whole));
            // An undo may touch what is not seen; a bundle is read with all the rest.
            if (isOften && each.do !== 'merge' && each.do !== 'undo') expectShared(last, next);
            last = next;
          }
          expect(await recordFaults(ports)).toEqual([]);
        },
      ),
      {
        numRuns: 60,
        examples: [
          [
            [
              { do: 'folder', files: { 'a.csv': 'id\n1\n' } },
              { do: 'undo', back: 0 },
            ],
            false,
          ],
        ],
      },
    );
  });

  async function take(
    ports: OperationPorts,
    chunks: ReturnType<typeof createMemoryChunkStore>,
    workspace: Workspace,
    each: Step,
  ): Promise<void> {
    const snapshots = [...workspace.snapshots.keys()];
    switch (each.do) {
      case 'file':
        await tryDropFile(ports, each.name, each.text);
        return;
      case 'keptFile':
        await keepFile(ports, chunks, each.name, each.text);
        return;
      case 'folder':
        await keepFolder(ports, chunks, 'p', each.files);
        return;
      case 'cleanUp':
        await cleanUp(ports, { keepLatest: 1 });
        return;
      case 'undo': {
        const entry = valueOf(await ports.store.read((transaction) => transaction.last('audit')));
        if (entry) await undo(ports, entry.sequence - each.back);
        return;
      }
      case 'annotate': {
        const id = snapshots[each.index];
        // Never what is said already: that would be a change after which the view says the same.
        const text = `${each.text} ${workspace.auditSequence}`;
        if (id) await annotate(ports, id, { kind: 'message', text });
        return;
      }
      case 'kind': {
        const id = [...workspace.artifacts.keys()][each.index];
        if (id) await setKind(ports, id, each.kind);
        return;
      }
      case 'link': {
        const [from, to] = [snapshots[each.from], snapshots[each.to]];
        if (from && to) await linkNodes(ports, 'version', `snapshot:${from}`, `snapshot:${to}`);
        return;
      }
      case 'run':
        await recordRun(ports, runDraft(workspace, each.from, each.to));
        return;
      case 'import':
        await importFile(ports, { path: 'l.json', text: JSON.stringify(event(each)) });
        return;
      case 'promote':
        if ([...workspace.artifacts.values()][each.index]?.snapshots.length)
          await promoteFirst(ports, workspace, each.index);
        return;
      case 'decide':
        await decide(ports, workspace, each.drawn);
        return;
      case 'merge': {
        const other = testPorts();
        await dropFile(other, each.name, each.text);
        const bundle = valueOf(await exportBundle(other, null));
        await importBundle(ports, { path: 'm', text: bundle });
      }
    }
  }
});

function runDraft(workspace: Workspace, from: number, to: number): RunDraft {
  const links = (at: number) => {
    const view = [...workspace.snapshots.values()][at];
    return view ? [{ artifactId: view.artifactId, snapshotId: view.snapshot.id }] : [];
  };
  return {
    ...plainRun,
    job: { namespace: 'n', name: `job ${from % 2}` },
    inputs: links(from),
    outputs: links(to),
  };
}

function event({ job, run, end }: { readonly job: number; readonly run: number; readonly end: boolean }) {
  const dataset = (name: string, version?: string) => ({
    namespace: 'db',
    name,
    facets: version === undefined ? {} : { version: { datasetVersion: version } },
  });
  return {
    eventType: end ? 'COMPLETE' : 'START',
    eventTime: `2026-01-0${run + 1}T0${end ? 2 : 1}:00:00Z`,
    producer: 'urn:test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `1111111${run}-1111-4111-8111-11111111111${job}` },
    job: { namespace: 'etl', name: `job ${job}` },
    inputs: [dataset('raw', end ? String(run) : undefined)],
    outputs: [dataset(`clean ${job}`, String(run))],
  };
}

/** All that a workspace says, its graphs by keys. */
function facts(workspace: Workspace) {
  const { artifacts, snapshots, jobs, runs, observations, manifests, auditSequence } = workspace;
  const views = { artifacts, snapshots, jobs, runs, observations, manifests, auditSequence };
  const names = [...views.artifacts.values()].flatMap((view) =>
    view.names.map(({ namespace, name }) => [
      namespace,
      name,
      workspace.artifactNamed(namespace, name)?.artifact.id,
    ]),
  );
  return {
    ...views,
    order: [views.artifacts, views.snapshots, views.jobs, views.runs].map((map) => [...map.keys()]),
    names,
    definition: workspace.graph('definition'),
    version: workspace.graph('version'),
  };
}

/** A view that says what it said before is the object that it was. */
function expectShared(last: Workspace, next: Workspace): void {
  for (const table of ['artifacts', 'snapshots', 'jobs', 'runs'] as const) {
    for (const [id, view] of next[table] as ReadonlyMap<string, unknown>) {
      const before = (last[table] as ReadonlyMap<string, unknown>).get(id);
      if (before !== undefined && before !== view) expect([table, view]).not.toEqual([table, before]);
    }
  }
}
