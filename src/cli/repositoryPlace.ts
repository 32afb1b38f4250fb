import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { FilePlace } from '../formats/checkReports/report';

/** Where a file is as reports say it: below the nearest folder that holds `.git`, at or above the working folder, else below that itself. */
export function repositoryPlace(file: string, line: number | null): FilePlace {
  const from = path.resolve(file);
  const relative = path.relative(repositoryRoot(), from);
  const isOutside = relative.startsWith('..') || path.isAbsolute(relative);
  return {
    path: (isOutside ? from : relative).split(path.sep).join('/'),
    isInRepository: !isOutside,
    line,
  };
}

let root: string | null = null;

function repositoryRoot(): string {
  if (root !== null) return root;
  const start = process.cwd();
  let folder = start;
  while (!existsSync(path.join(folder, '.git'))) {
    const above = path.dirname(folder);
    if (above === folder) return (root = start);
    folder = above;
  }
  return (root = folder);
}
