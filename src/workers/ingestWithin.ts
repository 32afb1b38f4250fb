import { ok } from '../lib/result';
import type { ReadFailure } from '../table/reading';
import { OutOfTime, type RunOptions, type WorkerPool } from './pool';
import type { IngestInput, Tasks } from './tasks';

type Output = Tasks['ingest']['output'];

/** Ingests a file. One whose table takes longer than its budget has its digests all the same, and a failure that says so. */
export async function ingestWithin(
  pool: WorkerPool,
  input: IngestInput,
  options: RunOptions<'ingest'> = {},
): Promise<Output> {
  try {
    return await pool.run('ingest', input, options);
  } catch (error) {
    if (!(error instanceof OutOfTime) || input.digestOnly === true) throw error;
    const digested = await pool.run('ingest', { ...input, digestOnly: true }, options);
    return digested.ok ? ok({ ...digested.value, failure: tookTooLong(error) }) : digested;
  }
}

/** Ingests small files together; where that takes too long, each by itself, so that one does not stand for the others. */
export async function ingestSmallWithin(
  pool: WorkerPool,
  { files }: Tasks['ingestSmall']['input'],
  options: RunOptions<'ingestSmall'> = {},
): Promise<readonly Output[]> {
  try {
    return await pool.run('ingestSmall', { files }, options);
  } catch (error) {
    if (!(error instanceof OutOfTime)) throw error;
    const { signal } = options;
    const outputs: Output[] = [];
    for (const file of files) outputs.push(await ingestWithin(pool, file, signal ? { signal } : {}));
    return outputs;
  }
}

function tookTooLong({ budgetMs }: OutOfTime): ReadFailure {
  return {
    kind: 'tooLarge',
    message: `reading it as a table was stopped after ${Math.round(budgetMs / 1000)} s, more than a file of its size takes`,
  };
}
