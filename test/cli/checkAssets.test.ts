import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addMeasurements } from '../../src/operations/releases/addMeasurements';
import { exportBundle } from '../../src/operations/workspaces/bundle';
import { dropFile, testPorts, valueOf } from '../operations/testProject';
import { runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-assets-'));
const inside = (name: string): string => path.join(folder, name);
const write = (name: string, text: string): string => {
  mkdirSync(path.dirname(inside(name)), { recursive: true });
  writeFileSync(inside(name), text);
  return inside(name);
};
const contractOf = (name: string, property: string, value: string): string =>
  write(
    `${name}.odcs.yaml`,
    `apiVersion: v3.1.0\nkind: DataContract\nid: c\nversion: 1.0.0\nstatus: active\nschema:\n  - name: ${name}\n    customProperties: [{property: ${property}, value: ${value}}]\n`,
  );

async function said(...given: string[]): Promise<readonly [number | null, ...string[]]> {
  const { status, value } = await runJson('check', ...given);
  const { checks } = value as { checks: { clause: string; verdict: string }[] };
  return [status, ...checks.map(({ clause, verdict }) => `${clause} ${verdict}`)];
}

describe('check of what is no table', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('judges a folder as a whole by its number and kinds of files', async () => {
    write('images/a.png', 'a');
    write('images/deep/b.png', 'b');
    const right = contractOf('images', 'throughlineFiles', '{minimum: 2, kinds: [png]}');
    expect(await said(inside('images'), '--contract', right)).toEqual([0, 'throughlineFiles pass']);
    write('images/c.txt', 'c');
    expect(await said(inside('images'), '--contract', right)).toEqual([1, 'throughlineFiles fail']);
  });

  it('holds a table against the signature of a model', async () => {
    write('model/MLmodel', `signature:\n  inputs: '[{"name": "fare", "type": "double"}]'\n`);
    const contract = contractOf('trips', 'throughlineSignature', `{model: ${inside('model')}}`);
    expect(await said(write('trips.csv', 'fare\n1\n'), '--contract', contract)).toEqual([
      0,
      'throughlineSignature pass',
    ]);
    expect(await said(write('trips.csv', 'tip\n1\n'), '--contract', contract)).toEqual([
      1,
      'throughlineSignature fail',
    ]);
    const absent = contractOf('trips', 'throughlineSignature', 'nowhere');
    expect(await said(inside('trips.csv'), '--contract', absent)).toEqual([
      2,
      'throughlineSignature unknown',
    ]);
  });

  it('judges metrics of a model and latencies of an endpoint by what a bundle knows', async () => {
    const ports = testPorts();
    const { snapshotId } = (await dropFile(ports, 'api.bin', 'weights')).outcomes[0]!;
    const measured = {
      metric: 'latency_ms',
      unit: 'ms',
      values: [100, 200, 300],
      cases: null,
      source: 'by hand',
    };
    valueOf(await addMeasurements(ports, [{ ...measured, snapshotId }]));
    const bundle = write('bundle.json', valueOf(await exportBundle(ports, null)));
    const model = write('api.bin', 'weights');
    const at = (maximum: number) =>
      contractOf('api', 'throughlineMetric', `{metric: latency_ms, statistic: p95, maximum: ${maximum}}`);
    // p95 of 100, 200, 300 is 290.
    expect(await said(model, '--contract', at(290), '--bundle', bundle)).toEqual([
      0,
      'throughlineMetric pass',
    ]);
    expect(await said(model, '--contract', at(289), '--bundle', bundle)).toEqual([
      1,
      'throughlineMetric fail',
    ]);
    expect(await said(model, '--contract', at(290))).toEqual([2, 'throughlineMetric unknown']);
  });
});
