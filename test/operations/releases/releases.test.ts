import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ComparisonRule } from '../../../src/gates/comparisonVerdict';
import { addMeasurements } from '../../../src/operations/releases/addMeasurements';
import { readAuditLog } from '../../../src/operations/audit/auditLog';
import { describeAuditEntry } from '../../../src/operations/audit/auditLogWords';
import { exportBundle, importBundle } from '../../../src/operations/workspaces/bundle';
import { danglingReferences } from '../../../src/operations/audit/danglingReference';
import { describeFailure } from '../../../src/operations/core/describeFailure';
import { retireGuardrail, setGuardrail } from '../../../src/operations/releases/guardrails';
import { openLive } from '../../../src/operations/core/liveTransaction';
import { madeReading } from '../../../src/operations/taking/madeReading';
import { readVersionSamples } from '../../../src/operations/releases/measuredSamples';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { promote, removeAlias, type Promotion } from '../../../src/operations/releases/promote';
import { evidenceOf, lastRules } from '../../../src/operations/releases/readEvidence';
import { addReading } from '../../../src/operations/taking/readings';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { rollback } from '../../../src/operations/releases/rollback';
import { undo } from '../../../src/operations/audit/undo';
import { readerVersion } from '../../../src/profile/readerVersion';
import { defaultReadOptions } from '../../../src/table/schema';
import { canonicalJson } from '../../../src/versioning/canonicalJson';
import type { ArtifactId, SnapshotId } from '../../../src/versioning/records';
import { timestampFromMilliseconds } from '../../../src/versioning/timestamp';
import { auditOf, dropFile, everything, ingest, testPorts, valueOf, workspaceOf } from '../testProject';
import { plainRun } from '../plainRun';

interface Project {
  readonly ports: OperationPorts;
  readonly artifactId: ArtifactId;
  readonly versions: readonly SnapshotId[];
}

/** An artifact with three versions, of which the second scores better and the third worse, case by case. */
async function project(): Promise<Project> {
  const ports = testPorts();
  const versions: SnapshotId[] = [];
  let artifactId = '' as ArtifactId;
  for (const text of ['weights 1', 'weights 2', 'weights 3']) {
    const [outcome] = (await dropFile(ports, 'model.bin', text)).outcomes;
    versions.push(outcome!.snapshotId);
    artifactId = outcome!.artifactId;
  }
  const cases = ['a', 'b', 'c', 'd', 'e'];
  const scores = [
    [0.72, 0.73, 0.71, 0.74, 0.72],
    [0.74, 0.75, 0.73, 0.76, 0.75],
    [0.6, 0.61, 0.59, 0.62, 0.61],
  ];
  valueOf(
    await addMeasurements(
      ports,
      versions.map((snapshotId, at) => ({
        snapshotId,
        metric: 'accuracy',
        unit: null,
        values: scores[at]!,
        cases,
        source: 'by hand',
      })),
    ),
  );
  return { ports, artifactId, versions };
}

const higher: ComparisonRule = { direction: 'higher', minimalDifference: 0.01, confidence: 0.95 };

async function lastMove({ ports, artifactId }: Project, alias = 'production') {
  const view = (await workspaceOf(ports)).artifacts.get(artifactId);
  return view?.aliases.find(({ name }) => name === alias)?.moves.at(-1)?.id ?? null;
}

async function promoteTo(
  own: Project,
  index: number,
  change: Partial<Promotion> = {},
): ReturnType<typeof promote> {
  return promote(own.ports, {
    artifactId: own.artifactId,
    alias: 'production',
    snapshotId: own.versions[index]!,
    follows: await lastMove(own, change.alias),
    rules: new Map([['accuracy', higher]]),
    reason: null,
    ...change,
  });
}

async function rollBack(own: Project, follows?: string | null): ReturnType<typeof rollback> {
  const { ports, artifactId } = own;
  const seen = follows === undefined ? await lastMove(own) : follows;
  return rollback(ports, { artifactId, alias: 'production', follows: seen, reason: null });
}

