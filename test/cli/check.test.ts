import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-check-'));

function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const contract = fileOf(
  'orders.odcs.yaml',
  `apiVersion: v3.1.0
kind: DataContract
id: shop
version: 2.0.0
status: active
schema:
  - name: orders
    properties:
      - {name: id, primaryKey: true, classification: PII}
      - {name: note}
      - name: amount
        logicalType: number
        logicalTypeOptions: {minimum: 10}
        quality: [{metric: nullValues, mustBe: 0, severity: info}]
`,
);
// The second row is of two lines, so that the third begins in line 5.
const orders = fileOf('orders.csv', 'id,note,amount\n1,a,10\n2,"b\nc",11\n3,d,9.99\n');

describe('check', () => {
  it('ends with 1 where a clause fails, and names clause, version, line and masked key', async () => {
    const { status, stdout } = await runCommand('check', orders, '--contract', contract, '--json');
    expect(status).toBe(1);
    const said = JSON.parse(stdout) as { verdict: string; checks: { pointer: string }[] };
    expect(said.verdict).toBe('fail');
    const pointer = '/schema/0/properties/2/logicalTypeOptions/minimum';
    expect(said.checks.find((each) => each.pointer === pointer)).toMatchObject({
      path: orders,
      contract,
      version: '2.0.0',
      clause: 'minimum',
      column: 'amount',
      verdict: 'fail',
      severity: null,
      failing: { count: 1, rows: [{ line: 5, key: { id: '(masked)' } }] },
    });
  });

  it('ends with 0 for a warning, and with 1 where warnings count', async () => {
    const warned = fileOf('warned.csv', 'id,note,amount\n1,a,\n');
    const bound = ['--contract', `${contract}=${warned}`];
    expect((await runCommand('check', ...bound)).status).toBe(0);
    expect((await runCommand('check', ...bound, '--strict')).status).toBe(1);
  });

  it('ends with 2 where nothing is bound, a file is not there, or the contract is none', async () => {
    expect((await runCommand('check', orders)).status).toBe(2);
    const other = fileOf('other.csv', 'a,b\n1,2\n');
    expect((await runCommand('check', other, '--contract', contract)).status).toBe(2);
    expect((await runCommand('check', '--contract', `${contract}=${folder}/none.csv`)).status).toBe(2);
    expect((await runCommand('check', orders, '--contract', other)).status).toBe(2);
  });
});
