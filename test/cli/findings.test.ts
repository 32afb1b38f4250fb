import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { exportBundle } from '../../src/operations/workspaces/bundle';
import { dropFile, testPorts, valueOf } from '../operations/testProject';
import { runCommand, runJson } from './runCommand';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-findings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

// Row 2 of the test set is row 1 of the training set under another id, and row 3 is row 2 with another label.
const train = write('split/train.csv', 'id,age,city,label\n1,31,Oslo,0\n2,40,Bergen,1\n3,28,Oslo,1\n');
const test = write('split/test.csv', 'id,age,city,label\n7,50,Oslo,1\n8,31,Oslo,0\n9,40,Bergen,0\n');

describe('throughline findings', () => {
  it('finds rows of a test set in its training set, without ids, with the target and without it', async () => {
    const { status, value } = await runJson('findings', path.join(folder, 'split'));
    expect(status).toBe(1);
    expect(value).toMatchObject({
      findings: [{ kind: 'leakage', subject: { name: test }, others: [{ name: train }] }],
      leakage: [
        {
          training: train,
          test,
          columns: ['age', 'city', 'label'],
          leftOut: ['id'],
          target: 'label',
          whole: { count: 1, share: 1 / 3, rows: [{ test: 2, training: 1 }] },
          withoutTarget: {
            count: 2,
            rows: [
              { test: 2, training: 1 },
              { test: 3, training: 2 },
            ],
          },
        },
      ],
      problems: [],
    });
  });

  it('answers 0 where only other kinds are to fail it, and where nothing is found', async () => {
    const split = path.join(folder, 'split');
    expect((await runCommand('findings', split, '--fail-on', 'sameBytes')).status).toBe(0);
    const other = write('other.csv', 'id,age,city,label\n1,99,Rome,0\n');
    const clean = await runCommand('findings', '--train', train, '--test', other);
    expect(clean).toMatchObject({ status: 0, stdout: 'nothing found\n' });
  });

  it('does not say that nothing is found where a path could not be read', async () => {
    const ran = await runCommand('findings', path.join(folder, 'absent'));
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toContain('absent: there is no such file or folder');
  });

  it('finds in lineage what a run read and its job does not declare', async () => {
    const job = { namespace: 'jobs', name: 'train' };
    const dataset = (name: string) => ({ namespace: 'files', name });
    const events = [
      {
        eventTime: '2026-01-01T00:00:00Z',
        producer: 'https://example.org',
        schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent',
        job,
        inputs: [dataset('a.csv')],
        outputs: [dataset('m')],
      },
      {
        eventTime: '2026-01-01T01:00:00Z',
        eventType: 'COMPLETE',
        producer: 'https://example.org',
        schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
        run: { runId: '0190a5d0-0000-7000-8000-000000000001' },
        job,
        inputs: [dataset('a.csv'), dataset('b.csv')],
        outputs: [dataset('m')],
      },
    ];
    const file = write('events.jsonl', events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    expect(await runJson('findings', file, '--fail-on', 'undeclaredInput')).toMatchObject({
      status: 1,
      value: {
        findings: expect.arrayContaining([
          expect.objectContaining({ kind: 'undeclaredInput', others: [dataset('b.csv')] }),
        ]) as unknown,
      },
    });
  });

  it('answers 2 for a path that is not there, and for usage', async () => {
    expect((await runCommand('findings', path.join(folder, 'none'))).status).toBe(2);
    expect((await runCommand('findings')).status).toBe(2);
    expect((await runCommand('findings', test, '--train', train)).status).toBe(2);
    expect((await runCommand('findings', test, '--fail-on', 'luck')).status).toBe(2);
  });

  it('accepts a finding with a reason in a bundle, where it does not count any more', async () => {
    const ports = testPorts();
    await dropFile(ports, 'a.csv', 'x\n1\n');
    await dropFile(ports, 'b.csv', 'x\n1\n');
    const bundle = write('bundle.json', valueOf(await exportBundle(ports, null)));
    const accepted = path.join(folder, 'accepted.json');
    const found = (await runJson('findings', '--bundle', bundle)).value as {
      findings: { kind: string; subject: { name: string } }[];
    };
    const { kind, subject } = found.findings[0]!;
    const named = `${kind}:${subject.name}`;
    const run = await runJson(
      'findings',
      ...[
        '--bundle',
        bundle,
        '--accept',
        named,
        '--reason',
        'known',
        '--by',
        'Ana',
        '--write-bundle',
        accepted,
      ],
    );
    expect((run.value as { findings: unknown[] }).findings[0]).toMatchObject({
      kind,
      accepted: { reason: 'known', actor: 'Ana' },
    });
    const again = (await runJson('findings', '--bundle', accepted)).value as typeof found;
    expect(again.findings[0]).toMatchObject({ kind, accepted: { reason: 'known', actor: 'Ana' } });
    expect((await runCommand('findings', '--bundle', bundle, '--accept', named)).status).toBe(2);
    const luck = ['--accept', 'noOwner:nobody', '--reason', 'x', '--write-bundle', accepted];
    expect((await runCommand('findings', '--bundle', bundle, ...luck)).status).toBe(2);
  });
});
