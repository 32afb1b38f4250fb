import { beforeEach, describe, expect, it } from 'vitest';

import { undo } from '../../../src/operations/audit/undo';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { deleteThing } from '../../../src/operations/identities/deleteThing';
import { merge } from '../../../src/operations/identities/merge';
import { rename } from '../../../src/operations/identities/rename';
import { split } from '../../../src/operations/identities/split';
import type { Thing } from '../../../src/operations/identities/thing';
import { describeAuditEntry } from '../../../src/operations/audit/auditLogWords';
import { readAuditLog } from '../../../src/operations/audit/auditLog';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { promote } from '../../../src/operations/releases/promote';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

/** A run of a job that reads and writes datasets of the namespace `db`; `also` are further names of the first output. */
async function importRun(
  ports: OperationPorts,
  run: number,
  job: string,
  [inputs, outputs]: readonly [readonly string[], readonly string[]],
  also: readonly string[] = [],
) {
  const dataset = (name: string) => ({ namespace: 'db', name });
  const [first, ...others] = outputs;
  const columnLineage = {
    fields: { x: { inputFields: inputs.map((name) => ({ ...dataset(name), field: 'x' })) } },
  };
  const symlinks = { identifiers: also.map((name) => ({ ...dataset(name), type: 'TABLE' })) };
  const event = {
    eventType: 'COMPLETE',
    eventTime: `2026-01-01T00:00:0${run}Z`,
    producer: 'urn:test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `00000000-0000-4000-8000-00000000000${run}` },
    job: { namespace: 'etl', name: job },
    inputs: inputs.map(dataset),
    outputs: [
      ...(first === undefined ? [] : [{ ...dataset(first), facets: { columnLineage, symlinks } }]),
      ...others.map(dataset),
    ],
  };
  return valueOf(await importFile(ports, { path: `${run}.json`, text: JSON.stringify([event]) }));
}

let ports: OperationPorts;
beforeEach(() => {
  ports = testPorts();
});

const view = async (namespace: string, name: string) =>
  (await workspaceOf(ports)).artifactNamed(namespace, name);
const artifact = async (namespace: string, name: string): Promise<Thing> => ({
  is: 'artifact',
  id: (await view(namespace, name))!.artifact.id,
});
const jobs = async () => [...(await workspaceOf(ports)).jobs.values()];
const job = async (name: string): Promise<Thing> => ({
  is: 'job',
  id: (await jobs()).find((each) => each.job.name === name)!.job.id,
});
const artifactNames = async () =>
  [...(await workspaceOf(ports)).artifacts.values()].map(({ name }) => name).sort();
/** The links of the definition graph, by names. */
const edges = async () => {
  const workspace = await workspaceOf(ports);
  const { nodes, edges } = workspace.graph('definition');
  const nameOf = (at: number) => {
    const node = nodes[at]!;
    if (node.type === 'artifact') return workspace.artifacts.get(node.artifactId)!.name;
    return node.type === 'job' ? workspace.jobs.get(node.jobId)!.job.name : node.type;
  };
  return edges.map(({ from, to }) => `${nameOf(from)} > ${nameOf(to)}`).sort();
};
/** All that is seen, but for the place in the log. */
const seen = async () => {
  const workspace = await workspaceOf(ports);
  const { artifacts, snapshots, jobs, runs, observations } = workspace;
  return { artifacts, snapshots, jobs, runs, observations, graph: workspace.graph('definition') };
};
const lastWords = async () => {
  const log = valueOf(await readAuditLog(ports.store));
  return describeAuditEntry(log, log.entries.at(-1)!);
};

