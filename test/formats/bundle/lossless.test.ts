import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/lib/json';
import { fromBase64, toBase64 } from '../../../src/formats/base64';
import { fromLossless, toLossless } from '../../../src/formats/bundle/lossless';

const throughText = (value: unknown) =>
  fromLossless(JSON.parse(JSON.stringify(toLossless(value))) as Json)?.value;

describe('toLossless and fromLossless', () => {
  it('keep what JSON has no word for', () => {
    const value = {
      floats: Float64Array.of(1.5, -0, NaN, Infinity, 5e-324),
      bytes: Uint8Array.of(1, 2, 3),
      empty: new Float64Array(0),
      zero: -0,
      none: NaN,
      least: -Infinity,
      big: 2n ** 80n,
      $: { $: 1 },
    };
    expect(throughText(value)).toEqual(value);
  });

  it('keep a key that is called `__proto__`', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":1},"$":{"__proto__":2}}');
    expect(JSON.stringify(throughText(value))).toBe(JSON.stringify(value));
  });

  it('keep any value', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withNullPrototype: false,
          values: [fc.string(), fc.double(), fc.boolean(), fc.constant(null)],
        }),
        (value) => {
          expect(throughText(value)).toEqual(value);
        },
      ),
    );
  });

  it('refuse a marked object that is none of theirs', () => {
    for (const value of [
      { $: 'Date', v: '1' },
      { $: 'Float64Array', v: 'AA==' },
      { $: 'number', v: '7' },
      { $: 1 },
    ]) {
      expect(fromLossless(value as never)).toBeNull();
    }
  });
});

describe('base64', () => {
  it('is that of RFC 4648', () => {
    // Section 10
    expect(['', 'f', 'fo', 'foo', 'foob'].map((text) => toBase64(new TextEncoder().encode(text)))).toEqual([
      '',
      'Zg==',
      'Zm8=',
      'Zm9v',
      'Zm9vYg==',
    ]);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...fromBase64(toBase64(bytes))!]).toEqual([...bytes]);
      }),
    );
    for (const text of ['Zg=', 'Zh==', '????', 'Z===', 'Zg==Zg==']) expect(fromBase64(text)).toBeNull();
  });
});