async function standing({ ports, artifactId, versions }: Project): Promise<(number | null)[]> {
  const view = (await workspaceOf(ports)).artifacts.get(artifactId);
  const moves = view?.aliases.find(({ name }) => name === 'production')?.moves ?? [];
  return moves.map(({ snapshotId }) => (snapshotId === null ? null : versions.indexOf(snapshotId) + 1));
}

describe('promoting', () => {
  it('[G13] names the readings that were in use, and goes on naming them when another is chosen', async () => {
    const ports = testPorts();
    const taken = [
      await dropFile(ports, 'trips.csv', 'a\n1\n'),
      await dropFile(ports, 'trips.csv', 'a\n1\n2,3\n'),
    ];
    const [first, second] = taken.map(({ outcomes }) => outcomes[0]!);
    const { artifactId } = first!;
    const own = { ports, artifactId, versions: [first!.snapshotId, second!.snapshotId] };
    valueOf(await promoteTo(own, 0));
    valueOf(await promoteTo(own, 1));
    const before = await workspaceOf(ports);
    const keyOf = (view: typeof before, id: SnapshotId) => {
      const { reading, failedReading } = view.snapshots.get(id)!;
      return { key: (reading ?? failedReading)!.key, readerVersion };
    };
    const readings = {
      candidate: keyOf(before, second!.snapshotId),
      baseline: keyOf(before, first!.snapshotId),
    };
    const skipping = { ...defaultReadOptions, skipBadRows: true };
    const made = madeReading(await ingest('trips.csv', 'a\n1\n2,3\n', null, skipping))!;
    valueOf(await addReading(ports, second!.snapshotId, made));
    const after = await workspaceOf(ports);
    expect(keyOf(after, second!.snapshotId)).not.toEqual(readings.candidate);
    const [alias] = after.artifacts.get(artifactId)!.aliases;
    expect(evidenceOf(alias!.moves[0]!)).toMatchObject({
      readings: { candidate: readings.baseline, baseline: null },
    });
    expect(evidenceOf(alias!.moves[1]!)).toMatchObject({ readings });
  });

  it('[G11] [G13] moves the alias and keeps the comparison with it, in one change', async () => {
    const own = await project();
    valueOf(await promoteTo(own, 0));
    valueOf(await promoteTo(own, 1));
    expect(await standing(own)).toEqual([1, 2]);
    const workspace = await workspaceOf(own.ports);
    const [alias] = workspace.artifacts.get(own.artifactId)!.aliases;
    expect(workspace.snapshots.get(own.versions[1]!)?.aliases).toEqual(['production']);
    expect(workspace.snapshots.get(own.versions[0]!)?.aliases).toEqual([]);
    // The first promotion had nothing to be compared with.
    expect(evidenceOf(alias!.moves[0]!)).toMatchObject({ comparisons: [], verdict: null });
    expect(evidenceOf(alias!.moves[1]!)).toMatchObject({
      kind: 'promotion',
      comparisons: [{ metric: 'accuracy', method: 'paired', verdict: 'better', rule: higher }],
      guardrails: [],
    });
    expect(lastRules(alias!.moves).get('accuracy')).toEqual(higher);
    const entry = (await auditOf(own.ports)).at(-1)!;
    const hasher = own.ports.hashers.sha256();
    hasher.update(own.ports.text.encode(canonicalJson(alias!.moves[1]!.evidence)));
    expect(entry).toMatchObject({
      action: 'promote',
      subject: 'model.bin',
      detail: {
        alias: 'production',
        before: { version: 1 },
        after: { version: 2 },
        compared: { accuracy: 'better' },
        evidenceDigest: hasher.hex(),
      },
    });
  });

  it('[G12] is refused where the alias was moved meanwhile, and writes nothing', async () => {
    const own = await project();
    valueOf(await promoteTo(own, 0));
    const seen = await lastMove(own);
    valueOf(await promoteTo(own, 1));
    const before = await auditOf(own.ports);
    const late = await promoteTo(own, 2, { follows: seen });
    expect(late).toMatchObject({ ok: false, error: { kind: 'aliasMoved' } });
    if (!late.ok) expect(describeFailure(late.error)).toContain('it now points to version 2');
    expect(await rollBack(own, seen)).toMatchObject({ ok: false, error: { kind: 'aliasMoved' } });
    expect(await auditOf(own.ports)).toEqual(before);
    // Two who both make it: the second is told.
    expect(await promoteTo(own, 2, { follows: null })).toMatchObject({ error: { kind: 'aliasMoved' } });
  });

  it('[G12] is not fooled by an alias that went away and came back', async () => {
    const own = await project();
    valueOf(await promoteTo(own, 0));
    const seen = await lastMove(own);
    valueOf(await promoteTo(own, 1));
    valueOf(await rollBack(own));
    expect(await promoteTo(own, 2, { follows: seen })).toMatchObject({ error: { kind: 'aliasMoved' } });
  });

  it('[G8] [G13] that the guardrails do not let pass asks for a reason, and keeps it', async () => {
    const own = await project();
    const table = { artifactId: own.artifactId, metric: 'accuracy', statistic: 'mean' as const };
    valueOf(
      await setGuardrail(own.ports, {
        ...table,
        name: 'Accuracy',
        rules: [
          { comparison: 'below', threshold: 0.65, action: 'block' },
          { comparison: 'below', threshold: 0.73, action: 'escalate' },
        ],
      }),
    );
    valueOf(await promoteTo(own, 1));
    const refused = await promoteTo(own, 2);
    expect(refused).toMatchObject({ ok: false, error: { kind: 'needsReason' } });
    if (!refused.ok) expect(describeFailure(refused.error)).toContain('“Accuracy” blocks it');
    expect(await promoteTo(own, 2, { reason: '  ' })).toMatchObject({ error: { kind: 'needsReason' } });
    expect(await standing(own)).toEqual([2]);
    valueOf(await promoteTo(own, 2, { reason: 'The old one leaks.' }));
    const [alias] = (await workspaceOf(own.ports)).artifacts.get(own.artifactId)!.aliases;
    expect(alias!.moves.at(-1)).toMatchObject({ reason: 'The old one leaks.' });
    const log = valueOf(await readAuditLog(own.ports.store));
    expect(describeAuditEntry(log, log.entries.at(-1)!)).toBe(
      'Promoted version 3 of model.bin to production, over the guardrails',
    );
    expect(log.entries.at(-1)?.detail).toMatchObject({
      reason: 'The old one leaks.',
      guardrails: { Accuracy: 'block' },
      isOverruled: true,
    });
    // Escalate asks as well, and so does a guardrail without samples.
    expect(await promoteTo(own, 0)).toMatchObject({ error: { kind: 'needsReason' } });
    valueOf(await retireGuardrail(own.ports, own.artifactId, 'Accuracy'));
    valueOf(
      await setGuardrail(own.ports, {
        ...table,
        metric: 'latency_ms',
        name: 'Latency',
        rules: [{ comparison: 'above', threshold: 200, action: 'block' }],
      }),
    );
    const unknown = await promoteTo(own, 1);
    expect(unknown).toMatchObject({ error: { kind: 'needsReason' } });
    if (!unknown.ok) expect(describeFailure(unknown.error)).toContain('lacks samples of it');
  });

  it('[G8] keeps what is missing of a measurement, also in a bundle, and asks for a reason because of it', async () => {
    const own = await project();
    const draft = { metric: 'f1', unit: null, cases: ['1', '2'], casesFrom: ['doc_id'], source: 'f1.csv' };
    const measured = [
      { ...draft, snapshotId: own.versions[0]!, values: [0.5, 0.6] },
      { ...draft, snapshotId: own.versions[1]!, values: [0.7, 0.9], missingCount: 2 },
    ];
    valueOf(await addMeasurements(own.ports, measured));
    // Every run may be missing; nothing at all may not.
    const none = { ...draft, snapshotId: own.versions[2]!, values: [], cases: null };
    valueOf(await addMeasurements(own.ports, [{ ...none, missingCount: 3 }]));
    expect(await addMeasurements(own.ports, [none])).toMatchObject({ error: { kind: 'invalidMeasurement' } });
    const rules = [{ comparison: 'below', threshold: 0.1, action: 'block' }] as const;
    const guardrail = {
      artifactId: own.artifactId,
      name: 'F1',
      metric: 'f1',
      statistic: 'each',
      rules,
    } as const;
    valueOf(await setGuardrail(own.ports, guardrail));
    valueOf(await promoteTo(own, 0));
    expect(await promoteTo(own, 1)).toMatchObject({ error: { kind: 'needsReason' } });
    valueOf(await setGuardrail(own.ports, { ...guardrail, missing: 'allow' }));
    valueOf(await promoteTo(own, 1));
    const other = testPorts();
    valueOf(
      await importBundle(other, { path: 'all.json', text: valueOf(await exportBundle(own.ports, null)) }),
    );
    const { artifacts } = await workspaceOf(other);
    const [alias] = artifacts.get(own.artifactId)!.aliases;
    const evidence = evidenceOf(alias!.moves.at(-1)!);
    expect(evidence).toMatchObject({
      verdict: 'allow',
      guardrails: [{ guardrail: { missing: 'allow' }, sampleCount: 2, missingCount: 2 }],
    });
    const compared =
      evidence?.kind === 'promotion' && evidence.comparisons.find(({ metric }) => metric === 'f1');
    expect(compared).toMatchObject({
      pairedBy: ['doc_id'],
      candidateMissingCount: 2,
      baselineMissingCount: 0,
    });
    const again = valueOf(await readVersionSamples(other.store, own.versions));
    expect(again.get(own.versions[2]!)?.find(({ metric }) => metric === 'f1')).toMatchObject({
      missingCount: 3,
      casesFrom: ['doc_id'],
    });
  });

  it.each(['', 'two words', 'a@b', 'a/b', 'x'.repeat(65)])('refuses the alias “%s”', async (alias) => {
    expect(await promoteTo(await project(), 0, { alias })).toMatchObject({
      error: { kind: 'invalidRelease' },
    });
  });

  it('takes a hostile name as a name, and refuses a version of another artifact or where it is already', async () => {
    const own = await project();
    valueOf(await promoteTo(own, 0, { alias: '__proto__' }));
    expect((await workspaceOf(own.ports)).snapshots.get(own.versions[0]!)?.aliases).toEqual(['__proto__']);
    const [other] = (await dropFile(own.ports, 'other.csv', 'a\n1\n')).outcomes;
    expect(await promoteTo(own, 0, { snapshotId: other!.snapshotId })).toMatchObject({
      error: { kind: 'notFound' },
    });
    expect(await promoteTo(own, 0, { alias: '__proto__' })).toMatchObject({
      error: { kind: 'invalidRelease' },
    });
  });
});

