import { describe, expect, it } from 'vitest';

import { cutMiddle } from '../../../src/ui/shared/cutMiddle';

describe('cutMiddle', () => {
  it('keeps both ends, and no more characters than asked', () => {
    // 21 characters: 10 of the end, 10 of the beginning, one for the cut.
    expect(cutMiddle('trips_2026_january_all_clean.csv', 21)).toBe('trips_2026…_clean.csv');
  });

  it('leaves alone what fits', () => {
    expect(cutMiddle('trips.csv', 9)).toBe('trips.csv');
  });

  it('never cuts a character in two', () => {
    expect(cutMiddle('🚲🚲🚲🚲🚲', 3)).toBe('🚲…🚲');
  });
});
