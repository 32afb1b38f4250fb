import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { danglingReferences } from '../../../src/operations/audit/danglingReference';
import { undo } from '../../../src/operations/audit/undo';
import { findJob, readJoinedJob } from '../../../src/operations/core/joinedJob';
import { readVersions } from '../../../src/operations/core/joinedVersions';
import { openLive } from '../../../src/operations/core/liveTransaction';
import { findNamed, shownName } from '../../../src/operations/core/names';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { readStoredNames } from '../../../src/operations/core/storedNames';
import type { SnapshotView, Workspace } from '../../../src/operations/core/workspace';
import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { decide, drawnDecision } from '../decide';
import { recordFaults } from '../storedRecords';
import { testPorts, tryDropFile, valueOf, workspaceOf } from '../testProject';

const name = fc.constantFrom('a.csv', 'b.csv', 'raw', '__proto__');
const step = fc.oneof(
  { weight: 6, arbitrary: drawnDecision.map((drawn) => ({ do: 'decide' as const, drawn })) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), back: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('file' as const), name, rows: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      run: fc.nat(4),
      job: fc.nat(2),
      input: name,
      output: name,
      also: fc.option(name),
      version: fc.option(fc.nat(1)),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe('after any history of merges, splits, renames, deletions, undos, drops and imports', () => {
  it('page, writer and export tell the same artifacts, jobs, names and versions', async () => {
    const done = { merge: 0, split: 0, rename: 0, delete: 0, move: 0, undo: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 20, size: 'max' }), async (steps) => {
        const ports = await started();
        for (const each of steps) {
          const what = await take(ports, each);
          if (what) done[what] += 1;
        }
        const workspace = await workspaceOf(ports);
        await expectWriterAgrees(ports, workspace);
        const other = testPorts();
        const bundle = valueOf(await exportBundle(ports, null));
        valueOf(await importBundle(other, { path: 'b', text: bundle }));
        expect(facts(asRead(await workspaceOf(other)))).toEqual(facts(workspace));
        expect(await recordFaults(ports)).toEqual([]);
        const dangling = await ports.store.read(async (raw) => danglingReferences(await openLive(raw)));
        expect(valueOf(dangling)).toEqual([]);
      }),
      { numRuns: 120 },
    );
    // Else the histories would not be of what they are about.
    for (const count of Object.values(done)) expect(count).toBeGreaterThan(20);
  });

  it('one undo takes a decision back whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), drawnDecision, async (steps, drawn) => {
        const ports = await started();
        for (const each of steps) await take(ports, each);
        const before = await workspaceOf(ports);
        const decided = await decide(ports, before, drawn);
        if (!decided?.ok) return;
        valueOf(await undo(ports, decided.value.auditSequence));
        expect(facts(await workspaceOf(ports))).toEqual(facts(before));
      }),
      { numRuns: 120 },
    );
  });

  it('importing the same again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const ports = await started();
        const imports = steps.filter((each) => each.do === 'import');
        for (const each of imports) await take(ports, each);
        for (const each of steps) if (each.do === 'decide') await take(ports, each);
        for (const each of imports) await take(ports, each);
        const before = await workspaceOf(ports);
        for (const each of imports) await take(ports, each);
        expect((await workspaceOf(ports)).auditSequence).toBe(before.auditSequence);
      }),
      { numRuns: 80 },
    );
  });
});

async function started(): Promise<OperationPorts> {
  const ports = testPorts();
  await tryDropFile(ports, 'a.csv', 'id\n1\n');
  await tryDropFile(ports, 'a.csv', 'id\n1\n3\n');
  await tryDropFile(ports, 'b.csv', 'id\n2\n');
  const first = { run: 0, job: 0, input: 'raw', output: 'a.csv', also: 'b.csv', version: 0 } as const;
  await take(ports, { do: 'import', ...first });
  await take(ports, { do: 'import', ...first, run: 1, job: 1, also: null });
  return ports;
}

