import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/lib/json';
import { sameJson } from '../../src/lib/sameJson';
import { canonicalJson } from '../../src/versioning/canonicalJson';

const json = (text: string): Json => JSON.parse(text) as Json;

describe('sameJson', () => {
  it('is so where the canonical forms are the same', () => {
    const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
    const pair = fc.oneof(
      fc.tuple(value, value),
      value.map((each) => [each, json(JSON.stringify(each))] as const),
    );
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const [ofA, ofB] = [json(JSON.stringify(a)), json(JSON.stringify(b))];
        expect(sameJson(ofA, ofB)).toBe(canonicalJson(ofA) === canonicalJson(ofB));
      }),
    );
  });

  it.each([
    ['{"a":1,"b":[2]}', '{"b":[2],"a":1}', true],
    ['{"a":1}', '{"a":1,"b":2}', false],
    ['{"a":1,"b":2}', '{"a":1}', false],
    ['[1,2]', '[2,1]', false],
    ['{}', '[]', false],
    ['{"toString":1}', '{"valueOf":1}', false],
    // An object without such a member has one of its prototype, which looks empty.
    ['{"__proto__":{}}', '{"a":1}', false],
    ['{"__proto__":{}}', '{}', false],
    ['{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}', true],
  ])('%s and %s: %s', (a, b, isSame) => {
    expect(sameJson(json(a), json(b))).toBe(isSame);
    expect(sameJson(json(b), json(a))).toBe(isSame);
  });
});
