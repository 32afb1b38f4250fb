import { afterEach, describe, expect, it } from 'vitest';
import { watchedMatcher, type PatternMatcher } from '../../src/cli/patternWorker';

let matcher: PatternMatcher | null = null;

afterEach(async () => {
  await matcher?.end();
});

describe('a watched matcher', () => {
  it('finds what the platform finds', () => {
    matcher = watchedMatcher();
    expect([...matcher.match('^a\\sb$', ['a\u00A0b', 'ab'])!]).toEqual([1, 0]);
    expect([...matcher.match('b', ['abc', 'xyz', 'b'])!]).toEqual([1, 0, 1]);
  });

  it('ends a pattern that takes too long, refuses it from then on, and goes on with others', () => {
    matcher = watchedMatcher(1500);
    const begun = performance.now();
    expect(matcher.match('^(a+)+$', [`${'a'.repeat(60)}!`])).toBeNull();
    expect(performance.now() - begun).toBeLessThan(4000);
    expect(matcher.match('^(a+)+$', ['a'])).toBeNull();
    expect([...matcher.match('a', ['a'])!]).toEqual([1]);
  });
});
