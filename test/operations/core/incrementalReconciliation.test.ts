import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runAtOnce } from '../../../src/lib/steps';
import type { Claim, Decision, Job, Observation, Run } from '../../../src/lineage/records';
import { IncrementalReconciliation } from '../../../src/operations/core/incrementalReconciliation';
import type { LiveRecords } from '../../../src/operations/core/liveRecords';
import { reconcileRecords } from '../../../src/operations/core/reconcileRecords';
import type {
  ActorId,
  AliasMove,
  Annotation,
  Artifact,
  ArtifactId,
  Binding,
  Snapshot,
  SnapshotId,
} from '../../../src/versioning/records';
import { artifact, job, observation, run, snapshot, time } from '../../lineage/graphs';

const none: LiveRecords = {
  artifacts: [],
  bindings: [],
  snapshots: [],
  annotations: [],
  readings: [],
  manifests: [],
  jobs: [],
  runs: [],
  observations: [],
  claims: [],
  decisions: [],
  aliasMoves: [],
  guardrails: [],
  baselines: [],
  contracts: [],
  waivers: [],
  keptStates: new Map(),
  unread: new Set(),
  auditSequence: 0,
  auditHash: null,
  unreadable: [],
};

const whole = (records: LiveRecords): LiveRecords => runAtOnce(reconcileRecords(records)).records;
const kept = (records: LiveRecords) =>
  runAtOnce(IncrementalReconciliation.of(records, runAtOnce(reconcileRecords(records))));

/** A version that an import names. */
const named = (artifactId: string, sequence: number, reference: string, second: number): Snapshot => ({
  ...snapshot(artifactId, sequence),
  source: { kind: 'import', format: 'openlineage', reference },
  createdAt: time(second),
});

const binding = (id: string, artifactId: string, name: string, same?: string): Binding => ({
  id,
  namespace: 'db',
  name,
  artifactId: artifactId as ArtifactId,
  recordedAt: time(0),
  ...(same !== undefined && { same: same as ArtifactId }),
});

describe('what separate imports said, brought up to date as records change', () => {
  it('[L42] numbers versions anew where an earlier one comes, and only those of its artifact', () => {
    const start = {
      ...none,
      artifacts: [artifact('a'), artifact('b')],
      snapshots: [named('a', 1, 'x', 5), named('b', 1, 'y', 5), named('b', 2, 'z', 4)],
    };
    const own = kept(start);
    const before = own.records.snapshots;
    expect(before.map(({ sequence }) => sequence)).toEqual([1, 2, 1]);
    // The numbers 1 and 2 are dealt out by time: the one of second 3 is the first.
    const after = own.after({ ...start, snapshots: [...start.snapshots, named('a', 2, 'w', 3)] }).snapshots;
    expect(after.map(({ sequence }) => sequence)).toEqual([2, 2, 1, 1]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]).toBe(before[2]);
  });

  it('[L43] gives a link back to its run where the other job’s run is taken back', () => {
    const link = observation('1', 'a', 'input', 'k#1', { jobId: job('j').id });
    const records = { ...none, artifacts: [artifact('a')], jobs: [job('j'), job('k')], observations: [link] };
    const own = kept({ ...records, runs: [run('k', 'k#1')] });
    expect(own.records.observations[0]!.runId).toBeNull();
    expect(own.after(records).observations[0]).toBe(link);
  });

  it('[L44] knows no more that a child runs, once its parent has ended', () => {
    const child: Run = { ...run('j', 'j#2'), state: 'running', parentRunId: run('j', 'j#1').id };
    const parent: Run = { ...run('j', 'j#1'), state: 'running' };
    const own = kept({ ...none, runs: [parent, child] });
    expect(own.records.runs[1]).toBe(child);
    const after = own.after({ ...none, runs: [{ ...parent, state: 'failed' }, child] });
    expect(after.runs.map(({ state }) => state)).toEqual(['failed', 'unknown']);
  });

  it('[L49] puts jobs together where one comes that tells of a further name, and apart where it goes', () => {
    const [known, told] = [job('a'), { ...job('b'), otherNames: [{ namespace: 'n', name: 'a' }] }];
    const link = observation('1', 'x', 'input', 'b#1');
    const records = { ...none, jobs: [known], runs: [run('b', 'b#1')], observations: [link] };
    const own = kept(records);
    const after = own.after({ ...records, jobs: [known, told] });
    expect(after.jobs).toEqual([{ ...known, otherNames: [{ namespace: 'n', name: 'b' }] }]);
    expect([after.runs[0]!.jobId, after.observations[0]!.jobId]).toEqual([known.id, known.id]);
    expect(own.after(records).jobs).toEqual([known]);
  });

  it('leaves tables that a change does not touch as the lists that they were', () => {
    const start = { ...none, snapshots: [named('a', 1, 'x', 5), named('a', 2, 'y', 4)] };
    const own = kept(start);
    const before = own.records.snapshots;
    expect(before).not.toBe(start.snapshots);
    expect(own.after({ ...start, bindings: [binding('1', 'a', 'n')] }).snapshots).toBe(before);
  });
});

