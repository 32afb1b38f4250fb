import fc from 'fast-check';
import { expect, it } from 'vitest';

import { reconciled } from '../../../src/operations/core/reconcileRecords';
import { readJoined } from '../../../src/operations/core/joinedArtifact';
import { readVersion, readVersions } from '../../../src/operations/core/joinedVersions';
import { type LiveRecords, readLiveRecords } from '../../../src/operations/core/liveRecords';
import type { ArtifactView, Workspace } from '../../../src/operations/core/workspace';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { addMeasurements } from '../../../src/operations/releases/addMeasurements';
import {
  foldSamples,
  samplesOf,
  type VersionSamples,
} from '../../../src/operations/releases/measuredSamples';
import { undo } from '../../../src/operations/audit/undo';
import { annotate } from '../../../src/operations/core/annotate';
import { kindNow } from '../../../src/operations/core/artifactKind';
import { readGuardrails } from '../../../src/operations/core/guardrailsAsked';
import { latestAnnotation } from '../../../src/operations/core/latestAnnotation';
import { readLive } from '../../../src/operations/core/liveTransaction';
import { findNamed, shownName } from '../../../src/operations/core/names';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { boundSnapshot } from '../../../src/operations/core/pointerBytes';
import { readReadingInUse } from '../../../src/operations/core/readingInUse';
import { setKind } from '../../../src/operations/core/setKind';
import { setGuardrail } from '../../../src/operations/releases/guardrails';
import { promote } from '../../../src/operations/releases/promote';
import {
  exportBundle,
  importBundle,
  readCheckedBundle,
  takeBundle,
} from '../../../src/operations/workspaces/bundle';
import { latestOf } from '../../../src/versioning/changeOrder';
import type { ArtifactId, ArtifactKind, Measurement, SnapshotId } from '../../../src/versioning/records';
import type { Timestamp } from '../../../src/versioning/timestamp';
import { recordFaults } from '../storedRecords';
import { dropFile, testPorts, tryDropFile, valueOf, workspaceOf } from '../testProject';
import { plainRun } from '../plainRun';

const measuredRun = { ...plainRun, metrics: { m: 3 } };

const alias = 'production';
const paths = ['a.csv', 'b.csv', 'c', 'd'];

const step = fc.record({
  at: fc.nat(2),
  does: fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('drop' as const), path: fc.nat(2), rows: fc.nat(3) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('say' as const),
        path: fc.nat(3),
        text: fc.constantFrom('x', 'y'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('kind' as const), path: fc.nat(3), isModel: fc.boolean() }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('promote' as const), path: fc.nat(3), version: fc.nat(2) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('guard' as const), path: fc.nat(3), threshold: fc.nat(3) }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('tell' as const),
        run: fc.nat(3),
        path: fc.nat(3),
        also: fc.option(fc.nat(3), { freq: 4 }),
        version: fc.option(fc.nat(2)),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('run' as const), path: fc.nat(3), other: fc.nat(3) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('measure' as const), path: fc.nat(3), value: fc.nat(2) }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('undo' as const), back: fc.nat(5) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('merge' as const), from: fc.nat(2) }) },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Three stores of one beginning; the clock of the second is ahead by years, that of the third at the end of time. */
async function stores(): Promise<readonly OperationPorts[]> {
  const first = testPorts();
  await dropFile(first, paths[0]!, 'id\n1\n');
  await dropFile(first, paths[0]!, 'id\n1\n2\n');
  await dropFile(first, paths[1]!, 'id\n3\n');
  const text = valueOf(await exportBundle(first, null));
  const clocks = ['2031-01-01T00:00:00.000000000Z', '9999-12-31T23:59:59.999999999Z'] as Timestamp[];
  const others = clocks.map((clock): OperationPorts => ({ ...testPorts(), now: () => clock }));
  for (const ports of others) valueOf(await importBundle(ports, { path: 'b.json', text }));
  return [first, ...others];
}

