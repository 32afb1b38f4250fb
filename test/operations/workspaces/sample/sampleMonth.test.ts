import { describe, expect, it } from 'vitest';

import { sampleMonths } from '../../../../src/operations/workspaces/sample/sampleMonth';
import { evaluate, fitLinear } from '../../../../src/operations/workspaces/sample/linearModel';

const monthsOfSeedSeven = sampleMonths(7);

function table(month: number, path: string): string[][] {
  const file = monthsOfSeedSeven[month]?.files.find((candidate) => candidate.path === path);
  if (!file) throw new Error(`no ${path}`);
  return file.text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}

function meanTemperature(month: number): number {
  const values = table(month, 'raw/weather.csv')
    .slice(1)
    .flatMap((row) => (row[2] ? [Number(row[2])] : []));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('the sample project', () => {
  it('is the same for the same seed, to the byte', () => {
    expect(sampleMonths(7)).toEqual(monthsOfSeedSeven);
    expect(sampleMonths(8)).not.toEqual(monthsOfSeedSeven);
  });

  it('has a column more from the third month on', () => {
    expect(table(1, 'raw/trips.csv')[0]).not.toContain('bike_type');
    expect(table(2, 'raw/trips.csv')[0]).toContain('bike_type');
  });

  it('only appends to the stations', () => {
    const before = monthsOfSeedSeven[1]?.files.find((file) => file.path === 'raw/stations.csv')?.text ?? '';
    const after = monthsOfSeedSeven[2]?.files.find((file) => file.path === 'raw/stations.csv')?.text ?? '';
    expect(after.startsWith(before)).toBe(true);
    expect(after.length).toBeGreaterThan(before.length);
  });

  it('lets the temperature jump where the sensor was exchanged', () => {
    // A month warms by 0.2 degrees and its weather by chance; the new sensor adds 6.
    expect(Math.abs(meanTemperature(2) - meanTemperature(1))).toBeLessThan(2);
    expect(meanTemperature(3) - meanTemperature(2)).toBeGreaterThan(4);
  });

  it('has one failed training, which wrote nothing', () => {
    const failed = monthsOfSeedSeven.flatMap((month) => month.runs).filter((run) => run.state === 'failed');
    expect(failed).toHaveLength(1);
    expect(failed[0]?.outputs).toEqual([]);
  });

  it('names only files that the month has, made before they are read', () => {
    for (const month of monthsOfSeedSeven) {
      const made = new Set(month.files.map((file) => file.path).filter((path) => path.startsWith('raw/')));
      for (const run of month.runs) {
        for (const input of run.inputs) expect(made).toContain(input);
        for (const output of run.outputs) made.add(output);
      }
    }
  });
});

describe('least squares', () => {
  it('finds the line through points that lie on one', () => {
    // y = 3 + 2x
    const model = fitLinear([[0], [1], [2]], [3, 5, 7]);
    expect(model.weights[0]).toBeCloseTo(3, 4);
    expect(model.weights[1]).toBeCloseTo(2, 4);
  });

  it('measures the error on other points', () => {
    // The line y = x is off by 1 and by 3: mean 2, root of (1 + 9) / 2.
    expect(evaluate({ weights: [0, 1] }, [[1], [2]], [2, 5])).toEqual({ mae: 2, rmse: Math.sqrt(5) });
  });
});
