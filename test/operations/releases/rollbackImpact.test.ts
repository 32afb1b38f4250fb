import { describe, expect, it } from 'vitest';

import { linkNodes } from '../../../src/operations/lineage/linkNodes';
import {
  comparableTables,
  downstreamArtifacts,
  versionsMadeFrom,
} from '../../../src/operations/releases/rollbackImpact';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

describe('what a rollback means', () => {
  it('is seen downstream, and differs by the tables that the versions were made from', async () => {
    const ports = testPorts();
    const drop = async (path: string, text: string) => (await dropFile(ports, path, text)).outcomes[0]!;
    const link = async (from: string, to: string) =>
      valueOf(await linkNodes(ports, 'version', `snapshot:${from}`, `snapshot:${to}`));
    const [table1, model1] = [await drop('t.csv', 'a\n1\n'), await drop('m.bin', 'one')];
    const [table2, model2] = [await drop('t.csv', 'a\n1\n2\n'), await drop('m.bin', 'two')];
    const served = await drop('api.bin', 'serves two');
    await link(table1.snapshotId, model1.snapshotId);
    await link(table2.snapshotId, model2.snapshotId);
    await link(model2.snapshotId, served.snapshotId);
    const workspace = await workspaceOf(ports);
    const view = (id: typeof model1.snapshotId) => workspace.snapshots.get(id)!;

    expect(downstreamArtifacts(workspace, model1.artifactId).map(({ name }) => name)).toEqual(['api.bin']);
    expect(downstreamArtifacts(workspace, served.artifactId)).toEqual([]);
    expect(versionsMadeFrom(workspace, model2.snapshotId)).toEqual([view(served.snapshotId)]);
    expect(versionsMadeFrom(workspace, model1.snapshotId)).toEqual([]);
    // Asked again of the same workspace, as a view does whose rendering was broken off, it is known.
    expect(versionsMadeFrom(workspace, model2.snapshotId)).toBe(
      versionsMadeFrom(workspace, model2.snapshotId),
    );
    // Models are no tables: the tables behind them are compared.
    expect(comparableTables(workspace, view(model2.snapshotId), view(model1.snapshotId))).toMatchObject([
      { reference: view(table2.snapshotId), current: view(table1.snapshotId) },
    ]);
    expect(comparableTables(workspace, view(table2.snapshotId), view(table1.snapshotId))).toMatchObject([
      { reference: view(table2.snapshotId), current: view(table1.snapshotId) },
    ]);
  });
});