describe('merging', () => {
  it('[L54] gives the imported dataset the versions, the alias and the links of the dropped file, and one undo takes all back', async () => {
    await importRun(ports, 1, 'load', [[], ['raw.orders']]);
    await dropFile(ports, 'orders.csv', 'id\n1\n');
    const dropped = (await view('file', 'orders.csv'))!;
    const snapshotId = dropped.snapshots[0]!.snapshot.id;
    valueOf(
      await promote(ports, {
        artifactId: dropped.artifact.id,
        alias: 'production',
        follows: null,
        snapshotId,
        rules: new Map(),
        reason: null,
      }),
    );
    const before = await seen();
    const into = await artifact('db', 'raw.orders');
    const { auditSequence } = valueOf(await merge(ports, into, [dropped.artifact.id]));
    expect(await lastWords()).toBe('Merged orders.csv into raw.orders');
    expect(await artifactNames()).toEqual(['raw.orders']);
    const merged = (await view('file', 'orders.csv'))!;
    expect(merged.artifact.id).toBe(into.id);
    expect(merged.snapshots.map(({ aliases }) => aliases)).toEqual([['production']]);
    expect(await edges()).toEqual(['load > raw.orders']);
    valueOf(await undo(ports, auditSequence));
    expect(await seen()).toEqual(before);
  });

  it('[L54] keeps the name and kind of the one that is merged into, though the other is older', async () => {
    await importRun(ports, 1, 'load', [[], ['raw.orders']]);
    await dropFile(ports, 'model.json', '{"a":[1]}', { artifactKind: 'model' });
    const into = await artifact('file', 'model.json');
    valueOf(await merge(ports, into, [(await artifact('db', 'raw.orders')).id]));
    const merged = (await view('db', 'raw.orders'))!;
    expect([merged.name, merged.artifact.kind]).toEqual(['model.json', 'model']);
  });

  it('[L54] a later drop and a later import of either name go to the merged artifact, and stay with the name after an undo', async () => {
    await importRun(ports, 1, 'load', [[], ['raw.orders']]);
    await dropFile(ports, 'orders.csv', 'id\n1\n');
    const into = await artifact('db', 'raw.orders');
    const merged = valueOf(await merge(ports, into, [(await artifact('file', 'orders.csv')).id]));
    await dropFile(ports, 'orders.csv', 'id\n1\n2\n');
    await importRun(ports, 2, 'report', [['raw.orders'], ['totals']]);
    const one = (await view('db', 'raw.orders'))!;
    expect(one.snapshots.map(({ snapshot }) => snapshot.sequence)).toEqual([1, 2]);
    expect(await edges()).toEqual(['load > raw.orders', 'raw.orders > report', 'report > totals']);
    valueOf(await undo(ports, merged.auditSequence));
    expect((await view('db', 'raw.orders'))!.snapshots).toEqual([]);
    expect((await view('file', 'orders.csv'))!.snapshots).toHaveLength(2);
    expect(await edges()).toEqual(['load > raw.orders', 'raw.orders > report', 'report > totals']);
  });

  it('[L54] makes one job of two, with the runs of both', async () => {
    await importRun(ports, 1, 'dag.load', [['a'], ['b']]);
    await importRun(ports, 2, 'load', [['a'], ['b']]);
    const { auditSequence } = valueOf(await merge(ports, await job('load'), [(await job('dag.load')).id]));
    const [one, ...others] = await jobs();
    expect(others).toEqual([]);
    expect([one!.job.name, one!.runs.length]).toEqual(['load', 2]);
    expect(one!.job.otherNames).toEqual([{ namespace: 'etl', name: 'dag.load' }]);
    expect(await edges()).toEqual(['a > load', 'load > b']);
    // What comes under the other name is of the one job, too.
    await importRun(ports, 3, 'dag.load', [['a'], ['c']]);
    expect((await jobs()).map(({ runs }) => runs.length)).toEqual([3]);
    valueOf(await undo(ports, auditSequence));
    expect((await jobs()).map(({ job, runs }) => [job.name, runs.length])).toEqual([
      ['dag.load', 2],
      ['load', 1],
    ]);
  });

  it('is refused where the two are one already', async () => {
    await dropFile(ports, 'a.csv', 'id\n1\n');
    const a = await artifact('file', 'a.csv');
    expect(await merge(ports, a, [a.id])).toMatchObject({ ok: false, error: { kind: 'invalidIdentity' } });
  });
});

