import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWritten } from './readWritten';
import { ingestBytes, ingestPath } from './ingestBytes';

/** What pyarrow says of a table; `make.py` beside the files wrote both. */
interface Said {
  readonly rowCount: number;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly cells: readonly (string | number | null)[];
  }[];
}

const folder = path.resolve(import.meta.dirname, '../fixtures/columnar');
const files = readdirSync(folder).filter((name) => /\.(parquet|arrows?|feather)$/.test(name));

function saidOf(file: string): Said {
  const name = `${file.split('.')[0]!}.json`;
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Said;
}

/** Whether a cell is what pyarrow says: a number where it is the same double, or float; fractions of seconds with or without zeros. */
function isSame(written: string | null, said: string | number | null, type: string): boolean {
  if (typeof said === 'number') {
    const value = written === null ? Number.NaN : Number(written);
    return value === said || Math.fround(value) === said;
  }
  const plain = (text: string | null): string | null => {
    if (text === null || text === '') return null;
    if (type === 'number') return /^nan$/i.test(text) ? null : text.replace(/^(-?)inf$/, '$1Infinity');
    return type === 'time' || type === 'timestamp' ? text.replace(/\.?0+(?=Z?$)/, '') : text;
  };
  return plain(written) === plain(said);
}

describe('what pyarrow wrote', () => {
  it.each(files)('%s is read as pyarrow reads it', async (file) => {
    const said = saidOf(file);
    const bytes = readFileSync(path.join(folder, file));
    const { rows } = await readWritten(file, bytes);
    const { table, failure } = await ingestPath(path.join(folder, file));
    expect(failure).toBeNull();
    expect(rows.length).toBe(said.rowCount);
    expect(table!.reading.rowCount).toBe(said.rowCount);
    expect(table!.reading.columns.map(({ type }) => type)).toEqual(said.columns.map(({ type }) => type));
    said.columns.forEach(({ name, type, cells }, column) => {
      const wrong = cells.flatMap((cell, row) => {
        const written = rows[row]![column] ?? null;
        return isSame(written, cell, type) ? [] : [{ name, row, written, said: cell }];
      });
      expect(wrong).toEqual([]);
      if (!file.startsWith('twice.')) expect(table!.reading.columns[column]!.name).toBe(name);
    });
  });

  it('one table has one logical digest, whatever the format, codec and pages', async () => {
    for (const name of ['nests', 'long', 'decimals', 'noRows', 'nulls']) {
      const digests = new Map<string, string>();
      for (const file of files.filter((other) => other.startsWith(`${name}.`))) {
        const { table } = await ingestPath(path.join(folder, file));
        digests.set(file, table!.reading.logicalDigest);
      }
      expect(digests.size).toBeGreaterThan(5);
      expect([name, new Set(digests.values()).size]).toEqual([name, 1]);
    }
  });

  it('a map has one digest in all formats that have maps, and one with a key twice loses nothing', async () => {
    const digestOf = async (name: string, bytes: string | Uint8Array): Promise<string | undefined> =>
      (await ingestBytes(name, bytes)).table?.reading.logicalDigest;
    const parquet = await digestOf('maps.parquet', readFileSync(path.join(folder, 'maps.parquet')));
    const arrow = await digestOf('maps.arrow', readFileSync(path.join(folder, 'maps.plain.arrow')));
    const lines = [
      '{"id":1,"m":{"k":1}}',
      '{"id":2,"m":{"k":1,"k":2}}',
      '{"id":3,"m":{"b":1,"a":2}}',
      '{"id":4,"m":{}}',
    ];
    expect(parquet).toBeDefined();
    expect(arrow).toBe(parquet);
    expect(await digestOf('maps.jsonl', lines.join('\n'))).toBe(parquet);
    expect(await digestOf('maps.json', `[${lines.join(',')}]`)).toBe(parquet);
    expect(await digestOf('maps.jsonl', lines.join('\n').replace('"k":1,"k":2', '"k":2'))).not.toBe(parquet);
  });

  it('has a table of cells beside each file', () => {
    for (const file of files) expect(existsSync(path.join(folder, `${file.split('.')[0]!}.json`))).toBe(true);
  });
});
