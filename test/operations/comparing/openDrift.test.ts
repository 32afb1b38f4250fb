import { describe, expect, it } from 'vitest';
import { undo } from '../../../src/operations/audit/undo';
import { baselineOf } from '../../../src/operations/comparing/baselineOf';
import { isOpen, judgedColumns } from '../../../src/operations/comparing/openDrift';
import { setBaseline } from '../../../src/operations/comparing/setBaseline';
import type { VersionDrift } from '../../../src/operations/comparing/versionDrift';
import { annotate } from '../../../src/operations/core/annotate';
import type { SnapshotId } from '../../../src/versioning/records';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

const column = (name: string) => ({ name, psi: 1, figure: '1.00', band: 'significant' as const });
const drift: VersionDrift = {
  most: column('fare'),
  drifted: [column('fare'), column('rider')],
  growing: [],
  recipe: 'deciles',
};

describe('[D26] drift that is acknowledged', () => {
  it('is open by column, until each is acknowledged against the same versions, and again after an undo', async () => {
    const ports = testPorts();
    const ids: SnapshotId[] = [];
    for (const fare of [1, 2, 3])
      ids.push((await dropFile(ports, 'trips.csv', `fare\n${fare}\n`)).outcomes[0]!.snapshotId);
    const { artifactId } = (await dropFile(ports, 'trips.csv', 'fare\n3\n')).outcomes[0]!;
    const judged = async () => {
      const workspace = await workspaceOf(ports);
      const version = workspace.snapshots.get(ids[2]!)!;
      return judgedColumns(version, baselineOf(workspace, version), drift);
    };
    const acknowledge = async (columns: readonly string[], against: readonly number[]) => {
      const body = {
        kind: 'driftAcknowledged',
        columns,
        against: against.map((at) => ids[at]!),
        reason: 'new tariff',
      } as const;
      return valueOf(await annotate(ports, ids[2]!, body)).auditSequence;
    };
    expect(isOpen(await judged())).toBe(true);
    await acknowledge(['fare'], [1]);
    expect((await judged()).map(({ name, acknowledged }) => [name, acknowledged?.reason])).toEqual([
      ['fare', 'new tariff'],
      ['rider', undefined],
    ]);
    const sequence = await acknowledge(['rider'], [1]);
    expect(isOpen(await judged())).toBe(false);
    // Against another version it is another figure.
    const chosen = valueOf(await setBaseline(ports, artifactId, { kind: 'version', snapshotId: ids[0]! }));
    expect(isOpen(await judged())).toBe(true);
    valueOf(await undo(ports, chosen.auditSequence));
    expect(isOpen(await judged())).toBe(false);
    valueOf(await undo(ports, sequence));
    expect((await judged()).filter(({ acknowledged }) => acknowledged === null)).toMatchObject([
      { name: 'rider' },
    ]);
  });

  it('needs a reason', async () => {
    const ports = testPorts();
    const { snapshotId } = (await dropFile(ports, 'trips.csv', 'fare\n1\n')).outcomes[0]!;
    const body = { kind: 'driftAcknowledged', columns: ['fare'], against: [], reason: ' ' } as const;
    expect(await annotate(ports, snapshotId, body)).toMatchObject({
      ok: false,
      error: { kind: 'invalidAnnotation' },
    });
  });
});
