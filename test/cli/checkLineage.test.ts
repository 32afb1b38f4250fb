import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-graph-'));
const inside = (name: string): string => path.join(folder, name);

/** raw → clean → train → serve; and a job that reads and writes one table. */
function events(more: readonly (readonly [string, readonly string[], readonly string[]])[] = []): string {
  const jobs = [
    ['clean', ['raw.csv'], ['clean.csv']],
    ['train', ['clean.csv'], ['model.pkl']],
    ['serve', ['model.pkl'], ['api']],
    ...more,
  ] as const;
  const named = (name: string) => ({ namespace: 'files', name });
  return JSON.stringify(
    jobs.map(([name, inputs, outputs], at) => ({
      eventType: 'COMPLETE',
      eventTime: `2026-01-0${at + 1}T00:00:00Z`,
      run: { runId: `0190a6e4-0000-7000-8000-00000000000${at}` },
      job: { namespace: 'jobs', name },
      inputs: inputs.map(named),
      outputs: outputs.map(named),
      producer: 'https://example.com',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json',
    })),
  );
}

const lineage = inside('events.json');
writeFileSync(lineage, events());

interface Check {
  readonly pointer: string;
  readonly clause: string;
  readonly verdict: string;
  readonly evidence: { readonly message: string };
}

function contractWith(rules: readonly string[]): string {
  const file = inside('graph.odcs.yaml');
  writeFileSync(
    file,
    `apiVersion: v3.1.0
kind: DataContract
id: graph
version: 1.0.0
status: active
customProperties:
  - property: throughlineLineage
    value:
${rules.map((rule) => `      - {${rule}}\n`).join('')}`,
  );
  return file;
}

async function said(rules: readonly string[], from = lineage): Promise<readonly Check[]> {
  const { value } = await runJson('check', '--lineage', from, '--contract', contractWith(rules));
  return (value as { checks: readonly Check[] }).checks;
}

async function verdicts(...rules: readonly string[]): Promise<readonly string[]> {
  return (await said(rules)).map(({ verdict }) => verdict);
}

describe('[K25] check --lineage', () => {
  it('judges links, by one job and over any number of them', async () => {
    expect(
      await verdicts(
        'rule: link, from: raw.csv, to: clean.csv',
        'rule: link, from: raw.csv, to: model.pkl',
        'rule: link, from: raw.csv, to: model.pkl, exists: false',
        'rule: reaches, from: raw.csv, to: api',
        'rule: reaches, from: api, to: raw.csv',
        'rule: reaches, from: raw.csv, to: nothing',
        `rule: reaches, from: raw.csv, to: api, digest: ${'a'.repeat(64)}`,
      ),
    ).toEqual(['pass', 'fail', 'pass', 'pass', 'fail', 'unknown', 'unknown']);
  });

  it('judges producers, and counts of a selection', async () => {
    expect(
      await verdicts(
        'rule: produced',
        'rule: produced, sources: [raw.csv]',
        // Of seven nodes, four are artifacts; downstream of clean are clean itself, the model and the endpoint.
        'rule: count, of: artifacts, minimum: 4, maximum: 4',
        'rule: count, of: artifacts, downstreamOf: clean.csv, maximum: 3',
        'rule: count, of: artifacts, downstreamOf: clean.csv, maximum: 2',
        'rule: count, of: links, minimum: 6, maximum: 6',
        'rule: count, of: jobs, downstreamOf: clean.csv, upstreamOf: model.pkl, minimum: 1, maximum: 1',
        'rule: count, of: edges, minimum: 1',
        'rule: never',
      ),
    ).toEqual(['fail', 'pass', 'pass', 'pass', 'fail', 'pass', 'pass', 'unknown', 'unknown']);
  });

  it('finds a cycle, and inputs that nobody declared', async () => {
    const circle = inside('circle.json');
    writeFileSync(circle, events([['back', ['api'], ['raw.csv']]]));
    const [clean] = await said(['rule: noCycle']);
    expect(clean?.verdict).toBe('pass');
    const [cycle, declared] = await said(['rule: noCycle, severity: warning', 'rule: declared'], circle);
    expect([cycle?.verdict, cycle?.pointer]).toEqual(['warn', '/customProperties/0/value/0']);
    expect(cycle?.evidence.message).toMatch(/ → .* → /);
    expect(declared?.evidence.message).toContain('clean reads raw.csv, which is not declared');
  });

  it('is asked for by its flag: without it, such clauses are not checked', async () => {
    const contract = contractWith(['rule: noCycle']);
    const data = inside('t.csv');
    writeFileSync(data, 'a\n1\n');
    const { stdout } = await runCommand('check', '--contract', contract, data, '--json');
    expect((JSON.parse(stdout) as { checks: Check[] }).checks.map(({ verdict }) => verdict)).toEqual([
      'notChecked',
    ]);
    expect((await runCommand('check', '--lineage', '--contract', contract)).status).toBe(2);
    expect((await runCommand('check', '--lineage', lineage)).status).toBe(2);
  });
});
