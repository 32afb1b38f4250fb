import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingestBytes } from '../formats/ingestBytes';
import { Budget, ofEngine, inputCount } from './budget';
import { damagedFiles } from './inputs';

describe('a damaged file', () => {
  it('is a table or a failure in words of our own, soon and in little memory', async () => {
    const budget = new Budget();
    await fc.assert(
      fc.asyncProperty(damagedFiles, ({ name, bytes }) =>
        budget.spend(async () => {
          const { table, failure } = await ingestBytes(name, bytes);
          if (failure) {
            expect(ofEngine(failure.message)).toBeNull();
            expect(failure.message.length).toBeGreaterThan(10);
          }
          return { isRefused: failure !== null, rowCount: table?.reading.rowCount ?? 0 };
        }),
      ),
      { numRuns: inputCount(0.7) },
    );
    console.info(budget.describe('Damaged files'));
    expect(budget.share).toBeGreaterThan(0.3);
  });
});
