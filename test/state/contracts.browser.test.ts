import { describe, expect, it } from 'vitest';

import type { SnapshotView } from '../../src/operations/core/workspace';
import { watchedServices } from './watchedServices';

const page = watchedServices();

const orders = 'id,customer\n1,a\n2,b\n3,x\n';

const head = `apiVersion: v3.1.0
kind: DataContract
id: shop
version: 1.0.0
status: active
`;

const customers = `  - name: customers
    properties:
      - name: key
        logicalType: string
`;

async function drop(path: string, text: string): Promise<SnapshotView> {
  const versions = () => page.workspace?.artifactNamed('file', path)?.snapshots ?? [];
  const before = versions().length;
  page.services.drop([{ kind: 'file', path, file: new File([text], path), handle: null }]);
  await expect.poll(() => versions().length).toBe(before + 1);
  return versions()[before]!;
}

/** By clause, what the contract says of a version when it is judged now. */
async function judged(version: SnapshotView, contract: string): Promise<Record<string, string>> {
  const set = await page.services.contracts.set(version.artifactId, contract);
  expect(set).toMatchObject({ ok: true });
  const said = await page.services.contracts.judge(
    { snapshotId: version.snapshot.id, title: 'orders.csv v1' },
    orders.length,
  );
  if (!said?.ok || said.value === null) throw new Error('it was not judged');
  return Object.fromEntries(
    said.value.checks.map(({ clause, verdict, message }) => [clause, `${verdict}: ${message}`]),
  );
}

describe('a version that is judged on the page', () => {
  it('is held against the other tables of its contract, and says which are not here', async () => {
    const version = await drop('orders.csv', orders);
    const contract = `${head}schema:
  - name: orders
    quality:
      - {type: sql, query: 'SELECT COUNT(*) FROM orders LEFT JOIN customers ON key = customer WHERE key IS NULL', mustBe: 1}
    properties:
      - name: customer
        relationships: [{to: customers.key}]
${customers}`;
    const alone = await judged(version, contract);
    expect(alone['relationship']).toBe(
      'unknown: the object "customers" was not read: no artifact has the name customers',
    );
    expect(alone['sql']).toContain('unknown: no such table: customers; customers: no artifact');
    await drop('customers.csv', 'key\na\nb\n');
    const together = await judged(version, contract);
    expect(together['relationship']).toContain('fail: 1 row refers to no row of customers (key)');
    expect(together['sql']).toBe('pass: the query gives 1; mustBe 1');
  });

  it('is judged again when a table changes that its contract looks at, and not when another does', async () => {
    const version = await drop('orders.csv', orders);
    await drop('customers.csv', 'key\na\nb\n');
    const contract = `${head}schema:
  - name: orders
    properties:
      - name: customer
        relationships: [{to: customers.key}]
${customers}`;
    expect((await judged(version, contract))['relationship']).toContain('fail: 1 row');
    const now = () => page.workspace!.snapshots.get(version.snapshot.id)?.verdict;
    await expect.poll(() => now()?.verdict).toBe('fail');
    const before = now()?.at;
    await drop('others.csv', 'key\nx\n');
    expect(now()?.at).toBe(before);
    await drop('customers.csv', 'key\na\nb\nx\n');
    await expect.poll(() => now()?.verdict).toBe('pass');
    await drop('customers.csv', 'key\na\n');
    await expect.poll(() => now()?.verdict).toBe('fail');
  });

  it('is held against the artifact that a person chose, where two have the name', async () => {
    const version = await drop('orders.csv', orders);
    await drop('customers.csv', 'key\na\n');
    await drop('old/customers.csv', 'key\na\nb\nx\n');
    const contract = (own: string): string => `${head}schema:
  - name: orders
    properties:
      - name: customer
        relationships: [{to: customers.key}]
${customers}${own}`;
    expect((await judged(version, contract('')))['relationship']).toContain(
      'several artifacts have its name: customers.csv, old/customers.csv',
    );
    const chosen = '    customProperties: [{property: throughlineArtifact, value: old/customers.csv}]\n';
    expect((await judged(version, contract(chosen)))['relationship']).toContain(
      'pass: every value is one of',
    );
  });

  it('ends a query that does not come back, and judges all else', async () => {
    const version = await drop('orders.csv', orders);
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n';
    const said = await judged(
      version,
      `${head}schema:
  - name: orders
    quality:
      - {type: sql, query: '${endless}', mustBe: 1}
    properties:
      - {name: id, required: true}
`,
    );
    expect(said['sql']).toBe('unknown: it took longer than 5 seconds, and was ended');
    expect(said['required']).toContain('pass');
  });

  it('is judged with the graph, which has the version that was just dropped', async () => {
    const version = await drop('orders.csv', orders);
    const said = await judged(
      version,
      `${head}schema: [{name: orders, properties: [{name: id}]}]
customProperties:
  - property: throughlineLineage
    value: [{rule: noCycle}, {rule: count, of: artifacts, minimum: 2}]
`,
    );
    expect(said).toMatchObject({ noCycle: 'pass: there is no cycle' });
    expect(said['count']).toContain('fail: 1 artifacts');
  });

  it('is unknown where the contract cannot be judged by, and the verdict says why', async () => {
    const version = await drop('orders.csv', orders);
    const said = await judged(
      version,
      `${head}schema: [{name: a, properties: []}, {name: b, properties: []}]\n`,
    );
    expect(said).toEqual({
      contract:
        'unknown: it could not be judged: it has several objects, and none has the name of orders.csv',
    });
    const again = await drop('orders.csv', `${orders}4,c\n`);
    await expect
      .poll(() => page.workspace!.snapshots.get(again.snapshot.id)?.verdict?.verdict)
      .toBe('unknown');
  });
});
