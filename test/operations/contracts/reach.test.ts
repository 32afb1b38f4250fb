import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reachOf } from '../../../src/operations/contracts/reach';
import type { Workspace } from '../../../src/operations/core/workspace';
import { workspaceFrom } from '../../ui/lineage/workspaceFrom';

const artifact = (name: string, kind: 'dataset' | 'model' | 'endpoint') => ({ name, kind, versions: [null] });

const plain = (): Workspace =>
  workspaceFrom({
    artifacts: [
      artifact('trips', 'dataset'),
      artifact('clean', 'dataset'),
      artifact('fare', 'model'),
      artifact('api', 'endpoint'),
      artifact('alone', 'dataset'),
    ],
    runs: [
      { job: 'clean', inputs: ['trips'], outputs: ['clean'] },
      { job: 'train', inputs: ['clean'], outputs: ['fare'] },
      { job: 'deploy', inputs: ['fare'], outputs: ['api'], origin: 'inferred' },
    ],
  });

const names = (workspace: Workspace, from: string) =>
  reachOf(workspace, 'definition', [from as never], null).reached.map(
    ({ artifact: { name }, certainty }) => `${name}${certainty === 'possible' ? '?' : ''}`,
  );

it('endpoints stand before models and all else; what only an inferred link leads to is possible', () => {
  const workspace = plain();
  expect(names(workspace, 'artifact:trips')).toEqual(['api?', 'fare', 'clean']);
  expect(names(workspace, 'artifact:alone')).toEqual([]);
  expect(names(workspace, 'artifact:gone')).toEqual([]);
});

it('a job reaches what it writes, and all that this does', () => {
  expect(names(plain(), 'job:train')).toEqual(['api?', 'fare']);
});

it('a further link never makes something reach less', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const link = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids));
  fc.assert(
    fc.property(fc.array(link, { maxLength: 8 }), link, (links, further) => {
      const of = (all: readonly (readonly [string, string])[]) =>
        workspaceFrom({
          artifacts: ids.map((name) => artifact(name, 'dataset')),
          runs: all.map(([from, to], at) => ({ job: `job ${at}`, inputs: [from], outputs: [to] })),
        });
      const before = names(of(links), 'artifact:a');
      const after = new Set(names(of([...links, further]), 'artifact:a'));
      expect(before.filter((name) => !after.has(name))).toEqual([]);
    }),
  );
});
