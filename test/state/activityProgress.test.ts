import { describe, expect, it } from 'vitest';

import type { Activity, ActivityItem } from '../../src/state/activities';
import { firstWorkspaceId } from '../../src/operations/workspaces/workspaces';
import { activityProgress, rateSince } from '../../src/state/activityProgress';

const activity = (...states: readonly (readonly [number, ActivityItem['state']])[]): Activity => ({
  id: 'a',
  workspaceId: firstWorkspaceId,
  title: 'a drop',
  startedAtMs: 0,
  endedAtMs: null,
  items: states.map(([byteLength, state], at) => ({ id: String(at), path: `${at}.csv`, byteLength, state })),
  cancel: () => undefined,
  cancelItem: () => undefined,
});

describe('activityProgress', () => {
  it('sums bytes and rates, and derives the time that is left', () => {
    const progress = activityProgress(
      activity(
        [100, { kind: 'cancelled' }],
        [400, { kind: 'running', bytesDone: 100, bytesPerSecond: 50 }],
        [300, { kind: 'running', bytesDone: 50, bytesPerSecond: 100 }],
        [200, { kind: 'waiting' }],
      ),
    );
    // 100 + 100 + 50 of 1,000; the other 750 at 150 a second.
    expect(progress).toEqual({
      itemCount: 4,
      itemsEnded: 1,
      byteLength: 1000,
      bytesDone: 250,
      share: 0.25,
      bytesPerSecond: 150,
      timeLeftMs: 5000,
    });
  });

  it('promises no time before a rate is known', () => {
    const progress = activityProgress(
      activity([400, { kind: 'running', bytesDone: 0, bytesPerSecond: null }]),
    );
    expect(progress.timeLeftMs).toBeNull();
  });

  it('counts items where there are no bytes', () => {
    expect(activityProgress(activity([0, { kind: 'cancelled' }], [0, { kind: 'waiting' }])).share).toBe(0.5);
    expect(activityProgress(activity()).share).toBe(0);
  });
});

describe('rateSince', () => {
  it('is bytes by seconds, once a quarter of a second has passed', () => {
    expect(rateSince(3000, 1_000_000, 5000)).toBe(500_000);
    expect(rateSince(3000, 1_000_000, 3249)).toBeNull();
    expect(rateSince(3000, 1_000_000, 3250)).toBe(4_000_000);
  });
});
