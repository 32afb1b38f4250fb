import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../sharedFolder';
import { runAfter, runCommand } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-reports-'));
const fixtures = path.resolve(import.meta.dirname, '../fixtures/checkReports');
const inside = (name: string): string => path.join(folder, name);
const golden = (name: string): string => readFileSync(path.join(fixtures, name), 'utf8');
const ordersArguments = [
  'check',
  path.join(fixtures, 'orders.csv'),
  '--contract',
  path.join(fixtures, 'orders.odcs.yaml'),
  '--at',
  '2026-01-31T12:00:00Z',
];

describe('the reports of a check', () => {
  it('are what was written by hand for the orders', async () => {
    const targets = ['--junit', inside('j.xml'), '--sarif', inside('s.json'), '--markdown', inside('m.md')];
    const { status } = await runCommand(...ordersArguments, ...targets);
    expect(status).toBe(1);
    expect(readFileSync(inside('j.xml'), 'utf8')).toBe(golden('orders.junit.xml'));
    expect(readFileSync(inside('m.md'), 'utf8')).toBe(golden('orders.comment.md'));
    const sarif = readFileSync(inside('s.json'), 'utf8').replace(/ *"semanticVersion": .*\n/, '');
    expect(JSON.parse(sarif)).toEqual(JSON.parse(golden('orders.sarif.json')));
  });

  it('go to the places that GitHub reads, beside the one JSON value', async () => {
    const summary = inside('summary.md');
    writeFileSync(summary, 'before\n');
    const preload = inside('preload.mjs');
    writeFileSync(preload, `process.env.GITHUB_STEP_SUMMARY = ${JSON.stringify(summary)};`);
    const { stdout, stderr } = await runAfter(preload, ...ordersArguments, '--github', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'fail' });
    expect(stderr.trim().split('\n')).toHaveLength(5);
    expect(stderr).toContain(
      '::error file=test/fixtures/checkReports/orders.odcs.yaml,line=17,title=orders.amount%3A minimum::',
    );
    expect(readFileSync(summary, 'utf8')).toMatch(/^before\n### Throughline: fail\n/);
  });

  it('mask what is personal, and what refers to it, in every output', async () => {
    const contract = inside('people.odcs.yaml');
    writeFileSync(
      contract,
      `apiVersion: v3.1.0
kind: DataContract
id: people
version: 1.0.0
status: active
servers: [{server: files, type: local, path: '${folder}/{model}.csv', format: csv}]
schema:
  - name: people
    properties:
      - {name: email, unique: true, primaryKey: true, classification: PII}
      - {name: seen, logicalType: date, classification: restricted}
  - name: orders
    properties:
      - {name: buyer, primaryKey: true, relationships: [{to: people.email}]}
      - {name: amount, required: true}
slaProperties: [{property: freshness, value: 1, unit: d, element: people.seen}]
`,
    );
    writeFileSync(inside('people.csv'), 'email,seen\nsecret1,2019-09-19\nsecret1,2019-09-19\n');
    writeFileSync(inside('orders.csv'), 'buyer,amount\nsecret2,\nsecret1,3\n');
    const targets = ['--junit', inside('p.xml'), '--sarif', inside('p.json'), '--markdown', inside('p.md')];
    const ran = await runCommand('check', '--contract', contract, ...targets, '--github');
    const json = await runCommand('check', '--contract', contract, '--json');
    const texts = [
      ran.stdout,
      ran.stderr,
      json.stdout,
      ...['p.xml', 'p.json', 'p.md'].map((name) => readFileSync(inside(name), 'utf8')),
    ];
    for (const text of texts) expect(text).not.toMatch(/secret|2019/);
    const { checks } = JSON.parse(json.stdout) as { checks: { clause: string; verdict: string }[] };
    const broken = checks.filter(({ verdict }) => verdict === 'fail').map(({ clause }) => clause);
    expect(broken).toEqual(['unique', 'primaryKey', 'freshness', 'relationship', 'required']);
    expect(json.stdout).toContain('(masked)');
  });

  it('never replace what was read, and say so', async () => {
    const data = inside('kept.csv');
    writeFileSync(data, 'email,amount,note\na,11,b\n');
    const { status, stderr } = await runCommand(
      'check',
      '--contract',
      `${path.join(fixtures, 'orders.odcs.yaml')}=${data}`,
      '--junit',
      data,
    );
    expect(status).toBe(2);
    expect(stderr).toContain('it is the file that is read');
    expect(readFileSync(data, 'utf8')).toBe('email,amount,note\na,11,b\n');
  });
});

const schemaFile =
  sharedFolder && path.join(sharedFolder.corpus, 'oasis-tcs+sarif-spec', 'sarif-schema-2.1.0.json');

describe.skipIf(schemaFile === null)('SARIF', () => {
  it('is valid against its schema', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    (ajvFormats as unknown as (to: Ajv) => void)(ajv);
    const schema = JSON.parse(readFileSync(schemaFile!, 'utf8')) as Record<string, unknown>;
    const validate = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
    validate(JSON.parse(golden('orders.sarif.json')));
    expect(validate.errors).toBeNull();
  });
});
