import { describe, expect, it } from 'vitest';

import { describeWarnings } from '../../../src/operations/taking/describeReading';
import type { ReadWarning } from '../../../src/table/reading';

const twice = (number: number): ReadWarning => ({
  kind: 'duplicateColumnName',
  column: 'a',
  renamedTo: `a_${number}`,
});

describe('what is said of a reading', () => {
  it('is a sentence for each of a few', () => {
    expect(describeWarnings([twice(2), { kind: 'leadingZeros', column: 'code', count: 3 }])).toEqual([
      'The column name a stands twice; the second is shown as a_2.',
      'code: 3 values with leading zeros, kept as text.',
    ]);
  });

  it('is the first five of many of one kind, and how many more there are', () => {
    const many = Array.from({ length: 16_383 }, (_, index) => twice(index + 2));
    const words = describeWarnings([...many, { kind: 'leadingZeros', column: 'code', count: 3 }]);
    expect(words).toHaveLength(7);
    expect(words.slice(4)).toEqual([
      'The column name a stands twice; the second is shown as a_6.',
      'code: 3 values with leading zeros, kept as text.',
      '16,378 more column names stand twice.',
    ]);
    expect(describeWarnings(many.slice(0, 6)).at(-1)).toBe('1 more column name stands twice.');
  });
});
