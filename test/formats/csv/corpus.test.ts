import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultReadOptions } from '../../../src/table/schema';
import { sharedFolder } from '../../sharedFolder';
import { readText } from './readText';

interface CorpusCounts {
  readonly encoding: string;
  readonly delimiter: string;
  readonly dataRows: number;
  readonly columns: number;
  readonly raggedRows: number;
  readonly emptyCells: number;
}

interface CorpusFile {
  readonly file: string;
  readonly kind: string;
  readonly counts: CorpusCounts;
}

const corpus = sharedFolder?.corpus;
const files =
  corpus === undefined
    ? []
    : (JSON.parse(readFileSync(path.join(corpus, 'INDEX.json'), 'utf8')) as CorpusFile[]).filter(
        ({ kind }) => kind === 'csv/tsv',
      );

describe.skipIf(corpus === undefined)('real delimited files', () => {
  it('are many', () => {
    expect(files.length).toBeGreaterThan(40);
  });

  it.for(files.map(({ file, counts }) => [file, counts] as const))('%s', async ([file, counts]) => {
    const bytes = readFileSync(path.join(corpus!, file));
    const table = await readText(bytes, { pieceByteLength: 20_000 });
    if (counts.raggedRows > 0) {
      const badRows = { count: counts.raggedRows, rowCount: counts.dataRows };
      expect(table).toMatchObject({ ok: false, error: { kind: 'raggedRow', badRows } });
      const options = { ...defaultReadOptions, skipBadRows: true, maxBadShare: 1 };
      const read = await readText(bytes, { options });
      expect(read.ok && read.value.reading.rowCount).toBe(counts.dataRows - counts.raggedRows);
      return;
    }
    if (!table.ok) throw new Error(JSON.stringify(table.error));
    const { reading, profile, delimiter } = table.value;
    expect({ rows: reading.rowCount, columns: reading.columns.length, delimiter }).toEqual({
      rows: counts.dataRows,
      columns: counts.columns,
      delimiter: counts.delimiter === 'TAB' ? '\t' : counts.delimiter,
    });
    const nullCount = profile.columns.reduce((sum, column) => sum + column.nullCount, 0);
    expect(nullCount).toBe(counts.emptyCells);
  });
});
