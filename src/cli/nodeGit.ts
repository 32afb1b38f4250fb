import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { GitFolder, GitPorts } from '../formats/git/gitFolder';
import type { GitRepository } from '../formats/git/resolveRevision';

/** A repository on disk. */
export interface RepositoryHere extends GitRepository {
  /** The folder of its work tree. */
  readonly workTree: string;
  /** What its work trees share, as a path. */
  readonly commonPath: string;
}

const nodeGitPorts: GitPorts = {
  digest: (algorithm, bytes) =>
    Promise.resolve(
      createHash(algorithm === 'SHA-1' ? 'sha1' : 'sha256')
        .update(bytes)
        .digest('hex'),
    ),
};

/** The repository that a folder lies in; null where there is none. A linked work tree's `.git` is a file that leads to its own. */
export async function findRepository(folder: string): Promise<RepositoryHere | null> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const gitPath = await gitFolderOf(path.join(at, '.git'));
    if (gitPath !== null) {
      const shared = await textOf(path.join(gitPath, 'commondir'));
      const commonPath = shared === null ? gitPath : path.resolve(gitPath, shared.trim());
      return {
        git: folderAt(gitPath),
        common: folderAt(commonPath),
        ports: nodeGitPorts,
        workTree: at,
        commonPath,
      };
    }
    if (path.dirname(at) === at) return null;
  }
}

async function gitFolderOf(at: string): Promise<string | null> {
  const found = await stat(at).catch(() => null);
  if (found?.isDirectory()) return at;
  const target = found?.isFile() ? /^gitdir:\s*(.+?)\s*$/m.exec((await textOf(at)) ?? '')?.[1] : undefined;
  return target === undefined ? null : path.resolve(path.dirname(at), target);
}

function textOf(at: string): Promise<string | null> {
  return readFile(at, 'utf8').catch(() => null);
}

function folderAt(root: string): GitFolder {
  return {
    async read(name, start = 0, end = Number.POSITIVE_INFINITY) {
      const handle = await open(path.join(root, name)).catch(() => null);
      if (!handle) return null;
      try {
        const found = await handle.stat();
        if (!found.isFile()) return null;
        const bytes = new Uint8Array(Math.max(0, Math.min(end, found.size) - start));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        return bytes.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    list(folder) {
      try {
        return readdirSync(path.join(root, folder)).map((name) => folder + name);
      } catch {
        return [];
      }
    },
  };
}
