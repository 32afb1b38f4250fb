import { beforeEach, describe, expect, it } from 'vitest';

import { undo } from '../../../src/operations/audit/undo';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { setKind } from '../../../src/operations/core/setKind';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { promote, removeAlias } from '../../../src/operations/releases/promote';
import { rollback } from '../../../src/operations/releases/rollback';
import type { SnapshotId } from '../../../src/versioning/records';
import { auditOf, testPorts, valueOf, workspaceOf } from '../testProject';
import { plainRun } from '../plainRun';

const facet = { _producer: 'urn:test', _schemaURL: 'urn:test' };

/** A run that writes a dataset at a version, perhaps under a further name. */
async function write(ports: OperationPorts, run: number, name: string, version: string, also?: string) {
  const event = {
    eventType: 'COMPLETE',
    eventTime: `2026-01-01T00:00:0${run}Z`,
    producer: 'urn:test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `00000000-0000-4000-8000-00000000000${run}` },
    job: { namespace: 'etl', name: 'load' },
    outputs: [
      {
        namespace: 'db',
        name,
        facets: {
          version: { ...facet, datasetVersion: version },
          ...(also !== undefined && {
            symlinks: { ...facet, identifiers: [{ namespace: 'db', name: also, type: 'TABLE' }] },
          }),
        },
      },
    ],
  };
  return valueOf(await importFile(ports, { path: `${run}.json`, text: JSON.stringify([event]) }));
}

const seen = { alias: 'production', rules: new Map(), reason: null };

describe('an artifact that an import found to be one with another', () => {
  let ports: OperationPorts;
  let joining: number;
  beforeEach(async () => {
    ports = testPorts();
    await write(ports, 1, 'orders', 'v1');
    await write(ports, 2, 'sales', 'v2');
    joining = (await write(ports, 3, 'orders', 'v3', 'sales')).auditSequence!;
  });
  const artifact = async (name: string) => (await workspaceOf(ports)).artifactNamed('db', name)!;
  const versions = async (name: string) => (await artifact(name)).snapshots.map(({ snapshot }) => snapshot);
  const standing = async (name: string) =>
    (await artifact(name)).aliases.map(({ snapshotId, moves }) => [snapshotId, moves.length]);

  it('[L42] has the versions of both, numbered by time', async () => {
    expect((await versions('sales')).map(({ sequence, source }) => [sequence, source])).toMatchObject([
      [1, { reference: 'v1' }],
      [2, { reference: 'v2' }],
      [3, { reference: 'v3' }],
    ]);
    expect((await artifact('sales')).artifact.id).toBe((await artifact('orders')).artifact.id);
  });

  it('[G11] is promoted to a version of either, moved on and back, as one history; the log says the numbers of the page', async () => {
    const { id: artifactId } = (await artifact('orders')).artifact;
    const [first, second] = (await versions('orders')).map(({ id }) => id) as [SnapshotId, SnapshotId];
    const promoted = async (snapshotId: SnapshotId, follows: string | null) =>
      valueOf(await promote(ports, { ...seen, artifactId, snapshotId, follows })).value;
    const one = await promoted(first, null);
    const two = await promoted(second, one.id);
    expect((await auditOf(ports)).at(-1)?.detail).toMatchObject({
      before: { version: 1 },
      after: { version: 2 },
    });
    const back = valueOf(
      await rollback(ports, { artifactId, alias: seen.alias, follows: two.id, reason: null }),
    ).value;
    expect(back.snapshotId).toBe(first);
    expect(await standing('sales')).toEqual([[first, 3]]);
    valueOf(await removeAlias(ports, { artifactId, alias: seen.alias, follows: back.id, reason: null }));
    expect(await standing('orders')).toEqual([[null, 4]]);
  });

  it('[L53] keeps each move with the version that it was to, where the two are two again', async () => {
    const { id: artifactId } = (await artifact('orders')).artifact;
    const sales = (await versions('orders')).find(
      ({ source }) => source.kind === 'import' && source.reference === 'v2',
    )!.id;
    valueOf(await promote(ports, { ...seen, artifactId, snapshotId: sales, follows: null }));
    valueOf(await undo(ports, joining));
    expect(await standing('sales')).toEqual([[sales, 1]]);
    expect(await standing('orders')).toEqual([]);
  });

  it('[L53] can be what a run reads and writes, at a version of either', async () => {
    const { id: artifactId } = (await artifact('orders')).artifact;
    const ids = (await versions('orders')).map(({ id }) => id);
    const run = valueOf(
      await recordRun(ports, {
        ...plainRun,
        job: { namespace: 'manual', name: 'train' },
        inputs: ids.map((snapshotId) => ({ artifactId, snapshotId })),
      }),
    ).value;
    const { inputs } = (await workspaceOf(ports)).runs.get(run)!;
    expect(new Set(inputs.map(({ snapshotId }) => snapshotId))).toEqual(new Set(ids));
    expect(inputs.every((input) => input.artifactId === artifactId)).toBe(true);
  });

  it('[L53] is another kind by one word, whichever of its names says it', async () => {
    const { id } = (await artifact('sales')).artifact;
    valueOf(await setKind(ports, id, 'features'));
    expect((await artifact('orders')).artifact.kind).toBe('features');
    expect(await setKind(ports, id, 'features')).toMatchObject({ ok: false });
    valueOf(await setKind(ports, id, 'dataset'));
    expect((await artifact('sales')).artifact.kind).toBe('dataset');
  });
});
