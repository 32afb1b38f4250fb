import { beforeEach, describe, expect, it } from 'vitest';

import { undo } from '../../../src/operations/audit/undo';
import type { OperationPorts } from '../../../src/operations/core/ports';
import type { JobId } from '../../../src/lineage/records';
import { timestampFromMilliseconds } from '../../../src/versioning/timestamp';
import { alikeJobs, jobsToMeet } from '../../../src/operations/identities/alikeJobs';
import { deleteThing } from '../../../src/operations/identities/deleteThing';
import { merge } from '../../../src/operations/identities/merge';
import { rename } from '../../../src/operations/identities/rename';
import { split } from '../../../src/operations/identities/split';
import { splitVersions } from '../../../src/operations/identities/splitVersions';
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

  it('[L56] a given name is of the job that keeps it, and of no other', async () => {
    await importRun(ports, 1, 'load', [[], ['a']]);
    await importRun(ports, 2, 'copy', [[], ['b']]);
    valueOf(await merge(ports, await job('load'), [(await job('copy')).id]));
    // The older by name stands for both, and is the one that is renamed.
    valueOf(await rename(ports, await job('load'), 'ingest'));
    valueOf(await split(ports, await job('ingest'), [{ namespace: 'etl', name: 'copy' }]));
    const names = (await jobs()).map(({ job: each }) => [
      each.name,
      each.otherNames?.map(({ name }) => name),
    ]);
    expect(new Map(names as [string, string[] | undefined][])).toEqual(
      new Map([
        ['copy', undefined],
        ['ingest', ['load']],
      ]),
    );
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

describe('suggesting jobs to merge', () => {
  it('names those that write the same artifacts or have the same last name, likeliest first', async () => {
    await importRun(ports, 1, 'shop.load', [['raw'], ['orders']]);
    await importRun(ports, 2, 'etl/Load', [['other'], ['orders']]);
    await importRun(ports, 3, 'copy', [['raw'], ['orders']]);
    await importRun(ports, 4, 'unlike', [['raw'], ['else']]);
    const alike = alikeJobs(await workspaceOf(ports), (await job('shop.load')).id as JobId);
    expect(alike.map(({ job: { job: each }, evidence }) => [each.name, evidence])).toEqual([
      ['etl/Load', ['writes the same artifacts', 'has the same name']],
      ['copy', ['reads and writes the same artifacts']],
    ]);
  });

  it('asks after an import of the jobs that it alone tells of, and of none that is one already', async () => {
    const since = timestampFromMilliseconds(Date.UTC(2026, 5, 2));
    const later = { ...ports, now: () => since };
    const asked = async () =>
      jobsToMeet(await workspaceOf(ports), since).map(({ job: { job: each }, alike }) => [
        each.name,
        alike.map((other) => [other.job.job.name, other.evidence]),
      ]);
    await importRun(ports, 1, 'shop.load', [['raw'], ['orders']]);
    await importRun(ports, 2, 'copy', [['raw'], ['else']]);
    expect(jobsToMeet(await workspaceOf(ports), ports.now())).toEqual([]);
    await importRun(later, 3, 'etl/Load', [['other'], ['orders']]);
    await importRun(later, 4, 'alone', [['a'], ['b']]);
    // Told of before, so that nobody asks what it is.
    await importRun(later, 5, 'copy', [['raw'], ['else']]);
    expect(await asked()).toEqual([
      ['etl/Load', [['shop.load', ['writes the same artifacts', 'has the same name']]]],
    ]);
    valueOf(await merge(ports, await job('shop.load'), [(await job('etl/Load')).id]));
    expect(await asked()).toEqual([]);
  });
});

describe('splitting versions', () => {
  const versionsOf = async (name: string) =>
    (await view('file', name))?.snapshots.map(({ snapshot }) => snapshot.sequence) ?? null;
  const dropThree = async () => {
    for (const rows of ['1', '1\n2', '9']) await dropFile(ports, 'orders.csv', `id\n${rows}\n`);
    return (await view('file', 'orders.csv'))!;
  };

  it('[L59] gives them with their alias, message and links to another artifact, and one undo takes all back', async () => {
    const orders = await dropThree();
    const last = orders.snapshots[2]!.snapshot.id;
    valueOf(
      await promote(ports, {
        artifactId: orders.artifact.id,
        alias: 'production',
        follows: null,
        snapshotId: last,
        rules: new Map(),
        reason: null,
      }),
    );
    const before = await seen();
    const change = valueOf(await splitVersions(ports, orders.artifact.id, [last], 'refunds.csv'));
    expect(await versionsOf('orders.csv')).toEqual([1, 2]);
    expect(await versionsOf('refunds.csv')).toEqual([3]);
    const refunds = (await view('file', 'refunds.csv'))!;
    expect([refunds.aliases, (await view('file', 'orders.csv'))!.aliases]).toMatchObject([
      [{ name: 'production', snapshotId: last }],
      [],
    ]);
    expect(await lastWords()).toBe('Split version 3 off orders.csv to refunds.csv');
    valueOf(await undo(ports, change.auditSequence));
    expect(await seen()).toEqual(before);
  });

  it('[L59] leaves later drops to the name that they come under, with numbers that nothing had', async () => {
    const orders = await dropThree();
    valueOf(
      await splitVersions(ports, orders.artifact.id, [orders.snapshots[2]!.snapshot.id], 'refunds.csv'),
    );
    await dropFile(ports, 'orders.csv', 'id\n1\n2\n3\n');
    await dropFile(ports, 'refunds.csv', 'id\n9\n8\n');
    expect([await versionsOf('orders.csv'), await versionsOf('refunds.csv')]).toEqual([
      [1, 2, 4],
      [3, 4],
    ]);
    // The parent of each is the last version of its own artifact.
    const parents = async (name: string) => (await view('file', name))!.snapshots.at(-1)!.snapshot.parents;
    expect(await parents('orders.csv')).toEqual([orders.snapshots[1]!.snapshot.id]);
    expect(await parents('refunds.csv')).toEqual([orders.snapshots[2]!.snapshot.id]);
  });

  it('[L59] an import that tells of the version again leaves it where it is', async () => {
    const told = (run: number, version: string) => ({
      eventType: 'COMPLETE',
      eventTime: `2026-01-01T00:00:0${run}Z`,
      producer: 'urn:test',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
      run: { runId: `00000000-0000-4000-8000-00000000000${run}` },
      job: { namespace: 'etl', name: 'load' },
      outputs: [{ namespace: 'db', name: 'orders', facets: { version: { datasetVersion: version } } }],
    });
    const events = JSON.stringify([told(1, 'a'), told(2, 'b')]);
    valueOf(await importFile(ports, { path: '1.json', text: events }));
    const orders = (await view('db', 'orders'))!;
    valueOf(await splitVersions(ports, orders.artifact.id, [orders.snapshots[1]!.snapshot.id], 'refunds'));
    const again = JSON.stringify([told(1, 'a'), told(2, 'b'), told(3, 'b')]);
    valueOf(await importFile(ports, { path: '2.json', text: again }));
    expect((await view('db', 'orders'))!.snapshots).toHaveLength(1);
    const refunds = (await view('db', 'refunds'))!;
    expect(refunds.snapshots).toHaveLength(1);
    // Runs 2 and 3 wrote it: their links name the artifact that it is of.
    const links = (await workspaceOf(ports)).observations.filter(
      ({ snapshotId }) => snapshotId === refunds.snapshots[0]!.snapshot.id,
    );
    expect(links.map(({ artifactId }) => artifactId)).toEqual([refunds.artifact.id, refunds.artifact.id]);
  });

  it('puts them under an artifact that has the name, counts anew where two have one number, and refuses what says nothing', async () => {
    const orders = await dropThree();
    await dropFile(ports, 'refunds.csv', 'id\n7\n');
    const [first, second, third] = orders.snapshots.map(({ snapshot }) => snapshot.id);
    valueOf(await splitVersions(ports, orders.artifact.id, [first!], 'refunds.csv'));
    // Version 1 of each: the older one comes first.
    expect((await view('file', 'refunds.csv'))!.snapshots.map(({ snapshot }) => snapshot.id)[0]).toBe(first);
    expect(await versionsOf('refunds.csv')).toEqual([1, 2]);
    const refused = async (ids: readonly (typeof first)[], name: string) => {
      const done = await splitVersions(
        ports,
        orders.artifact.id,
        ids.map((id) => id!),
        name,
      );
      return done.ok ? null : done.error.kind;
    };
    expect(await refused([], 'x.csv')).toBe('invalidIdentity');
    expect(await refused([second, third], 'x.csv')).toBe('invalidIdentity');
    expect(await refused([second], 'orders.csv')).toBe('invalidIdentity');
    expect(await refused([second], ' ')).toBe('invalidIdentity');
  });

  it('takes them out of view with the artifact that they were put under', async () => {
    const orders = await dropThree();
    valueOf(
      await splitVersions(ports, orders.artifact.id, [orders.snapshots[2]!.snapshot.id], 'refunds.csv'),
    );
    valueOf(await deleteThing(ports, await artifact('file', 'refunds.csv')));
    expect([await versionsOf('orders.csv'), await versionsOf('refunds.csv')]).toEqual([[1, 2], null]);
  });
});
