import { describe, expect, it } from 'vitest';
import { baselineOf } from '../../../src/operations/comparing/baselineOf';
import {
  type ComparedVersion,
  type DriftedFilter,
  driftedRows,
} from '../../../src/operations/comparing/driftedRows';
import type { VersionDrift } from '../../../src/operations/comparing/versionDrift';
import { annotate } from '../../../src/operations/core/annotate';
import type { Workspace } from '../../../src/operations/core/workspace';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

const column = (name: string, psi: number) => ({
  name,
  psi,
  figure: String(psi),
  band: psi < 0.25 ? ('moderate' as const) : ('significant' as const),
});

/** Trips has `fare` and `rider` drifted and `at` that only grows; of stations, which came later, `seats` drifted. */
async function project(): Promise<{ workspace: Workspace; versions: readonly ComparedVersion[] }> {
  const ports = testPorts();
  await dropFile(ports, 'trips.csv', 'fare\n1\n');
  const trips = (await dropFile(ports, 'trips.csv', 'fare\n2\n')).outcomes[0]!;
  await dropFile(ports, 'stations.csv', 'seats\n1\n');
  const stations = (await dropFile(ports, 'stations.csv', 'seats\n2\n')).outcomes[0]!;
  const [first] = (await workspaceOf(ports)).snapshots.get(trips.snapshotId)!.snapshot.parents;
  const said = {
    kind: 'driftAcknowledged',
    columns: ['rider'],
    against: [first!],
    reason: 'a strike',
  } as const;
  valueOf(await annotate(ports, trips.snapshotId, said));
  const workspace = await workspaceOf(ports);
  const drifts = new Map<string, VersionDrift>([
    [
      trips.snapshotId,
      {
        most: column('fare', 0.5),
        drifted: [column('fare', 0.5), column('rider', 0.2)],
        growing: [{ ...column('at', 9), band: 'grows' }],
        recipe: 'deciles',
      },
    ],
    [
      stations.snapshotId,
      { most: column('seats', 0.2), drifted: [column('seats', 0.2)], growing: [], recipe: 'deciles' },
    ],
  ]);
  const versions = [...workspace.snapshots.values()].map((view) => ({
    view,
    baseline: baselineOf(workspace, view),
    drift: drifts.get(view.snapshot.id) ?? null,
  }));
  return { workspace, versions };
}

async function named(filter: DriftedFilter): Promise<readonly string[]> {
  const { workspace, versions } = await project();
  return driftedRows(workspace, versions, filter).map(
    ({ artifact, view, name }) => `${artifact.name} v${view.snapshot.sequence} ${name}`,
  );
}

describe('every drifted column of a workspace', () => {
  it('is listed newest version first, the greatest PSI first in each, and what only grows last', async () => {
    expect(await named({})).toEqual([
      'stations.csv v2 seats',
      'trips.csv v2 fare',
      'trips.csv v2 rider',
      'trips.csv v2 at',
    ]);
  });

  it('is found by words of its artifact and its own name together, in any case', async () => {
    expect(await named({ q: 'TRIPS fare' })).toEqual(['trips.csv v2 fare']);
    expect(await named({ q: 'stations fare' })).toEqual([]);
  });

  it('is open until somebody acknowledged it; what only grows is neither', async () => {
    expect(await named({ state: 'open' })).toEqual(['stations.csv v2 seats', 'trips.csv v2 fare']);
    expect(await named({ state: 'acknowledged' })).toEqual(['trips.csv v2 rider']);
  });

  it('is chosen by its band', async () => {
    expect(await named({ band: 'significant' })).toEqual(['trips.csv v2 fare']);
    expect(await named({ band: 'moderate' })).toEqual(['stations.csv v2 seats', 'trips.csv v2 rider']);
    expect(await named({ band: 'grows' })).toEqual(['trips.csv v2 at']);
  });
});
