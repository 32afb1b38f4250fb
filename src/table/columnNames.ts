import type { ReadWarning } from './reading';

/**
 * Names that are all different, for columns as a file names them: an empty name becomes `columnN` (N counts from 1), a
 * repeated one gets the first free of `_2`, `_3`, … behind it. The same names always give the same names.
 */
export function uniqueColumnNames(given: readonly string[]): {
  readonly names: readonly string[];
  readonly warnings: readonly ReadWarning[];
} {
  const taken = new Set(given.filter((name) => name !== ''));
  const seen = new Set<string>();
  // The last suffix that each stem was given: those before it are taken, and need not be tried again.
  const suffixes = new Map<string, number>();
  const warnings: ReadWarning[] = [];
  const names = given.map((name, index) => {
    if (name !== '' && !seen.has(name)) {
      seen.add(name);
      return name;
    }
    const renamedTo = firstFree(name, index, taken, suffixes);
    taken.add(renamedTo);
    warnings.push({ kind: 'duplicateColumnName', column: name, renamedTo });
    return renamedTo;
  });
  return { names, warnings };
}

function firstFree(
  name: string,
  index: number,
  taken: ReadonlySet<string>,
  suffixes: Map<string, number>,
): string {
  const stem = name === '' ? `column${index + 1}` : name;
  if (name === '' && !taken.has(stem)) return stem;
  let suffix = (suffixes.get(stem) ?? 1) + 1;
  while (taken.has(`${stem}_${suffix}`)) suffix++;
  suffixes.set(stem, suffix);
  return `${stem}_${suffix}`;
}