describe('rolling back', () => {
  it('[G14] moves it to where it was before, and the next one forward again', async () => {
    const own = await project();
    valueOf(await promoteTo(own, 0));
    valueOf(await promoteTo(own, 2));
    valueOf(await rollBack(own));
    expect(await standing(own)).toEqual([1, 3, 1]);
    valueOf(await rollBack(own));
    expect(await standing(own)).toEqual([1, 3, 1, 3]);
    const log = valueOf(await readAuditLog(own.ports.store));
    expect(describeAuditEntry(log, log.entries.at(-2)!)).toBe(
      'Rolled production back to version 1 of model.bin',
    );
  });

  it('is refused where it stood nowhere before', async () => {
    const own = await project();
    expect(await rollBack(own, null)).toMatchObject({ error: { kind: 'invalidRelease' } });
    valueOf(await promoteTo(own, 0));
    expect(await rollBack(own)).toMatchObject({ error: { kind: 'invalidRelease' } });
  });

  it('follows a removal and a new beginning', async () => {
    const own = await project();
    valueOf(await promoteTo(own, 0));
    const { ports, artifactId } = own;
    const follows = await lastMove(own);
    valueOf(await removeAlias(ports, { artifactId, alias: 'production', follows, reason: null }));
    expect((await workspaceOf(ports)).snapshots.get(own.versions[0]!)?.aliases).toEqual([]);
    // Back to where it was before it was removed.
    valueOf(await rollBack(own));
    expect(await standing(own)).toEqual([1, null, 1]);
  });
});

