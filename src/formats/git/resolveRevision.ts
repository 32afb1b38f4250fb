import { err, ok, type Result } from '../../lib/result';
import { asciiOf, readAscii, type GitFolder, type GitPorts } from './gitFolder';
import { idsInPack } from './packIndex';
import { packIndexes, readGitObject } from './readGitObject';
import { readReference } from './readHead';

/** Commits and tags are small; what is larger is hostile, or not one. */
const largestObject = 4 * 1024 * 1024;
const mostSteps = 10_000;

/** A repository as a revision is looked up in it. */
export interface GitRepository {
  /** The work tree's own folder, with `HEAD`. */
  readonly git: GitFolder;
  /** What its work trees share. */
  readonly common: GitFolder;
  readonly ports: GitPorts;
}

/**
 * The commit that a revision names (gitrevisions(7)): a branch, tag or other reference, an id or the beginning of one, with any of
 * `~N`, `^N` and `^{commit}` behind it. Else why there is none, as the rest of a sentence about it.
 */
export async function resolveRevision(
  revision: string,
  repository: GitRepository,
): Promise<Result<string, string>> {
  const [, base = '', steps = ''] = /^(.*?)((?:~\d*|\^\{(?:commit)?\}|\^\d*)*)$/s.exec(revision) ?? [];
  const named = await findNamed(base === '@' ? 'HEAD' : base, repository);
  if (!named.ok) return named;
  let commit = await peeled(named.value, repository);
  for (const [step] of steps.matchAll(/~\d*|\^\{(?:commit)?\}|\^\d*/g)) {
    if (step.startsWith('^{')) continue;
    const count = step.length === 1 ? 1 : Number(step.slice(1));
    if (count > mostSteps) return err('goes back too far');
    if (step.startsWith('~'))
      for (let each = 0; each < count && commit; each++) commit = await parent(commit, 1, repository);
    else if (count > 0) commit = commit && (await parent(commit, count, repository));
  }
  return commit === null ? err('leads to no commit of this repository') : ok(commit);
}

/** The places where a short name of a reference is looked for, in their order. */
const places = ['', 'refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'];

async function findNamed(name: string, repository: GitRepository): Promise<Result<string, string>> {
  const { git, common } = repository;
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name)) return ok(name);
  if (isReferenceName(name)) {
    for (const place of [...places.map((each) => each + name), `refs/remotes/${name}/HEAD`]) {
      const id = await readReference(place, git, common);
      if (id !== null) return ok(id);
    }
  }
  if (!/^[0-9a-f]{4,64}$/.test(name)) return err('names no branch, tag or commit of this repository');
  const found = await idsOf(name, common);
  if (found.size > 1) return err('is the beginning of several ids');
  const [only] = found;
  return only === undefined ? err('names no branch, tag or commit of this repository') : ok(only);
}

/** A name leads to a file below `.git`: nothing else is asked for. */
function isReferenceName(name: string): boolean {
  return /^[^\s~^:?*[\\\0]+$/.test(name) && !/(?:^|\/)\.|\.\.|@\{|\/$|^\/|\.lock$/.test(name);
}

async function idsOf(prefix: string, common: GitFolder): Promise<ReadonlySet<string>> {
  const folder = `objects/${prefix.slice(0, 2)}/`;
  const loose = common.list(folder).map((path) => prefix.slice(0, 2) + path.slice(folder.length));
  const config = (await readAscii(common, 'config')) ?? '';
  const idLength = /objectformat\s*=\s*sha256/i.test(config) ? 32 : 20;
  const found = new Set(loose.filter((id) => id.startsWith(prefix) && id.length === 2 * idLength));
  for (const path of packIndexes(common))
    for (const id of await idsInPack(prefix, idLength, path, common)) found.add(id);
  return found;
}

/** The commit that an annotated tag stands for, or the commit itself; null where it is neither. */
async function peeled(id: string, { common, ports }: GitRepository): Promise<string | null> {
  let at = id;
  for (let tags = 0; tags < 10; tags++) {
    const object = await readGitObject(at, common, largestObject, ports);
    if (object?.type === 'commit') return at;
    const next =
      object?.type === 'tag' ? /^object ([0-9a-f]+)\n/.exec(asciiOf(object.content.subarray(0, 80))) : null;
    if (!next?.[1]) return null;
    at = next[1];
  }
  return null;
}

async function parent(
  commit: string,
  which: number,
  { common, ports }: GitRepository,
): Promise<string | null> {
  const object = await readGitObject(commit, common, largestObject, ports);
  if (object?.type !== 'commit') return null;
  const head = asciiOf(object.content).split('\n\n', 1)[0] ?? '';
  return [...head.matchAll(/^parent ([0-9a-f]+)$/gm)][which - 1]?.[1] ?? null;
}
