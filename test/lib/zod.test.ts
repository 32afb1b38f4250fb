import { describe, expect, it } from 'vitest';

import { z } from '../../src/lib/zod';

const wordsOf = (shape: z.ZodType, value: unknown): string | undefined =>
  shape.safeParse(value).error?.issues[0]?.message;

describe('what is wrong with a value', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.object({ a: z.string() }), {}, 'is missing: a string is expected'],
    [z.string(), 7, 'is a number, and a string is expected'],
    [z.array(z.string()), null, 'is null, and a list is expected'],
    [z.number().int(), 0.5, 'is a number, and a whole number is expected'],
    [z.number(), Number.NaN, 'is no finite number, and a number is expected'],
    [z.object({}), [], 'is a list, and an object is expected'],
    [z.enum(['csv', 'tsv']), 'xls', 'is "xls", and not "csv", "tsv"'],
    [z.object({ a: z.literal(1) }), {}, 'is missing: expected is 1'],
    [z.literal(1), {}, 'is an object, and not 1'],
  ])('is said in words of our own: %#', (shape, value, words) => {
    expect(wordsOf(shape, value)).toBe(words);
  });

  it('keeps the words that a shape gives itself', () => {
    expect(wordsOf(z.string().regex(/^[0-9a-f]+$/, 'a digest in hexadecimal'), 'x')).toBe(
      'a digest in hexadecimal',
    );
  });
});
