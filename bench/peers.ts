import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { err, ok, type Result } from '../src/lib/result';
import { secondsOf } from './case';

const run = promisify(execFile);

/** Seconds that the system's own sha256sum takes for a file. */
export function timeSha256sum(file: string): Promise<number> {
  return secondsOf(() => run('sha256sum', [file]));
}

/** Seconds that the system's own md5sum takes for a file. */
export function timeMd5sum(file: string): Promise<number> {
  return secondsOf(() => run('md5sum', [file]));
}

/** Seconds that DuckDB takes, on two threads, to read a CSV and summarize every column. Opening it is not counted. */
export function timeDuckDbSummarize(file: string): Promise<number> {
  return timeDuckDb(`SUMMARIZE SELECT * FROM read_csv(${quoted(file)})`);
}

/** Seconds that DuckDB takes, on two threads, to read two CSVs and count their rows by what became of each, and changes by column. */
export function timeDuckDbRowDiff(before: string, after: string): Promise<number> {
  const columns = [
    'started_at',
    'city',
    'bike',
    'duration_s',
    'distance_m',
    'fare',
    'member',
    'weather',
    'comment',
  ];
  const counts = columns.map(
    (name) =>
      `count(*) FILTER (WHERE a.${name} IS DISTINCT FROM b.${name} AND a.trip_id IS NOT NULL AND b.trip_id IS NOT NULL)`,
  );
  return timeDuckDb(`SELECT count(*) FILTER (WHERE a.trip_id IS NULL), count(*) FILTER (WHERE b.trip_id IS NULL), ${counts.join(', ')}
    FROM read_csv(${quoted(before)}) a FULL OUTER JOIN read_csv(${quoted(after)}) b ON a.trip_id = b.trip_id`);
}

const peersFolder = path.join(tmpdir(), 'throughline-bench', 'peers');
const daffPackage = 'daff@1.4.2';

/** The script of `daff`, which compares tables; installed once, beside the generated files. Words where it cannot be had. */
export async function daffScript(): Promise<Result<string, string>> {
  const script = path.join(peersFolder, 'node_modules', 'daff', 'bin', 'daff.js');
  if (existsSync(script)) return ok(script);
  mkdirSync(peersFolder, { recursive: true });
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefix', peersFolder];
  try {
    await run('npm', ['install', ...flags, daffPackage]);
  } catch {
    return err(`${daffPackage} could not be installed`);
  }
  return existsSync(script) ? ok(script) : err(`${daffPackage} has no script where it was`);
}

/** Seconds that `daff` takes to compare two CSVs by key and write the rows that differ. */
export async function timeDaffRowDiff(before: string, after: string): Promise<number> {
  const script = await daffScript();
  if (!script.ok) throw new Error(script.error);
  const output = path.join(peersFolder, 'daff-output.csv');
  const flags = ['--id', 'trip_id', '--context', '0', '--output', output];
  const asked = ['--max-old-space-size=8192', script.value, 'diff', ...flags, before, after];
  return secondsOf(() => run(process.execPath, asked));
}

/** What DuckDB reads of a CSV whose dialect it finds by itself, as leniently as it can, all cells as text; null where it refuses. */
export async function readWithDuckDb(file: string): Promise<string[][] | null> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  try {
    const options = 'all_varchar = true, ignore_errors = true, strict_mode = false, null_padding = true';
    const sniffed = await connection.runAndReadAll(
      `SELECT HasHeader FROM sniff_csv(${quoted(file)}, ignore_errors = true, strict_mode = false, null_padding = true)`,
    );
    const read = await connection.runAndReadAll(`SELECT * FROM read_csv(${quoted(file)}, ${options})`);
    const rows = read.getRows().map((row) => row.map((cell) => (typeof cell === 'string' ? cell : '')));
    return sniffed.getRows()[0]?.[0] === true ? [read.columnNames(), ...rows] : rows;
  } catch {
    return null;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Seconds that DuckDB takes for one query, on two threads. Opening it is not counted. */
export async function timeDuckDb(query: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  try {
    return await secondsOf(async () => {
      const result = await connection.runAndReadAll(query);
      if (result.currentRowCount === 0) throw new Error('DuckDB gave nothing.');
    });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function quoted(file: string): string {
  return `'${file.replaceAll("'", "''")}'`;
}
