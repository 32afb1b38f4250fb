import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Workspace } from '../../src/operations/core/workspace';
import { useActivities } from '../../src/state/activities';
import { createServices } from '../../src/state/createServices';
import type { Services } from '../../src/state/services';
import { deleteDatabase } from '../../src/storage/dexieStore';
import { verifyAudit } from '../../src/versioning/audit';
import { nobleHashers } from '../../src/storage/hashers';
import { browserText } from '../../src/workers/browserText';
import type { ArtifactId, SnapshotId } from '../../src/versioning/records';

let name: string;
/** Two tabs on one workspace, each with connections of its own. */
let tabs: readonly [Services, Services];
let workspaces: [Workspace | null, Workspace | null];
let stops: readonly (() => void)[];
let artifactId: ArtifactId;
let versions: readonly SnapshotId[];

const patience = { timeout: 60_000 };

beforeEach(async () => {
  name = `test-${crypto.randomUUID()}`;
  tabs = [createServices(name), createServices(name)];
  workspaces = [null, null];
  stops = tabs.map((services, at) =>
    services.watchWorkspace(
      (workspace) => (workspaces[at] = workspace),
      (failure) => expect.fail(JSON.stringify(failure)),
    ),
  );
  for (const text of ['weights 1', 'weights 2', 'weights 3']) {
    const path = 'model.bin';
    tabs[0].drop([{ kind: 'file', path, file: new File([text], path), handle: null }]);
    await vi.waitUntil(
      () => useActivities.getState().activities.every(({ endedAtMs }) => endedAtMs !== null),
      patience,
    );
  }
  await vi.waitUntil(() => workspaces[1]?.snapshots.size === 3, patience);
  const [view] = [...workspaces[1]!.artifacts.values()];
  artifactId = view!.artifact.id;
  versions = view!.snapshots.map(({ snapshot }) => snapshot.id);
});

afterEach(async () => {
  for (const stop of stops) stop();
  useActivities.setState({ activities: [] });
  await deleteDatabase(name);
});

const promotion = (index: number, follows: string | null) => ({
  artifactId,
  alias: 'production',
  snapshotId: versions[index]!,
  follows,
  rules: new Map(),
  reason: null,
});

describe('releases in two tabs', () => {
  it('[G12] of two who move one alias at the same time one is told, whatever the order; the log holds', async () => {
    const [one, two] = await Promise.all([
      tabs[0].releases.promote(promotion(0, null)),
      tabs[1].releases.promote(promotion(1, null)),
    ]);
    const [moved, refused] = one.ok ? [one, two] : [two, one];
    expect(refused).toMatchObject({ ok: false, error: { kind: 'aliasMoved' } });
    if (!moved.ok) throw new Error(moved.error.kind);
    // Both see where it stands.
    for (const at of [0, 1] as const) {
      await expect
        .poll(() => workspaces[at]?.artifacts.get(artifactId)?.aliases[0]?.snapshotId)
        .toBe(moved.value.value.snapshotId);
    }
    const follows = moved.value.value.id;
    const results = await Promise.all([
      tabs[0].releases.promote(promotion(2, follows)),
      tabs[1].releases.removeAlias({ artifactId, alias: 'production', follows }, null),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ error: { kind: 'aliasMoved' } });
    const log = await tabs[0].audit();
    expect(verifyAudit(log, { hashers: nobleHashers, text: browserText }).ok).toBe(true);
    expect(log).toHaveLength(5);
  });

  it('reads samples of a file, keeps them and gives them back', async () => {
    const [services] = tabs;
    const read = await services.releases.readSampleFile(new File(['case,score\na,0.5\nb,\n'], 's.csv'));
    expect(read).toMatchObject({ ok: true, value: { columnNames: ['case', 'score'] } });
    const draft = {
      snapshotId: versions[0]!,
      metric: 'score',
      unit: null,
      values: Float64Array.of(0.5, 0.25),
      cases: ['a', 'b'],
      source: 's.csv',
    };
    expect((await services.releases.addMeasurements([draft])).ok).toBe(true);
    const samples = await tabs[1].releases.samples([versions[0]!]);
    if (!samples.ok) throw new Error(samples.error.kind);
    expect(samples.value.get(versions[0]!)).toMatchObject([
      { metric: 'score', values: draft.values, cases: ['a', 'b'], source: 's.csv' },
    ]);
    expect(await services.releases.readSampleFile(new File(['a,b\n1\n'], 'bad.csv'))).toMatchObject({
      ok: false,
      error: { kind: 'unreadableTable', failure: { kind: 'raggedRow', line: 2 } },
    });
  });
});