async function take(all: readonly OperationPorts[], { at, does }: Step): Promise<void> {
  const ports = all[at]!;
  const workspace = await workspaceOf(ports);
  const artifact = 'path' in does ? workspace.artifactNamed('file', paths[does.path]!) : undefined;
  const latest = artifact?.snapshots.at(-1);
  switch (does.kind) {
    case 'drop':
      await tryDropFile(ports, paths[does.path]!, `id\n${'7\n'.repeat(does.rows + 1)}`);
      break;
    case 'say':
      if (latest) valueOf(await annotate(ports, latest.snapshot.id, { kind: 'message', text: does.text }));
      break;
    case 'kind':
      if (artifact) await ruleKind(ports, artifact, does.isModel ? 'model' : 'dataset');
      break;
    case 'promote':
      if (artifact) await promoteTo(ports, artifact.artifact.id, does.version);
      break;
    case 'guard': {
      if (!artifact) break;
      const rules = [{ comparison: 'above', threshold: does.threshold, action: 'block' }] as const;
      const draft = { name: 'limit', metric: 'm', statistic: 'mean', rules } as const;
      await setGuardrail(ports, { ...draft, artifactId: artifact.artifact.id });
      break;
    }
    case 'tell':
      valueOf(await importFile(ports, { path: 'e.json', text: JSON.stringify([told(does)]) }));
      break;
    case 'run': {
      const other = workspace.artifactNamed('file', paths[does.other]!);
      if (artifact && other) await record(ports, artifact, other);
      break;
    }
    case 'measure':
      if (latest) {
        const { id: snapshotId } = latest.snapshot;
        const draft = { snapshotId, metric: 'm', unit: null, values: [does.value], cases: null, source: 's' };
        valueOf(await addMeasurements(ports, [draft]));
      }
      break;
    case 'undo':
      await undo(ports, workspace.auditSequence - does.back);
      break;
    case 'merge': {
      const text = valueOf(await exportBundle(all[does.from]!, null));
      const bundle = valueOf(readCheckedBundle('b.json', text, ports));
      await takeBundle(ports, { path: 'b.json', bundle, isLeavingOut: true });
    }
  }
}

/** An event that reads a dataset, perhaps under two names, perhaps at a version that only the source names. */
function told({ run, path, also, version }: Extract<Step['does'], { kind: 'tell' }>): object {
  const facet = { _producer: 'urn:test', _schemaURL: 'urn:test' };
  const identifiers = also === null ? [] : [{ namespace: 'file', name: paths[also]!, type: 'TABLE' }];
  return {
    eventType: 'COMPLETE',
    eventTime: `2026-01-01T00:00:0${run}Z`,
    producer: 'urn:test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `00000000-0000-4000-8000-00000000000${run}` },
    job: { namespace: 'etl', name: `job ${run % 2}` },
    outputs: [
      {
        namespace: 'file',
        name: paths[path]!,
        facets: {
          ...(identifiers.length > 0 && { symlinks: { ...facet, identifiers } }),
          ...(version !== null && { version: { ...facet, datasetVersion: `v${version}` } }),
        },
      },
    ],
  };
}

/** Records a run of what the page shows; nothing but a cycle is ever against it. */
async function record(ports: OperationPorts, from: ArtifactView, to: ArtifactView): Promise<void> {
  const link = ({ artifact, snapshots }: ArtifactView) => ({
    artifactId: artifact.id,
    snapshotId: snapshots.at(-1)?.snapshot.id ?? null,
  });
  const recorded = await recordRun(ports, {
    ...measuredRun,
    job: { namespace: 'manual', name: 'train' },
    inputs: [link(from)],
    outputs: [link(to)],
  });
  if (!recorded.ok && recorded.error.kind !== 'versionCycle') throw new Error(JSON.stringify(recorded.error));
}

/** Says what an artifact is; nothing but that it is that already is ever against it. */
async function ruleKind(
  ports: OperationPorts,
  { artifact }: ArtifactView,
  kind: ArtifactKind,
): Promise<void> {
  const ruled = await setKind(ports, artifact.id, kind);
  if (!ruled.ok) expect([ruled.error.kind, artifact.kind]).toEqual(['invalidAnnotation', kind]);
}

/** Promotes as the page would, which saw the alias where it stands: nobody came between. */
async function promoteTo(ports: OperationPorts, artifactId: ArtifactId, version: number): Promise<void> {
  const artifact = (await workspaceOf(ports)).artifacts.get(artifactId)!;
  const stands = artifact.aliases.find(({ name }) => name === alias);
  const snapshotId = artifact.snapshots[version]?.snapshot.id;
  if (snapshotId === undefined || snapshotId === stands?.snapshotId) return;
  const follows = stands?.moves.at(-1)?.id ?? null;
  const reason = 'because';
  valueOf(await promote(ports, { artifactId, alias, follows, snapshotId, rules: new Map(), reason }));
}

