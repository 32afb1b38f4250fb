import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contractText, verdictsOf } from '../formats/odcs/judgeTexts';
import { runJson } from './runCommand';

const csv = 'id,amount,name\n1,2.5,a\n2,,b\n3,7,a\n';

async function verdict(rule: string): Promise<string | undefined> {
  const contract = contractText(
    `      - {name: id, logicalType: integer}\n      - {name: amount, logicalType: number}\n      - {name: name, logicalType: string}`,
    `    quality: [{type: sql, ${rule}}]`,
  );
  return (await verdictsOf(contract, csv))['/schema/0/quality/0'];
}

describe('[K26] a rule in SQL', () => {
  it.each([
    ["query: 'SELECT COUNT(*) FROM {object}', mustBe: 3", 'pass'],
    ["query: 'SELECT COUNT(*) FROM ${table}', mustBe: 4", 'fail'],
    ["query: 'SELECT COUNT(*) = 3 FROM t', mustBe: true", 'pass'],
    ["query: 'SELECT MAX(amount) FROM t', mustBeLessThan: 7", 'fail'],
    ["query: 'SELECT MAX(amount) FROM t', mustBeBetween: [2, 8]", 'pass'],
    ["query: 'SELECT AVG(amount) FROM t', mustBeGreaterThan: 4.7", 'pass'],
    [`query: 'SELECT name FROM t WHERE id = 1', mustBe: a`, 'pass'],
    ["query: 'WITH d AS (SELECT DISTINCT name FROM t) SELECT COUNT(*) FROM d', mustBe: 2", 'pass'],
    ["query: 'SELECT COUNT(*) FROM t WHERE amount IS NULL', mustBe: 1, severity: info", 'pass'],
    ["query: 'SELECT 1', mustBe: 2, severity: info", 'warn'],
  ])('%s', async (rule, wanted) => {
    expect(await verdict(rule)).toBe(wanted);
  });

  it.each([
    ["query: 'SELECT no_such FROM t', mustBe: 1"],
    ["query: 'DROP TABLE t', mustBe: 0"],
    ["query: 'SELECT 1; DROP TABLE t', mustBe: 1"],
    ["query: 'WITH d AS (SELECT 1) DELETE FROM t', mustBe: 1"],
    ["query: 'SELECT id FROM t', mustBe: 1"],
    ["query: 'SELECT id FROM t WHERE id = 9', mustBe: 1"],
    ["query: 'SELECT 1, 2', mustBe: 1"],
    ["query: 'SELECT NULL', mustBeLessThan: 1"],
    ["query: 'SELECT {property} FROM t', mustBe: 1"],
    ["query: 'SELECT 1', mustBe: 1, mustBeLessThan: 2"],
    ["query: 'SELECT 1'"],
  ])('is unknown: %s', async (rule) => {
    expect(await verdict(rule)).toBe('unknown');
  });

  it('is ended where it takes too long, and says so', async () => {
    const endless =
      "query: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n', mustBe: 1";
    const begun = performance.now();
    expect(await verdict(endless)).toBe('unknown');
    expect(performance.now() - begun).toBeLessThan(20_000);
  }, 30_000);

  it('is of a property, and over all tables of the contract, by the command line', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'throughline-sql-'));
    writeFileSync(path.join(folder, 'a.csv'), 'key\n1\n2\n');
    writeFileSync(path.join(folder, 'b.csv'), 'ref\n1\n1\n5\n');
    const contract = path.join(folder, 'c.odcs.yaml');
    writeFileSync(
      contract,
      `apiVersion: v3.1.0
kind: DataContract
id: c
version: 1.0.0
status: active
servers: [{server: files, type: local, path: '${folder}/{model}.csv', format: csv}]
schema:
  - {name: a, properties: [{name: k, physicalName: key, quality: [{type: sql, query: 'SELECT MAX({property}) FROM {object}', mustBe: 2}]}]}
  - {name: b, quality: [{type: sql, query: 'SELECT COUNT(*) FROM b LEFT JOIN a ON a.key = b.ref WHERE a.key IS NULL', mustBe: 1}]}
`,
    );
    const { status, value } = await runJson('check', '--contract', contract);
    const { checks } = value as { checks: { clause: string; evidence: { message: string } }[] };
    expect([
      status,
      checks.filter(({ clause }) => clause === 'sql').map(({ evidence }) => evidence.message),
    ]).toEqual([0, ['the query gives 2; mustBe 2', 'the query gives 1; mustBe 1']]);
  });
});
