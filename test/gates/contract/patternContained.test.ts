import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isContained } from '../../../src/gates/contract/patternContained';

describe('patterns beside each other', () => {
  it.each([
    ['^[A-Z]{2}$', '^[A-Z][A-Z]$', true, true],
    ['^[A-Z]{2}$', '^[A-Z]{2,3}$', true, false],
    ['^a$', 'a', true, false],
    ['^(?:a|b)$', '^[ab]$', true, true],
    ['^\\d+$', '^[0-9]*$', true, false],
    ['^.*$', '^[^\\n\\r\\u2028\\u2029]*$', null, null],
    ['(?=a)b', 'b', null, null],
    ['^a|b$', '^a', null, null],
  ] as const)('%s is within %s: %s, and the other way round: %s', (a, b, forth, back) => {
    expect(isContained(a, b)).toBe(forth);
    expect(isContained(b, a)).toBe(back);
  });

  it('are never said to be contained where a text tells them apart', () => {
    const atom = fc.constantFrom('a', 'b', '[ab]', '.', '(?:ab|a)', '\\d');
    const part = fc
      .tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}'))
      .map((parts) => parts.join(''));
    const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `^${parts.join('')}$`);
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 6 });
    fc.assert(
      fc.property(pattern, pattern, fc.array(text, { maxLength: 30 }), (a, b, texts) => {
        const isIn = isContained(a, b);
        expect(isIn).not.toBeNull();
        const apart = texts.filter((each) => new RegExp(a).test(each) && !new RegExp(b).test(each));
        if (isIn === true) expect(apart).toEqual([]);
      }),
    );
  });
});
