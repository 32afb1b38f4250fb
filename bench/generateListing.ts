import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The path of a repository of DVC with one tracked folder of so many files: the pointer, its listing in the cache, and a stage that reads it. */
export function generateListing(fileCount: number): string {
  const folder = path.join(tmpdir(), 'throughline-bench', `listing-${fileCount}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const write = (name: string, text: string): void => {
    const file = path.join(partial, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const entries = Array.from({ length: fileCount }, (_, at) => {
    const name = String(at).padStart(7, '0');
    return `{"md5": "${md5(name)}", "relpath": "${name}.png"}`;
  });
  const listing = `[${entries.join(', ')}]`;
  const digest = md5(listing);
  write('.dvc/config', '');
  write(`.dvc/cache/files/md5/${digest.slice(0, 2)}/${digest.slice(2)}.dir`, listing);
  write(
    'pictures.dvc',
    `outs:\n- md5: ${digest}.dir\n  size: ${fileCount * 100}\n  nfiles: ${fileCount}\n  hash: md5\n  path: pictures\n`,
  );
  write(
    'dvc.yaml',
    'stages:\n  train:\n    cmd: python train.py pictures\n    deps: [pictures]\n    outs: [model.bin]\n',
  );
  renameSync(partial, folder);
  return folder;
}
