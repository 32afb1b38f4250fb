import { describe, expect, it } from 'vitest';
import { describeAuditEntry } from '../../../src/operations/audit/auditLogWords';
import { undo } from '../../../src/operations/audit/undo';
import { endWaiver, waiveClause } from '../../../src/operations/contracts/waive';
import { auditOf, dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

const of = { clause: 'maximum', column: 'fare', use: 0 };
const said = { of, author: 'Ada', reason: ' the meter was broken ', until: '2026-03-31' };

async function oneArtifact() {
  const ports = testPorts();
  const { artifactId } = (await dropFile(ports, 'trips.csv', 'fare\n1\n')).outcomes[0]!;
  const waivers = async () => (await workspaceOf(ports)).artifacts.get(artifactId)!.waivers;
  return { ports, artifactId, waivers };
}

describe('waiving a clause', () => {
  it('keeps author, reason and end, until it is taken back or undone, and tells the log', async () => {
    const { ports, artifactId, waivers } = await oneArtifact();
    valueOf(await waiveClause(ports, { artifactId, ...said }));
    expect(await waivers()).toMatchObject([{ ...said, artifactId, reason: 'the meter was broken' }]);
    const longer = valueOf(await waiveClause(ports, { artifactId, ...said, until: '2026-04-30' }));
    expect((await waivers()).map(({ until }) => until)).toEqual(['2026-04-30']);
    valueOf(await undo(ports, longer.auditSequence));
    expect((await waivers()).map(({ until }) => until)).toEqual(['2026-03-31']);
    valueOf(await endWaiver(ports, artifactId, of));
    expect(await waivers()).toEqual([]);
    const entries = await auditOf(ports);
    expect(entries.map((entry) => describeAuditEntry({ entries }, entry)).slice(1, 2)).toEqual([
      'Waived “fare: maximum” of trips.csv until 2026-03-31: the meter was broken',
    ]);
    expect(describeAuditEntry({ entries }, entries.at(-1)!)).toBe(
      'Ended the waiver of “fare: maximum” of trips.csv',
    );
  });

  it('is refused without author, reason, or a day to come, and where there is nothing to take back', async () => {
    const { ports, artifactId, waivers } = await oneArtifact();
    for (const wrong of [{ author: ' ' }, { reason: '' }, { until: '2026-03-11' }, { until: 'June' }])
      expect(await waiveClause(ports, { artifactId, ...said, ...wrong })).toMatchObject({
        ok: false,
        error: { kind: 'invalidAnnotation' },
      });
    expect(await endWaiver(ports, artifactId, of)).toMatchObject({ ok: false, error: { kind: 'notFound' } });
    expect(await waivers()).toEqual([]);
    valueOf(await waiveClause(ports, { artifactId, ...said, until: '2026-03-12' }));
  });
});
