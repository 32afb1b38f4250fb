import { beforeEach, describe, expect, it } from 'vitest';

import type { NodeKey } from '../../../src/lineage/graph';
import { createArtifact } from '../../../src/operations/core/createArtifact';
import { linkNodes } from '../../../src/operations/lineage/linkNodes';
import type { OperationPorts } from '../../../src/operations/core/ports';
import {
  exactSnapshotsBehind,
  modelsThatSaw,
  provenanceOf,
} from '../../../src/operations/lineage/provenance';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import type { RunDraft } from '../../../src/operations/lineage/runDraft';
import type { ArtifactId, SnapshotId } from '../../../src/versioning/records';
import { parseTimestamp } from '../../../src/versioning/timestamp';
import { auditOf, dropFile, everything, testPorts, valueOf, workspaceOf } from '../testProject';
import { plainRun } from '../plainRun';

type Version = { readonly artifactId: ArtifactId; readonly snapshotId: SnapshotId };

let ports: OperationPorts;
let raw: Version;
let clean: Version;
let model: Version;

beforeEach(async () => {
  ports = testPorts();
  raw = await version('raw.csv', 'id\n1\n');
  clean = await version('clean.csv', 'id\n2\n');
  model = await version('model.pkl', 'weights\u0000');
});

async function version(path: string, text: string): Promise<Version> {
  const { artifactId, snapshotId } = (await dropFile(ports, path, text)).outcomes[0]!;
  return { artifactId, snapshotId };
}

function draft(
  name: string,
  inputs: readonly Version[],
  outputs: readonly Version[],
  more: Partial<RunDraft> = {},
): RunDraft {
  return {
    ...plainRun,
    job: { namespace: 'manual', name },
    inputs,
    outputs,
    ...more,
  };
}

const time = (text: string) => valueOf(parseTimestamp(text));

describe('recording a run', () => {
  it('links its inputs to its outputs in both graphs, with everything that was said of it', async () => {
    const more = {
      startedAt: time('2026-03-12T08:00:00Z'),
      endedAt: time('2026-03-12T08:00:42Z'),
      metrics: JSON.parse('{"__proto__": 0.5, "rmse": 1.25}') as Record<string, number>,
      parameters: { depth: 3, names: ['a', null] },
      codeVersion: '9a1b2c3',
      seed: 7,
      actor: 'Ada',
    };
    const { value: runId } = valueOf(await recordRun(ports, draft('clean', [raw], [clean], more)));
    const workspace = await workspaceOf(ports);
    const view = workspace.runs.get(runId)!;
    expect(view).toMatchObject({ durationMs: 42_000, time: more.startedAt, job: { name: 'clean' } });
    expect(Object.entries(view.run.metrics)).toEqual([
      ['__proto__', 0.5],
      ['rmse', 1.25],
    ]);
    expect(view.inputs).toMatchObject([{ ...raw, origin: 'manual', source: 'Ada', eventTime: more.endedAt }]);
    expect(view.outputs).toMatchObject([clean]);
    for (const kind of ['definition', 'version'] as const)
      expect(workspace.graph(kind).edges).toHaveLength(2);
    expect((await auditOf(ports)).at(-1)).toMatchObject({
      action: 'recordRun',
      subject: 'clean',
      detail: {
        runId,
        codeVersion: '9a1b2c3',
        inputs: [{ digest: workspace.snapshots.get(raw.snapshotId)?.snapshot.digest }],
      },
    });
  });

  it('makes a job once, and another run of it after', async () => {
    await recordRun(ports, draft('clean', [raw], [clean]));
    await recordRun(ports, draft(' clean ', [raw], [clean]));
    const workspace = await workspaceOf(ports);
    expect([...workspace.jobs.values()].map(({ runs }) => runs.length)).toEqual([2]);
  });

  it('is refused where a snapshot would precede itself, with the names along the cycle, and leaves nothing', async () => {
    await recordRun(ports, draft('clean', [raw], [clean]));
    await recordRun(ports, draft('train', [clean], [model]));
    const before = await everything(ports);
    const refused = await recordRun(ports, draft('back', [model], [raw]));
    expect(refused.ok).toBe(false);
    if (refused.ok || refused.error.kind !== 'versionCycle') throw new Error('not refused');
    const { names } = refused.error;
    expect(names[0]).toBe(names.at(-1));
    expect(names).toEqual(
      expect.arrayContaining([
        'run of back',
        'raw.csv v1',
        'run of clean',
        'clean.csv v1',
        'run of train',
        'model.pkl v1',
      ]),
    );
    expect(await everything(ports)).toEqual(before);
  });

  it('[I11] is refused where it reads and writes one snapshot; a newer version of it is no cycle', async () => {
    expect(await recordRun(ports, draft('append', [raw], [raw]))).toMatchObject({
      error: { kind: 'versionCycle' },
    });
    const next = await version('raw.csv', 'id\n1\n3\n');
    expect((await recordRun(ports, draft('append', [raw], [next]))).ok).toBe(true);
    const definition = (await workspaceOf(ports)).graph('definition');
    expect(definition.edges).toHaveLength(2);
  });

  it('takes an artifact of unknown version on both sides: that proves no order', async () => {
    const unknown = { artifactId: raw.artifactId, snapshotId: null };
    expect(
      (await recordRun(ports, { ...draft('append', [], []), inputs: [unknown], outputs: [unknown] })).ok,
    ).toBe(true);
  });

  it.each<[string, Partial<RunDraft>, string]>([
    ['no job', { job: { namespace: 'manual', name: ' ' } }, 'job'],
    ['an end before its start', { startedAt: time('2026-01-02'), endedAt: time('2026-01-01') }, 'endedAt'],
    ['a metric that is no number', { metrics: { rmse: Number.NaN } }, 'metrics'],
    ['a seed that is no number', { seed: Infinity }, 'seed'],
  ])('with %s is refused at that field', async (_, more, field) => {
    expect(await recordRun(ports, draft('x', [], [], more))).toMatchObject({
      error: { kind: 'invalidRun', field },
    });
  });

  it('[I3] is refused where a snapshot is not there', async () => {
    const missing = { artifactId: raw.artifactId, snapshotId: 'nowhere' as SnapshotId };
    expect(await recordRun(ports, draft('x', [missing], []))).toMatchObject({ error: { kind: 'notFound' } });
    const mixedUp = { artifactId: raw.artifactId, snapshotId: clean.snapshotId };
    expect(await recordRun(ports, draft('x', [mixedUp], []))).toMatchObject({ error: { kind: 'notFound' } });
  });

  it('lets one of two opposite runs at once through, and refuses the other', async () => {
    const both = await Promise.all([
      recordRun(ports, draft('there', [raw], [clean])),
      recordRun(ports, draft('back', [clean], [raw])),
    ]);
    expect(both.map(({ ok }) => ok)).toEqual([true, false]);
  });
});

