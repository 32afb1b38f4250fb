import { describe, expect, it } from 'vitest';

import { formatRelativeTime } from '../../../src/ui/shared/formatTime';
import { timestampFromMilliseconds } from '../../../src/versioning/timestamp';

const nowMs = Date.UTC(2026, 2, 12, 12);
const ago = (ms: number) => formatRelativeTime(timestampFromMilliseconds(nowMs - ms), nowMs);

describe('formatRelativeTime', () => {
  it.each([
    [0, 'just now'],
    [29_000, 'just now'],
    [45_000, '45 seconds ago'],
    [60_000, '1 minute ago'],
    [119_000, '1 minute ago'],
    [3_600_000, '1 hour ago'],
    [86_400_000 * 29, '29 days ago'],
    [-7_200_000, 'in 2 hours'],
  ])('%d ms before now is %s', (ms, text) => {
    expect(ago(ms)).toBe(text);
  });

  it('names the day where it is longer ago', () => {
    expect(ago(86_400_000 * 40)).toBe('31 Jan 2026');
  });
});