describe('undo', () => {
  it('of a promotion lets the move before hold again, and puts it forth again', async () => {
    const own = await project();
    valueOf(await promoteTo(own, 0));
    const second = valueOf(await promoteTo(own, 1));
    valueOf(await undo(own.ports, second.auditSequence));
    expect(await standing(own)).toEqual([1]);
    valueOf(await undo(own.ports, second.auditSequence + 1));
    expect(await standing(own)).toEqual([1, 2]);
  });

  it('[G15] leaves a version that an alias was moved to', async () => {
    const own = await project();
    const first = valueOf(await promoteTo(own, 2));
    const refused = await undo(own.ports, 3);
    expect(refused).toMatchObject({ error: { kind: 'cannotUndo' } });
    if (!refused.ok)
      expect(describeFailure(refused.error)).toContain('the move of the alias production of model.bin');
    valueOf(await undo(own.ports, first.auditSequence));
    valueOf(await undo(own.ports, 3));
  });

  it('of a guardrail lets the one before of that name hold again', async () => {
    const { ports, artifactId } = await project();
    const draft = { artifactId, name: 'Accuracy', metric: 'accuracy', statistic: 'each' as const };
    const rule = { comparison: 'below', threshold: 0.5, action: 'block' } as const;
    valueOf(await setGuardrail(ports, { ...draft, rules: [rule] }));
    const second = valueOf(await setGuardrail(ports, { ...draft, rules: [{ ...rule, threshold: 0.6 }] }));
    const thresholds = async () =>
      (await workspaceOf(ports)).artifacts
        .get(artifactId)!
        .guardrails.flatMap(({ rules }) => rules.map(({ threshold }) => threshold));
    expect(await thresholds()).toEqual([0.6]);
    valueOf(await undo(ports, second.auditSequence));
    expect(await thresholds()).toEqual([0.5]);
    expect(await setGuardrail(ports, { ...draft, rules: [rule, { ...rule, threshold: 0.4 }] })).toMatchObject(
      { error: { kind: 'invalidGuardrail' } },
    );
  });
});

