import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { secondsOf } from './case';

const run = promisify(execFile);

/** Seconds that the system's own sha256sum takes for a file. */
export function timeSha256sum(file: string): Promise<number> {
  return secondsOf(() => run('sha256sum', [file]));
}

/** Seconds that DuckDB takes, on two threads, to read a CSV and summarize every column. Opening it is not counted. */
export async function timeDuckDbSummarize(file: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  try {
    return await secondsOf(async () => {
      const result = await connection.runAndReadAll(
        `SUMMARIZE SELECT * FROM read_csv('${file.replaceAll("'", "''")}')`,
      );
      if (result.currentRowCount === 0) throw new Error('DuckDB summarized nothing.');
    });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
