import { describe, expect, it } from 'vitest';

import { annotate } from '../../../src/operations/core/annotate';
import { findingKinds, type FindingKind } from '../../../src/operations/findings/findingKinds';
import { storedDrift } from '../../../src/operations/findings/storedDrift';
import { findingsOf } from '../../../src/operations/findings/findingsOf';
import { pairTestSets } from '../../../src/operations/findings/pairTestSets';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import type { OperationPorts } from '../../../src/operations/core/ports';
import { addMeasurements } from '../../../src/operations/releases/addMeasurements';
import { plainRun } from '../plainRun';
import { dropFile, testPorts, valueOf, workspaceOf } from '../testProject';

const watchOf = ({ store }: OperationPorts) => ({
  driftOf: storedDrift(store),
  pause: () => Promise.resolve(),
});

async function found(ports: OperationPorts, kind: FindingKind) {
  const findings = await findingsOf(ports, await workspaceOf(ports), watchOf(ports));
  return findings
    .filter((finding) => finding.kind === kind)
    .map(({ subject, found: words }) => [subject.name, words]);
}

const side = ({ artifactId, snapshotId }: { artifactId: never; snapshotId: never }) => ({
  artifactId,
  snapshotId,
});

async function drop(ports: OperationPorts, path: string, text: string) {
  return (await dropFile(ports, path, text)).outcomes[0]!;
}

describe('what is found', () => {
  it('is one digest under two names, unless a link says that one is made of the other', async () => {
    const ports = testPorts();
    const one = await drop(ports, 'a.csv', 'x\n1\n');
    const two = await drop(ports, 'b.csv', 'x\n1\n');
    await drop(ports, 'empty.txt', '');
    await drop(ports, 'void.txt', '');
    expect(await found(ports, 'sameBytes')).toEqual([['a.csv', 'v1 has the bytes of b.csv.']]);
    const job = { namespace: 'jobs', name: 'copy' };
    valueOf(
      await recordRun(ports, {
        ...plainRun,
        job,
        inputs: [side(one as never)],
        outputs: [side(two as never)],
      }),
    );
    expect(await found(ports, 'sameBytes')).toEqual([]);
  });

  it('is a version that no run wrote, where runs wrote the others', async () => {
    const ports = testPorts();
    const raw = await drop(ports, 'raw.csv', 'x\n1\n');
    const clean = await drop(ports, 'clean.csv', 'x\n2\n');
    const job = { namespace: 'jobs', name: 'clean' };
    valueOf(
      await recordRun(ports, {
        ...plainRun,
        job,
        inputs: [side(raw as never)],
        outputs: [side(clean as never)],
      }),
    );
    expect(await found(ports, 'noProducer')).toEqual([]);
    await drop(ports, 'clean.csv', 'x\n3\n');
    expect(await found(ports, 'noProducer')).toEqual([
      ['clean.csv', 'v2 was written by no run, as others were by clean.'],
    ]);
  });

  it('is a model of which nothing is upstream, until a run says what it read', async () => {
    const ports = testPorts();
    const data = await drop(ports, 'train.csv', 'x\n1\n');
    const model = await drop(ports, 'model.bin', 'weights');
    expect(await found(ports, 'unknownTraining')).toEqual([
      ['model.bin', 'The training data of v1 is not known.'],
    ]);
    const job = { namespace: 'jobs', name: 'train' };
    valueOf(
      await recordRun(ports, {
        ...plainRun,
        job,
        inputs: [side(data as never)],
        outputs: [side(model as never)],
      }),
    );
    expect(await found(ports, 'unknownTraining')).toEqual([]);
  });

  it('is a missing owner, until one is set', async () => {
    const ports = testPorts();
    const { snapshotId } = await drop(ports, 'train.csv', 'x\n1\n');
    expect(await found(ports, 'noOwner')).toEqual([['train.csv', 'It has no owner.']]);
    valueOf(await annotate(ports, snapshotId, { kind: 'owner', name: 'Data team' }));
    expect(await found(ports, 'noOwner')).toEqual([]);
  });

  it('is a tail that grew from one measured version to the next', async () => {
    const ports = testPorts();
    const first = await drop(ports, 'api.json', '{"v":1}');
    const second = await drop(ports, 'api.json', '{"v":2}');
    const values = Array.from({ length: 100 }, (_, at) => at + 1);
    const draft = { metric: 'latency_ms', unit: 'ms', cases: null, source: 'by hand' };
    valueOf(
      await addMeasurements(ports, [
        { ...draft, snapshotId: first.snapshotId, values },
        {
          ...draft,
          snapshotId: second.snapshotId,
          values: values.map((value) => (value > 85 ? value * 3 : value)),
        },
      ]),
    );
    const [[name, words] = []] = await found(ports, 'tailGrew');
    expect(name).toBe('api.json');
    expect(words).toMatch(
      /^latency_ms of v2 against v1: p95 was 9\d to \d+ and is 2\d\d to \d+ \(95 % intervals\)/,
    );
  });

  it('is listed with why it matters and what to do, by kind', async () => {
    const ports = testPorts();
    await drop(ports, 'a.csv', 'x\n1\n');
    await drop(ports, 'b.csv', 'x\n1\n');
    const findings = await findingsOf(ports, await workspaceOf(ports), watchOf(ports));
    expect(findings.map(({ kind }) => kind)).toEqual(['sameBytes', 'noOwner', 'noOwner']);
    for (const { why, todo } of findings)
      expect([why, todo].every((words) => words.endsWith('.'))).toBe(true);
    expect(new Set(findingKinds).size).toBe(findingKinds.length);
  });
});

describe('a test set', () => {
  it('is paired with the training set of its name and folder', () => {
    const paths = [
      'd/train.csv',
      'd/test.csv',
      'd/val.csv',
      'other/test.csv',
      'x_train.parquet',
      'x_test.parquet',
      'contest.csv',
      'train/a.csv',
      'valid/a.csv',
      'latest.csv',
    ];
    expect(pairTestSets(paths)).toEqual([
      { training: 'd/train.csv', test: 'd/test.csv' },
      { training: 'd/train.csv', test: 'd/val.csv' },
      { training: 'x_train.parquet', test: 'x_test.parquet' },
      { training: 'train/a.csv', test: 'valid/a.csv' },
    ]);
  });
});
