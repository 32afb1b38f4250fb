import { asciiOf, type GitFolder, type GitPorts } from './gitFolder';
import { readGitObject } from './readGitObject';

/** Commits are small; what is larger is hostile, or not one. */
const largestCommit = 4 * 1024 * 1024;

/** The id of a commit's tree; null where the commit is not there, cannot be read, or is not what its id says. */
export async function readCommitTree(
  commit: string,
  common: GitFolder,
  ports: GitPorts,
): Promise<string | null> {
  const object = await readGitObject(commit, common, largestCommit, ports);
  if (object?.type !== 'commit') return null;
  return /^tree ([0-9a-f]+)\n/.exec(asciiOf(object.content.subarray(0, 80)))?.[1] ?? null;
}
