import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { annotate } from '../../src/operations/core/annotate';
import { setContract } from '../../src/operations/contracts/setContract';
import { recordRun } from '../../src/operations/lineage/recordRun';
import { promote } from '../../src/operations/releases/promote';
import { exportBundle } from '../../src/operations/workspaces/bundle';
import { dropFile, testPorts, valueOf } from '../operations/testProject';
import { plainRun } from '../operations/plainRun';
import { runCommand, runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-reproduce-'));
const bundle = path.join(folder, 'bundle.json');
let runId = '';

const contract = `apiVersion: v3.1.0
kind: DataContract
id: trips
version: 1.0.0
status: active
schema:
  - name: trips.csv
    customProperties: [{property: throughlineFreshness, value: {error_after: {count: 1, period: hour}, window: P1D}}]
`;

beforeAll(async () => {
  const ports = testPorts();
  const version = async (name: string) => (await dropFile(ports, name, `id\n${name}\n`)).outcomes[0]!;
  const [trips, model] = [await version('trips.csv'), await version('model.pkl')];
  const digest = 'a'.repeat(64);
  const run = valueOf(
    await recordRun(ports, {
      ...plainRun,
      job: { namespace: 'manual', name: 'train' },
      inputs: [trips],
      outputs: [model],
      codeVersion: '4f2c9d1',
      environment: `image@sha256:${digest}`,
      parameters: { depth: 3 },
      seed: 7,
    }),
  );
  runId = run.value;
  valueOf(await annotate(ports, trips.snapshotId, { kind: 'licence', expression: 'CC-BY-NC-4.0' }));
  valueOf(await setContract(ports, trips.artifactId, contract));
  const { artifactId, snapshotId } = model;
  valueOf(
    await promote(ports, {
      artifactId,
      snapshotId,
      alias: 'production',
      follows: null,
      rules: new Map(),
      reason: 'it is good',
    }),
  );
  writeFileSync(bundle, valueOf(await exportBundle(ports, null)));
  writeFileSync(path.join(folder, 'trips.csv'), 'id\ntrips.csv\n');
});

interface Said {
  readonly holds: boolean | null;
  readonly things: readonly {
    readonly weakest: string | null;
    readonly runs: readonly {
      readonly clauses: readonly { readonly clause: string; readonly holds: boolean | null }[];
    }[];
  }[];
}

describe('reproduce', () => {
  it('says clause by clause what is known of a run; bytes are verified where files have them', async () => {
    const files = ['--files', path.join(folder, 'trips.csv')];
    const { status, value } = await runJson('reproduce', runId, '--bundle', bundle, ...files);
    expect(status).toBe(2);
    const { clauses } = (value as Said).things[0]!.runs[0]!;
    expect(Object.fromEntries(clauses.map(({ clause, holds }) => [clause, holds]))).toEqual({
      inputsPinned: true,
      bytesVerified: true,
      codePinned: true,
      treeClean: null,
      environmentPinned: true,
      parametersRecorded: true,
      seedRecorded: true,
      outputsDigested: true,
    });
    const without = await runJson('reproduce', runId, '--bundle', bundle);
    expect((without.value as Said).things[0]!.runs[0]!.clauses[1]).toMatchObject({ holds: null });
  });

  it('is false where other bytes stand in the place of an input', async () => {
    const other = path.join(mkdtempSync(path.join(tmpdir(), 'throughline-other-')), 'trips.csv');
    writeFileSync(other, 'id\n2\n');
    expect((await runCommand('reproduce', runId, '--bundle', bundle, '--files', other)).status).toBe(1);
  });

  it('names the weakest link of a model and of a release, and writes the plan', async () => {
    const plan = path.join(folder, 'plan.sh');
    const { status, value } = await runJson(
      'reproduce',
      '--alias',
      'production',
      '--bundle',
      bundle,
      '--plan',
      plan,
    );
    expect(status).toBe(2);
    expect((value as Said).things).toMatchObject([{ name: 'model.pkl v1', holds: null, weakest: runId }]);
    const text = readFileSync(plan, 'utf8');
    expect(text).toContain(`# 1 of 1: train, run ${runId}`);
    expect(text).toContain("'trips.csv' | sha256sum -c -");
    expect(text).toContain("echo 'no command is recorded of train' >&2; exit 2");
    expect(await runJson('reproduce', 'model.pkl', '--bundle', bundle)).toMatchObject({
      value: { holds: null },
    });
    expect((await runCommand('reproduce', 'nothing', '--bundle', bundle)).status).toBe(2);
  });
});

describe('reproduce --rerun', () => {
  const rerun = async (text: string, ...more: string[]) => {
    const second = path.join(mkdtempSync(path.join(tmpdir(), 'throughline-rerun-')), 'model.pkl');
    writeFileSync(second, text);
    const { status, value } = await runJson(
      'reproduce',
      'model.pkl',
      '--bundle',
      bundle,
      '--rerun',
      second,
      ...more,
    );
    const [run] = (value as { things: { runs: { rerun: object }[] }[] }).things[0]!.runs;
    return { status, rerun: run!.rerun };
  };

  it('verifies the run by the same bytes, and is broken by others where no tolerance is stated', async () => {
    expect(await rerun('id\nmodel.pkl\n')).toMatchObject({
      status: 2,
      rerun: { kind: 'verified', by: 'digest', outputs: [{ name: 'model.pkl', kind: 'equal' }] },
    });
    expect(await rerun('id\nother\n')).toMatchObject({
      status: 1,
      rerun: { kind: 'broken', by: null, outputs: [{ message: 'other bytes, and no tolerance was stated' }] },
    });
  });

  it('refuses a tolerance that is no number', async () => {
    expect((await runCommand('reproduce', 'model.pkl', '--bundle', bundle, '--psi', 'x')).status).toBe(2);
  });
});

describe('a bundle', () => {
  it('tells the licences that a model inherits, with their way', async () => {
    const { status, value } = await runJson('licence', '--bundle', bundle, '--policy', 'commercial-use');
    expect(status).toBe(1);
    expect(value).toMatchObject({
      works: [
        {
          name: 'model.pkl',
          licence: null,
          inputs: [{ name: 'trips.csv → model.pkl', expression: 'CC-BY-NC-4.0' }],
          verdict: 'fail',
        },
      ],
    });
  });

  it('tells when versions arrived, how the objective was kept, and what is stale downstream', async () => {
    // The version arrived on 2026-03-12 shortly after midnight.
    const { status, value } = await runJson('freshness', '--bundle', bundle, '--at', '2026-03-12T04:00:00Z');
    expect(status).toBe(1);
    expect(value).toMatchObject({
      verdict: 'fail',
      checks: [{ path: 'trips.csv', attainment: { lateness: { count: 0, p50: null }, outOfOrder: 0 } }],
      downstream: [{ name: 'model.pkl', kind: 'model', verdict: 'fail', way: ['trips.csv', 'model.pkl'] }],
    });
    const attained = (value as { checks: { attainment: { attained: number } }[] }).checks[0]!.attainment
      .attained;
    expect(attained).toBeCloseTo(0.25, 2);
  });
});
