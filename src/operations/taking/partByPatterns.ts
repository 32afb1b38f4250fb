import { leftOutBy } from '../../formats/leaveOut';
import type { LeftOut } from '../../versioning/records';
import { comparePaths, isLeftOut } from '../../versioning/tree';

/** Files of a folder, parted by what patterns leave out; without patterns all are kept, and `leftOut` is null. */
export function partByPatterns<T extends { readonly path: string }>(
  files: readonly T[],
  patterns: readonly string[],
): { readonly kept: readonly T[]; readonly leftOut: LeftOut | null } {
  if (patterns.length === 0) return { kept: files, leftOut: null };
  const nameOf = leftOutBy(patterns);
  const names = new Set<string>();
  const kept = files.filter(({ path }) => {
    // Files below `.git/` are no part of a manifest, whatever patterns say.
    const name = isLeftOut(path) ? null : nameOf(path);
    if (name !== null) names.add(name);
    return name === null;
  });
  return { kept, leftOut: { patterns, names: [...names].sort(comparePaths) } };
}
