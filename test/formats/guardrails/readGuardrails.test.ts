import { describe, expect, it } from 'vitest';
import { readGuardrails } from '../../../src/formats/guardrails/readGuardrails';

const slow = { comparison: 'above', threshold: 180, action: 'block' };

describe('readGuardrails', () => {
  it('reads one or a list, names those that have no name, and leaves out what else stands there', () => {
    const one = { metric: '__proto__', statistic: 'p95', rules: [slow] };
    const named = { ...one, name: 'latency', id: 'g1', isRetired: true };
    const read = [
      { ...one, name: 'p95 of __proto__' },
      { ...one, name: 'latency' },
    ];
    expect(readGuardrails(`\u{feff}${JSON.stringify(one)}`)).toEqual({ ok: true, value: read.slice(0, 1) });
    expect(readGuardrails(JSON.stringify([one, named]))).toEqual({ ok: true, value: read });
  });

  it.each([
    ['null', '/'],
    ['[1]', '/0'],
    ['{"metric": "ms", "statistic": "each"}', '/rules'],
    ['{"metric": " ", "statistic": "each", "rules": []}', '/'],
    ['[\n  {"metric": }\n]', 'line 2, column 14'],
  ])('refuses %s, at %s', (text, place) => {
    expect(readGuardrails(text)).toMatchObject({ ok: false, error: { place } });
  });
});
