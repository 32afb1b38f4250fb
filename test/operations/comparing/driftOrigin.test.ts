import { describe, expect, it } from 'vitest';
import { driftOrigin } from '../../../src/operations/comparing/driftOrigin';
import type { VersionDrift } from '../../../src/operations/comparing/versionDrift';
import { commitChange } from '../../../src/operations/core/commitChange';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import type { SnapshotView } from '../../../src/operations/core/workspace';
import { plainRun } from '../plainRun';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

type Drifted = Readonly<Record<string, Readonly<Record<string, number>> | null>>;

/** raw → clean → features, one version each, by runs; with column links from features back where they are given. */
async function chain(links: Readonly<Record<string, string>> | null) {
  const ports = testPorts();
  const taken = new Map<string, { artifactId: never; snapshotId: never }>();
  for (const name of ['raw', 'clean', 'features']) {
    const { artifactId, snapshotId } = (await dropFile(ports, name, `id,fare\n1,2\n${name},3\n`))
      .outcomes[0]!;
    taken.set(name, { artifactId: artifactId as never, snapshotId: snapshotId as never });
  }
  for (const [from, to] of [
    ['raw', 'clean'],
    ['clean', 'features'],
  ] as const) {
    const job = { namespace: 'etl', name: `make ${to}` };
    valueOf(
      await recordRun(ports, { ...plainRun, job, inputs: [taken.get(from)!], outputs: [taken.get(to)!] }),
    );
  }
  if (links) {
    const { observations } = await workspaceOf(ports);
    const output = observations.find(
      ({ role, artifactId }) => role === 'output' && artifactId === taken.get('features')!.artifactId,
    )!;
    const columns = Object.entries(links).map(([to, from]) => ({
      output: to,
      inputArtifactId: taken.get('clean')!.artifactId,
      input: from,
    }));
    valueOf(
      await commitChange(ports, async (change) => {
        await change.add('observations', [{ ...output, id: ports.newId(), columns }]);
        return { value: undefined, audit: { action: 'link', subject: 'columns', detail: {} } };
      }),
    );
  }
  const workspace = await workspaceOf(ports);
  return (column: string, drifted: Drifted) => {
    const driftOf = ({ artifactId }: SnapshotView): VersionDrift | null => {
      const columns = drifted[workspace.artifacts.get(artifactId)!.name];
      if (!columns) return null;
      const all = Object.entries(columns).map(([name, psi]) => ({
        name,
        psi,
        figure: psi.toFixed(2),
        band: 'significant' as const,
      }));
      return { most: all[0] ?? null, drifted: all, growing: [], recipe: 'deciles' };
    };
    const version = workspace.artifactNamed('file', 'features')!.snapshots[0]!;
    return driftOrigin(workspace, version, column, driftOf).map(
      ({ view, column: name }) => `${workspace.artifacts.get(view.artifactId)!.name}.${name}`,
    );
  };
}

describe('[D27] where drift began', () => {
  it('is the farthest table that drifted, by its column of the same name', async () => {
    const origin = await chain(null);
    expect(origin('fare', { clean: { id: 2, fare: 1 }, raw: { fare: 1 } })).toEqual([
      'clean.fare',
      'raw.fare',
    ]);
  });

  it('is by the column that drifted most, where none of the name did', async () => {
    const origin = await chain(null);
    expect(origin('per_km', { clean: { id: 2, fare: 1 }, raw: {} })).toEqual(['clean.id']);
  });

  it('is here, where the table before did not drift, whatever lies behind it', async () => {
    const origin = await chain(null);
    expect(origin('fare', { clean: {}, raw: { fare: 9 } })).toEqual([]);
  });

  it('lies behind versions of which nothing is known', async () => {
    const origin = await chain(null);
    expect(origin('fare', { clean: null, raw: { fare: 1 } })).toEqual(['clean.fare', 'raw.fare']);
  });

  it('follows column links where there are any', async () => {
    const origin = await chain({ per_km: 'fare', key: 'id' });
    expect(origin('per_km', { clean: { id: 2, fare: 1 }, raw: {} })).toEqual(['clean.fare']);
    // Its own source did not drift; that another column did says nothing.
    expect(origin('key', { clean: { fare: 1 }, raw: { fare: 1 } })).toEqual([]);
  });
});
