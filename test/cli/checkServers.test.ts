import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-servers-'));
const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

/** What a contract says whose server has the table there. */
async function said(place: string, format: string, properties: string, ...paths: string[]): Promise<unknown> {
  const contract = write(
    'c.odcs.yaml',
    `apiVersion: v3.1.0
kind: DataContract
id: c
version: 1.0.0
status: active
servers:
  - {server: here, type: local, path: '${path.join(folder, place)}', format: ${format}}
schema:
  - name: orders
    quality: [{metric: rowCount, mustBe: 3}]
    properties: ${properties}
`,
  );
  const { status, value } = await runJson('check', ...paths, '--contract', contract);
  const { checks } = value as {
    checks: { clause: string; verdict: string; evidence: { message: string } }[];
  };
  return [status, ...checks.map(({ clause, verdict }) => `${clause} ${verdict}`)];
}

describe('the local servers of a contract', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('have a table in the files that a pattern finds: keys are looked for in all of them', async () => {
    write('glob/o-1.csv', 'id,x\n1,a\n2,b\n');
    write('glob/o-2.csv', 'x,id\nc,2\n');
    const named = '[{name: id, unique: true}, {name: x}]';
    const expected = [1, 'rowCount pass', 'present pass', 'unique fail', 'present pass'];
    expect(await said('glob/o-*.csv', 'csv', named)).toEqual(expected);
    expect(await said('glo?/**/*.csv', 'csv', named)).toEqual(expected);
    expect(await said('glob/p-*.csv', 'csv', '[{name: id}]')).toEqual([
      2,
      'rowCount unknown',
      'present unknown',
    ]);
  });

  it('have a table in the parts of a folder, whose path gives columns to its rows', async () => {
    write('orders/day=1/a.csv', 'id\n1\n2\n');
    write('orders/day=2/a.csv', 'id\n3\n');
    write('orders/_SUCCESS', '');
    const expected = [0, 'rowCount pass', 'present pass', 'unique pass', 'present pass', 'maximum pass'];
    const named = '[{name: id, unique: true}, {name: day, logicalTypeOptions: {maximum: 2}}]';
    expect(await said('orders', 'csv', named)).toEqual(expected);
    expect(await said('elsewhere', 'csv', named, path.join(folder, 'orders'))).toEqual(expected);
  });

  it('have parts whose columns stand in any order, and are text in all where they are text in one', async () => {
    // By itself the first part has one number twice; with the second its column is text.
    write('codes/a.csv', 'code,n\n1.0,10\n1,20\n');
    write('codes/b.csv', 'n,code\n30,x\n');
    const sum = "{type: sql, query: 'SELECT SUM(n) FROM {object}', mustBe: 60}";
    const kinds = '{type: sql, query: "SELECT COUNT(DISTINCT code) FROM {object}", mustBe: 3}';
    const named = `[{name: code, unique: true, quality: [${sum}, ${kinds}]}, {name: n}]`;
    const checks = ['present pass', 'unique pass', 'sql pass', 'sql pass', 'present pass'];
    expect(await said('codes', 'csv', named)).toEqual([0, 'rowCount pass', ...checks]);
    expect(await said('codes/*.csv', 'csv', named)).toEqual([0, 'rowCount pass', ...checks]);
  });

  it('say the format where the name of a file does not', async () => {
    write('lines.txt', '{"id":1}\n{"id":2}\n{"id":3}\n');
    write('plain', 'id,x\n1,a\n2,b\n3,c\n');
    const typed = '[{name: id, logicalType: integer}]';
    const expected = [0, 'rowCount pass', 'present pass', 'logicalType pass'];
    expect(await said('lines.txt', 'json', typed)).toEqual(expected);
    expect(await said('plain', 'csv', typed)).toEqual(expected);
  });

  it('are unknown where the table keeps a log of its files', async () => {
    write('delta/_delta_log/0.json', '{}');
    write('delta/a.csv', 'id\n1\n2\n3\n');
    const expected = [2, 'rowCount unknown', 'present unknown'];
    expect(await said('delta', 'csv', '[{name: id}]')).toEqual(expected);
    expect(await said('orders', 'delta', '[{name: id}]')).toEqual(expected);
  });
});