describe('measurements', () => {
  const samples = async ({ ports, versions }: Project) =>
    valueOf(await readVersionSamples(ports.store, versions));

  it('[I4] [G10] the same again changes nothing, other values hold from now on', async () => {
    const own = await project();
    const draft = {
      snapshotId: own.versions[0]!,
      metric: 'accuracy',
      unit: null,
      values: [0.72, 0.73, 0.71, 0.74, 0.72],
      cases: ['a', 'b', 'c', 'd', 'e'],
      source: 'again.csv',
    };
    expect(valueOf(await addMeasurements(own.ports, [draft])).auditSequence).toBeNull();
    const added = valueOf(await addMeasurements(own.ports, [{ ...draft, values: [1, 2, 3, 4, 5] }]));
    const first = async () => [...((await samples(own)).get(own.versions[0]!)?.[0]?.values ?? [])];
    expect(await first()).toEqual([1, 2, 3, 4, 5]);
    valueOf(await undo(own.ports, added.auditSequence!));
    expect(await first()).toEqual(draft.values);
  });

  it('[G10] of the runs that made a version count where nothing was measured', async () => {
    const own = await project();
    const { ports, artifactId, versions } = own;
    for (const loss of [0.4, 0.5]) {
      valueOf(
        await recordRun(ports, {
          ...plainRun,
          job: { namespace: '', name: 'train' },
          outputs: [{ artifactId, snapshotId: versions[0]! }],
          startedAt: timestampFromMilliseconds(1000),
          endedAt: timestampFromMilliseconds(1000 + loss * 1000),
          metrics: { loss, accuracy: 0.1 },
        }),
      );
    }
    const known = (await samples(own)).get(versions[0]!)!;
    expect(known.map(({ metric, values, source }) => [metric, values.length, source])).toEqual([
      ['accuracy', 5, 'by hand'],
      ['loss', 2, 'the run that made it'],
      ['run_duration_ms', 2, 'the run that made it'],
    ]);
    expect([...known[2]!.values]).toEqual([400, 500]);
  });

  it('are refused whole where one has a fault', async () => {
    const { ports, versions } = await project();
    const before = await auditOf(ports);
    const draft = {
      snapshotId: versions[0]!,
      metric: 'm',
      unit: null,
      values: [1],
      cases: null,
      source: 'by hand',
    };
    for (const faulty of [
      { ...draft, metric: ' ' },
      { ...draft, values: [] },
      { ...draft, values: [1, NaN] },
      { ...draft, values: [1e200] },
      { ...draft, cases: ['a', 'b'] },
      draft,
    ]) {
      expect(await addMeasurements(ports, [draft, faulty])).toMatchObject({
        error: { kind: 'invalidMeasurement' },
      });
    }
    expect(await addMeasurements(ports, [{ ...draft, snapshotId: 'x' as SnapshotId }])).toMatchObject({
      error: { kind: 'notFound' },
    });
    expect(await auditOf(ports)).toEqual(before);
  });
});

