import { describe, expect, it } from 'vitest';
import { foldedScalar } from '../../../src/formats/dvc/foldedScalar';
import { yamlScalar } from '../../../src/formats/dvc/yamlScalar';

describe('yamlScalar', () => {
  // Each as `dvc add` of DVC 3 wrote it.
  it.each([
    ['my data (1).csv', 'my data (1).csv'],
    ['été 🚲.csv', 'été 🚲.csv'],
    ['yes', 'yes'],
    ['no', 'no'],
    ["it's", "it's"],
    ['a,b [c] {d}', 'a,b [c] {d}'],
    ['-a', '-a'],
    ['a:b#c', 'a:b#c'],
    ['123', "'123'"],
    ['1.5', "'1.5'"],
    ['1e3', "'1e3'"],
    ['0x1f', "'0x1f'"],
    ['0o17', "'0o17'"],
    ['true', "'true'"],
    ['Null', "'Null'"],
    ['~', "'~'"],
    ['2026-01-01', "'2026-01-01'"],
    ['- a', "'- a'"],
    ['? a', "'? a'"],
    ['a: b', "'a: b'"],
    ['a #b', "'a #b'"],
    ['@a', "'@a'"],
    ['---a', "'---a'"],
    [' a', "' a'"],
    ['a "b": c', `'a "b": c'`],
    [`'quoted' "twice"`, String.raw`"'quoted' \"twice\""`],
    ['a\nb', String.raw`"a\nb"`],
    ['a\tb', String.raw`"a\tb"`],
    ['\u0001\u007f\ufeff', String.raw`"\x01\x7F\uFEFF"`],
  ])('writes %j as %s', (text, yaml) => {
    expect(yamlScalar(text)).toBe(yaml);
  });

  it('stays in one line, whatever is in it', () => {
    expect(yamlScalar('a\x85b\u2028c\u2029d')).toBe(String.raw`"a\Nb\Lc\Pd"`);
    expect(yamlScalar('two words '.repeat(20).trim())).toBe('two words '.repeat(20).trim());
  });
});

describe('a scalar that is wide', () => {
  const words = (count: number, word: string) => Array.from({ length: count }, () => word).join(' ');

  // As ruamel.yaml 0.18 prints it for `cmd` of a stage.
  it.each([
    [words(9, 'ninechars'), `${words(7, 'ninechars')} \n      ninechars ninechars`],
    [
      `it's "quoted": ${words(7, 'ninechars')} end`,
      `"it's \\"quoted\\": ${words(6, 'ninechars')}\n      ninechars end"`,
    ],
    [`- ${words(8, 'ninechars')} end`, `'- ${words(7, 'ninechars')}\n      ninechars end'`],
    ['x'.repeat(90), `\n      ${'x'.repeat(90)}`],
  ])('%s goes on where DVC goes on', (text, folded) => {
    expect(foldedScalar(text, { column: 8, indent: 6 })).toBe(` ${folded}`);
  });
});
