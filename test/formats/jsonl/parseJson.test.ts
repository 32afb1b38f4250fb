import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  maxDepth,
  parseJson,
  parseRows,
  readStrictly,
  type ParsedJson,
} from '../../../src/formats/jsonl/parseJson';
import { ExactNumber } from '../../../src/table/exactNumber';

/** The doubles next to exact integers, which is what the platform gives. */
function rounded(value: ParsedJson): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (value instanceof ExactNumber) return Number(value.text);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, rounded(member)]));
}

describe('parseJson', () => {
  it('agrees with the platform on every value, also where it reads by itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat({ max: 3 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const expected: unknown = JSON.parse(text);
        for (const parse of [parseJson, readStrictly, (given: string) => parseRows(given, 0)]) {
          const result = parse(text);
          expect(result.ok && rounded(result.value)).toEqual(expected);
        }
      }),
    );
  });

  it('refuses what the platform refuses, at a place within the text', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '}', ',', '"', '1', '\\', '\n', 'x'),
        (text, at, inserted) => {
          const place = at % (text.length + 1);
          const changed = text.slice(0, place) + inserted + text.slice(place + 1);
          let isValid = true;
          try {
            JSON.parse(changed);
          } catch {
            isValid = false;
          }
          const result = readStrictly(changed);
          expect(result.ok).toBe(isValid);
          if (!result.ok) expect(result.error.offset).toBeLessThanOrEqual(changed.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['9007199254740993', 9007199254740993n],
    ['-9223372036854775808', -9223372036854775808n],
    ['9007199254740991', 9007199254740991],
    ['0.1234567890123456789', 0.12345678901234568],
    ['1e400', Number.POSITIVE_INFINITY],
    ['[12345678901234567890]', [12345678901234567890n]],
    ['{"a":"12345678901234567890"}', { a: '12345678901234567890' }],
  ])('reads %s exactly', (text, value) => {
    expect(parseJson(text)).toEqual({ ok: true, value });
  });

  it('takes __proto__ for a key like any other', () => {
    for (const parse of [parseJson, readStrictly]) {
      const result = parse('{"__proto__":{"a":1},"b":12345678901234567890}');
      expect(result.ok && Object.keys(result.value as object)).toEqual(['__proto__', 'b']);
    }
  });

  it.each([
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['"\u0001"', 1],
    ['"\\x"', 2],
    ['"open', 5],
    ['01', 1],
    ['', 0],
    ['nul', 0],
    ['[1]]', 3],
    ['NaN', 0],
  ])('tells where %j is broken', (text, offset) => {
    expect(parseJson(text)).toMatchObject({ ok: false, error: { offset } });
  });

  it('refuses nesting that would break whoever recurses', () => {
    const nested = (depth: number): string => '[1,'.repeat(depth) + '1' + ']'.repeat(depth);
    expect(parseJson(nested(maxDepth)).ok).toBe(true);
    expect(parseJson(nested(maxDepth + 2))).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('nested') as string },
    });
    expect(parseJson(nested(200_000)).ok).toBe(false);
  });
});

describe('parseRows', () => {
  const rows = (text: string): unknown => {
    const result = parseRows(text, 0);
    return result.ok ? result.value : result.error;
  };

  it.each<[string, unknown]>([
    [
      '{"m":{"k":1,"k":2}}',
      {
        m: [
          ['k', 1],
          ['k', 2],
        ],
      },
    ],
    [
      '{"m":{"a":{"x":1},"b":"x:","a":[]}}',
      {
        m: [
          ['a', { x: 1 }],
          ['b', 'x:'],
          ['a', []],
        ],
      },
    ],
    [
      '{"m":[{"k":1,"k":1}]}',
      {
        m: [
          [
            ['k', 1],
            ['k', 1],
          ],
        ],
      },
    ],
    ['{"at":"12:30:00","m":{"k\\":":1}}', { at: '12:30:00', m: { 'k":': 1 } }],
  ])('loses no member of %s', (text, value) => {
    expect(rows(text)).toEqual(value);
  });

  it('refuses a row that has a key twice, with the place of the second', () => {
    expect(rows('{"a":1,"a":2}')).toEqual({ offset: 7, message: 'the key "a" comes twice' });
    expect(parseRows('[{"a":1},{"a":1,"a":2}]', 1)).toMatchObject({ ok: false, error: { offset: 16 } });
    expect(parseRows('[{"a":{"b":1,"b":2}}]', 1)).toMatchObject({ ok: true });
  });

  it.each<[string, unknown]>([
    ['12345678901234567.89', new ExactNumber('12345678901234567.89')],
    ['0.30000000000000004', 0.30000000000000004],
    ['0.10000000000000000000', 0.1],
    // The doubles about 8 are 1.8e-15 apart.
    ['8.000000000000001', new ExactNumber('8.000000000000001')],
    ['8.000000000000002', 8.000000000000002],
    ['0.1234567890123456789', new ExactNumber('0.1234567890123456789')],
    ['0.1234567890123456789e3', 123.45678901234568],
    ['9007199254740993', 9007199254740993n],
    ['12345678901234567.0', 12345678901234567n],
    ['-0.0', -0],
    [`1${'0'.repeat(500)}`, new ExactNumber(`1${'0'.repeat(500)}`)],
  ])('keeps all digits of %s', (text, value) => {
    expect(rows(text)).toEqual(value);
  });

  it('gives what the platform gives where that loses nothing', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (row) => {
        const text = JSON.stringify(row);
        const result = parseRows(text, 0);
        expect(result.ok && rounded(result.value)).toEqual(JSON.parse(text));
      }),
    );
  });
});

it('reads numbers and strings of millions of digits and letters', () => {
  const digits = '7'.repeat(5_000_000);
  for (const text of [`[${digits}]`, `[0.${digits}]`, `["${digits}",${digits}]`])
    for (const result of [parseRows(text, 1), parseJson(text)]) expect(result.ok).toBe(true);
});