describe('any sequence of moves and undos', () => {
  type Step =
    | { readonly do: 'promote' | 'late'; readonly index: number }
    | { readonly do: 'rollback' | 'remove' }
    | { readonly do: 'undo'; readonly back: number };
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('promote'), index: fc.nat(2) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('rollback') }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('remove') }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('undo'), back: fc.nat(6) }) },
    // Somebody who looked at an earlier moment.
    { weight: 2, arbitrary: fc.record({ do: fc.constant('late'), index: fc.nat(2) }) },
  );
  const undoneUntilTheArtifactIsGone: Step[] = [
    { do: 'undo', back: 1 },
    { do: 'undo', back: 3 },
    { do: 'undo', back: 5 },
    { do: 'late', index: 0 },
    { do: 'promote', index: 0 },
  ];

  it('[I3] [I4] [I5] [G11] [G12] [G14] [G15] leaves nothing dangling, and is one entry a change or none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const own = await project();
        const { ports, artifactId } = own;
        for (const each of steps) {
          const before = { log: await auditOf(ports), all: await everything(ports), at: await standing(own) };
          const follows = await lastMove(own);
          const isThere = (await workspaceOf(ports)).artifacts.has(artifactId);
          const result = await (async () => {
            switch (each.do) {
              case 'promote':
                return promoteTo(own, each.index);
              case 'rollback':
                return rollBack(own);
              case 'remove':
                return removeAlias(ports, { artifactId, alias: 'production', follows, reason: null });
              case 'undo':
                return undo(ports, before.log.length - each.back);
              case 'late':
                return promoteTo(own, each.index, { follows: 'a move that is no more' });
            }
          })();
          const [log, at] = [await auditOf(ports), await standing(own)];
          if (result.ok) expect(log).toHaveLength(before.log.length + 1);
          else expect(await everything(ports)).toEqual(before.all);
          if (each.do === 'late') {
            expect(result).toMatchObject({ error: { kind: isThere ? 'aliasMoved' : 'notFound' } });
          }
          if (each.do === 'promote') {
            expect(result.ok).toBe(await canStandOn(own, each.index, before.at));
            if (result.ok) expect(at).toEqual([...before.at, each.index + 1]);
          }
          if (each.do === 'rollback' && result.ok) expect(at).toEqual([...before.at, before.at.at(-2)]);
          const dangling = await ports.store.read(async (transaction) =>
            danglingReferences(await openLive(transaction)),
          );
          expect(valueOf(dangling)).toEqual([]);
        }
      }),
      { numRuns: 80, examples: [[undoneUntilTheArtifactIsGone]] },
    );
  });

  /** Unless the version was taken back, or the alias is there already. */
  async function canStandOn(own: Project, index: number, at: readonly (number | null)[]): Promise<boolean> {
    const { snapshots } = await workspaceOf(own.ports);
    return snapshots.has(own.versions[index]!) && at.at(-1) !== index + 1;
  }
});

