import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../sharedFolder';
import { assertionsOf, madeFolder, readJson, understood } from './madeGraph';

const made = madeFolder('frictionless');

interface ExpectedError {
  readonly type: string;
  readonly fieldName?: string;
  readonly fieldNumber?: number;
  readonly rowNumber?: number;
  readonly cell?: string;
}

describe.skipIf(!sharedFolder)('reports of frictionless', () => {
  const reports = sharedFolder
    ? (
        readJson(made, 'EXPECT.json') as {
          reports: Readonly<Record<string, { valid: boolean; errors: readonly ExpectedError[] }>>;
        }
      ).reports
    : {};

  it.each(Object.keys(reports))('%s gives each error, and whether all holds', async (name) => {
    const { valid, errors } = reports[name]!;
    const { graph, failures, warnings } = await understood(path.join(made, name));
    expect([failures, warnings]).toEqual([[], []]);
    const [dataset, ...others] = graph.datasets;
    expect(others).toEqual([]);
    const told = [dataset!.told, ...dataset!.versions.map((version) => version.told)].find(
      ({ assertions }) => assertions,
    )!;
    expect(told.assertions?.reportedBy).toBe('Frictionless');
    const [first, ...found] = assertionsOf(told);
    expect([first!.assertion, first!.isSuccess]).toEqual(['valid', valid]);
    const shown = found.map(({ assertion, column = '', actual = null, params }) => {
      const { rowNumber, fieldNumber } = params as { rowNumber: number | null; fieldNumber: number | null };
      return [assertion, column, fieldNumber, rowNumber, actual];
    });
    expect(shown).toEqual(
      errors.map(({ type, fieldName = '', fieldNumber = null, rowNumber = null, cell = null }) => [
        type,
        fieldName,
        fieldNumber,
        rowNumber,
        cell,
      ]),
    );
  });

  it('name the file that they are of, and its bytes', async () => {
    const { graph } = await understood(made);
    const orders = graph.datasets.find(({ names }) => names.some(({ name }) => name === 'orders.csv'))!;
    expect(orders.names.map(({ namespace }) => namespace)).toEqual(['file', 'frictionless']);
    expect(orders.versions[0]!.sha256).toBe(
      '12ef3e437820cf436bffa7c0cfdd9be0933484e7d50c024c1d33f787d533d6f9',
    );
  });
});