describe('splitting', () => {
  it('[L55] sets apart what a source says is one, and the next import of that source does not join them again', async () => {
    await importRun(ports, 1, 'load', [[], ['orders']]);
    await importRun(ports, 2, 'sell', [[], ['sales']]);
    await importRun(ports, 3, 'load', [[], ['orders']], ['sales']);
    expect(await artifactNames()).toEqual(['orders']);
    const { auditSequence } = valueOf(
      await split(ports, await artifact('db', 'orders'), [{ namespace: 'db', name: 'sales' }]),
    );
    expect(await lastWords()).toBe('Split sales off orders');
    expect(await artifactNames()).toEqual(['orders', 'sales']);
    expect(await edges()).toEqual(['load > orders', 'sell > sales']);
    await importRun(ports, 4, 'load', [[], ['orders']], ['sales']);
    await importRun(ports, 5, 'sell', [[], ['sales']]);
    expect(await artifactNames()).toEqual(['orders', 'sales']);
    expect(await edges()).toEqual(['load > orders', 'sell > sales']);
    valueOf(await undo(ports, auditSequence));
    expect(await artifactNames()).toEqual(['orders']);
  });

  it('[L55] makes an artifact of a name that one source gave another, and what comes under it is of that', async () => {
    await importRun(ports, 1, 'load', [[], ['orders']], ['sales']);
    valueOf(await split(ports, await artifact('db', 'orders'), [{ namespace: 'db', name: 'sales' }]));
    await importRun(ports, 2, 'report', [['sales'], []]);
    expect(await edges()).toEqual(['load > orders', 'sales > report']);
  });

  it('[L55] leaves the rest one, also where the rest was one by what is split off', async () => {
    for (const [at, name] of ['a.csv', 'b.csv', 'c.csv'].entries())
      await dropFile(ports, name, `id\n${at}\n`);
    const [a, b, c] = await Promise.all(['a.csv', 'b.csv', 'c.csv'].map((name) => artifact('file', name)));
    valueOf(await merge(ports, b!, [a!.id]));
    valueOf(await merge(ports, b!, [c!.id]));
    valueOf(await split(ports, b!, [{ namespace: 'file', name: 'a.csv' }]));
    expect((await view('file', 'b.csv'))!.snapshots).toHaveLength(2);
    expect((await view('file', 'a.csv'))!.snapshots).toHaveLength(1);
  });

  it('[L55] parts merged jobs by name', async () => {
    await importRun(ports, 1, 'dag.load', [['a'], ['b']]);
    await importRun(ports, 2, 'load', [['a'], ['b']]);
    valueOf(await merge(ports, await job('load'), [(await job('dag.load')).id]));
    valueOf(await split(ports, await job('load'), [{ namespace: 'etl', name: 'dag.load' }]));
    expect((await jobs()).map(({ job, runs }) => [job.name, runs.length])).toEqual([
      ['dag.load', 1],
      ['load', 1],
    ]);
  });

  it('is refused where nothing or everything would be split off', async () => {
    await importRun(ports, 1, 'load', [[], ['orders']], ['sales']);
    const orders = await artifact('db', 'orders');
    const names = ['orders', 'sales'].map((name) => ({ namespace: 'db', name }));
    for (const chosen of [[], names, [{ namespace: 'db', name: 'other' }]])
      expect(await split(ports, orders, chosen)).toMatchObject({ ok: false });
  });
});

describe('renaming', () => {
  it('[L56] shows the new name, and what comes under the old name or the new is of the same artifact', async () => {
    await importRun(ports, 1, 'load', [[], ['orders']]);
    const { auditSequence } = valueOf(await rename(ports, await artifact('db', 'orders'), ' raw orders '));
    expect(await lastWords()).toBe('Renamed orders to raw orders');
    await importRun(ports, 2, 'load', [[], ['orders']]);
    await importRun(ports, 3, 'read', [['raw orders'], []]);
    expect(await edges()).toEqual(['load > raw orders', 'raw orders > read']);
    valueOf(await undo(ports, auditSequence));
    expect(await edges()).toEqual(['load > orders', 'orders > read']);
  });

  it('[L56] renames a job, and imports of either name find it', async () => {
    await importRun(ports, 1, 'load', [[], ['orders']]);
    valueOf(await rename(ports, await job('load'), 'load orders'));
    await importRun(ports, 2, 'load', [[], ['orders']]);
    await importRun(ports, 3, 'load orders', [[], ['orders']]);
    expect((await jobs()).map(({ job, runs }) => [job.name, runs.length])).toEqual([['load orders', 3]]);
  });

  it('is refused for a name that is empty, the same or another one’s', async () => {
    await dropFile(ports, 'a.csv', 'id\n1\n');
    await dropFile(ports, 'b.csv', 'id\n2\n');
    const a = await artifact('file', 'a.csv');
    for (const name of ['', ' ', 'a.csv']) expect(await rename(ports, a, name)).toMatchObject({ ok: false });
    expect(await rename(ports, a, 'b.csv')).toMatchObject({ ok: false, error: { kind: 'nameInUse' } });
  });
});

