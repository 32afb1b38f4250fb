import { expect, it } from 'vitest';

import { giveOnDemand, openOnDemand } from '../../src/workers/filesOnDemand';

it('a file that stays with the page is opened by its path, asked for once, and none is where there is none', async () => {
  const asked: string[] = [];
  class Files extends Map<string, Blob> {
    override get(path: string): Blob | undefined {
      asked.push(path);
      return super.get(path);
    }
  }
  const given = giveOnDemand(new Files([['data/a.csv', new Blob(['id\n1\n'])]]));
  const open = openOnDemand(given.files);
  const [once, again] = await Promise.all([open('data/a.csv'), open('data/a.csv')]);
  expect(await once?.text()).toBe('id\n1\n');
  expect(again).toBe(once);
  expect(await open('data/b.csv')).toBeNull();
  expect(asked).toEqual(['data/a.csv']);
  given.files.port.close();
  given.close();
});
