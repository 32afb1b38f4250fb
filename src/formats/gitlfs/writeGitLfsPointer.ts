import { comparePaths } from '../../versioning/tree';
import { gitLfsVersion, type GitLfsPointer } from './gitLfsPointer';

/** The text that `git lfs pointer --file` prints for a file. An empty file is its own pointer: no text at all. */
export function writeGitLfsPointer({ oid, size, others }: Omit<GitLfsPointer, 'isCanonical'>): string {
  if (size === 0 && others.length === 0) return '';
  const lines: (readonly [string, string])[] = [...others, ['oid', `sha256:${oid}`], ['size', String(size)]];
  lines.sort(([a], [b]) => comparePaths(a, b));
  return [['version', gitLfsVersion] as const, ...lines].map(([key, value]) => `${key} ${value}\n`).join('');
}