describe('deleting', () => {
  it('[L57] takes an artifact with its versions, links and columns out of view, and one undo puts them back', async () => {
    await importRun(ports, 1, 'clean', [['raw'], ['orders']]);
    await importRun(ports, 2, 'report', [['orders'], ['totals']]);
    const before = await seen();
    const { auditSequence } = valueOf(await deleteThing(ports, await artifact('db', 'raw')));
    expect(await lastWords()).toBe('Deleted raw');
    expect(await edges()).toEqual(['clean > orders', 'orders > report', 'report > totals']);
    const columns = (await workspaceOf(ports)).observations.flatMap((link) => link.columns ?? []);
    expect(columns).toHaveLength(1);
    valueOf(await undo(ports, auditSequence));
    expect(await seen()).toEqual(before);
  });

  it('[L57] an import leaves out what was deleted, says so, and brings the rest', async () => {
    await importRun(ports, 1, 'clean', [['raw'], ['orders']]);
    valueOf(await deleteThing(ports, await artifact('db', 'raw')));
    await importRun(ports, 1, 'clean', [['raw'], ['orders']]);
    const { value } = await importRun(ports, 2, 'clean', [['raw'], ['orders', 'rejected']]);
    expect(await edges()).toEqual(['clean > orders', 'clean > rejected']);
    expect(value.files).toMatchObject([
      { warnings: [{ message: 'a dataset was deleted in this workspace and is left out: raw', count: 1 }] },
    ]);
  });

  it('[L57] a file of that name that is dropped afterwards is a new artifact', async () => {
    await dropFile(ports, 'a.csv', 'id\n1\n');
    const gone = valueOf(await deleteThing(ports, await artifact('file', 'a.csv')));
    await dropFile(ports, 'a.csv', 'id\n2\n');
    expect((await view('file', 'a.csv'))!.snapshots).toHaveLength(1);
    expect(await undo(ports, gone.auditSequence)).toMatchObject({ ok: false });
  });

  it('[L57] takes a job with its runs and links, and imports leave these out', async () => {
    await importRun(ports, 1, 'load', [['a'], ['b']]);
    const before = await seen();
    const { auditSequence } = valueOf(await deleteThing(ports, await job('load')));
    await importRun(ports, 1, 'load', [['a'], ['b']]);
    await importRun(ports, 2, 'load', [['a'], ['b']]);
    const { jobs, runs, artifacts } = await workspaceOf(ports);
    expect([jobs.size, runs.size, artifacts.size]).toEqual([0, 0, 2]);
    valueOf(await undo(ports, auditSequence));
    expect(await seen()).toEqual(before);
  });

  it('[L57] stays a deletion where its undo is undone', async () => {
    await importRun(ports, 1, 'load', [['a'], ['b']]);
    const first = valueOf(await deleteThing(ports, await artifact('db', 'a')));
    const back = valueOf(await undo(ports, first.auditSequence));
    valueOf(await undo(ports, back.auditSequence));
    await importRun(ports, 2, 'load', [['a'], ['b']]);
    expect(await artifactNames()).toEqual(['b']);
  });

  it('[L57] of a merged artifact takes all that are one', async () => {
    await importRun(ports, 1, 'load', [[], ['raw.orders']]);
    await dropFile(ports, 'orders.csv', 'id\n1\n');
    const into = await artifact('db', 'raw.orders');
    valueOf(await merge(ports, into, [(await artifact('file', 'orders.csv')).id]));
    valueOf(await deleteThing(ports, into));
    await importRun(ports, 2, 'load', [[], ['raw.orders']]);
    expect(await artifactNames()).toEqual([]);
  });
});