/** Does it; gives what was decided or undone, null where nothing was. */
async function take(ports: OperationPorts, each: Step) {
  switch (each.do) {
    case 'decide': {
      const decided = await decide(ports, await workspaceOf(ports), each.drawn);
      return decided?.ok === true ? each.drawn.what : null;
    }
    case 'undo': {
      const entry = valueOf(await ports.store.read((transaction) => transaction.last('audit')));
      const undone = entry && (await undo(ports, entry.sequence - each.back));
      return undone?.ok === true ? 'undo' : null;
    }
    case 'file':
      await tryDropFile(ports, each.name, `id\n${each.rows}\n`);
      return null;
    case 'import':
      valueOf(await importFile(ports, { path: 'l.json', text: JSON.stringify([event(each)]) }));
      return null;
  }
}

function event({ run, job, input, output, also, version }: Extract<Step, { do: 'import' }>) {
  const of = (dataset: string) => ({ namespace: 'db', name: dataset });
  const columns = { fields: { x: { inputFields: [{ ...of(input), field: 'y' }] } } };
  return {
    eventType: 'COMPLETE',
    eventTime: `2026-01-01T00:00:0${run}Z`,
    producer: 'urn:test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `00000000-0000-4000-8000-0000000000${run}${job}` },
    job: { namespace: 'etl', name: `job ${job}` },
    inputs: [of(input)],
    outputs: [
      {
        ...of(output),
        facets: {
          columnLineage: columns,
          ...(version !== null && { version: { datasetVersion: `v${version}` } }),
          ...(also !== null && { symlinks: { identifiers: [{ ...of(also), type: 'TABLE' }] } }),
        },
      },
    ],
  };
}

async function expectWriterAgrees({ store }: OperationPorts, workspace: Workspace): Promise<void> {
  const seen = [...workspace.artifacts.values()].flatMap((view) =>
    view.names.map(({ namespace, name }) => [namespace, name] as const),
  );
  valueOf(
    await store.read(async (raw) => {
      const live = await openLive(raw);
      const stored = await readStoredNames(live);
      for (const [namespace, name] of seen) {
        const onPage = workspace.artifactNamed(namespace, name);
        const found = await findNamed(live, namespace, name);
        expect(found?.artifact.id).toBe(onPage?.artifact.id);
        expect(stored.artifactNamed(namespace, name)?.id).toBe(onPage?.artifact.id);
        expect(stored.joinedNamed(namespace, name)?.ids).toEqual(found?.ids);
        if (!found || !onPage) continue;
        expect(shownName(found)).toBe(onPage.name);
        const versions = await readVersions(live, found);
        expect(versions.map(({ snapshot }) => [snapshot.id, snapshot.sequence])).toEqual(
          onPage.snapshots.map(({ snapshot }) => [snapshot.id, snapshot.sequence]),
        );
      }
      for (const { job } of workspace.jobs.values()) {
        const joined = await readJoinedJob(live, job.id);
        expect(joined?.job.id).toBe(job.id);
        expect(joined?.shown).toMatchObject({ namespace: job.namespace, name: job.name });
        for (const name of [job, ...(job.otherNames ?? [])]) {
          const onPage = [...workspace.jobs.values()].find(
            (view) => view.job.namespace === name.namespace && view.job.name === name.name,
          );
          if (onPage) expect((await findJob(live, name))?.job.id).toBe(onPage.job.id);
        }
      }
    }),
  );
}

/** What was imported as if it had been read here: who read it is all that an export changes. */
function asRead(workspace: Workspace): Workspace {
  const read = (view: SnapshotView): SnapshotView => ({ ...view, isClaimed: false });
  return {
    ...workspace,
    snapshots: new Map([...workspace.snapshots].map(([id, view]) => [id, read(view)])),
    artifacts: new Map(
      [...workspace.artifacts].map(([id, view]) => [id, { ...view, snapshots: view.snapshots.map(read) }]),
    ),
  };
}

/** All that is seen but for the place in the log. */
function facts(workspace: Workspace) {
  const { artifacts, snapshots, jobs, runs, observations, derivations } = workspace;
  return {
    artifacts,
    snapshots,
    jobs,
    runs,
    observations: observations.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    derivations,
    names: [...artifacts.values()].flatMap(({ names }) =>
      names.map(({ namespace, name }) => workspace.artifactNamed(namespace, name)?.artifact.id),
    ),
  };
}
