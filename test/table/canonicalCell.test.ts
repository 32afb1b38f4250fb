import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOfValue } from '../../src/table/textOfValue';
import { canonicalText, type CellText } from '../../src/table/cellText';
import { canonicalCells, readCells } from '../../src/table/cellReader';
import { kind } from '../../src/table/kinds';
import { decodeUtf8, encodeUtf8 } from '../../src/table/utf8';

/** The canonical form of a value in a column of its own kind; null where it is left out. */
function canonicalCell(value: unknown, isFloat32 = false, isZoneless = false): string | null {
  const text = textOfValue(value, isFloat32, isZoneless);
  return text === null ? null : canonicalText(text).text || null;
}

const cases: [rule: string, value: unknown, canonical: string | null][] = [
  ['T2', '', null],
  ['T2', null, null],
  ['T2', undefined, null],
  ['T2', Number.NaN, null],
  ['T2', 'NaN', null],
  ['T2', 'nan', null],
  ['T2', 'null', 'null'],
  ['T2', 'NA', 'NA'],
  ['T3', true, 'true'],
  ['T3', 'TRUE', 'true'],
  ['T3', 'fAlSe', 'false'],
  ['T3', 'yes', 'yes'],
  ['T4', '42', '42'],
  ['T4', 42, '42'],
  ['T4', 42n, '42'],
  ['T4', '-0', '0'],
  ['T4', -0, '0'],
  ['T4', '9007199254740993', '9007199254740993'],
  ['T4', 9_007_199_254_740_993n, '9007199254740993'],
  ['T4', '007', '007'],
  ['T5', '+5', '5'],
  ['T5', '-.5', '-0.5'],
  ['T5', '.5', '0.5'],
  ['T5', '5.', '5'],
  ['T5', ' 5', '5'],
  ['T5', '\t-2.50 ', '-2.5'],
  ['T5', ' 007', ' 007'],
  ['T5', '+ 7', '+ 7'],
  ['T5', '.', '.'],
  ['T5', '12345678901234567.89', '12345678901234567.89'],
  ['T5', '12345678901234567.90', '12345678901234567.9'],
  ['T5', '0.10000000000000000555', '0.10000000000000000555'],
  ['T5', '0.0000001', '1e-7'],
  ['T5', '0.00000010000000000000000001', '0.00000010000000000000000001'],
  ['T5', '1.00000000000000000001e0', '1'],
  ['T4', '1,5', '1,5'],
  ['T5', '1.0', '1'],
  ['T5', '1.50', '1.5'],
  ['T5', '-0.0', '0'],
  ['T5', '1e3', '1000'],
  ['T5', '1E-7', '1e-7'],
  ['T5', '0.0000001', '1e-7'],
  ['T5', '0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
  ['T5', '1.000000000000000055511151231257827e-1', '0.1'],
  ['T5', 1e21, '1e+21'],
  ['T5', 'inf', 'Infinity'],
  ['T5', '-Infinity', '-Infinity'],
  ['T5', Number.NEGATIVE_INFINITY, '-Infinity'],
  ['T5', '1e999', 'Infinity'],
  ['T6', '2024-02-29', '2024-02-29'],
  ['T6', '2023-02-29', '2023-02-29'],
  ['T7', '2024-01-01T00:00:00', '2024-01-01'],
  ['T7', '2024-01-01 00:00', '2024-01-01'],
  ['T7', '2024-01-01 10:30:00', '2024-01-01T10:30:00'],
  ['T7', '2024-01-01T10:30:00.500', '2024-01-01T10:30:00.5'],
  ['T7', '2024-01-01T10:30:00.000', '2024-01-01T10:30:00'],
  ['T7', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'],
  ['T7', '2024-01-01T01:00:00+02:00', '2023-12-31T23:00:00Z'],
  ['T7', '2024-01-01T10:30:00.120-0530', '2024-01-01T16:00:00.12Z'],
  ['T7', '2024-01-01t10:30:00z', '2024-01-01T10:30:00Z'],
  ['T7', '2024-01-01T24:00:00', '2024-01-01T24:00:00'],
  ['T7', '0000-01-01T00:00:00+01:00', '0000-01-01T00:00:00+01:00'],
  ['T7', new Date(Date.UTC(2024, 0, 1, 10, 30, 0, 250)), '2024-01-01T10:30:00.25Z'],
  ['T8', '10:30', '10:30:00'],
  ['T8', '10:30:00.50', '10:30:00.5'],
  ['T8', '01:00:00+02:00', '23:00:00Z'],
  ['T9', { b: [1.0, null, 'x'], a: { d: 1e21, c: true } }, '{"a":{"c":true,"d":1e+21},"b":[1,null,"x"]}'],
  ['T9', { '€': 1, '\r': 2, '1': 3, __proto__x: 4 }, '{"\\r":2,"1":3,"__proto__x":4,"€":1}'],
  ['T9', Uint8Array.of(0, 255, 16), '00ff10'],
  ['T9', [9_007_199_254_740_993n, Number.NaN], '[9007199254740993,null]'],
];

describe('canonicalCell', () => {
  it.each(cases)('[%s] %o is %o', (_, value, canonical) => {
    expect(canonicalCell(value)).toBe(canonical);
  });

  it('[T5] a 32-bit float has its own shortest form', () => {
    expect(canonicalCell(Math.fround(0.1), true)).toBe('0.1');
    expect(canonicalCell(Math.fround(0.1))).toBe('0.10000000149011612');
    expect(canonicalCell(Math.fround(16_777_217), true)).toBe('16777216');
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = canonicalCell(value, true)!;
        expect(Math.fround(Number(text))).toBe(value + 0);
        expect(text.replace(/e.*|\D/g, '').replace(/^0+|0+$/g, '').length).toBeLessThanOrEqual(9);
      }),
    );
  });

  it('[T7] a zoneless date-time keeps no zone', () => {
    expect(canonicalCell(new Date(Date.UTC(2024, 0, 1)), false, true)).toBe('2024-01-01');
  });

  it('[T1] the canonical form of a canonical form is itself', () => {
    fc.assert(
      fc.property(cellText, (text) => {
        const canonical = canonicalText(text).text;
        expect(canonicalText(canonical).text).toBe(canonical);
      }),
      { numRuns: 2000 },
    );
  });
});

