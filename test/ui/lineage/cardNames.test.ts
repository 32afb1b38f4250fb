import { describe, expect, it } from 'vitest';

import { namesApart } from '../../../src/ui/lineage/cardNames';
import type { NodeSubject } from '../../../src/ui/lineage/nodeFacts';

function artifact(name: string): NodeSubject {
  return { type: 'artifact', artifact: { name }, snapshot: null } as unknown as NodeSubject;
}

function version(name: string, sequence: number): NodeSubject {
  return {
    type: 'snapshot',
    artifact: { name },
    snapshot: { snapshot: { sequence } },
  } as unknown as NodeSubject;
}

const titles = new Set([
  'raw/trips.csv',
  'clean/trips.csv',
  'features/duration.csv',
  'models/duration.json',
  'data/observations_2026.parquet',
  'train',
]);
const names = namesApart(titles);

describe('the names of cards', () => {
  it('are the shortest end of the path that tells them apart', () => {
    expect([...titles].map((title) => names.near(artifact(title)))).toEqual([
      'raw/trips.csv',
      'clean/trips.csv',
      'duration.csv',
      'duration.json',
      'observations_2026.parquet',
      'train',
    ]);
  });

  it('lose their ending from afar only where they are still told apart', () => {
    expect(names.afar(artifact('data/observations_2026.parquet'))).toBe('obser…2026');
    // Both would be `duration`.
    expect(names.afar(artifact('features/duration.csv'))).toBe('durat….csv');
    expect(names.afar(artifact('models/duration.json'))).toBe('durat…json');
    expect(names.afar(artifact('raw/trips.csv'))).toBe('raw/trips');
  });

  it('leave room for the version', () => {
    expect(names.afar(version('data/observations_2026.parquet', 12))).toBe('obs…026 v12');
  });
});
