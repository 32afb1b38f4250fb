import type { TextCodec } from '../../lib/ports';
import { readAscii, type GitFolder } from './gitFolder';
import { GitObjects } from './gitObjects';
import { readCommit } from './readCommit';
import { readConfig } from './readConfig';
import { readHead } from './readHead';

const largestCommit = 4 * 1024 * 1024;
const mostCommits = 200_000;

/** The commit that a repository began with, by the first parents of its head; null where its history does not go back to it, as in a shallow clone. */
export async function firstCommit(
  git: GitFolder,
  common: GitFolder,
  text: TextCodec,
): Promise<string | null> {
  const shallow = new Set(((await readAscii(common, 'shallow')) ?? '').split(/\s+/));
  const { algorithm } = await readConfig(common);
  const objects = new GitObjects(common, algorithm === 'SHA-1' ? 20 : 32);
  let id = (await readHead(git, common))?.commit ?? null;
  for (let count = 0; id !== null && count < mostCommits; count++) {
    const object = shallow.has(id) ? null : await objects.read(id, largestCommit);
    const commit = object?.type === 'commit' ? readCommit(id, object.content, text) : null;
    if (!commit) return null;
    if (commit.parents.length === 0) return id;
    id = commit.parents[0]!;
  }
  return null;
}