describe('linking by hand', () => {
  const artifact = ({ artifactId }: Version): NodeKey => `artifact:${artifactId}`;
  const snapshot = ({ snapshotId }: Version): NodeKey => `snapshot:${snapshotId}`;

  it('artifact to artifact makes a job named after both, once', async () => {
    valueOf(await linkNodes(ports, 'definition', artifact(raw), artifact(clean)));
    valueOf(await linkNodes(ports, 'definition', artifact(raw), artifact(clean)));
    const workspace = await workspaceOf(ports);
    expect([...workspace.jobs.values()].map(({ job }) => job.name)).toEqual(['raw.csv → clean.csv']);
    expect(workspace.graph('definition').edges).toHaveLength(2);
    expect(workspace.graph('version').edges).toHaveLength(0);
  });

  it('snapshot to snapshot makes a run of such a job', async () => {
    valueOf(await linkNodes(ports, 'version', snapshot(raw), snapshot(clean)));
    const workspace = await workspaceOf(ports);
    expect([...workspace.runs.values()]).toMatchObject([
      { run: { state: 'unknown' }, job: { name: 'raw.csv → clean.csv' }, inputs: [raw], outputs: [clean] },
    ]);
  });

  it('data to a job or run adds an input, a job or run to data an output', async () => {
    const { value: runId } = valueOf(await recordRun(ports, draft('train', [], [])));
    valueOf(await linkNodes(ports, 'version', snapshot(clean), `run:${runId}`));
    valueOf(await linkNodes(ports, 'version', `run:${runId}`, snapshot(model)));
    const view = (await workspaceOf(ports)).runs.get(runId)!;
    expect([view.inputs, view.outputs]).toMatchObject([[clean], [model]]);
    const job: NodeKey = `job:${view.job.id}`;
    valueOf(await linkNodes(ports, 'definition', artifact(raw), job));
    valueOf(await linkNodes(ports, 'definition', job, artifact(raw)));
    expect((await workspaceOf(ports)).graph('definition').edges).toHaveLength(4);
  });

  it('refuses a cycle of versions by its names, and allows one of definitions', async () => {
    valueOf(await linkNodes(ports, 'version', snapshot(raw), snapshot(clean)));
    expect(await linkNodes(ports, 'version', snapshot(clean), snapshot(raw))).toMatchObject({
      error: { kind: 'versionCycle' },
    });
    const [run] = (await workspaceOf(ports)).runs.keys();
    expect(await linkNodes(ports, 'version', snapshot(clean), `run:${run!}`)).toMatchObject({
      error: {
        kind: 'versionCycle',
        names: ['clean.csv v1', 'run of raw.csv → clean.csv', 'clean.csv v1'],
      },
    });
    valueOf(await linkNodes(ports, 'definition', artifact(clean), artifact(raw)));
    expect((await workspaceOf(ports)).graph('definition').edges).toHaveLength(4);
  });

  it('refuses work to work, a node to itself and what is not there', async () => {
    const { value: first } = valueOf(await recordRun(ports, draft('a', [], [])));
    const { value: second } = valueOf(await recordRun(ports, draft('b', [], [])));
    expect(await linkNodes(ports, 'version', `run:${first}`, `run:${second}`)).toMatchObject({
      error: { kind: 'notLinkable' },
    });
    expect(await linkNodes(ports, 'version', snapshot(raw), snapshot(raw))).toMatchObject({
      error: { kind: 'notLinkable' },
    });
    expect(await linkNodes(ports, 'version', snapshot(raw), 'snapshot:__proto__')).toMatchObject({
      error: { kind: 'notFound' },
    });
  });
});