describe('a bundle', () => {
  const released = async () => {
    const own = await project();
    valueOf(
      await setGuardrail(own.ports, {
        artifactId: own.artifactId,
        name: 'Accuracy',
        metric: 'accuracy',
        statistic: 'p95',
        rules: [{ comparison: 'below', threshold: 0.1, action: 'block' }],
      }),
    );
    valueOf(await promoteTo(own, 0));
    valueOf(await promoteTo(own, 1));
    valueOf(await rollBack(own));
    return own;
  };
  const tables = async (ports: OperationPorts) =>
    valueOf(
      await ports.store.read(async (transaction) => ({
        aliasMoves: await transaction.all('aliasMoves'),
        measurements: await transaction.all('measurements'),
        guardrails: await transaction.all('guardrails'),
      })),
    );

  it('of everything gives aliases, measurements and guardrails back as they were', async () => {
    const { ports } = await released();
    const text = valueOf(await exportBundle(ports, null));
    const other = testPorts();
    valueOf(await importBundle(other, { path: 'b.json', text }));
    expect(await tables(other)).toEqual(await tables(ports));
    expect(valueOf(await exportBundle(other, null))).toBe(text);
    expect((await tables(other)).aliasMoves).toHaveLength(3);
    expect((await tables(other)).measurements[0]?.values).toBeInstanceOf(Float64Array);
  });

  it('of one artifact has what is of it, merges into another workspace, and is taken back with it', async () => {
    const own = await released();
    const text = valueOf(await exportBundle(own.ports, `artifact:${own.artifactId}`));
    const other = testPorts();
    await dropFile(other, 'else.csv', 'a\n1\n');
    const merged = valueOf(await importBundle(other, { path: 'b.json', text }));
    expect(await tables(other)).toEqual(await tables(own.ports));
    valueOf(await undo(other, merged.auditSequence!));
    expect((await workspaceOf(other)).artifacts.size).toBe(1);
  });

  it('of one version leaves out an alias that stands on another', async () => {
    const own = await released();
    const closureOf = async (index: number) => {
      const other = testPorts();
      const text = valueOf(await exportBundle(own.ports, `snapshot:${own.versions[index]!}`));
      valueOf(await importBundle(other, { path: 'b.json', text }));
      const [view] = (await workspaceOf(other)).artifacts.values();
      return { view, tables: await tables(other) };
    };
    // It was moved to the first, to the second, and back: the first alone has the last move.
    const first = await closureOf(0);
    expect(first.view?.aliases).toMatchObject([{ name: 'production', snapshotId: own.versions[0] }]);
    expect(first.tables.aliasMoves).toHaveLength(1);
    expect(first.tables.measurements).toHaveLength(1);
    expect(first.view?.guardrails).toHaveLength(1);
    valueOf(await rollBack(own));
    expect((await closureOf(0)).view?.aliases).toEqual([]);
  });
});
