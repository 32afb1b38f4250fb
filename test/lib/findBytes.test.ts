import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countBytes } from '../../src/lib/findBytes';

const encode = (text: string) => new TextEncoder().encode(text);
const never = { aborted: false, throwIfAborted: () => undefined };

function count(text: string, sought: string): Promise<number> {
  const bytes = encode(text);
  const source = {
    byteLength: bytes.length,
    read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
  };
  return countBytes(source, encode(sought), never, () => undefined);
}

it('finds whole words, and no part of a longer one', async () => {
  expect(await count('{"id": 42, "of": "42", "n": 421, "m": 142, "x": "é42"}', '42')).toBe(2);
  expect(await count('42', '42')).toBe(1);
  expect(await count('', '42')).toBe(0);
});

it('finds a word across the end of a piece, once', async () => {
  const piece = 8 * 1024 * 1024;
  for (const at of [piece - 5, piece - 1, piece, piece + 1]) {
    const text = `${' '.repeat(at)}ana@b.org${' '.repeat(20)}`;
    expect(await count(text, 'ana@b.org')).toBe(1);
  }
});

it('counts what a pattern counts', async () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '-', ' '), maxLength: 40 });
  const words = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(letters, words, async (text, word) => {
      const expected = text.split(/[^ab]/).filter((each) => each === word).length;
      expect(await count(text, word)).toBe(expected);
    }),
  );
});
