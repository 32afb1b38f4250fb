import { describe, expect, it } from 'vitest';

import { createArtifact } from '../../../src/operations/core/createArtifact';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { timestampFromMilliseconds } from '../../../src/versioning/timestamp';
import { annotate } from '../../../src/operations/core/annotate';
import { auditOf, dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

/** A clock that is set back an hour after each look. */
function backwards(): OperationPorts {
  let now = Date.UTC(2026, 2, 12);
  return { ...testPorts(), now: () => timestampFromMilliseconds((now -= 3_600_000)) };
}

describe('a clock that jumps back', () => {
  it('[V18] leaves the log in order: each change is a nanosecond later than the one before', async () => {
    const ports = backwards();
    for (const text of ['a\n1\n', 'a\n1\n2\n', 'a\n1\n2\n3\n']) await dropFile(ports, 'trips.csv', text);
    valueOf(await createArtifact(ports, 'model', 'models', 'demand'));
    const times = (await auditOf(ports)).map(({ recordedAt }) => recordedAt);
    expect(times).toEqual([
      '2026-03-11T23:00:00.000000000Z',
      '2026-03-11T23:00:00.000000001Z',
      '2026-03-11T23:00:00.000000002Z',
      '2026-03-11T23:00:00.000000003Z',
    ]);
  });

  it('[V18] does not change which version is the latest, nor which message holds', async () => {
    const ports = backwards();
    await dropFile(ports, 'trips.csv', 'a\n1\n');
    const { outcomes } = await dropFile(ports, 'trips.csv', 'a\n1\n2\n');
    const { snapshotId } = outcomes[0]!;
    for (const text of ['first', 'second'])
      valueOf(await annotate(ports, snapshotId, { kind: 'message', text }));
    const view = (await workspaceOf(ports)).snapshots.get(snapshotId);
    expect(view?.snapshot.sequence).toBe(2);
    expect(view?.message).toBe('second');
  });
});
