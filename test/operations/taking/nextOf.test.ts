import { expect, it } from 'vitest';

import { undo } from '../../../src/operations/audit/undo';
import { dropFile, dropFolder, testPorts, valueOf, workspaceOf } from '../testProject';

it('a file is the next version of the artifact that a person names, and so is the next of its name, until that is undone', async () => {
  const ports = testPorts();
  const [first] = (await dropFile(ports, 'raw/orders.csv', 'id\n1\n')).outcomes;
  const { artifactId } = first!;
  const taken = await dropFile(ports, 'orders (2).csv', 'id\n1\n2\n', {
    nextOf: new Map([['orders (2).csv', artifactId]]),
  });
  // Its row is the parent's and one more: added to.
  expect(taken.outcomes[0]).toMatchObject({
    artifactId,
    what: { kind: 'newVersion', sequence: 2, rowCountChange: 1, suggestion: { version: '1.1.0' } },
  });
  await dropFile(ports, 'orders (2).csv', 'id\n1\n2\n3\n');
  const view = (await workspaceOf(ports)).artifactNamed('file', 'orders (2).csv')!;
  expect([view.name, view.artifact.id, view.snapshots.length]).toEqual(['raw/orders.csv', artifactId, 3]);
  const log = valueOf(await ports.store.read((transaction) => transaction.all('audit')));
  for (const { sequence } of log.slice(1).toReversed()) valueOf(await undo(ports, sequence));
  expect((await workspaceOf(ports)).artifactNamed('file', 'orders (2).csv')).toBeUndefined();
});

it('a file whose name is another artifact’s goes where a person says, and the name stays', async () => {
  const ports = testPorts();
  const [one] = (await dropFile(ports, 'a.csv', 'id\n1\n')).outcomes;
  const [other] = (await dropFile(ports, 'b.csv', 'id\n2\n')).outcomes;
  await dropFile(ports, 'b.csv', 'id\n3\n', { nextOf: new Map([['b.csv', one!.artifactId]]) });
  const workspace = await workspaceOf(ports);
  expect(workspace.artifactNamed('file', 'b.csv')!.artifact.id).toBe(other!.artifactId);
  expect(workspace.artifactNamed('file', 'a.csv')!.snapshots).toHaveLength(2);
});

it('files of a folder are the next versions of what a person names, and the next drop of the folder remembers it', async () => {
  const ports = testPorts();
  const [trips] = (await dropFile(ports, 'trips.csv', 'id\n1\n')).outcomes;
  const nextOf = new Map([['p/raw/trips.csv', trips!.artifactId]]);
  const taken = await dropFolder(
    ports,
    'p',
    { 'raw/trips.csv': 'id\n1\n2\n', 'new.csv': 'k\n1\n' },
    0,
    [],
    nextOf,
  );
  expect(taken.outcomes.map(({ path, what }) => [path, what])).toMatchObject([
    ['p', { kind: 'newArtifact' }],
    [
      'p/raw/trips.csv',
      { kind: 'newVersion', sequence: 2, rowCountChange: 1, suggestion: { version: '1.1.0' } },
    ],
    ['p/new.csv', { kind: 'newArtifact' }],
  ]);
  await dropFolder(ports, 'p', { 'raw/trips.csv': 'id\n1\n2\n3\n', 'new.csv': 'k\n1\n' });
  expect((await workspaceOf(ports)).artifactNamed('file', 'trips.csv')!.snapshots).toHaveLength(3);
});
