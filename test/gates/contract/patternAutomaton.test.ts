import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automatonOf } from '../../../src/gates/contract/patternAutomaton';
import { encodeUtf8 } from '../../../src/table/utf8';

const atom = fc.constantFrom(
  'a',
  'b',
  '-',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  '\\W',
  '\\.',
  '[a-c\\d]',
  'é',
  '🚲',
);
const repeat = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,3}', '{2,}');
const { pattern } = fc.letrec<{ pattern: string; sequence: string; part: string }>((tie) => ({
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(atom, repeat).map((parts) => parts.join('')),
    fc
      .tuple(tie('sequence'), tie('sequence'), repeat)
      .map(([one, other, times]) => `(?:${one}|${other})${times}`),
  ),
  sequence: fc.array(tie('part'), { maxLength: 3 }).map((parts) => parts.join('')),
  pattern: fc
    .tuple(fc.constantFrom('', '^'), tie('sequence'), fc.constantFrom('', '$'))
    .map((parts) => parts.join('')),
}));
const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '1', '-', '.', '\n', 'é', '🚲', '\u2028'), { maxLength: 8 })
  .map((units) => units.join(''));

describe('the automaton of a pattern', () => {
  it('[K11] finds what ECMA-262 finds, in texts and in their bytes', () => {
    let told = 0;
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 10 }), (source, texts) => {
        const automaton = automatonOf(source);
        if (automaton === null) return;
        told += 1;
        for (const each of texts) {
          const isFound = new RegExp(source).test(each);
          expect(automaton.finds(each)).toBe(isFound);
          const bytes = encodeUtf8(each);
          expect(automaton.findsBytes(bytes, 0, bytes.length) ?? isFound).toBe(isFound);
        }
      }),
      { numRuns: 200 },
    );
    expect(told).toBeGreaterThan(80);
  });

  it.each([
    ['^(a|aa)+$', `${'a'.repeat(100_000)}!`, false],
    ['^(a*)*$', `${'a'.repeat(100_000)}!`, false],
    ['(x+x+)+y', 'x'.repeat(100_000), false],
  ])('[K11] tells %s of a long text at once', (source, long, isFound) => {
    const begun = performance.now();
    expect(automatonOf(source)!.finds(long)).toBe(isFound);
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it.each([
    '(?=a)',
    'a\\b',
    '(a)\\1',
    'a+?',
    '(?<n>a)',
    '\\u0041',
    '[\\d-z]',
    'a{1000}',
    '(a|b){500}',
    '^a|b$',
  ])('[K11] leaves %s to the platform', (source) => {
    expect(automatonOf(source)).toBeNull();
  });

  it('[K11] is of no pattern whose states are too many', () => {
    expect(automatonOf('a.{20}$')).toBeNull();
  });
});
