import { describe, expect, it } from 'vitest';
import { readRecordLog } from '../../../src/formats/wandb/recordLog';
import { runRecord } from '../../../src/formats/wandb/runRecord';
import { runStatement } from '../../../src/formats/wandb/runStatement';
import { WarningTally } from '../../../src/formats/warningTally';
import { logOf, smallRecords } from './smallLog';

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const read = (bytes: Uint8Array) => runRecord(readRecordLog(bytes).records, decode);

describe('the log of a run of W&B', () => {
  it('gives the run with its course, artifacts and end', () => {
    const statement = runStatement(read(logOf(smallRecords))!, new WarningTally());
    const [run] = statement.runs;
    expect([run!.id, run!.job!.name, run!.course!.state, run!.parameters]).toEqual([
      'r1',
      'team/shop/train',
      'failed',
      { lr: 0.1 },
    ]);
    // Two steps: 2.5 at step 0 and 1.5 s after the start, NaN at step 1 without a time.
    expect(read(logOf(smallRecords))!.metrics).toEqual([
      { name: 'loss', packed: '0 1796000001500 2.5;1 - NaN' },
    ]);
    expect(run!.metrics).toEqual({ rows: 150 });
    expect(statement.links.map(({ role, dataset }) => [role, dataset.name, dataset.version?.name])).toEqual([
      ['output', 'team/shop/wilt', 'd'.repeat(32)],
      ['input', 'team/shop/readings', 'v3'],
    ]);
    expect(statement.aliases).toEqual([
      { name: 'best', namespace: 'wandb', dataset: 'team/shop/wilt', version: 'd'.repeat(32) },
    ]);
    expect(statement.datasets.map(({ name, namespace }) => [namespace, name])).toContainEqual([
      's3://b',
      'k',
    ]);
  });

  it('names the files that it logged, and counts them', () => {
    const warnings = new WarningTally();
    runStatement(read(logOf(smallRecords))!, warnings);
    expect(warnings.list()).toContainEqual({
      message: 'a file that was logged, such as an image or a table, is kept with the run and not read',
      place: 'media/a.png',
      count: 1,
    });
  });

  it('is the same however its records are cut into chunks', () => {
    for (const cut of [0, 1, 5, 20])
      expect(read(logOf(smallRecords, cut))).toEqual(read(logOf(smallRecords)));
  });

  it('ends where it is damaged, and says how much was lost', () => {
    const bytes = logOf(smallRecords);
    bytes[bytes.length - 1]! ^= 1;
    const { records, lostByteLength } = readRecordLog(bytes);
    expect([records.length, lostByteLength > 0]).toEqual([smallRecords.length - 1, true]);
    expect(read(bytes)!.exitCode).toBeNull();
  });
});
