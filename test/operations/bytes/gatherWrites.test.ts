import { expect, it } from 'vitest';

import { gatherWrites } from '../../../src/operations/bytes/gatherWrites';

const mebibyte = 1024 * 1024;

it('pieces are written together up to a mebibyte, in their order, and a larger one by itself', async () => {
  const lengths: number[] = [];
  const written: Uint8Array[] = [];
  const output = gatherWrites({
    async write(bytes) {
      lengths.push(bytes.length);
      written.push(bytes.slice());
    },
  });
  const pieces = [10, mebibyte - 10, 1, mebibyte + 1, 7].map((length, at) =>
    new Uint8Array(length).fill(at + 1),
  );
  for (const piece of pieces) await output.write(piece);
  // The first two fill it; the third is written before the fourth, which is too long to be held.
  expect(lengths).toEqual([mebibyte, 1, mebibyte + 1]);
  await output.flush();
  await output.flush();
  expect(lengths).toEqual([mebibyte, 1, mebibyte + 1, 7]);
  expect(Buffer.concat(written).equals(Buffer.concat(pieces))).toBe(true);
});
