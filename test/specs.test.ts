import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const sources = path.join(import.meta.dirname, '..', 'src');

describe('the numbered rules', () => {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('SPEC.md'),
  );

  it('have one number each, over all of the specifications', () => {
    const numbers = files.flatMap((name) =>
      [...readFileSync(path.join(sources, name), 'utf8').matchAll(/^- \*\*\[([A-Z]+\d+)\]/gm)].map(
        ([, number]) => number!,
      ),
    );
    const twice = numbers.filter((number, at) => numbers.indexOf(number) !== at);
    expect(numbers.length).toBeGreaterThan(200);
    expect(twice).toEqual([]);
  });
});
