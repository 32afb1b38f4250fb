import { describe, expect, it } from 'vitest';

import { nameFromAfar } from '../../../src/ui/lineage/cardText';
import type { NodeSubject } from '../../../src/ui/lineage/nodeFacts';

function artifact(name: string): NodeSubject {
  return { type: 'artifact', artifact: { name }, snapshot: null } as unknown as NodeSubject;
}

describe('the name of a card from afar', () => {
  it('is the end of its path, whole where it fits', () => {
    expect(nameFromAfar(artifact('raw/trips.csv'))).toBe('trips.csv');
    expect(nameFromAfar(artifact('trips'))).toBe('trips');
  });

  it('goes without its ending where that makes it fit, and is cut in the middle where it does not', () => {
    expect(nameFromAfar(artifact('raw/stations.csv'))).toBe('stations');
    expect(nameFromAfar(artifact('data/observations_2026.parquet'))).toBe('obser…2026');
  });
});
