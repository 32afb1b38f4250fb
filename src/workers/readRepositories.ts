import type { WorkFile } from '../formats/git/compareWorkTree';
import { findRepositories, type FoundRepository } from '../formats/git/findRepositories';
import type { GitFolder, GitPorts } from '../formats/git/gitFolder';
import { readRepository } from '../formats/git/readRepository';
import type { CodeVersion } from '../versioning/records';
import { isLeftOut } from '../versioning/tree';
import { browserText } from './browserText';
import type { RepositoriesInput } from './tasks';

type InputFile = RepositoriesInput['files'][number];

/** Digests of Git by the platform. */
export const gitPorts: GitPorts = {
  async digest(algorithm, bytes) {
    let hex = '';
    for (const byte of new Uint8Array(await crypto.subtle.digest(algorithm, bytes)))
      hex += byte.toString(16).padStart(2, '0');
    return hex;
  },
};

/** Where each repository of a folder stands, the outermost first. What cannot be read is not known, and no failure. */
export async function readRepositories(
  { files }: RepositoriesInput,
  signal: AbortSignal,
): Promise<readonly CodeVersion[]> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const found = await findRepositories([...byPath.keys()], async (path) => {
    const bytes = await readSlice(byPath.get(path), 0, 64 * 1024);
    return bytes && browserText.decode(bytes, 'utf-8');
  });
  const states: CodeVersion[] = [];
  for (const repository of found) {
    signal.throwIfAborted();
    const state = await stateOf(repository, found, byPath, signal);
    if (state) states.push(state);
  }
  return states;
}

async function stateOf(
  { path, gitFolder, commonFolder }: FoundRepository,
  found: readonly FoundRepository[],
  byPath: ReadonlyMap<string, InputFile>,
  signal: AbortSignal,
): Promise<CodeVersion | null> {
  const name = path.replace(/\/$/, '');
  if (gitFolder === null || commonFolder === null) {
    const notes = ['its .git leads to a folder that was not dropped with it'];
    return { path: name, commit: null, branch: null, workTree: 'unknown', changes: null, notes };
  }
  const inner = found.map((other) => other.path).filter((other) => other !== path && other.startsWith(path));
  const work = [...byPath.values()].flatMap((file): WorkFile[] => {
    if (isLeftOut(file.path) || !file.path.startsWith(path) || /(^|\/)\.git$/.test(file.path)) return [];
    if (inner.some((other) => file.path.startsWith(other))) return [];
    return [workFile(file, path.length, signal)];
  });
  const state = await readRepository(
    {
      git: folderAt(gitFolder, byPath),
      common: folderAt(commonFolder, byPath),
      files: work,
      indexModifiedMs: byPath.get(`${gitFolder}index`)?.file.lastModified ?? 0,
    },
    gitPorts,
    browserText,
  );
  return state && { path: name, ...state };
}

function workFile({ path, file, digest }: InputFile, from: number, signal: AbortSignal): WorkFile {
  return {
    path: path.slice(from),
    byteLength: file.size,
    lastModifiedMs: file.lastModified,
    digest,
    async read() {
      signal.throwIfAborted();
      return new Uint8Array(await file.arrayBuffer());
    },
  };
}

/** The folder of a repository among files by path; its own path ends with `/`. */
export function folderAt(folder: string, byPath: ReadonlyMap<string, Pick<InputFile, 'file'>>): GitFolder {
  return {
    read: (path, start = 0, end = Infinity) => readSlice(byPath.get(folder + path), start, end),
    list: (inside) =>
      [...byPath.keys()].flatMap((path) =>
        path.startsWith(folder + inside) ? [path.slice(folder.length)] : [],
      ),
  };
}

async function readSlice(
  found: Pick<InputFile, 'file'> | undefined,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!found) return null;
  const { file } = found;
  return new Uint8Array(await file.slice(start, Math.min(end, file.size)).arrayBuffer());
}
