import { describe, expect, it } from 'vitest';
import type { SampleTable } from '../../../src/formats/samples/sampleRows';
import { isMissing, sampleOf } from '../../../src/operations/releases/sampleCell';
import { sampleColumns } from '../../../src/operations/releases/sampleColumns';

/** A table from its columns. */
function table(columns: Readonly<Record<string, readonly (string | number | null)[]>>): SampleTable {
  const names = Object.keys(columns);
  const count = Math.max(...names.map((name) => columns[name]!.length));
  return {
    columnNames: names,
    rows: Array.from({ length: count }, (_, row) =>
      names.map((name) => (columns[name]![row] == null ? null : String(columns[name]![row]))),
    ),
  };
}

const scores = [0.5, 0.6, 0.7, 0.8, 0.9, 1];

describe('[G16] what pairs rows', () => {
  const casesOf = (...tables: readonly SampleTable[]) => sampleColumns(tables).cases;

  it('is the column that names each row once on both sides, an integer too, in whatever order', () => {
    const a = table({ doc_id: [0, 1, 2, 3, 4, 5], acc: scores });
    const b = table({ doc_id: [5, 4, 3, 2, 1, 0], acc: scores });
    expect(casesOf(a, b)).toEqual(['doc_id']);
    // Its name need not say so: the same integers on both sides, and another column to judge by.
    const c = table({ planet: [11, 12, 19], acc: [0.5, 0.6, 0.7] });
    const d = table({ planet: [19, 12, 11], acc: [0.6, 0.6, 0.7] });
    expect(sampleColumns([c, d])).toMatchObject({ cases: ['planet'], metrics: ['acc'] });
    // One side may have further rows; three that are there by chance are too few for that.
    const few = table({ planet: [11, 12, 19, 23, 31], acc: [0.5, 0.6, 0.7, 0.8, 0.9] });
    const more = table({ planet: [31, 23, 19, 12, 11, 7], acc: scores });
    expect(casesOf(few, more)).toEqual(['planet']);
    expect(casesOf(c, more)).toBeNull();
  });

  it('is several columns where no one of them names a row', () => {
    const both = { task: ['a', 'a', 'b', 'b'], doc: [0, 1, 0, 1] };
    const [a, b] = [table({ ...both, acc: [1, 0, 1, 0] }), table({ ...both, acc: [1, 1, 1, 0] })];
    expect(sampleColumns([a, b])).toEqual({
      metrics: ['acc'],
      cases: ['task', 'doc'],
      setAside: [
        { column: 'task', reason: 'namesRows' },
        { column: 'doc', reason: 'namesRows' },
      ],
    });
  });

  it('is what has the most rows in common: free answers differ, ids do not', () => {
    const a = table({ answer: ['x', 'y', 'z'], qid: ['q1', 'q2', 'q3'], score: [1, 2, 3] });
    const b = table({ answer: ['x', 'y', 'w'], qid: ['q3', 'q2', 'q1'], score: [1, 2, 4] });
    expect(casesOf(a, b)).toEqual(['qid']);
  });

  it('is none where a name is there twice, or fewer than two rows are in both', () => {
    const score = [1, 2];
    expect(casesOf(table({ id: [1, 1], score }), table({ id: [1, 2], score }))).toBeNull();
    expect(casesOf(table({ id: [1, 2], score }), table({ id: [2, 3], score }))).toBeNull();
    expect(casesOf(table({ id: [1, null], score }), table({ id: [1, 2], score }))).toBeNull();
  });

  it('is never the one column of numbers, nor a metric by its name', () => {
    const [a, b] = [table({ value: [1, 2, 3] }), table({ value: [3, 2, 1] })];
    expect(sampleColumns([a, b])).toEqual({ metrics: ['value'], cases: null, setAside: [] });
    const c = table({ latency_ms: [10, 11, 12], loss: [1, 2, 3] });
    expect(sampleColumns([c, c])).toMatchObject({ metrics: ['latency_ms', 'loss'], cases: null });
  });
});

describe('[G17] what is a metric', () => {
  it('is a column of numbers whose name says no id, seed, fold or step, and that does not count the rows', () => {
    const own = table({
      n: [3, 1, 2, 5, 4, 6],
      seed: [42, 42, 42, 43, 43, 43],
      cv_fold: [0, 1, 2, 0, 1, 2],
      note: ['a', 'a', 'a', 'a', 'a', 'a'],
      empty: [null, null, null, null, null, null],
      train_loss_step: scores,
    });
    expect(sampleColumns([own])).toEqual({
      metrics: ['train_loss_step'],
      cases: ['seed', 'cv_fold'],
      setAside: [
        { column: 'n', reason: 'countsRows' },
        { column: 'seed', reason: 'namesRows' },
        { column: 'cv_fold', reason: 'namesRows' },
        { column: 'note', reason: 'text' },
        { column: 'empty', reason: 'noNumber' },
      ],
    });
    expect(sampleColumns([own], { metric: null, cases: null }).setAside).toContainEqual({
      column: 'seed',
      reason: 'identifierName',
    });
    expect(sampleColumns([own], { metric: 'seed', cases: null }).metrics).toEqual(['seed']);
  });

  it('may lack numbers: what is missing says so in one of many ways, and other words make it text', () => {
    const words = ['', ' ', 'NaN', 'nan', '-inf', 'Infinity', 'N/A', 'None', '<NA>', '-'];
    expect(words.filter((word) => !isMissing(word) || sampleOf(word) !== null)).toEqual([]);
    expect(['0', '1e-3', ' 7 ', '-0.5'].map(sampleOf)).toEqual([0, 0.001, 7, -0.5]);
    expect(['diverged', '1,5', '1e200'].some((word) => isMissing(word) || sampleOf(word) !== null)).toBe(
      false,
    );
    expect(sampleColumns([table({ acc: ['0.8', 'nan', null] })]).metrics).toEqual(['acc']);
    expect(sampleColumns([table({ acc: ['0.8', 'diverged'] })])).toMatchObject({ metrics: [] });
    // Of numbers on one side is enough: every run of the other may be missing.
    const [a, b] = [table({ acc: [0.8, 0.9] }), table({ acc: ['nan', 'nan'] })];
    expect(sampleColumns([a, b]).metrics).toEqual(['acc']);
  });
});
