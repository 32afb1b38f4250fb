import { describe, expect, it } from 'vitest';

import type { GraphKind } from '../../../src/lineage/graph';
import { momentsOf, workspaceAsOf } from '../../../src/operations/core/workspaceAsOf';
import { timestampFromMilliseconds } from '../../../src/versioning/timestamp';
import { workspaceFrom } from '../../ui/lineage/workspaceFrom';

/** All artifacts and versions are made on 5 January; a run a day from then on. */
const workspace = workspaceFrom({
  artifacts: [
    { name: 'raw', kind: 'dataset', versions: [10, 20] },
    { name: 'model', kind: 'model', versions: [null] },
  ],
  runs: [
    { job: 'clean', inputs: ['raw@1'], outputs: ['raw@2'] },
    { job: 'train', inputs: ['raw@2'], outputs: ['model@1'] },
    { job: 'train', inputs: ['raw@1'], outputs: ['model@1'] },
  ],
});
const day = (number: number) => timestampFromMilliseconds(Date.UTC(2026, 0, number, 8));
const keys = (kind: GraphKind, number: number) =>
  workspaceAsOf(workspace, day(number))
    .graph(kind)
    .nodes.map(({ key }) => key);

describe('workspaceAsOf', () => {
  it('has the runs and links up to that moment, and no more', () => {
    expect(keys('version', 5)).toEqual(expect.arrayContaining(['run:4f2c-clean']));
    expect(keys('version', 5).filter((key) => key.startsWith('run:'))).toHaveLength(1);
    expect(keys('version', 6).filter((key) => key.startsWith('run:'))).toHaveLength(2);
    expect(workspaceAsOf(workspace, day(5)).graph('version').edges).toHaveLength(2);
    expect(workspaceAsOf(workspace, day(7)).graph('version')).toEqual(workspace.graph('version'));
  });

  it('is empty before anything came', () => {
    const before = workspaceAsOf(workspace, day(4));
    expect([before.artifacts.size, before.snapshots.size, before.jobs.size, before.runs.size]).toEqual([
      0, 0, 0, 0,
    ]);
    expect(before.graph('definition').nodes).toEqual([]);
    expect(before.artifactNamed('bike-share', 'raw')).toBeUndefined();
  });

  it('counts what an event tells of as there from the time of the event, however late it was imported', () => {
    const raw = workspace.artifacts.get(workspace.observations[0]!.artifactId)!;
    const late = {
      ...workspace,
      artifacts: new Map([[raw.artifact.id, { ...raw, artifact: { ...raw.artifact, createdAt: day(30) } }]]),
      snapshots: new Map(),
    };
    expect(workspaceAsOf(late, day(5)).artifacts.has(raw.artifact.id)).toBe(true);
  });

  it('moves by versions and runs, each moment once', () => {
    const moments = momentsOf(workspace);
    expect(moments).toEqual([...new Set(moments)].sort());
    expect(moments.slice(-2)).toEqual([day(6), day(7)]);
  });
});
