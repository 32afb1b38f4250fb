import { readAscii, type GitFolder } from './gitFolder';

/** Where a repository stands. */
export interface GitHead {
  /** Null before the first commit, and where it is not known: `note` says why. */
  readonly commit: string | null;
  /** Null where the head is detached. */
  readonly branch: string | null;
  readonly note: string | null;
}

const idPattern = /^([0-9a-f]{64}|[0-9a-f]{40})$/;
const longestChain = 5;
const circular = Symbol('circular');

/**
 * `HEAD`, and what it stands for: a branch, by its own file or in `packed-refs`, or a commit. `git` is the work tree's
 * own folder, `common` the one that all work trees of a repository share (gitrepository-layout(5)). Null where there is no
 * `HEAD` that could be read.
 */
export async function readHead(git: GitFolder, common: GitFolder): Promise<GitHead | null> {
  const head = (await readAscii(git, 'HEAD'))?.trim();
  if (head === undefined) return null;
  if (idPattern.test(head)) return { commit: head, branch: null, note: null };
  const name = symbolic(head);
  if (name === null) return null;
  if (name === 'refs/heads/.invalid')
    return { commit: null, branch: null, note: 'its references are in a reftable, which is not read' };
  const branch = name.replace(/^refs\/heads\//, '');
  const commit = await resolve(name, git, common);
  if (commit === circular) return { commit: null, branch, note: `${name} refers to itself` };
  return { commit, branch, note: commit === null ? 'no commit yet' : null };
}

/** The id that a reference has by its whole name, `HEAD` or `refs/…`, whatever it refers to in turn; null where there is none. */
export async function readReference(name: string, git: GitFolder, common: GitFolder): Promise<string | null> {
  const own = (await readAscii(git, name))?.trim();
  if (own !== undefined && idPattern.test(own)) return own;
  const id = await resolve(own === undefined ? name : (symbolic(own) ?? name), git, common);
  return id === circular ? null : id;
}

async function resolve(
  first: string,
  git: GitFolder,
  common: GitFolder,
): Promise<string | typeof circular | null> {
  let name = first;
  for (let links = 0; links < longestChain; links++) {
    const text = ((await readAscii(common, name)) ?? (await readAscii(git, name)))?.trim();
    if (text === undefined) return packed(await readAscii(common, 'packed-refs'), name);
    if (idPattern.test(text)) return text;
    const next = symbolic(text);
    if (next === null) return null;
    name = next;
  }
  return circular;
}

function symbolic(text: string): string | null {
  return /^ref:\s*(refs\/[^\s]+)$/.exec(text)?.[1] ?? null;
}

/** A line a reference: its id and its name; `#` begins the header, `^` what an annotated tag stands for. */
function packed(text: string | null, name: string): string | null {
  for (const line of (text ?? '').split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0 && line.slice(space + 1).trimEnd() === name && idPattern.test(line.slice(0, space)))
      return line.slice(0, space);
  }
  return null;
}