const digits = fc.stringMatching(/^[0-9]{1,20}$/);
/** Text near the rules' edges: numbers, dates, times and what nearly is one. */
const cellText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?$/),
  fc.stringMatching(/^[-+]?[0-9.,eE:-]{1,12}$/),
  fc.stringMatching(/^[ \t]{0,2}[-+]?[0-9]{0,18}\.?[0-9]{0,18}([eE][+-]?[0-9]{1,3})?[ \t]{0,2}$/),
  fc.stringMatching(/^[ \t]?-?(nan|inf|[0-9]{4}-01-01|true)[ \t]?$/),
  fc.stringMatching(/^-?[0-9]{1,3}(\.[0-9]{3}){0,2},[0-9]{1,3}$/),
  fc.stringMatching(
    /^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ](0[0-9]|1[0-9]|2[0-4]):[0-5][0-9](:[0-5][0-9]([.,][0-9]{1,10})?)?( ?(Z|z|[+-][01][0-9](:?[0-5][0-9])?))?)?$/,
  ),
  fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.Z+-]{0,12})?$/),
  fc.stringMatching(/^[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?(Z|[+-][01][0-9])?$/),
  fc.constantFrom(
    'true',
    'TRUE',
    'False',
    'tru',
    'nan',
    '-nan',
    'Inf',
    '-inf',
    'infinity',
    'INFINITY',
    'info',
    'T',
    '-',
  ),
  fc.double({ noNaN: true }).map(String),
  fc.tuple(digits, digits).map(([a, b]) => `${a}.${b}`),
);

function readCell(text: string): CellText {
  const raw = encodeUtf8(text);
  const bytes = new Uint8Array(raw.length + 8);
  bytes.set(raw, 2);
  const buffer = { bytes, end: raw.length + 4 };
  const out = canonicalCells(1);
  readCells(buffer, Int32Array.of(2), Int32Array.of(2 + raw.length), 0, 1, out);
  const cellKind = out.kinds[0]!;
  const canonical = cellKind === kind.empty ? '' : decodeUtf8(buffer.bytes, out.starts[0], out.ends[0]);
  return { kind: cellKind, text: canonical, number: out.numbers[0]!, isDouble: out.isDouble[0] === 1 };
}

describe('readCells', () => {
  it('[T1] says of bytes what canonicalText says of their text', () => {
    fc.assert(
      fc.property(cellText, (text) => {
        const wellFormed = decodeUtf8(encodeUtf8(text));
        expect(readCell(wellFormed)).toEqual(canonicalText(wellFormed));
      }),
      { numRuns: 6000 },
    );
  });

  it('[T5] reads any double’s own text, and its neighbours in the last digit, as ECMAScript does', () => {
    const bits = new DataView(new ArrayBuffer(8));
    let state = 12_345;
    const next = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0);
    for (let i = 0; i < 20_000; i++) {
      bits.setUint32(0, next());
      bits.setUint32(4, next());
      // Exponents from 1e-5 to 1e9, where text has a point.
      bits.setUint16(0, (i % 2 ? 0x8000 : 0) | ((1006 + (next() % 48)) << 4) | (next() & 15));
      const text = String(bits.getFloat64(0));
      const other = text.slice(0, -1) + String(next() % 10);
      for (const tried of [text, other, `${other}5`]) {
        const read = readCell(tried);
        const expected = canonicalText(tried);
        if (read.text !== expected.text || !Object.is(read.number, expected.number)) {
          expect({ tried, ...read }).toEqual({ tried, ...expected });
        }
      }
    }
  });
});
