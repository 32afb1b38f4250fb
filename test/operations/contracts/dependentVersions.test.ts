import { expect, it } from 'vitest';
import { dependentVersions } from '../../../src/operations/contracts/dependentVersions';
import { createArtifact } from '../../../src/operations/core/createArtifact';
import { setContract } from '../../../src/operations/contracts/setContract';
import { versionToJudge } from '../../../src/operations/contracts/versionToJudge';
import { createMemoryChunkStore } from '../../../src/storage/chunkMemoryStore';
import { keepFile } from '../keptProject';
import { dropFile, testPorts, valueOf } from '../testProject';

const contract = (own: string) => `apiVersion: v3.1.0
kind: DataContract
id: shop
version: 1.0.0
status: active
schema:
  - name: orders
    properties:
      - name: customer
        relationships: [{to: customers.key}]
  - name: customers
    properties: [{name: key}]
${own}`;

it('finds the latest versions whose contracts look at a table, by its name or as a person chose it', async () => {
  const ports = testPorts();
  const drop = async (path: string, text: string) => (await dropFile(ports, path, text)).outcomes[0]!;
  await drop('orders.csv', 'customer\na\n');
  const orders = await drop('orders.csv', 'customer\na\nb\n');
  const customers = await drop('customers.csv', 'key\na\n');
  const chosen = await drop('people.csv', 'key\na\n');
  const lone = await drop('stations.csv', 'id\n1\n');
  const titles = async (...ids: readonly { artifactId: typeof orders.artifactId }[]) =>
    valueOf(
      await dependentVersions(
        ports.store,
        ids.map(({ artifactId }) => artifactId),
      ),
    ).map(({ title, snapshotId }) => [title, snapshotId]);
  expect(await titles(customers)).toEqual([]);
  valueOf(await setContract(ports, orders.artifactId, contract('')));
  expect(await titles(customers)).toEqual([['orders.csv v2', orders.snapshotId]]);
  expect(await titles(chosen, lone)).toEqual([]);
  // What changed is judged on its own, and is no dependent of itself.
  expect(await titles(customers, orders)).toEqual([]);
  const own = '    customProperties: [{property: throughlineArtifact, value: people.csv}]\n';
  valueOf(await setContract(ports, orders.artifactId, contract(own)));
  expect(await titles(customers)).toEqual([]);
  expect(await titles(chosen)).toEqual([['orders.csv v2', orders.snapshotId]]);
  valueOf(await setContract(ports, orders.artifactId, null));
  expect(await titles(chosen)).toEqual([]);
});

it('of several artifacts of a name the only one with a version is looked at, as the import of a contract makes one without', async () => {
  const ports = testPorts();
  const chunks = createMemoryChunkStore();
  valueOf(await createArtifact(ports, 'dataset', 'odcs', 'shop/customers'));
  const { artifactId, snapshotId } = (await keepFile(ports, chunks, 'orders.csv', 'customer\na\n'))
    .outcomes[0]!;
  await keepFile(ports, chunks, 'customers.csv', 'key\na\n');
  valueOf(await setContract(ports, artifactId, contract('')));
  const found = valueOf(await versionToJudge(ports.store, { snapshotId, title: 'orders.csv v1' }));
  expect(found?.others).toMatchObject([{ object: 'customers', table: { path: 'customers.csv' } }]);
});