/** Every latest as the page has it, by the id of what it is of. */
async function onThePage(ports: OperationPorts) {
  const workspace = await workspaceOf(ports);
  const { artifacts, snapshots } = workspace;
  const latest = new Map<string, unknown>();
  for (const path of paths) latest.set(path, workspace.artifactNamed('file', path)?.artifact.id ?? null);
  for (const { artifact, name, guardrails, aliases, snapshots: own } of artifacts.values()) {
    const moves = aliases.map(({ moves: own }) => own.at(-1)?.id);
    const versions = own.map(({ snapshot }) => [snapshot.id, snapshot.sequence]);
    latest.set(artifact.id, [name, artifact.kind, guardrails.map(({ id }) => id), moves, versions]);
  }
  const samples = await samplesOnThePage(ports, workspace);
  for (const { snapshot, reading, message } of snapshots.values())
    latest.set(snapshot.id, [reading?.key ?? null, message, samples(snapshot.id)]);
  return latest;
}

/** The samples of versions by what the whole workspace shows: its runs, and measurements of all snapshots of a version. */
async function samplesOnThePage(ports: OperationPorts, workspace: Workspace) {
  const records = valueOf(await ports.store.read(readLiveRecords));
  const measured = valueOf(await readLive(ports.store, (live) => live.all('measurements')));
  // What is said of a version goes with it, whichever of its snapshots it was said of.
  const moved = reconciled({
    ...records,
    annotations: measured as unknown as LiveRecords['annotations'],
  });
  const measurements = moved.annotations as unknown as readonly Measurement[];
  return (id: SnapshotId): VersionSamples =>
    foldSamples(
      measurements.filter(({ snapshotId }) => snapshotId === id),
      [...workspace.runs.values()].flatMap(({ run, outputs }) =>
        outputs.some(({ snapshotId }) => snapshotId === id) ? run : [],
      ),
    );
}

/** The same as a writer finds it. */
async function asWritten(ports: OperationPorts) {
  const { artifacts, snapshots } = await workspaceOf(ports);
  const read = await readLive(ports.store, async (live) => {
    const latest = new Map<string, unknown>();
    for (const path of paths) latest.set(path, (await findNamed(live, 'file', path))?.artifact.id ?? null);
    for (const { artifact } of artifacts.values()) {
      const joined = (await readJoined(live, artifact.id))!;
      const guardrails = await readGuardrails(live, joined);
      const move = latestOf(await live.whereAny('aliasMoves', 'artifactId', joined.ids));
      const versions = await readVersions(live, joined);
      latest.set(artifact.id, [
        shownName(joined),
        kindNow(joined.artifact, joined.bindings),
        guardrails.map(({ id }) => id),
        move ? [move.id] : [],
        versions.map(({ snapshot }) => [snapshot.id, snapshot.sequence]),
      ]);
    }
    for (const { snapshot } of snapshots.values()) {
      const bound = await boundSnapshot(live, snapshot);
      const reading = await readReadingInUse(live, bound);
      const message = await latestAnnotation(live, snapshot, 'message');
      const version = (await readVersion(live, snapshot.id))?.version;
      const samples = await samplesOf(live, version);
      latest.set(snapshot.id, [reading?.key ?? null, message?.text ?? null, samples]);
    }
    return latest;
  });
  return valueOf(read);
}

async function asExported(ports: OperationPorts) {
  const text = valueOf(await exportBundle(ports, null));
  const empty = testPorts();
  valueOf(await importBundle(empty, { path: 'b.json', text }));
  return onThePage(empty);
}

it('[V18] page, writer and export agree on every latest, whatever was done, undone and merged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const all = await stores();
      for (const each of steps) await take(all, each);
      for (const ports of all) {
        expect(await recordFaults(ports)).toEqual([]);
        const page = await onThePage(ports);
        expect(await asWritten(ports)).toEqual(page);
        expect(await asExported(ports)).toEqual(page);
        // Whatever came with a merge, the next change holds.
        for (const { artifact, snapshots } of (await workspaceOf(ports)).artifacts.values()) {
          await promoteTo(ports, artifact.id, 0);
          const [version] = snapshots;
          if (!version) continue;
          expect((await workspaceOf(ports)).snapshots.get(version.snapshot.id)?.aliases).toEqual([alias]);
        }
      }
    }),
    { numRuns: 150 },
  );
}, 120_000);
