import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/formats/detectFormat';
import { sharedFolder } from '../sharedFolder';
import { ingestPath } from './ingestBytes';

interface CorpusFile {
  readonly file: string;
  readonly size: number;
  readonly sha256: string;
  readonly md5: string;
  readonly kind: string;
  readonly counts?: {
    readonly rows?: number;
    readonly readRows?: number;
    readonly dataRows?: number;
    readonly columns?: number;
    readonly distinctKeys?: number;
  };
}

const corpus = sharedFolder?.corpus ?? '';
const index = sharedFolder
  ? (JSON.parse(readFileSync(path.join(corpus, 'INDEX.json'), 'utf8')) as CorpusFile[])
  : [];
const at = (file: string): string => path.join(corpus, file);

/** Files that are refused, and why; each reason is in the corpus' own notes. */
const refused: readonly [RegExp, string][] = [
  [/bad_data\//, 'malformedParquet'],
  [/\.parquet\.encrypted$/, 'unsupported'],
  // Two texts of 1 GiB each.
  [/large_string_map\.brotli\.parquet$/, 'tooLarge'],
  // Five rows have a field more than the header.
  [/indikator\.csv$/, 'raggedRow'],
];

describe.skipIf(!sharedFolder)('the files of the corpus', () => {
  it('all have the digests that the index has, and are refused only with reason', async () => {
    for (const entry of index) {
      const { digest, md5, byteLength, failure } = await ingestPath(at(entry.file));
      const expected = refused.find(([pattern]) => pattern.test(entry.file))?.[1] ?? null;
      expect([entry.file, digest, md5, byteLength, failure?.kind ?? null]).toEqual([
        entry.file,
        entry.sha256,
        entry.md5,
        entry.size,
        expected,
      ]);
    }
  });

  it('that are Parquet, CSV or TSV have the rows and columns that others count', async () => {
    let checked = 0;
    for (const { file, kind, counts = {} } of index.filter((entry) => /^(parquet|csv)/.test(entry.kind))) {
      const { table } = await ingestPath(at(file));
      const rows = counts.dataRows ?? counts.readRows;
      if (!table || rows === undefined) continue;
      expect([file, table.reading.rowCount]).toEqual([file, rows]);
      if (counts.columns !== undefined)
        expect([file, kind, table.reading.columns.length]).toEqual([file, kind, counts.columns]);
      checked++;
    }
    expect(checked).toBeGreaterThan(90);
  });

  it('that are arrays of objects, or objects by line, are tables with as many rows', async () => {
    let checked = 0;
    for (const { file, counts = {} } of index.filter((entry) => entry.kind === 'json array')) {
      const { table } = await ingestPath(at(file));
      if (!table) continue;
      expect([file, table.reading.rowCount]).toEqual([file, counts.rows]);
      checked++;
    }
    expect(checked).toBeGreaterThan(50);
  });

  it('that are OpenLineage are recognised, and nothing else is taken for it', () => {
    const missed: string[] = [];
    for (const { file, kind } of index) {
      const isRecognised = detectFormat(file, readFileSync(at(file))).name === 'openlineage';
      if (isRecognised !== kind.startsWith('OpenLineage event')) missed.push(file);
    }
    // The first has neither a time nor a state: a part of an event. The others are events, and are called YAML.
    const isEventInYaml = (file: string): boolean => /structured_logs\/.*_OL\.yaml$/.test(file);
    expect(missed.filter((file) => !isEventInYaml(file))).toEqual([
      expect.stringMatching(/pysparkRDDWithParquet\.json$/),
    ]);
  });

  it('of Parquet survive any byte being cut off or changed', async () => {
    const { ingestBytes } = await import('./ingestBytes');
    const bytes = readFileSync(at('apache+parquet-testing/data/alltypes_dictionary.parquet'));
    for (let place = 0; place < bytes.length; place += 7) {
      const cut = await ingestBytes('cut.parquet', bytes.subarray(0, place));
      expect(cut.failure?.kind).toBe('malformedParquet');
      const changed = Buffer.from(bytes);
      changed[place]! ^= 0xff;
      const { table, failure } = await ingestBytes('changed.parquet', changed);
      expect((table === null) !== (failure === null)).toBe(true);
    }
  });
});
