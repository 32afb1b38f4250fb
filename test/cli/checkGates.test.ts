import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { setObjective } from '../../src/operations/contracts/setObjective';
import { setPolicies } from '../../src/operations/lineage/setPolicies';
import { setLicence } from '../../src/operations/lineage/setLicence';
import { recordRun } from '../../src/operations/lineage/recordRun';
import { exportBundle } from '../../src/operations/workspaces/bundle';
import { plainRun } from '../operations/plainRun';
import { dropFile, testPorts, valueOf } from '../operations/testProject';
import { runCommand, runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-check-gates-'));

function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const said = async (...given: readonly string[]) => {
  const { status, value } = await runJson('check', ...given);
  const { checks } = value as {
    readonly checks: readonly {
      readonly clause: string;
      readonly verdict: string;
      readonly evidence: { readonly message: string };
    }[];
  };
  return {
    status,
    checks: checks.map(({ clause, verdict, evidence }) => [clause, verdict, evidence.message]),
  };
};

/** People's addresses train a model that an endpoint serves. */
async function project() {
  const ports = testPorts();
  const rows = Array.from({ length: 40 }, (_, at) => `rider${at}@example.org,${at}`).join('\n');
  const take = async (name: string, text: string) => (await dropFile(ports, name, text)).outcomes[0]!;
  const people = await take('people.csv', `email,fare\n${rows}\n`);
  const model = await take('fare.pkl', 'weights\u0000');
  const api = (await dropFile(ports, 'api.json', '{"a": 1}', { artifactKind: 'endpoint' })).outcomes[0]!;
  const job = (name: string) => ({ namespace: 'manual', name });
  valueOf(await recordRun(ports, { ...plainRun, job: job('train'), inputs: [people], outputs: [model] }));
  valueOf(await recordRun(ports, { ...plainRun, job: job('deploy'), inputs: [model], outputs: [api] }));
  return { ports, people, model };
}

describe('check with a bundle', () => {
  it('judges objectives and policies that people set, and says which personal data reaches an endpoint', async () => {
    const { ports, people } = await project();
    const plain = fileOf('plain.json', valueOf(await exportBundle(ports, null)));
    const reaches = ['privacy', 'warn', 'api.json: email reaches it, by people.csv → fare.pkl → api.json'];
    expect(await said('--bundle', plain)).toEqual({ status: 0, checks: [reaches] });
    expect((await runCommand('check', '--bundle', plain, '--strict')).status).toBe(1);
    valueOf(await setObjective(ports, people.snapshotId, null, { error_after: 'PT1H' }));
    valueOf(await setLicence(ports, people.snapshotId, 'CC-BY-NC-4.0'));
    valueOf(await setPolicies(ports, ['commercial-use']));
    const bundle = fileOf('bundle.json', valueOf(await exportBundle(ports, null)));
    const { status, checks } = await said('--bundle', bundle, '--at', '2099-01-01T00:00:00Z');
    expect(status).toBe(1);
    expect(checks.map(([clause, verdict]) => [clause, verdict])).toEqual([
      ['freshness', 'fail'],
      ['licence', 'fail'],
      ['licence', 'fail'],
      ['privacy', 'warn'],
    ]);
    expect(checks[1]![2]).toContain('people.csv → fare.pkl');
  });
});

describe('check with paths', () => {
  it('judges what a source of dbt states among the paths, without a contract', async () => {
    const sources = fileOf(
      'sources.yml',
      'version: 2\nsources:\n  - name: raw\n    tables:\n      - name: orders\n        freshness:\n          error_after: {count: 1, period: hour}\n',
    );
    const orders = fileOf('orders.csv', 'x\n1\n');
    const { status, checks } = await said(sources, orders, '--at', '2099-01-01T00:00:00Z');
    expect([status, checks.map(([clause, verdict]) => [clause, verdict])]).toEqual([
      1,
      [['freshness', 'fail']],
    ]);
    expect((await said(sources, orders)).status).toBe(0);
  });

  it('refuses where nothing says by what to judge', async () => {
    const { status, stderr } = await runCommand('check', fileOf('alone.csv', 'x\n1\n'));
    expect([status, stderr.includes('--contract names the contract')]).toEqual([2, true]);
  });
});
