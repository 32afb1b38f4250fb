import { expect, it } from 'vitest';
import { setContract } from '../../../src/operations/contracts/setContract';
import { annotate } from '../../../src/operations/core/annotate';
import type { ContractFinding } from '../../../src/versioning/records';
import { gateRows, severitiesOf } from '../../../src/ui/contracts/gateRows';
import { noSeverity } from '../../../src/ui/contracts/gatesSearch';
import { smallContract } from '../../operations/storedRecords';
import { dropFile, testPorts, valueOf, workspaceOf } from '../../operations/testProject';

type Said = Pick<ContractFinding, 'verdict' | 'severity'>;

async function board(said: Readonly<Record<string, readonly Said[]>>) {
  const ports = testPorts();
  for (const [path, findings] of Object.entries(said)) {
    const { artifactId, snapshotId } = (await dropFile(ports, path, `id\n${path}\n`)).outcomes[0]!;
    const { id: contractId } = valueOf(await setContract(ports, artifactId, smallContract)).value;
    const rest = {
      pointer: '/a',
      clause: 'required',
      column: 'id',
      message: 'seen',
      failingCount: 0,
      rows: [],
    };
    const checks = findings.map((each) => ({ ...rest, ...each }));
    const body = { kind: 'verdict' as const, contractId, at: ports.now(), verdict: 'fail' as const, checks };
    valueOf(await annotate(ports, snapshotId, body));
  }
  const workspace = await workspaceOf(ports);
  const named = (severity?: string) =>
    gateRows(workspace, severity === undefined ? {} : { severity }, 0)
      .map(({ artifact }) => artifact.name)
      .toSorted();
  return { named, severities: severitiesOf(gateRows(workspace, {}, 0)) };
}

it('the board is filtered by the severity of clauses that are not kept, whatever its letter case', async () => {
  const { named, severities } = await board({
    'a.csv': [{ verdict: 'fail', severity: 'Error' }],
    'b.csv': [
      { verdict: 'warn', severity: 'warning' },
      { verdict: 'unknown', severity: null },
    ],
    'kept.csv': [
      { verdict: 'pass', severity: 'error' },
      { verdict: 'notChecked', severity: 'error' },
    ],
    // A verdict of before severities were kept says of none which it is.
    'old.csv': [{ verdict: 'fail' }],
  });
  expect(severities).toEqual(['error', 'warning', noSeverity]);
  expect(named('error')).toEqual(['a.csv']);
  expect(named('warning')).toEqual(['b.csv']);
  expect(named(noSeverity)).toEqual(['b.csv']);
  expect(named()).toHaveLength(4);
});
