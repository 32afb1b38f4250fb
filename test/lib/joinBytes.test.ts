import { expect, it } from 'vitest';

import { joinBytes } from '../../src/lib/joinBytes';

it('bytes are joined in their order, in memory of their own', () => {
  const large = Uint8Array.of(1, 2, 3, 4);
  expect([...joinBytes([large.subarray(1, 3), new Uint8Array(0), Uint8Array.of(9)])]).toEqual([2, 3, 9]);
  expect(joinBytes([])).toHaveLength(0);
  // A part of a large buffer must not take all of it along, into a database say.
  expect(joinBytes([large.subarray(1, 3)]).buffer.byteLength).toBe(2);
});
