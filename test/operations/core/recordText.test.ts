import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toLossless } from '../../../src/formats/bundle/lossless';
import { groupText } from '../../../src/operations/core/recordGroup';
import { recordText } from '../../../src/operations/core/recordText';
import { canonicalJson } from '../../../src/versioning/canonicalJson';

const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\ud800', '"', '\\', '\u2028'),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.bigInt(),
  fc.float64Array({ maxLength: 3 }),
);
const name = fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', '10', '9', 'toString'));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  ),
}));

describe('the line of a record', () => {
  it('[V49] is the canonical form of what a bundle has, for any record', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 3 }), (values) => {
        // One after another: what was remembered of the first does not show in the second.
        for (const each of values) expect(recordText(each)).toBe(canonicalJson(toLossless(each)));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out members that are undefined', () => {
    expect(recordText({ b: undefined, c: 1, a: 'x' })).toBe('{"a":"x","c":1}');
  });
});

describe('the text of a group', () => {
  it('[V51] has each value of a member once, and which of them each record has', () => {
    const [shared, alike] = [{ x: 1 }, { x: 1 }];
    const records = [
      { b: 'one', a: null, c: shared },
      { b: 'two', a: null },
      { b: 'one', a: 1, c: alike },
    ];
    expect(groupText(records).text).toBe(
      '[["a",[null,1],[0,0,1]],["b",["one","two"],[0,1,0]],["c",[{"x":1}],[0,-1,0]]]',
    );
  });

  it('is another wherever a record is', () => {
    const records = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { minKeys: 1 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(records, records, (one, other) => {
        const isSame = one.map(recordText).join('\n') === other.map(recordText).join('\n');
        // −0 and 0 are one value of a member, as they are in a canonical form ([V1]).
        fc.pre(isSame || !/"-0"/.test([...one, ...other].map(recordText).join('')));
        expect(groupText(one).text === groupText(other).text).toBe(isSame);
      }),
      { numRuns: 500 },
    );
  });
});
