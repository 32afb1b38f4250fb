import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waiveClause } from '../../src/operations/contracts/waive';
import { exportBundle } from '../../src/operations/workspaces/bundle';
import { smallContract } from '../operations/storedRecords';
import { importFile } from '../../src/operations/workspaces/importFile';
import { dropFile, testPorts, valueOf, workspaceOf } from '../operations/testProject';
import { runCommand, runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-waivers-'));
const inside = (name: string): string => path.join(folder, name);
const [table, contract, bundle] = [inside('trips.csv'), inside('trips.odcs.yaml'), inside('bundle.json')];
const given = [table, '--contract', contract, '--bundle', bundle];

describe('check with waivers in a bundle', () => {
  beforeAll(async () => {
    writeFileSync(table, 'id,fare\n1,2\n,3\n');
    writeFileSync(contract, smallContract);
    const ports = testPorts();
    const { artifactId } = (await dropFile(ports, 'trips.csv', 'id,fare\n1,2\n')).outcomes[0]!;
    const of = { clause: 'required', column: 'id', use: 0 };
    const waiver = { artifactId, of, author: 'Ada', reason: 'the source is mended', until: '2026-03-31' };
    valueOf(await waiveClause(ports, waiver));
    writeFileSync(bundle, valueOf(await exportBundle(ports, null)));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows a waived failure as failing and waived, and does not stop for it, until its end has passed', async () => {
    expect((await runCommand('check', ...given.slice(0, 3))).status).toBe(1);
    const during = await runJson('check', ...given, '--strict', '--at', '2026-03-31T23:59:59Z');
    expect(during.status).toBe(0);
    const { verdict, checks } = during.value as { verdict: string; checks: Record<string, unknown>[] };
    expect(verdict).toBe('warn');
    expect(checks.find(({ clause }) => clause === 'required')).toMatchObject({
      verdict: 'fail',
      waiver: { author: 'Ada', reason: 'the source is mended', until: '2026-03-31' },
    });
    expect(checks.filter((each) => 'waiver' in each)).toHaveLength(1);
    const after = await runJson('check', ...given, '--at', '2026-04-01T00:00:00Z');
    expect(after.status).toBe(1);
    expect(after.value).toMatchObject({ verdict: 'fail' });
  });

  it('says so in words and in every report', async () => {
    const targets = ['--junit', inside('j.xml'), '--sarif', inside('s.json'), '--markdown', inside('m.md')];
    const ran = await runCommand('check', ...given, ...targets, '--github', '--at', '2026-03-20T00:00:00Z');
    expect(ran.status).toBe(0);
    const words = 'waived by Ada until 2026-03-31: the source is mended';
    expect(ran.stdout).toContain(words);
    expect(ran.stdout).toContain('1 of them waived');
    expect(ran.stdout).toMatch(new RegExp(`::warning .*${words}`));
    expect(ran.stdout).not.toContain('::error');
    expect(readFileSync(inside('j.xml'), 'utf8')).toContain(`<skipped type="fail" message="fail, ${words}`);
    expect(readFileSync(inside('m.md'), 'utf8')).toMatch(new RegExp(`- fail \\(waived\\): .*${words}`));
    const sarif = JSON.parse(readFileSync(inside('s.json'), 'utf8')) as {
      runs: { results: Record<string, unknown>[] }[];
    };
    expect(sarif.runs[0]!.results[0]).toMatchObject({
      suppressions: [{ kind: 'external', status: 'accepted', justification: words }],
    });
  });

  it('waives a clause of the graph with the artifact that the contract judges, or with the contract itself', async () => {
    const graph = `${smallContract}customProperties: [{property: throughlineLineage, value: [{rule: count, of: jobs, minimum: 1}]}]\n`;
    const [own, written, again] = [inside('graph.odcs.yaml'), inside('run.json'), inside('again.json')];
    writeFileSync(own, graph);
    writeFileSync(inside('trips.csv'), 'id,fare\n1,2\n');
    const events = inside('events.json');
    writeFileSync(
      events,
      JSON.stringify([
        { eventTime: '2026-03-04T00:00:00Z', dataset: { namespace: 'file', name: 'a.csv', facets: {} } },
      ]),
    );
    for (const [paths, subject] of [
      [[table, events], 'trips.csv'],
      [[events], 'graph.odcs.yaml'],
    ] as const) {
      const asked = [...paths, '--contract', own, '--lineage', '--at', '2026-03-20T00:00:00Z'];
      const ran = await runCommand('check', ...asked, '--write-bundle', written);
      expect([ran.status, ran.stderr]).toEqual([1, '']);
      const ports = testPorts();
      valueOf(await importFile(ports, { path: 'run.json', text: readFileSync(written, 'utf8') }));
      const view = [...(await workspaceOf(ports)).artifacts.values()].find(({ name }) =>
        name.endsWith(subject),
      )!;
      const said = view.snapshots.at(-1)!.verdict!;
      expect(said.checks.find(({ clause }) => clause === 'count')).toMatchObject({ verdict: 'fail' });
      const of = { clause: 'count', column: null, use: 0 };
      const waiver = { of, author: 'Ada', reason: 'there is no job yet', until: '2026-03-31' };
      valueOf(await waiveClause(ports, { ...waiver, artifactId: view.artifact.id }));
      writeFileSync(again, valueOf(await exportBundle(ports, null)));
      expect((await runCommand('check', ...asked, '--bundle', again)).status).toBe(0);
    }
  });
});
