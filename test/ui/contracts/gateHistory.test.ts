import { describe, expect, it } from 'vitest';
import { annotate } from '../../../src/operations/core/annotate';
import { setContract } from '../../../src/operations/contracts/setContract';
import type { ContractFinding } from '../../../src/versioning/records';
import { failingRowsCsv, gateHistory } from '../../../src/ui/contracts/gateHistory';
import { smallContract } from '../../operations/storedRecords';
import { dropFile, testPorts, valueOf, workspaceOf } from '../../operations/testProject';

const of = { clause: 'required', column: 'id', use: 0 };

function finding(verdict: ContractFinding['verdict'], failingCount: number, value?: string): ContractFinding {
  const rows = failingCount > 0 ? [{ row: 2, key: { id: null, name: 'a,b' } }] : [];
  const said = { ...of, pointer: '/schema/0', message: 'seen', failingCount, rows };
  return { ...said, verdict, ...(value !== undefined && { value }) };
}

/** An artifact with a version for each finding; null is one that was not judged. */
async function judged(findings: readonly (ContractFinding | null)[]) {
  const ports = testPorts();
  let artifactId = '';
  let contractId = '';
  for (const [at, each] of findings.entries()) {
    const [outcome] = (await dropFile(ports, 'trips.csv', `id\n${'1\n'.repeat(at + 1)}`)).outcomes;
    artifactId = outcome!.artifactId;
    if (at === 0) contractId = valueOf(await setContract(ports, outcome!.artifactId, smallContract)).value.id;
    if (!each) continue;
    const verdict = each.verdict === 'notChecked' ? ('unknown' as const) : each.verdict;
    const body = { kind: 'verdict' as const, contractId, at: ports.now(), verdict, checks: [each] };
    valueOf(await annotate(ports, outcome!.snapshotId, body));
  }
  return (await workspaceOf(ports)).artifacts.get(artifactId as never)!;
}

describe('the history of a gate', () => {
  it('counts the rows that break it, and says since which version it is so', async () => {
    const view = await judged([finding('pass', 0), finding('fail', 3), null, finding('fail', 5)]);
    const { points, latest, since, isOfRows } = gateHistory(view, of);
    expect(points.map(({ measure }) => measure)).toEqual([0, 3, null, 5]);
    expect([isOfRows, latest?.version.snapshot.sequence, since?.snapshot.sequence]).toEqual([true, 4, 2]);
  });

  it('shows the figure that was compared where there is one', async () => {
    const view = await judged([
      finding('pass', 0, '12.5'),
      finding('fail', 3, '(masked)'),
      finding('unknown', 0),
    ]);
    const { points, isOfRows } = gateHistory(view, of);
    expect([isOfRows, points.map(({ measure }) => measure)]).toEqual([false, [12.5, null, null]]);
  });

  it('knows nothing of a clause that no version was judged by', async () => {
    const view = await judged([finding('pass', 0)]);
    expect(gateHistory(view, { ...of, use: 1 })).toMatchObject({ latest: null, since: null });
  });
});

describe('failing rows as CSV', () => {
  it('has the row and its key, quoted where it has to be', () => {
    expect(failingRowsCsv(finding('fail', 1))).toBe('row,id,name\r\n2,,"a,b"\r\n');
  });

  it('has nothing that a spreadsheet would run', () => {
    const rows = [
      { row: 1, key: { k: '=HYPERLINK("x")' } },
      { row: 2, key: { k: '-5' } },
      { row: 3, key: { k: '\u200b=1+1' } },
    ];
    expect(failingRowsCsv({ ...finding('fail', 3), rows })).toBe(
      'row,k\r\n1,"\'=HYPERLINK(""x"")"\r\n2,-5\r\n3,\'\u200b=1+1\r\n',
    );
  });
});
