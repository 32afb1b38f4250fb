import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractText, verdictsOf } from '../../formats/odcs/judgeTexts';

const cell = fc.constantFrom('', '1', '2', '2.0', '7', '10', 'x', '2026-01-01');
const rows = fc.array(fc.tuple(cell, cell), { maxLength: 12 });

const columnA = (most: number, share: number) => `      - name: a
        logicalType: number
        required: true
        unique: true
        logicalTypeOptions: {maximum: ${most}, multipleOf: 1}
        quality:
          - {metric: nullValues, unit: percent, mustBeLessThan: ${share}}
          - {metric: invalidValues, arguments: {validValues: [1, 2, 7]}, mustBeLessThan: 2}`;
const columnB = '      - {name: b, logicalType: date, enum: [{value: x}]}';

function tableOf(given: readonly (readonly [string, string])[]): string {
  return ['a,b', ...given.map((row) => row.join(',')), ''].join('\n');
}

function judged(given: readonly (readonly [string, string])[], most = 5, share = 30) {
  return verdictsOf(contractText(`${columnA(most, share)}\n${columnB}`), tableOf(given));
}

describe('verdicts', () => {
  it('[K3] do not depend on the order of rows', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        expect(await judged([...given].reverse())).toEqual(await judged(given));
      }),
    );
  });

  it('pass no more where the contract is stricter', async () => {
    const limit = fc.integer({ min: 0, max: 12 });
    const share = fc.integer({ min: 0, max: 100 });
    await fc.assert(
      fc.asyncProperty(rows, limit, limit, share, share, async (given, m, n, s, t) => {
        const strict = await judged(given, Math.min(m, n), Math.min(s, t));
        const loose = await judged(given, Math.max(m, n), Math.max(s, t));
        for (const [pointer, verdict] of Object.entries(strict))
          if (verdict === 'pass') expect([pointer, loose[pointer]]).toEqual([pointer, 'pass']);
      }),
    );
  });
});
