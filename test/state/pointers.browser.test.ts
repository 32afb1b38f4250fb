import { expect, it } from 'vitest';

import { useActivities } from '../../src/state/activities';
import { watchedServices } from './watchedServices';

const page = watchedServices();

async function drop(path: string, text: string): Promise<unknown> {
  page.services.drop([{ kind: 'file', path, file: new File([text], path), handle: null }]);
  const newest = () => useActivities.getState().activities[0];
  await expect.poll(() => newest()?.endedAtMs ?? null).not.toBeNull();
  const state = newest()?.items[0]?.state;
  return state?.kind === 'snapshotted' ? state.outcomes[0]?.what : state;
}

it('a pointer is read in the worker, kept in the store, and bound when its bytes are dropped', async () => {
  // The MD5 is what `md5sum` prints for the text.
  const pointer = 'outs:\n- md5: MD5\n  size: 10\n  hash: md5\n  path: a.csv\n';
  const text = 'id\n1\n2\n33\n';
  expect(await drop('a.csv.dvc', pointer.replace('MD5', 'DIGEST'))).toMatchObject({
    kind: 'failed',
    failure: { failure: { kind: 'malformedPointer', line: 2, column: 8 } },
  });
  const known = pointer.replace('MD5', '94587c69682378701eac3c8e788bf92a');
  expect(await drop('a.csv.dvc', known)).toEqual({ kind: 'newArtifact' });
  expect(await drop('a.csv', text)).toEqual({ kind: 'bytesArrived', sequence: 1 });
  await expect
    .poll(() =>
      page.workspace?.artifactNamed('file', 'a.csv')?.snapshots.map(({ reading }) => reading?.rowCount),
    )
    .toEqual([3]);
  expect(await drop('a.csv.dvc', known)).toEqual({ kind: 'unchanged', sinceSequence: 1 });
});
