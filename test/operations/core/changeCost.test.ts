import { describe, expect, it } from 'vitest';

import { runAtOnce } from '../../../src/lib/steps';
import type { Claim } from '../../../src/lineage/records';
import { undo } from '../../../src/operations/audit/undo';
import { type FoldedTable, foldedTables, readLiveRecords } from '../../../src/operations/core/liveRecords';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { setKind } from '../../../src/operations/core/setKind';
import { foldInSteps } from '../../../src/operations/core/workspaceFold';
import { promote } from '../../../src/operations/releases/promote';
import { sayingsOf } from '../../../src/operations/lineage/sayings';
import type { ArtifactId, Binding } from '../../../src/versioning/records';
import { artifact, job, observation, run, snapshot, time } from '../../lineage/graphs';
import { type Asked, countingList, countingStore } from '../countingStore';
import { testPorts, valueOf, workspaceOf } from '../testProject';

const binding = (artifactId: string, id = artifactId): Binding => ({
  id,
  namespace: 'db',
  name: artifactId,
  artifactId: artifactId as ArtifactId,
  recordedAt: time(0),
});

/** Runs of one job, each of which read version 1 of `in` and wrote a version of `out`. */
async function projectOf(runCount: number): Promise<OperationPorts> {
  const ports = testPorts();
  const numbers = Array.from({ length: runCount }, (_, at) => at + 1);
  const written = await ports.store.write(async (transaction) => {
    await transaction.add('artifacts', [artifact('in'), artifact('out')]);
    await transaction.add('bindings', [binding('in'), binding('out')]);
    await transaction.add('snapshots', [
      snapshot('in', 1),
      ...numbers.map((number) => snapshot('out', number)),
    ]);
    await transaction.add('jobs', [job('train')]);
    await transaction.add(
      'runs',
      numbers.map((number) => run('train', `train#${number}`)),
    );
    await transaction.add(
      'observations',
      numbers.flatMap((number) => [
        observation(`in ${number}`, 'in@1', 'input', `train#${number}`),
        observation(`out ${number}`, `out@${number}`, 'output', `train#${number}`),
      ]),
    );
    await transaction.add('claims', numbers.map(derivedFrom));
  });
  valueOf(written);
  return ports;
}

function derivedFrom(number: number): Claim {
  return {
    id: `claim ${number}`,
    artifactId: 'out' as ArtifactId,
    snapshotId: null,
    jobId: null,
    runId: null,
    source: 'test',
    eventTime: time(0),
    recordedAt: time(0),
    about: 'derivation',
    body: { sources: [{ namespace: 'db', name: 'in' }], columns: [] },
  };
}

/** How many records of each table are looked at where one more record comes to another table. */
async function looksAt(runCount: number): Promise<ReadonlyMap<FoldedTable, number>> {
  const ports = await projectOf(runCount);
  const records = valueOf(await ports.store.read((transaction) => readLiveRecords(transaction)));
  const seen = new Map(foldedTables.map((table) => [table, { looks: 0 }]));
  const counted = {
    ...records,
    ...Object.fromEntries(
      foldedTables.map((table) => [table, countingList<unknown>(records[table], seen.get(table)!)]),
    ),
  };
  const fold = runAtOnce(foldInSteps(counted));
  const { folded } = fold;
  const before = fold.workspace;
  before.graph('definition');
  before.graph('version');
  for (const each of seen.values()) each.looks = 0;
  const again: Binding = { ...binding('out', 'again'), kind: 'model', change: 1 };
  const after = fold.update({ ...folded, bindings: [...records.bindings, again] });
  expect(after.artifactNamed('db', 'out')!.artifact.kind).toBe('model');
  expect(after.derivations).toBe(before.derivations);
  after.graph('definition');
  return new Map([...seen].map(([table, { looks }]) => [table, looks]));
}

describe('what a change of kind costs', () => {
  it('is the same, however many runs, links and claims there are: none of them is looked at', async () => {
    const few = await looksAt(3);
    const many = await looksAt(300);
    expect(many).toEqual(few);
    const untouched = ['runs', 'observations', 'claims', 'jobs'] as const;
    expect(untouched.map((table) => many.get(table))).toEqual([0, 0, 0, 0]);
  });
});

interface Case {
  readonly name: string;
  /** What is there to be changed; gives its place in the log. */
  readonly before?: (ports: OperationPorts) => Promise<number>;
  readonly change: (ports: OperationPorts, sequence: number) => Promise<unknown>;
  readonly waits: number;
}

describe('what a change asks the store', () => {
  const costOf = async (
    runCount: number,
    { before, change }: Pick<Case, 'before' | 'change'>,
  ): Promise<Asked> => {
    const ports = await projectOf(runCount);
    const sequence = (await before?.(ports)) ?? 0;
    const asked = { questions: 0, waits: 0 };
    await change({ ...ports, store: countingStore(ports.store, asked) }, sequence);
    return asked;
  };
  const ofKind = async (ports: OperationPorts) =>
    valueOf(await setKind(ports, 'out' as ArtifactId, 'model')).auditSequence;
  const ofPromotion = async (ports: OperationPorts) =>
    valueOf(
      await promote(ports, {
        artifactId: 'out' as ArtifactId,
        alias: 'champion',
        follows: null,
        snapshotId: snapshot('out', 2).id,
        rules: new Map(),
        reason: null,
      }),
    );

  const cases: readonly Case[] = [
    { name: 'a change of kind', change: ofKind, waits: 11 },
    { name: 'a promotion', change: ofPromotion, waits: 13 },
    {
      name: 'an undo',
      before: ofKind,
      change: async (ports, sequence) => valueOf(await undo(ports, sequence)),
      waits: 7,
    },
  ];
  it.each(cases)(
    '$name waits for at most $waits answers, whatever the size of the workspace',
    async (each) => {
      const [few, many] = [await costOf(3, each), await costOf(300, each)];
      expect(many).toEqual(few);
      expect(many.waits).toBeLessThanOrEqual(each.waits);
    },
  );
});

describe('what sources say of an artifact', () => {
  it('goes through all links once, and not for each artifact that is looked at', async () => {
    const workspace = await workspaceOf(await projectOf(30));
    const seen = { looks: 0 };
    const counted = { ...workspace, observations: countingList(workspace.observations, seen) };
    const ask = (id: string): void => {
      const view = workspace.artifacts.get(id as ArtifactId)!;
      sayingsOf({ type: 'artifact', artifact: view, snapshotId: null }, counted);
    };
    ask('in');
    expect(seen.looks).toBe(60);
    ask('out');
    ask('in');
    expect(seen.looks).toBe(60);
  });
});
