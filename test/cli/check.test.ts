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

describe('personal data in a check', () => {
  const people = fileOf('people.csv', 'email,fare\nana@example.org,1\nbo@example.org,20\n');
  const promise = (value: string, classification = ''): string =>
    fileOf(
      `people-${value.replaceAll(/\W/g, '')}${classification}.odcs.yaml`,
      `apiVersion: v3.1.0
kind: DataContract
id: people
version: 1.0.0
status: active
schema:
  - name: people
    properties:
      - {name: email, primaryKey: true${classification && `, classification: ${classification}`}}
      - {name: fare, logicalType: number, logicalTypeOptions: {minimum: 10}}
    customProperties:
      - {property: throughlinePrivacy, value: ${value}}
`,
    );
  const judged = async (
    contractFile: string,
  ): Promise<{ verdict: string; text: string; message: string }> => {
    const { stdout } = await runCommand('check', people, '--contract', contractFile, '--json');
    const { checks } = JSON.parse(stdout) as {
      checks: { clause: string; verdict: string; evidence: { message: string } }[];
    };
    const found = checks.find(({ clause }) => clause === 'throughlinePrivacy')!;
    return { verdict: found.verdict, text: stdout, message: found.evidence.message };
  };

  it('[K27] breaks the promise of none, unless the contract classifies the column or allows the kind', async () => {
    const { verdict, message } = await judged(promise('none'));
    expect(verdict).toBe('fail');
    expect(message).toBe('not classified: email holds e-mail addresses (0.99)');
    expect((await judged(promise('none', 'PII'))).verdict).toBe('pass');
    expect((await judged(promise('[email]'))).verdict).toBe('pass');
    expect((await judged(promise('{allowed: [phone], severity: warning}'))).verdict).toBe('warn');
    expect((await judged(promise('[mail]'))).verdict).toBe('unknown');
  });

  it('[K27] masks values of columns that are recognised, as those that the contract classifies', async () => {
    const { text } = await judged(promise('none'));
    expect(text).toContain('(masked)');
    expect(text).not.toContain('ana@example.org');
  });
});
