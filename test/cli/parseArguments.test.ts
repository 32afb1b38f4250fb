import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/parseArguments';

const known = [
  { name: 'json', value: null, help: '' },
  { name: 'out', short: 'o', value: 'FILE', help: '' },
];
const parse = (...given: string[]) => {
  const { arguments: rest, flags } = parseArguments(given, known);
  return { rest, json: flags.has('json'), out: flags.all('out') };
};

describe('arguments of a command', () => {
  it('are flags with their values, before and after the rest', () => {
    expect(parse('a', '--out', 'x', '-o', 'y', '--out=z=1', 'b', '--json')).toEqual({
      rest: ['a', 'b'],
      json: true,
      out: ['x', 'y', 'z=1'],
    });
  });

  it('may be a dash, and a value may begin with one', () => {
    expect(parse('-', '--out', '-1', '--out=')).toEqual({ rest: ['-'], json: false, out: ['-1', ''] });
  });

  it('are no flags after two dashes', () => {
    expect(parse('--', '--json', '-o')).toEqual({ rest: ['--json', '-o'], json: false, out: [] });
  });

  it.each([
    ['--jsn', 'the flag --jsn is not known'],
    ['-x', 'the flag -x is not known'],
    ['--__proto__', 'the flag --__proto__ is not known'],
    ['--json=1', 'the flag --json takes no value'],
    ['--out', 'the flag --out needs a value: FILE'],
    ['-o', 'the flag -o needs a value: FILE'],
  ])('refuse %s', (given, message) => {
    expect(() => parse('a', given)).toThrow(message);
  });
});
