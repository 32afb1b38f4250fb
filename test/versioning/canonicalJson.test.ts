import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Json, JsonObject } from '../../src/lib/json';
import { canonicalJson } from '../../src/versioning/canonicalJson';

describe('canonical JSON', () => {
  it("[V1] is RFC 8785's example, member by member", () => {
    // Section 3.2.2 and 3.2.3 of the RFC.
    const example = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`) as Json;
    expect(canonicalJson(example)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('[V1] orders members by UTF-16 units, as the RFC shows', () => {
    const example = JSON.parse(
      String.raw`{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}`,
    ) as Json;
    expect(canonicalJson(example)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\u{1F600}":5,"\ufb33":3}');
  });

  it('[V1] has one zero, keeps `__proto__` and escapes a lone surrogate', () => {
    expect(canonicalJson([-0, 0])).toBe('[0,0]');
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}') as Json)).toBe(
      '{"__proto__":{"a":2},"b":1}',
    );
    expect(canonicalJson('\ud800')).toBe(String.raw`"\ud800"`);
  });

  it('[V1] refuses what is not JSON', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(RangeError);
    expect(() => canonicalJson({ a: [Infinity] })).toThrow(RangeError);
  });

  it('[V1] is the same by the letter of the rule, whatever the names: indexes, `__proto__`, nested out of order', () => {
    const byTheLetter = (value: Json): string => {
      if (value === null || typeof value !== 'object') return JSON.stringify(value);
      if (Array.isArray(value)) return `[${(value as Json[]).map(byTheLetter).join(',')}]`;
      const members = value as JsonObject;
      const written = Object.keys(members)
        .sort()
        .map((name) => `${JSON.stringify(name)}:${byTheLetter(members[name]!)}`);
      return `{${written.join(',')}}`;
    };
    const name = fc.constantFrom(
      'a',
      'b',
      'A',
      '',
      '0',
      '9',
      '10',
      '01',
      '-1',
      'toJSON',
      '__proto__',
      '\uFF5E',
    );
    const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom<Json>(null, true, -0, 1e21, 'x', '\ud800'),
        fc.array(tie('tree'), { maxLength: 3 }),
        // Through text, so that `__proto__` is a member.
        fc
          .uniqueArray(fc.tuple(name, tie('tree')), { maxLength: 4, selector: ([key]) => key })
          .map(
            (pairs) =>
              JSON.parse(
                `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${byTheLetter(value)}`).join(',')}}`,
              ) as Json,
          ),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(canonicalJson(value)).toBe(byTheLetter(value));
      }),
      { numRuns: 500 },
    );
    expect(() => canonicalJson(JSON.parse('{"b":{"9":1,"10":1},"a":[1e999]}') as Json)).toThrow(RangeError);
  });

  it('[V1] orders few members and many, whatever the order in which they come', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 60 });
    fc.assert(
      fc.property(names, (drawn) => {
        const value = Object.fromEntries(drawn.map((name, index) => [name, index]));
        const members = Object.keys(value)
          .sort()
          .map((name) => `${JSON.stringify(name)}:${value[name]}`);
        expect(canonicalJson(value)).toBe(`{${members.join(',')}}`);
      }),
    );
  });

  it('means what it was made of, and does not depend on the order of members', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ unit: fc.constantFrom('a', 'B', '"', '\n', 'é', '\uFF5E', '\u{1F600}'), maxLength: 6 }),
          fc.jsonValue({ maxDepth: 2 }),
          {
            maxKeys: 5,
          },
        ),
        (value) => {
          const text = canonicalJson(value as Json);
          expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
          const turned = Object.fromEntries(Object.entries(value).toReversed()) as Json;
          expect(canonicalJson(turned)).toBe(text);
        },
      ),
      { numRuns: 50 },
    );
  });
});