describe('after any sequence of changes', () => {
  const artifacts = ['a', 'b', 'c'].map((id) => artifact(id));
  const bindings = [
    binding('1', 'a', 'raw'),
    binding('2', 'b', 'clean'),
    binding('3', 'c', '/raw'),
    binding('4', 'a', 'other', 'b'),
    binding('5', 'c', 'third', 'b'),
  ];
  const snapshots = [
    named('a', 1, 'x', 4),
    named('a', 2, 'y', 3),
    { ...named('a', 3, 'z', 2), parents: ['a@2' as SnapshotId] },
    named('b', 1, 'x', 1),
    named('b', 2, 'w', 5),
    snapshot('c', 1),
    { ...named('c', 2, 'y', 1), id: 'c@9' as SnapshotId },
  ];
  /** `k` and `m` go by one further name; `m` is also called as `j` is. */
  const jobs: readonly Job[] = [
    job('j'),
    { ...job('k'), otherNames: [{ namespace: 'dbt', name: 'model' }] },
    {
      ...job('m'),
      otherNames: [
        { namespace: 'dbt', name: 'model' },
        { namespace: 'n', name: 'j' },
      ],
    },
    { ...job('l'), namespace: 'dbt', name: 'model' },
  ];
  const claims = jobs.map(
    ({ id }): Claim =>
      ({
        id: `of ${id}`,
        artifactId: null,
        snapshotId: null,
        jobId: id,
        runId: null,
        about: 'documentation',
        body: { text: id },
        eventTime: time(0),
        recordedAt: time(0),
        source: '',
      }) as unknown as Claim,
  );
  const running: Run = { ...run('j', 'j#3'), state: 'running' };
  const ended: Run = { ...running, state: 'failed' };
  const runs = [
    run('j', 'j#1'),
    { ...run('k', 'k#1'), state: 'running' as const, parentRunId: run('j', 'j#1').id },
    { ...run('k', 'k#2'), state: 'running' as const, root: { id: 'k#1', job: null } },
    running,
    { ...run('j', 'j#4'), state: 'running' as const, parentRunId: running.id },
  ];
  const columns: Observation['columns'] = [
    { output: 'id', inputArtifactId: null, from: { namespace: 'db', name: 'raw' }, input: 'id' },
    { output: 'n', inputArtifactId: 'c' as ArtifactId, input: 'n' },
  ];
  const observations = [
    observation('1', 'a@1', 'input', 'j#1'),
    observation('2', 'c', 'output', 'k#1', { columns }),
    observation('3', 'b@1', 'input', 'k#1', { jobId: job('j').id }),
    observation('4', 'a', 'input', 'k'),
    observation('5', 'b@2', 'output', 'k#2', { columns }),
    observation('6', 'c@9', 'output', 'j#3'),
  ];
  const annotations = snapshots.map(({ id }): Annotation => ({
    id: `of ${id}`,
    snapshotId: id,
    recordedAt: time(0),
    actor: 'p' as ActorId,
    body: { kind: 'message', text: id },
  }));
  const aliasMoves = snapshots.map(
    ({ id, artifactId }): AliasMove =>
      ({
        id: `to ${id}`,
        alias: 'x',
        artifactId,
        snapshotId: id,
        recordedAt: time(0),
      }) as unknown as AliasMove,
  );
  const decision = (id: string, change: number, said: Partial<Decision>): Decision => ({
    id,
    says: 'same',
    artifactId: null,
    otherArtifactId: null,
    jobId: null,
    otherJobId: null,
    name: null,
    actor: 'p' as ActorId,
    recordedAt: time(0),
    change,
    ...said,
  });
  const [a, b, c] = ['a', 'b', 'c'] as ArtifactId[];
  const [j, k] = [job('j').id, job('k').id];
  const decisions = [
    decision('1', 1, { artifactId: a!, otherArtifactId: c! }),
    decision('2', 2, { says: 'apart', artifactId: b! }),
    decision('3', 3, { artifactId: b!, otherArtifactId: c! }),
    decision('4', 4, { says: 'apart', artifactId: a! }),
    decision('5', 1, { jobId: j, otherJobId: k }),
    decision('6', 2, { says: 'named', jobId: k, name: { namespace: 'n', name: 'other' } }),
    decision('7', 3, { says: 'apart', jobId: k }),
  ];
  /** Of each table some: any may come, go and come back. A run may be written anew, an artifact never is. */
  const state = fc
    .record({
      artifacts: fc.subarray<Artifact>(artifacts, { minLength: 2 }),
      bindings: fc.subarray(bindings),
      snapshots: fc.subarray<Snapshot>(snapshots),
      jobs: fc.oneof(fc.constant([] as Job[]), fc.subarray<Job>([...jobs])),
      claims: fc.subarray(claims),
      annotations: fc.subarray(annotations),
      runs: fc.subarray<Run>(runs),
      observations: fc.subarray(observations),
      aliasMoves: fc.subarray(aliasMoves),
      decisions: fc.subarray(decisions),
      hasEnded: fc.boolean(),
    })
    .map(({ hasEnded, ...tables }): LiveRecords => ({
      ...none,
      ...tables,
      runs: hasEnded ? tables.runs.map((each) => (each === running ? ended : each)) : tables.runs,
    }));

  it('the records are those that are put together anew of all', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 2, maxLength: 8 }), ([first, ...states]) => {
        const own = kept(first!);
        for (const next of states) {
          const before = own.records;
          const after = own.after(next);
          expect(after).toEqual(whole(next));
          for (const table of ['snapshots', 'observations', 'bindings', 'jobs', 'runs'] as const)
            expectShared(before[table], after[table]);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

/** A record that says what it said before is the object that it was. */
function expectShared(
  before: readonly { readonly id: string }[],
  after: readonly { readonly id: string }[],
): void {
  const known = new Map(before.map((record) => [record.id, record]));
  for (const record of after) {
    const last = known.get(record.id);
    if (last && last !== record) expect(last).not.toEqual(record);
  }
}
