import { expect, it } from 'vitest';
import { annotate } from '../../../src/operations/core/annotate';
import { judgedFindings } from '../../../src/operations/findings/acceptedFindings';
import { leakageFindings, leakageOf } from '../../../src/operations/findings/keptLeakage';
import { acceptFinding } from '../../../src/operations/identities/acceptFinding';
import { exportBundle } from '../../../src/operations/workspaces/bundle';
import { importFile } from '../../../src/operations/workspaces/importFile';
import type { Leakage } from '../../../src/versioning/leakage';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

const shared = (count: number): Leakage => ({
  columns: ['age', 'label'],
  leftOut: ['id'],
  target: 'label',
  whole: { count, share: count / 4, rows: count > 0 ? [{ test: 2, training: 1 }] : [] },
  withoutTarget: null,
  repeatedShare: 0,
});

it('a look at leakage is kept: it is found again, goes through a bundle, and the latest of a training set holds', async () => {
  const ports = testPorts();
  const training = (await dropFile(ports, 'train.csv', 'id,age,label\n1,31,0\n')).outcomes[0]!;
  const test = (await dropFile(ports, 'test.csv', 'id,age,label\n7,50,1\n8,31,0\n')).outcomes[0]!;
  const look = async (count: number) =>
    valueOf(
      await annotate(ports, test.snapshotId, {
        kind: 'leakage',
        training: training.snapshotId,
        found: shared(count),
      }),
    );
  expect(leakageFindings(await workspaceOf(ports))).toEqual([]);
  await look(1);
  const [finding] = leakageFindings(await workspaceOf(ports));
  expect(finding).toMatchObject({
    kind: 'leakage',
    subject: { name: 'test.csv' },
    others: [{ name: 'train.csv' }],
    found:
      '1 row (25 %) of the test set stand in the training set. The first is row 2, which is row 1 there.',
  });

  const thing = { is: 'artifact', id: test.artifactId } as const;
  valueOf(await acceptFinding(ports, thing, finding!, 'a copy on purpose'));
  const other = testPorts();
  valueOf(await importFile(other, { path: 'b.json', text: valueOf(await exportBundle(ports, null)) }));
  const there = await workspaceOf(other);
  expect(judgedFindings(there, leakageFindings(there)).map(({ accepted }) => accepted?.reason)).toEqual([
    'a copy on purpose',
  ]);

  await look(0);
  const workspace = await workspaceOf(ports);
  expect(leakageFindings(workspace)).toEqual([]);
  expect(leakageOf(workspace.snapshots.get(test.snapshotId)!, training.snapshotId)?.whole.count).toBe(0);
});
