import { execFileSync } from 'node:child_process';
import { createHash, webcrypto } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeText } from '../../../src/cli/nodePorts';
import type { WorkFile } from '../../../src/formats/git/compareWorkTree';
import { findRepositories } from '../../../src/formats/git/findRepositories';
import type { GitFolder, GitPorts } from '../../../src/formats/git/gitFolder';
import { readRepository, type RepositoryState } from '../../../src/formats/git/readRepository';
import type { Digest } from '../../../src/versioning/digest';

/** As the page does it: Web Crypto. */
export const gitPorts: GitPorts = {
  digest: async (algorithm, bytes) =>
    Buffer.from(await webcrypto.subtle.digest(algorithm, bytes)).toString('hex'),
};

/** Whether there is a `git` to compare with; one line says where there is none. */
export const hasGit = ((): boolean => {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('git is not installed: what is read of repositories is not compared with it.');
    return false;
  }
})();

/** A folder of this machine with a real `git`, whose own settings are left out. */
export class TestFolder {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'throughline-git-'));

  git(...args: readonly string[]): string {
    return this.gitIn('.', ...args);
  }

  gitIn(where: string, ...args: readonly string[]): string {
    return execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
      cwd: path.join(this.folder, where),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: this.folder,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'Ana',
        GIT_AUTHOR_EMAIL: 'ana@example.org',
        GIT_COMMITTER_NAME: 'Ana',
        GIT_COMMITTER_EMAIL: 'ana@example.org',
      },
    }).trim();
  }

  write(name: string, content: string | Uint8Array): void {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The repositories in it as a drop of the folder finds them; `within` drops a folder inside it. */
  async repositories(within = '.'): Promise<Readonly<Record<string, RepositoryState | null>>> {
    const root = path.join(this.folder, within);
    const paths = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
    const read = (name: string, start = 0, end = Infinity): Uint8Array | null => {
      if (!paths.includes(name)) return null;
      const file = path.join(root, name);
      const bytes = Buffer.alloc(Math.max(0, Math.min(end, statSync(file).size) - start));
      const opened = openSync(file, 'r');
      readSync(opened, bytes, 0, bytes.length, start);
      closeSync(opened);
      return bytes;
    };
    const found = await findRepositories(paths, async (name) => read(name)?.toString() ?? null);
    const states: Record<string, RepositoryState | null> = {};
    for (const each of found) {
      if (each.gitFolder === null || each.commonFolder === null) {
        states[each.path] = null;
        continue;
      }
      const at = (folder: string): GitFolder => ({
        read: async (name, start, end) => read(folder + name, start, end),
        list: (inside) =>
          paths.flatMap((name) => (name.startsWith(folder + inside) ? [name.slice(folder.length)] : [])),
      });
      const others = found.map((other) => other.path).filter((other) => other.length > each.path.length);
      const files = paths
        .filter((name) => name.startsWith(each.path) && !/(^|\/)\.git(\/|$)/.test(name))
        .filter((name) => !others.some((other) => name.startsWith(other)))
        .map((name): WorkFile => {
          const file = path.join(root, name);
          return {
            path: name.slice(each.path.length),
            byteLength: statSync(file).size,
            lastModifiedMs: Math.floor(statSync(file).mtimeMs),
            digest: createHash('sha256').update(readFileSync(file)).digest('hex') as Digest,
            read: async () => readFileSync(file),
          };
        });
      const index = path.join(root, `${each.gitFolder}index`);
      const indexModifiedMs = paths.includes(`${each.gitFolder}index`) ? statSync(index).mtimeMs : 0;
      const request = { git: at(each.gitFolder), common: at(each.commonFolder), files, indexModifiedMs };
      states[each.path] = await readRepository(request, gitPorts, nodeText);
    }
    return states;
  }

  /** The repository of the folder itself. */
  async state(): Promise<RepositoryState> {
    const state = (await this.repositories())[''];
    if (!state) throw new Error('There is no repository.');
    return state;
  }
}