describe('provenance', () => {
  it('names the exact snapshots behind a model, the models that saw a snapshot, and the way between', async () => {
    const endpoint = await version('api.json', '{"model": "model.pkl"}');
    const unused = await version('raw.csv', 'id\n9\n');
    await recordRun(ports, draft('clean', [raw], [clean], { codeVersion: '9a1b2c3' }));
    const partly = draft('train', [clean], [model]);
    const { value: lookup } = valueOf(await createArtifact(ports, 'dataset', 'file', 'lookup'));
    await recordRun(ports, {
      ...partly,
      inputs: [...partly.inputs, { artifactId: lookup, snapshotId: null }],
    });
    await recordRun(ports, draft('deploy', [model], [endpoint]));
    const workspace = await workspaceOf(ports);
    const behind = exactSnapshotsBehind(workspace, endpoint.snapshotId);
    expect(
      behind.snapshots.map(({ artifact, view, hops }) => [artifact.name, view.snapshot.sequence, hops]),
    ).toEqual([
      ['model.pkl', 1, 1],
      ['clean.csv', 1, 2],
      ['raw.csv', 1, 3],
    ]);
    expect(behind.snapshots.every(({ view }) => /^[0-9a-f]{64}$/.test(view.snapshot.digest ?? ''))).toBe(
      true,
    );
    expect(behind.unknownVersions.map(({ name }) => name)).toEqual(['lookup']);
    expect(modelsThatSaw(workspace, raw.snapshotId).map(({ artifact }) => artifact.name)).toEqual([
      'model.pkl',
    ]);
    expect(modelsThatSaw(workspace, unused.snapshotId)).toEqual([]);
    const [first, second] = provenanceOf(workspace, clean.snapshotId);
    expect(first?.sentence).toMatch(
      /^clean\.csv v1 \(sha256 [0-9a-f]{12}…\) was made by run [0-9a-f-]{8} of clean, code 9a1b2c3 from raw\.csv v1\.$/,
    );
    expect(second?.sentence).toMatch(/^raw\.csv v1 \(sha256 [0-9a-f]{12}…\) was dropped as raw\.csv\.$/);
    expect(provenanceOf(workspace, 'nowhere' as SnapshotId)).toEqual([]);
  });
});

describe('an artifact made by hand', () => {
  it('has no version, and its name is refused to another', async () => {
    valueOf(await createArtifact(ports, 'endpoint', 'prod', 'api'));
    expect(await createArtifact(ports, 'model', 'prod', 'api')).toMatchObject({
      error: { kind: 'nameInUse' },
    });
    expect((await createArtifact(ports, 'model', 'test', 'api')).ok).toBe(true);
    expect((await workspaceOf(ports)).artifactNamed('prod', 'api')).toMatchObject({
      snapshots: [],
      artifact: { kind: 'endpoint' },
    });
  });
});
