import { expect, it } from 'vitest';
import type { Activity, ActivityItem } from '../../src/state/activities';
import { earlierContracts } from '../../src/state/earlierContracts';

const contract = (path: string, text: string) => ({ path, text });

function itemOf(path: string, contracts: readonly { path: string; text: string }[] = []): ActivityItem {
  const state = { kind: 'snapshotted' as const, outcomes: [], auditSequence: 1, durationMs: 1, contracts };
  return { id: path, path, byteLength: 1, state };
}

const activityOf = (...items: readonly ActivityItem[]): Activity => ({
  id: items[0]!.path,
  workspaceId: null,
  title: '',
  startedAtMs: 0,
  endedAtMs: 1,
  items,
  cancel: () => undefined,
  cancelItem: () => undefined,
});

it('contracts of earlier drops, and of others of the same drop, are those that a table is asked about; the newest of a path', () => {
  const table = itemOf('trips.csv');
  const activities = [
    activityOf(itemOf('later.yaml', [contract('later.yaml', 'z')])),
    activityOf(table, itemOf('b.yaml', [contract('b.yaml', 'b')])),
    activityOf(itemOf('a.yaml', [contract('a.yaml', 'new')])),
    activityOf(itemOf('a.yaml', [contract('a.yaml', 'old')])),
  ];
  expect(earlierContracts(activities, table)).toEqual([contract('b.yaml', 'b'), contract('a.yaml', 'new')]);
});

it('a drop that holds its contract itself is asked about that one alone', () => {
  const folder = itemOf('shop', [contract('shop/c.yaml', 'c')]);
  expect(earlierContracts([activityOf(folder)], folder)).toEqual([]);
});
