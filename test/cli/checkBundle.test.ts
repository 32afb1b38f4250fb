import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { auditOf, testPorts, valueOf, workspaceOf } from '../operations/testProject';
import { recordFaults, smallContract } from '../operations/storedRecords';
import { importFile } from '../../src/operations/workspaces/importFile';
import { runCommand } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-check-bundle-'));
const inside = (name: string): string => path.join(folder, name);
const [table, contract, written] = [inside('trips.csv'), inside('trips.odcs.yaml'), inside('run.json')];
writeFileSync(contract, `${smallContract}      - name: rider\n        classification: personal\n`);

async function opened(file = written) {
  const ports = testPorts();
  valueOf(await importFile(ports, { path: 'run.json', text: readFileSync(file, 'utf8') }));
  return { ports, workspace: await workspaceOf(ports) };
}

describe('check --write-bundle', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('opens as a workspace with the version, its contract, its verdict and the run, and without personal values', async () => {
    writeFileSync(table, '# exported\nid,rider\n1,Grace\n,Alan\n');
    const at = '2026-01-31T12:00:00Z';
    const ran = await runCommand(
      'check',
      table,
      '--contract',
      contract,
      '--write-bundle',
      written,
      '--at',
      at,
    );
    expect(ran.status).toBe(1);
    const { ports, workspace } = await opened();
    expect(await recordFaults(ports)).toEqual([]);
    const [artifact] = [...workspace.artifacts.values()];
    expect(artifact!.name).toMatch(/trips\.csv$/);
    expect(artifact!.contracts.map(({ text }) => text)).toEqual([readFileSync(contract, 'utf8')]);
    const [version] = artifact!.snapshots;
    expect(version!.verdict).toMatchObject({
      contractId: artifact!.contracts[0]!.id,
      at: '2026-01-31T12:00:00.000000000Z',
      verdict: 'fail',
    });
    const required = version!.verdict!.checks.find(({ clause }) => clause === 'required');
    // Row 2 of the data stands in line 4 of the file.
    expect(required).toMatchObject({ column: 'id', verdict: 'fail', failingCount: 1, rows: [{ row: 2 }] });
    const [run] = [...workspace.runs.values()];
    expect(run).toMatchObject({
      job: { namespace: 'throughline', name: 'check' },
      run: { state: 'failed', parameters: { verdict: 'fail' }, metrics: { fail: 1 } },
    });
    expect(run!.inputs.map(({ snapshotId }) => snapshotId)).toEqual([version!.snapshot.id]);
    expect(readFileSync(written, 'utf8')).not.toMatch(/Grace|Alan/);
    expect((await auditOf(ports)).length).toBeGreaterThan(2);
  });

  it('has no values of columns that are recognised as personal either', async () => {
    const [people, own, shown] = [inside('people.csv'), inside('people.odcs.yaml'), inside('people.json')];
    writeFileSync(people, 'id,contact\n1,grace@navy.mil\n2,alan@bletchley.org\n3,ada@analytical.org\n');
    writeFileSync(own, smallContract.replaceAll('trips', 'people'));
    expect((await runCommand('check', people, '--contract', own, '--write-bundle', shown)).status).toBe(0);
    expect(readFileSync(shown, 'utf8')).not.toMatch(/navy|bletchley|analytical/);
  });

  it('goes on from the bundle that was read: another version of the artifact, and no second contract of the same text', async () => {
    writeFileSync(table, 'id,rider\n1,Grace\n2,Alan\n');
    const next = inside('next.json');
    const given = [table, '--contract', contract, '--bundle', written, '--write-bundle', next];
    expect((await runCommand('check', ...given)).status).toBe(0);
    const { workspace } = await opened(next);
    const [artifact] = [...workspace.artifacts.values()];
    expect(artifact!.snapshots.map(({ verdict }) => verdict?.verdict)).toEqual(['fail', 'pass']);
    expect(artifact!.contracts).toHaveLength(1);
    expect(workspace.runs.size).toBe(2);
    expect((await runCommand('check', ...given, '--write-bundle', table)).status).toBe(2);
  });
});
