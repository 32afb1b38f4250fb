import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-scope-'));
const file = path.join(folder, 'events.jsonl');
afterAll(() => rmSync(folder, { recursive: true }));

/** raw → clean → table → train → model, and a job that has nothing to do with these. */
beforeAll(() => {
  const event = (job: string, inputs: string[], outputs: string[], at: number) => ({
    eventType: 'COMPLETE',
    eventTime: new Date(Date.UTC(2026, 0, at)).toISOString(),
    run: { runId: `00000000-0000-4000-8000-00000000000${at}` },
    job: { namespace: 'etl', name: job },
    inputs: inputs.map((name) => ({ namespace: 'lake', name })),
    outputs: outputs.map((name) => ({ namespace: 'lake', name })),
    producer: 'https://example.org/test',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  });
  const events = [
    event('clean', ['raw'], ['table'], 1),
    event('train', ['table'], ['model'], 2),
    event('other', ['raw'], ['report'], 3),
    event('model', ['table'], ['figures'], 4),
  ];
  writeFileSync(file, events.map((each) => `${JSON.stringify(each)}\n`).join(''));
});

/** The names of what an export has, of a graph as CSV. */
async function exported(...flags: readonly string[]) {
  const { status, stdout, stderr } = await runCommand('lineage', file, '--export', 'openlineage', ...flags);
  if (status !== 0) return stderr;
  const events = JSON.parse(stdout) as {
    job?: { name: string };
    dataset?: { name: string };
    inputs?: { name: string }[];
    outputs?: { name: string }[];
  }[];
  return [
    ...new Set(
      events.flatMap(({ job, dataset, inputs, outputs }) =>
        [job, dataset, ...(inputs ?? []), ...(outputs ?? [])].flatMap((each) => each?.name ?? []),
      ),
    ),
  ].sort();
}

describe('an export of a part of the graph', () => {
  it('is all that a node came from and all that came of it', async () => {
    expect(await exported('--within', 'train')).toEqual(['clean', 'model', 'raw', 'table', 'train']);
  });

  it('is exactly what is named, with the links between that', async () => {
    expect(await exported('--only', 'table', '--only', 'train')).toEqual(['table', 'train']);
    expect(await exported('--only', 'raw', '--only', 'lake/model')).toEqual(['model', 'raw']);
  });

  it('refuses a name that is nothing’s, or more than one thing’s, and both ways at once', async () => {
    expect(await exported('--within', 'nobody')).toContain('no dataset and no job is called "nobody"');
    expect(await exported('--within', 'model')).toContain('write "lake/model" or "etl/model"');
    expect(await exported('--within', 'raw', '--only', 'raw')).toContain('exclude each other');
    expect((await runJson('lineage', file, '--within', 'raw')).status).toBe(2);
  });
});
