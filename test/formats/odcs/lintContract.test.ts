import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintContract } from '../../../src/formats/odcs/lintContract';
import { readContract } from '../../../src/formats/odcs/readContract';
import { sharedFolder } from '../../sharedFolder';
import { contractText } from './judgeTexts';

function problemsOf(text: string) {
  const linted = lintContract(text);
  if (!linted.ok) throw new Error(linted.error.message);
  return linted.value;
}

describe('contract lint', () => {
  it('has nothing to say of a plain contract', () => {
    expect(problemsOf(contractText('      - name: x\n        logicalType: integer'))).toEqual([]);
  });

  it('names the place of a key that the schema has no room for', () => {
    const [problem] = problemsOf(contractText('      - name: x\n        colour: red'));
    expect(problem).toMatchObject({
      pointer: '/schema/0/properties/0/colour',
      line: 10,
      column: 17,
      level: 'error',
      message: 'it has no place here',
    });
  });

  it('[K6] warns of a range, whose ends are read differently', () => {
    const rule = contractText(
      '      - name: x',
      '    quality:\n      - metric: rowCount\n        mustBeBetween: [1, 2]',
    );
    expect(problemsOf(rule)).toMatchObject([{ level: 'warning', pointer: '/schema/0/quality/0' }]);
  });

  it('warns of what cannot be checked', () => {
    const pattern = contractText(
      "      - name: x\n        logicalType: string\n        logicalTypeOptions: {pattern: '['}",
    );
    expect(problemsOf(pattern)).toMatchObject([
      { level: 'warning', pointer: '/schema/0/properties/0/logicalTypeOptions/pattern' },
    ]);
  });

  it('refuses a version that there is no schema of', () => {
    expect(problemsOf('kind: DataContract\napiVersion: v9.0.0')).toMatchObject([
      { level: 'error', pointer: '/apiVersion', line: 2 },
    ]);
  });
});

describe('a hostile contract', () => {
  const levels = Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]`);

  it.each([
    ['aliases that double', ['a0: &a0 [1, 2]', ...levels].join('\n')],
    ['aliases in a circle', 'a: &a [*a]'],
    ['an alias to nothing', 'a: *b'],
    [
      '100,000 clauses',
      contractText(Array.from({ length: 100_000 }, (_, at) => `      - {name: c${at}}`).join('\n')),
    ],
    ['depth', `a: ${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['no YAML', 'a: [1, 2\nb: }'],
    ['the same key twice', 'a: 1\na: 2'],
  ])('of %s is refused in time', { timeout: 30_000 }, (_what, text) => {
    expect(readContract(text).ok).toBe(false);
  });

  it('may have names as JavaScript has them', () => {
    expect(problemsOf(contractText('      - name: __proto__\n        logicalType: string'))).toEqual([]);
    expect(problemsOf(`${contractText('      - name: x')}\n__proto__: {}`)).toMatchObject([
      { level: 'error' },
    ]);
  });
});

const folder = sharedFolder && path.join(sharedFolder.contracts, 'cases');
const names =
  folder === null
    ? []
    : readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'truth.json')));

describe.skipIf(folder === null)('contract lint beside the JSON Schema', () => {
  it.each(names)('%s', (name) => {
    const truth = JSON.parse(readFileSync(path.join(folder!, name, 'truth.json'), 'utf8')) as {
      contractValid: boolean;
    };
    const problems = problemsOf(readFileSync(path.join(folder!, name, 'contract.odcs.yaml'), 'utf8'));
    expect(problems.every(({ level }) => level !== 'error')).toBe(truth.contractValid);
  });
});
