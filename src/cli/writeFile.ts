import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { err, ok, type Result } from '../lib/result';
import { fileFault, specialFileFault } from './fileFault';

/**
 * Writes a file whole or not at all: beside its place first, then renamed into it. Fails in words where the place is a folder, a pipe or a
 * device, or one of the files that were read; what stood there before then stands there still.
 */
export async function writeWholeFile(
  target: string,
  content: string | Uint8Array,
  inputs: readonly string[],
): Promise<Result<void, string>> {
  const place = await placeFor(target, inputs);
  if (!place.ok) return place;
  const aside = path.join(
    path.dirname(place.value),
    `.${path.basename(place.value).slice(0, 80)}.${process.pid}.partial`,
  );
  try {
    const handle = await open(aside, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, place.value);
    return ok(undefined);
  } catch (error) {
    await rm(aside, { force: true });
    return err(isAbsent(error) ? absentFolder : fileFault(error));
  }
}

const absentFolder = 'there is no folder to write it in; make that first';

/** Where a link leads to, so that the link stays one. */
async function placeFor(target: string, inputs: readonly string[]): Promise<Result<string, string>> {
  try {
    const found = await stat(target);
    const fault = specialFileFault(found) ?? (found.isDirectory() ? 'it is a folder' : null);
    if (fault !== null) return err(`${fault}; name a file to write`);
    for (const input of inputs) {
      const read = await stat(input).catch(() => null);
      if (read?.dev === found.dev && read.ino === found.ino)
        return err(`it is the file that is read, ${input}; name another`);
    }
    return ok(await realpath(target));
  } catch (error) {
    return isAbsent(error) ? ok(target) : err(fileFault(error));
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
