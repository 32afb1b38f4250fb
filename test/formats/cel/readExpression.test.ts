import { describe, expect, it } from 'vitest';
import { readExpression } from '../../../src/formats/cel/readExpression';

const evaluated = (source: string, values: Record<string, unknown> = {}): boolean | string => {
  const read = readExpression(source);
  return read.ok ? read.value.evaluate(values) : `refused: ${read.error}`;
};

describe('[K23] an expression of a row', () => {
  it('is CEL: integers and doubles are compared, and not mixed in sums', () => {
    expect(evaluated('a > 1.5', { a: 2n })).toBe(true);
    expect(evaluated('a + b > 1.0', { a: 2n, b: 0.5 })).toMatch(/^no such overload/);
    expect(evaluated('a == null || a > 1', { a: null })).toBe(true);
    expect(evaluated('d <= now', { d: new Date(0), now: new Date(1) })).toBe(true);
    expect(evaluated('row["a b"] == "x"', { row: { 'a b': 'x' } })).toBe(true);
    expect(evaluated('a + 1', { a: 1n })).toBe('it gives no truth value');
    expect(evaluated('a / 0 > 1', { a: 1n })).toBe('division by zero');
  });

  it('names its columns, without what its macros bind', () => {
    const read = readExpression('[a, 2].all(x, x > b) && row["c"] != d');
    expect(read).toMatchObject({ ok: true, value: { names: ['a', 'b', 'row', 'd'] } });
  });

  it('is refused where it is none, runs a pattern, or may take too long', () => {
    expect(evaluated('a >')).toBe('refused: it ends where more is expected');
    expect(evaluated('a.matches("(a+)+$")', { a: 'a' })).toMatch(/^refused: matches is not allowed/);
    expect(evaluated('[1].all(x, [1].all(y, x == y))')).toBe(true);
    expect(evaluated('[1].all(x, [1].all(y, [1].all(z, x == z)))')).toMatch(/^refused: macros/);
    expect(evaluated(`${'('.repeat(500)}true${')'.repeat(500)}`)).toMatch(/^refused/);
    expect(evaluated(Array.from({ length: 2000 }, () => 'a').join(' + '))).toMatch(/^refused/);
  });

  it('reaches nothing outside of the row', () => {
    for (const source of ['constructor', 'globalThis', 'process', '__proto__', 'row.constructor'])
      expect(typeof evaluated(`${source} == 1`, { row: Object.create(null) })).not.toBe('function');
    expect(evaluated('process.exit(1) == null')).toMatch(/Unknown variable|no matching overload|found no/i);
  });
});
