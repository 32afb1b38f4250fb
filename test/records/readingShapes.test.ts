import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { nodeIngestPorts } from '../../src/cli/nodePorts';
import { ingestFile } from '../../src/formats/ingest';
import { madeReading } from '../../src/operations/taking/madeReading';
import { recordShapes } from '../../src/records/recordShapes';
import { defaultReadOptions } from '../../src/table/schema';
import { sharedFolder } from '../sharedFolder';
import { ingest } from '../operations/testProject';

const folders = sharedFolder
  ? [
      path.join(sharedFolder.cases, 'tables'),
      path.join(sharedFolder.cases, 'samples'),
      path.join(sharedFolder.cases, 'hostile'),
      path.join(sharedFolder.corpus, 'tables'),
    ].filter((folder) => existsSync(folder))
  : [];
const files = folders.flatMap((folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? path.join(folder, entry.name) : [],
  ),
);

describe('what reading a table gives', () => {
  it.each(files)('has the shape that a store and a bundle ask for: %s', async (file) => {
    const bytes = new Uint8Array(readFileSync(file));
    const source = {
      byteLength: bytes.length,
      read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)),
    };
    const options = { path: path.basename(file), options: defaultReadOptions, prefix: null };
    const never = { aborted: false, throwIfAborted: () => undefined };
    const read = await ingestFile(source, options, nodeIngestPorts, never);
    const made = read.ok ? madeReading(read.value) : null;
    if (!made) return;
    expect(recordShapes.readings(made.reading)).toBeNull();
    if (made.profile)
      expect(recordShapes.profiles({ key: made.reading.key, profile: made.profile })).toBeNull();
  });

  it('adds up where there are more values than a sketch keeps', async () => {
    const rows = Array.from(
      { length: 60_000 },
      (_, index) => `${Math.sin(index)},${index % 7 === 0 ? '' : index}`,
    );
    const made = madeReading(await ingest('many.csv', `a,b\n${rows.join('\n')}\n`))!;
    const { profile } = made;
    expect(profile!.columns[0]!.numbers!.quantiles.maxRankError).toBeGreaterThan(0);
    expect(recordShapes.profiles({ key: 'k', profile })).toBeNull();
  });

  it('is refused where its figures cannot be', async () => {
    const { profile } = madeReading(await ingest('t.csv', 'a\n1\n2\n3\n'))!;
    const [column] = profile!.columns;
    const numbers = column!.numbers!;
    const fault = (change: object) =>
      recordShapes.profiles({
        key: 'k',
        profile: { rowCount: 3, columns: [{ ...column, numbers: { ...numbers, ...change } }] },
      })?.message;
    const quantiles = (values: readonly number[], weights: readonly number[]) => ({
      quantiles: { values: Float64Array.from(values), weights: Float64Array.from(weights), maxRankError: 0 },
    });
    expect(fault({})).toBeUndefined();
    expect(fault(quantiles([2, 1, 3], [1, 1, 1]))).toBe('expected finite values, ascending');
    expect(fault(quantiles([1, 2, 3], [1, 1, 0]))).toBe('expected weights above 0');
    expect(fault(quantiles([1, 2, 3], [1, 1, 2]))).toMatch(/another number of values/);
    expect(fault({ min: 4, max: 3 })).toMatch(/least value above/);
    expect(fault({ count: 4 })).toMatch(/another number of values/);
  });
});
