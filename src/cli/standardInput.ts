import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';

/** What stands for standard input among paths. */
export const standardInput = '-';

/**
 * Runs `work` with a path to read: of `-` a file that standard input is written to first, and that is gone afterwards. Its name says that it
 * is JSON where it begins so, and else delimited text; other formats are told by their bytes.
 */
export async function withReadablePath<T>(given: string, work: (readable: string) => Promise<T>): Promise<T> {
  if (given !== standardInput) return work(given);
  const folder = await mkdtemp(path.join(tmpdir(), 'throughline-input-'));
  try {
    const raw = path.join(folder, 'input');
    await pipeline(process.stdin, createWriteStream(raw, { mode: 0o600 }));
    const named = `${raw}.${(await beginsAsJson(raw)) ? 'jsonl' : 'csv'}`;
    await rename(raw, named);
    return await work(named);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function beginsAsJson(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(256), 0, 256, 0);
    return /^\uFEFF?\s*[{[]/.test(Buffer.from(buffer.subarray(0, bytesRead)).toString('utf8'));
  } finally {
    await handle.close();
  }
}
