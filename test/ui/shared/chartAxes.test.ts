import { describe, expect, it } from 'vitest';

import { formatShareTick, formatTick } from '../../../src/ui/shared/chartAxes';

describe("a tick's words", () => {
  it('say where the line stands, so that equal steps read as equal', () => {
    expect([0, 0.075, 0.15, 0.225, 0.3].map(formatTick)).toEqual(['0', '0.075', '0.15', '0.225', '0.3']);
    expect([0.035, 0.07, 0.105, 0.14].map(formatShareTick)).toEqual([
      '3.5\u00a0%',
      '7\u00a0%',
      '10.5\u00a0%',
      '14\u00a0%',
    ]);
  });

  it('keep the small ones apart', () => {
    expect([0.00005, 0.0001].map(formatShareTick)).toEqual(['0.005\u00a0%', '0.01\u00a0%']);
  });
});
