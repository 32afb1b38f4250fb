import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { loadSha256OfText } from '../../src/workers/hashing/textSha256';

const expected = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('SHA-256 of text', () => {
  it('is that of its UTF-8, whatever the text and whatever was hashed before', async () => {
    const sha256OfText = await loadSha256OfText();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        expect(sha256OfText(text)).toBe(expected(text));
      }),
      { numRuns: 300 },
    );
  });

  it.each([0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 5_000, 400_000])(
    'of %i letters is right: where the padding needs a block of its own, and where a text does not fit',
    async (length) => {
      const sha256OfText = await loadSha256OfText();
      for (const letter of ['a', 'ß', '漢']) {
        const text = letter.repeat(length);
        expect(sha256OfText(text)).toBe(expected(text));
      }
    },
  );
});
