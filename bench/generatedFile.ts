import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = path.join(tmpdir(), 'throughline-bench');

/**
 * The path of a file that is made once and found again by later runs; its name must therefore say everything that its
 * content depends on. Whole or not there at all.
 */
export async function generatedFile(
  name: string,
  pieces: () => Iterable<string | Uint8Array>,
): Promise<string> {
  const file = path.join(folder, name);
  if (existsSync(file)) return file;
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.partial`;
  const stream = createWriteStream(partial);
  for (const piece of pieces()) {
    if (!stream.write(piece)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  renameSync(partial, file);
  return file;
}
