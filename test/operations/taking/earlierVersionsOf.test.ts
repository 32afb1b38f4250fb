import { describe, expect, it } from 'vitest';
import { earlierVersionsOf } from '../../../src/operations/taking/earlierVersionsOf';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { importFile } from '../../../src/operations/workspaces/importFile';
import { dropFile, dropFolder, testPorts, valueOf, workspaceOf } from '../testProject';

const orders = 'id,amount\n1,2.5\n2,3\n';

async function offered(ports: OperationPorts, path: string, text: string) {
  const { snapshotId } = (await dropFile(ports, path, text)).outcomes[0]!;
  const workspace = await workspaceOf(ports);
  return earlierVersionsOf(workspace, workspace.snapshots.get(snapshotId)!).map(
    ({ artifact, evidence }): [string, ...string[]] => [artifact.name, ...evidence],
  );
}

describe('an artifact that a dropped file may be the next version of', () => {
  it('has a name that ends alike, the longest end first', async () => {
    const ports = testPorts();
    await dropFile(ports, 'a/raw/orders.csv', 'x,y\n1,2\n');
    await dropFile(ports, 'b/orders.csv', orders);
    expect(await offered(ports, 'c/raw/Orders.csv', 'p,q\n1,2\n')).toEqual([
      ['a/raw/orders.csv', 'names that end alike, raw/orders.csv'],
      ['b/orders.csv', 'the same file name'],
    ]);
  });

  it('is one that lineage names', async () => {
    const ports = testPorts();
    const event = {
      eventTime: '2026-01-01T00:00:00Z',
      job: { namespace: 'etl', name: 'load' },
      outputs: [{ namespace: 's3://lake', name: 'raw/orders.csv' }],
    };
    valueOf(await importFile(ports, { path: 'events.json', text: JSON.stringify([event]) }));
    expect(await offered(ports, 'orders.csv', orders)).toEqual([['raw/orders.csv', 'the same file name']]);
  });

  it('is a table that lineage names, told by its name and by the columns that the source tells', async () => {
    const ports = testPorts();
    const fields = [
      { name: 'ID', type: 'bigint' },
      { name: 'amount', type: 'double' },
    ];
    const event = {
      eventTime: '2026-01-01T00:00:00Z',
      job: { namespace: 'etl', name: 'load' },
      outputs: [{ namespace: 'postgres://db', name: 'shop.public.orders', facets: { schema: { fields } } }],
    };
    valueOf(await importFile(ports, { path: 'events.json', text: JSON.stringify([event]) }));
    expect(await offered(ports, 'data/orders.csv', orders)).toEqual([
      ['shop.public.orders', 'the same name but for its ending', 'the same 2 columns'],
    ]);
  });

  it('is none that came in the same drop, and columns that these share tell nothing', async () => {
    const ports = testPorts();
    await dropFile(ports, 'old.csv', orders);
    const taken = await dropFolder(ports, 'p', { 'test/a.csv': orders, 'train/a.csv': `${orders}3,4\n` });
    const workspace = await workspaceOf(ports);
    const made = new Set(taken.outcomes.map(({ artifactId }) => artifactId));
    const [, one] = taken.outcomes;
    const view = workspace.snapshots.get(one!.snapshotId)!;
    expect(earlierVersionsOf(workspace, view).map(({ artifact }) => artifact.name)).toEqual([
      'old.csv',
      'p/train/a.csv',
    ]);
    expect(earlierVersionsOf(workspace, view, made).map(({ artifact }) => artifact.name)).toEqual([
      'old.csv',
    ]);
  });

  it('has the same columns, where no other one has them', async () => {
    const ports = testPorts();
    await dropFile(ports, 'january.csv', orders);
    expect(await offered(ports, 'february.csv', 'id,amount\n7,1.5\n')).toEqual([
      ['january.csv', 'the same 2 columns'],
    ]);
    // Now two tables have them: columns alone tell nothing.
    expect(await offered(ports, 'march.csv', 'id,amount\n8,0.5\n')).toEqual([]);
  });

  it('is none where nothing agrees, nor where the file has a version already', async () => {
    const ports = testPorts();
    await dropFile(ports, 'orders.csv', orders);
    expect(await offered(ports, 'stations.csv', 'name\nnorth\n')).toEqual([]);
    await dropFile(ports, 'x/orders.csv', 'k,v\n1,2\n');
    expect(await offered(ports, 'orders.csv', 'id,amount\n9,9.5\n')).toEqual([]);
  });
});
