import { afterAll, describe, expect, it } from 'vitest';
import { createTaskPool } from '../../src/workers/taskPool';
import { ingestSmallWithin, ingestWithin } from '../../src/workers/ingestWithin';
import {
  createWorkerPool,
  OutOfTime,
  type PoolOptions,
  WorkerFailure,
  type WorkerPool,
} from '../../src/workers/pool';
import { loadMd5 } from '../../src/workers/hashing/streamingHash';
import { startWorker } from '../../src/workers/startWorker';
import type { IngestProgress } from '../../src/workers/tasks';
import { defaultReadOptions } from '../../src/table/schema';

const pool = createTaskPool();
afterAll(() => pool.dispose());

const ask = (file: Blob, path: string) => ({ file, path, options: defaultReadOptions, prefix: null });

/** About `mebibytes` of CSV with the columns id, city and value. */
function largeCsv(mebibytes: number): Blob {
  let rows = '';
  for (let row = 0; rows.length < 1024 * 1024; row++) rows += `${row},city ${row % 97},${row / 8}\n`;
  return new Blob(['id,city,value\n', ...Array.from({ length: mebibytes }, () => rows)]);
}

async function digestOf(blob: Blob): Promise<string> {
  const bits = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(bits), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

describe('the task pool, in real workers', () => {
  it('ingests a small table: digests, schema, rows', async () => {
    const result = await pool.run('ingest', ask(new Blob(['a,b\n1,x\n2,y\n']), 'small.csv'));
    expect(result).toMatchObject({
      ok: true,
      value: {
        // printf 'a,b\n1,x\n2,y\n' | sha256sum
        digest: '15920f3fb7c051cc15fceee84432e8803a139a9b53a4ea832c37bf1109e200cf',
        format: 'csv',
        byteLength: 12,
        table: {
          reading: {
            rowCount: 2,
            columns: [
              { name: 'a', type: 'integer' },
              { name: 'b', type: 'string' },
            ],
          },
        },
        failure: null,
      },
    });
  });

  it('ingests no bytes at all', async () => {
    const result = await pool.run('ingest', ask(new Blob([]), 'nothing.bin'));
    expect(result).toMatchObject({
      value: {
        digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        md5: 'd41d8cd98f00b204e9800998ecf8427e',
        format: 'text',
      },
    });
  });

  it('reads a large CSV with workers of its own, reports progress, and gives what small pieces give', async () => {
    const file = largeCsv(40);
    const progress: IngestProgress[] = [];
    const result = await pool.run('ingest', ask(file, 'large.csv'), {
      onProgress: (step) => progress.push(step),
    });
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value.failure).toBeNull();
    expect(result.value.digest).toBe(await digestOf(file));
    const lines = (await file.text()).split('\n').length - 2;
    expect(result.value.table?.reading.rowCount).toBe(lines);
    expect(progress.at(-1)).toEqual({ bytesRead: file.size, byteLength: file.size });
    expect(progress.map((step) => step.bytesRead)).toEqual(
      progress.map((step) => step.bytesRead).toSorted((a, b) => a - b),
    );
  });

  it('digests files of every size, the one after a longer one too', async () => {
    const block = new Uint8Array(1024 * 1024).map((_, index) => index * 31);
    const md5 = await loadMd5();
    // In one call here, in one call of a worker's, by the piece, and the limits between them.
    for (const mebibytes of [1, 32, 33, 128, 40, 129]) {
      const file = new Blob([
        ...Array.from({ length: mebibytes }, () => block),
        mebibytes === 128 ? '' : 'end',
      ]);
      const result = await pool.run('ingest', ask(file, 'weights.bin'));
      const hasher = md5();
      hasher.update(new Uint8Array(await file.arrayBuffer()));
      expect(result).toMatchObject({
        value: { digest: await digestOf(file), md5: hasher.hex(), format: 'binary' },
      });
    }
  });

  it('digests as many files as a folder has', async () => {
    // An instance of WebAssembly each would take more addresses than a page has.
    const results = await Promise.all(
      Array.from({ length: 800 }, (_, index) =>
        pool.run('ingest', ask(new Blob([`file ${index}`]), 'notes')),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(800);
  });

  it('refuses a ragged row with its line, and has the digests all the same', async () => {
    const result = await pool.run('ingest', ask(new Blob(['a,b\n1,2\n3\n']), 'ragged.csv'));
    expect(result).toMatchObject({ value: { table: null, failure: { kind: 'raggedRow', line: 3 } } });
  });

  it('cancels with the reason of the signal, between pieces, and goes on with the next request', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const running = pool.run('ingest', ask(largeCsv(60), 'cancelled.csv'), {
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(running).rejects.toBe(reason);
    expect(await pool.run('ingest', ask(new Blob(['a\n1\n']), 'next.csv'))).toMatchObject({ ok: true });
  });

  it('cancels what still waits, and what was cancelled before it began', async () => {
    const controller = new AbortController();
    const files = Array.from({ length: 6 }, (_, index) => ask(largeCsv(17), `waiting-${index}.csv`));
    const settled = Promise.allSettled(
      files.map((input) => pool.run('ingest', input, { signal: controller.signal })),
    );
    controller.abort(new Error('all of it'));
    expect((await settled).map((outcome) => outcome.status)).toEqual(files.map(() => 'rejected'));
    await expect(
      pool.run('ingest', ask(new Blob([]), 'late'), { signal: controller.signal }),
    ).rejects.toThrow('all of it');
  });

  it('lays out a graph', async () => {
    const size = { width: 100, height: 40 };
    const result = await pool.run('layout', { sizes: [size, size], edges: [[0, 1]], direction: 'right' });
    expect(result.positions[0]!.x).toBeLessThan(result.positions[1]!.x);
  });
});

describe('a pool whose workers break', () => {
  const pools: WorkerPool[] = [];
  afterAll(() => pools.forEach((each) => each.dispose()));

  /** A pool of one worker that runs `source`. */
  function poolOf(
    source: string,
    cancelGraceMs = 2000,
    budgetMs?: PoolOptions['budgetMs'],
  ): { readonly broken: WorkerPool; starts: () => number } {
    let count = 0;
    const broken = createWorkerPool({
      size: 1,
      cancelGraceMs,
      ...(budgetMs ? { budgetMs } : {}),
      start: () => {
        count++;
        return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), {
          type: 'module',
        });
      },
    });
    pools.push(broken);
    return { broken, starts: () => count };
  }

  const input = { sizes: [], edges: [], direction: 'right' as const };

  it('fails the request of a worker that throws, and starts another', async () => {
    const { broken, starts } = poolOf('onmessage = () => { throw new Error("out of order"); }');
    await expect(broken.run('layout', input)).rejects.toThrow(/out of order/);
    await expect(broken.run('layout', input)).rejects.toBeInstanceOf(WorkerFailure);
    expect(starts()).toBe(2);
  });

  it('fails the request of a worker whose module cannot be loaded', async () => {
    const { broken } = poolOf('import "./nowhere.js";');
    await expect(broken.run('layout', input)).rejects.toBeInstanceOf(WorkerFailure);
  });

  it('ends a worker that does not stop when its task is cancelled', async () => {
    const source =
      'onmessage = ({ data }) => { postMessage({ kind: "progress", id: data.id, progress: null }); for (;;); }';
    const { broken, starts } = poolOf(source, 50);
    const controller = new AbortController();
    const running = broken.run('layout', input, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('stop')),
    });
    await expect(running).rejects.toThrow('stop');
    expect(starts()).toBe(1);
  });

  it('ends a worker that takes longer than its budget, by what it last reported', async () => {
    const source =
      'onmessage = ({ data }) => { postMessage({ kind: "progress", id: data.id, progress: 700 }); for (;;); }';
    const { broken, starts } = poolOf(
      source,
      2000,
      (_task, _input, progress) => (progress as number | null) ?? 60_000,
    );
    await expect(broken.run('layout', input)).rejects.toMatchObject({ name: 'OutOfTime', budgetMs: 700 });
    await expect(broken.run('layout', input)).rejects.toBeInstanceOf(OutOfTime);
    expect(starts()).toBe(2);
  });

  it('gives a file whose table takes too long its digest, and says so; those read with it are read by themselves', async () => {
    // Stands still over the table of one file, and digests any.
    const source = `onmessage = ({ data: { id, input } }) => {
      const files = input.files ?? [input];
      if (files.some((file) => file.path === 'endless.parquet' && !file.digestOnly)) for (;;);
      const outputs = files.map(({ path }) => ({ ok: true, value: { digest: path, failure: null } }));
      postMessage({ kind: 'done', id, output: input.files ? outputs : outputs[0] });
    }`;
    const { broken } = poolOf(source, 2000, (_task, given) =>
      (given as { readonly digestOnly?: boolean }).digestOnly === true ? null : 600,
    );
    const file = new Blob(['x']);
    const stopped = {
      ok: true,
      value: {
        digest: 'endless.parquet',
        failure: { kind: 'tooLarge', message: expect.stringContaining('was stopped after 1 s') as string },
      },
    };
    expect(await ingestWithin(broken, ask(file, 'endless.parquet'))).toMatchObject(stopped);
    const files = [ask(file, 'a.csv'), ask(file, 'endless.parquet')];
    expect(await ingestSmallWithin(broken, { files })).toMatchObject([
      { value: { digest: 'a.csv', failure: null } },
      stopped,
    ]);
  });

  it('takes an answer for a request that is not its own for nothing', async () => {
    const { broken } = poolOf(
      'onmessage = ({ data }) => { postMessage({ kind: "done", id: data.id + 7, output: 1 }); postMessage({ kind: "done", id: data.id, output: 2 }); postMessage({ kind: "done", id: data.id, output: 3 }); }',
    );
    expect(await broken.run('layout', input)).toBe(2);
  });

  it('cancels everything when it is closed', async () => {
    const { broken } = poolOf('onmessage = () => {}');
    const settled = Promise.allSettled([broken.run('layout', input), broken.run('layout', input)]);
    broken.dispose();
    expect((await settled).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    await expect(broken.run('layout', input)).rejects.toThrow(/closed/);
  });
});

it('a worker starts from a blob of this page, so that it has the policy of the page', async () => {
  const module = URL.createObjectURL(
    new Blob(['postMessage(self.location.href)'], { type: 'text/javascript' }),
  );
  const worker = startWorker(module, location.href);
  const href = await new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
  });
  worker.terminate();
  expect(href).toMatch(/^blob:/);
});
