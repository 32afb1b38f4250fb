import { describe, expect, it } from 'vitest';
import { noTolerance } from '../../../src/gates/reproducibility/tolerance';
import {
  compareOutput,
  compareRerun,
  storedOutputs,
  type OutputFacts,
} from '../../../src/operations/lineage/compareRerun';
import { recordRun } from '../../../src/operations/lineage/recordRun';
import { plainRun } from '../plainRun';
import { dropFile, ingest, testPorts, valueOf, workspaceOf } from '../testProject';

/** A file as the real readers see it; its cells as written, by commas. */
async function factsOf(path: string, text: string): Promise<OutputFacts> {
  const { digest, table } = await ingest(path, text);
  const [head = '', ...rows] = text.trim().split('\n');
  return {
    digest,
    logicalDigest: table?.reading.logicalDigest ?? null,
    profile: () => Promise.resolve(table?.profile ?? null),
    cells: () => Promise.resolve({ columnNames: head.split(','), rows: rows.map((row) => row.split(',')) }),
  };
}

const lines = (values: readonly number[]) =>
  `id,score\n${values.map((value, at) => `${at},${value}\n`).join('')}`;
const first = Array.from({ length: 200 }, (_, at) => at / 10);

describe('[R10] an output of a second run', () => {
  it('is equal by the strictest of what tells it, which the verdict names', async () => {
    const one = await factsOf('a.csv', lines([0.5, 1]));
    expect(await compareOutput(one, one, noTolerance)).toMatchObject({ kind: 'equal', by: 'digest' });
    const turned = await factsOf('a.csv', 'score,id\n1,1\n0.5,0\n');
    expect(await compareOutput(one, turned, noTolerance)).toMatchObject({
      kind: 'equal',
      by: 'logicalDigest',
    });
    const near = await factsOf('a.csv', lines([0.5001, 1]));
    expect(await compareOutput(one, near, noTolerance)).toMatchObject({ kind: 'differs', by: null });
    const stated = { ...noTolerance, absolute: 0.001 };
    expect(await compareOutput(one, near, stated)).toMatchObject({ kind: 'equal', by: 'cells' });
    expect(await compareOutput(one, near, { ...noTolerance, absolute: 1e-6 })).toMatchObject({
      kind: 'differs',
      message: 'row 1 of score was 0.5 and is 0.5001',
    });
  });

  it('is equal by PSI where that of every column is below the limit', async () => {
    const one = await factsOf('a.csv', lines(first));
    const near = await factsOf('a.csv', lines(first.map((value) => value + 0.01)));
    const far = await factsOf('a.csv', lines(first.map((value) => value + 15)));
    const stated = { ...noTolerance, psi: 0.1 };
    expect(await compareOutput(one, near, stated)).toMatchObject({ kind: 'equal', by: 'psi' });
    expect(await compareOutput(one, far, stated)).toMatchObject({ kind: 'differs' });
  });
});

describe('[R11] a second run', () => {
  it('verifies by metrics that the first run told, breaks it by others, and else leaves it claimed', async () => {
    const ports = testPorts();
    const [output] = (await dropFile(ports, 'out/metrics.bin', 'whatever')).outcomes;
    const job = { namespace: 'jobs', name: 'train' };
    const draft = { ...plainRun, job, outputs: [output!], metrics: { auc: 0.81 } };
    valueOf(await recordRun(ports, draft));
    const workspace = await workspaceOf(ports);
    const [run] = workspace.runs.values();
    const file = (auc: number) => ({
      path: 'again/metrics.bin',
      digest: 'f'.repeat(64),
      logicalDigest: null,
      profile: () => Promise.resolve(null),
      cells: () => Promise.resolve({ columnNames: ['auc'], rows: [[String(auc)]] }),
    });
    const known = { ...file(0), digest: 'e'.repeat(64), cells: () => Promise.resolve(null) };
    const stated = { ...noTolerance, metric: 0.01 };
    const verdict = (files: Parameters<typeof compareRerun>[2]) =>
      compareRerun(workspace, run!, files, stated, () => known);
    expect(await verdict([file(0.815)])).toMatchObject({ kind: 'verified', by: 'metrics' });
    expect(await verdict([file(0.9)])).toMatchObject({
      kind: 'broken',
      outputs: [{ message: 'the metric auc was 0.81 and is 0.9' }],
    });
    expect(await verdict([])).toMatchObject({ kind: 'claimed', outputs: [{ file: null }] });
  });

  it('is held against the first within a tolerance where both are stored', async () => {
    const ports = testPorts();
    const texts = [lines([0.5, 1]), lines([0.5001, 1])];
    for (const text of texts) {
      const [output] = (await dropFile(ports, 'out/scores.csv', text)).outcomes;
      valueOf(
        await recordRun(ports, {
          ...plainRun,
          job: { namespace: 'jobs', name: 'score' },
          outputs: [output!],
        }),
      );
    }
    const workspace = await workspaceOf(ports);
    const [one, other] = [...workspace.runs.values()];
    const facts = new Map<string, OutputFacts>();
    for (const text of texts) {
      const own = await factsOf('scores.csv', text);
      facts.set(own.digest!, own);
    }
    const stored: Parameters<typeof storedOutputs>[2] = ({ snapshot }) => facts.get(snapshot.digest!)!;
    const verdict = (absolute: number) =>
      compareRerun(
        workspace,
        one!,
        storedOutputs(workspace, other!, stored),
        { ...noTolerance, absolute },
        stored,
      );
    expect(await verdict(0.001)).toMatchObject({ kind: 'verified', by: 'cells' });
    expect(await verdict(1e-6)).toMatchObject({ kind: 'broken', by: null });
  });
});
