import { describe, expect, it } from 'vitest';
import { draftsFromColumns, suggestColumns } from '../../../src/operations/releases/measuredColumns';
import type { SnapshotId } from '../../../src/versioning/records';

const table = {
  columnNames: ['case_id', 'score', 'label', 'ms'],
  rows: [
    ['1', '0.5', 'yes', '12'],
    ['2', null, 'no', '14'],
    ['3', '0.75', 'no', '13'],
  ],
};
const of = { snapshotId: 's' as SnapshotId, source: 'scores.csv', unit: null };

describe('columns as measurements', () => {
  it('are suggested: what names each row once is the case, other numbers are metrics', () => {
    expect(suggestColumns(table)).toEqual({ metrics: ['score', 'ms'], cases: { columns: ['case_id'] } });
    expect(suggestColumns({ columnNames: ['value'], rows: [['1'], ['2']] })).toEqual({
      metrics: ['value'],
      cases: null,
    });
  });

  it('leave a row without a value out of that metric, with its case, and count it', () => {
    const byCase = { casesFrom: ['case_id'] };
    expect(draftsFromColumns(table, suggestColumns(table), of)).toEqual({
      ok: true,
      value: [
        { ...of, metric: 'score', values: [0.5, 0.75], cases: ['1', '3'], ...byCase, missingCount: 1 },
        { ...of, metric: 'ms', values: [12, 14, 13], cases: ['1', '2', '3'], ...byCase, missingCount: 0 },
      ],
    });
    expect(draftsFromColumns(table, { metrics: ['ms'], cases: null }, of)).toMatchObject({
      value: [{ cases: null }],
    });
    expect(draftsFromColumns(table, { metrics: ['score'], cases: 'rowNumber' }, of)).toMatchObject({
      value: [{ cases: ['1', '3'] }],
    });
  });

  it('say the row that is no number', () => {
    expect(draftsFromColumns(table, { metrics: ['label'], cases: null }, of)).toEqual({
      ok: false,
      error: 'Row 1 of label is “yes”, and no number',
    });
    const nameless = {
      columnNames: ['id', 'score'],
      rows: [
        ['1', '0.5'],
        [null, '0.7'],
      ],
    };
    expect(draftsFromColumns(nameless, { metrics: ['score'], cases: { columns: ['id'] } }, of)).toEqual({
      ok: false,
      error: 'Row 2 does not say what it is of: id is missing',
    });
  });
});
