import fc from 'fast-check';
import { shares } from '../../src/drift/shares';

/** Two sides of two to eight bins, none of them empty. */
export const anyShares = fc
  .integer({ min: 2, max: 8 })
  .chain((length) => {
    const counts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: length, maxLength: length });
    return fc.tuple(counts, counts);
  })
  .map(([reference, current]) => [shares(reference), shares(current)] as const);
