import type { CheckOutcome } from './checkOutcomes';
import type { Digest, Md5 } from '../../versioning/digest';
import { comparePaths } from '../../versioning/tree';

/** A file as a version has it. */
export interface ExpectedFile {
  readonly path: string;
  /** Null where a pointer gave only the MD5, and both where nothing of its bytes is known. */
  readonly digest: Digest | null;
  readonly md5: Md5 | null;
  readonly byteLength: number | null;
}

/** A file as it is now. */
export interface FoundFile {
  readonly path: string;
  readonly digest: Digest;
  readonly md5: Md5;
  readonly byteLength: number;
}

/** What became of one file. */
export interface CheckedFile {
  readonly path: string;
  readonly outcome: CheckOutcome;
  /** Where it was, of one that was moved. */
  readonly fromPath: string | null;
  /** A file of the version with the same bytes, of one that is new. */
  readonly sameAs: string | null;
  readonly expected: ExpectedFile | null;
  readonly found: FoundFile | null;
  /** Why it could not be read, or was not looked at; null for the others. */
  readonly reason: string | null;
}

/** A file that could not be compared, and why. */
export interface NotCompared {
  readonly path: string;
  readonly outcome: 'unread' | 'unchecked';
  readonly reason: string;
}

/**
 * Says of each file of a version, and of each that is there now, what became of it, in byte order of the paths.
 *
 * At its path it is unchanged or modified, by SHA-256, else by MD5, size and MD5 both known. What is gone from its path
 * and lies at another is moved: each at most once, one of the same name first. An empty file is never moved, as all
 * are the same. What is left is missing, or new. A file in `notCompared` is neither.
 */
export function stillTheSame(
  expected: readonly ExpectedFile[],
  found: readonly FoundFile[],
  notCompared: readonly NotCompared[] = [],
): readonly CheckedFile[] {
  const expectedAt = new Map(expected.map((file) => [file.path, file]));
  const foundAt = new Map(found.map((file) => [file.path, file]));
  const skipped = new Map(notCompared.map((each) => [each.path, each]));
  const files: CheckedFile[] = notCompared.map(({ path, outcome, reason }) => ({
    ...checked(path, outcome, expectedAt.get(path) ?? null, null),
    reason,
  }));
  const gone: ExpectedFile[] = [];
  for (const file of expectedAt.values()) {
    if (skipped.has(file.path)) continue;
    const there = foundAt.get(file.path);
    if (!there) gone.push(file);
    else if (hasDigest(file))
      files.push(checked(file.path, isSame(file, there) ? 'unchanged' : 'modified', file, there));
    else
      files.push({
        ...checked(file.path, 'unchecked', file, there),
        reason: 'No digest of this version is known to compare with',
      });
  }
  const extra = [...foundAt.values()].filter(({ path }) => !expectedAt.has(path) && !skipped.has(path));
  const cameFrom = matchMoves(gone, extra);
  const moved = new Set(cameFrom.values());
  for (const file of gone) if (!moved.has(file)) files.push(checked(file.path, 'missing', file, null));
  const expectedByDigest = new Map(expected.toReversed().map((file) => [file.digest, file.path]));
  for (const file of extra) {
    const from = cameFrom.get(file);
    files.push({
      ...checked(file.path, from ? 'moved' : 'new', from ?? null, file),
      fromPath: from?.path ?? null,
      sameAs: from || file.byteLength === 0 ? null : (expectedByDigest.get(file.digest) ?? null),
    });
  }
  return files.sort((a, b) => comparePaths(a.path, b.path));
}

function checked(
  path: string,
  outcome: CheckOutcome,
  expected: ExpectedFile | null,
  found: FoundFile | null,
): CheckedFile {
  return { path, outcome, fromPath: null, sameAs: null, expected, found, reason: null };
}

function hasDigest({ digest, md5 }: ExpectedFile): boolean {
  return digest !== null || md5 !== null;
}

function isSame(expected: ExpectedFile, found: FoundFile): boolean {
  if (expected.digest !== null) return expected.digest === found.digest;
  return expected.md5 === found.md5;
}

/** From where each file came that lies at a new path. */
function matchMoves(
  gone: readonly ExpectedFile[],
  extra: readonly FoundFile[],
): ReadonlyMap<FoundFile, ExpectedFile> {
  const waiting = new Map<string, ExpectedFile[]>();
  for (const file of gone) {
    for (const key of [file.digest, file.md5]) {
      if (key === null) continue;
      const same = waiting.get(key);
      if (same) same.push(file);
      else waiting.set(key, [file]);
    }
  }
  const cameFrom = new Map<FoundFile, ExpectedFile>();
  const taken = new Set<ExpectedFile>();
  const candidates = (file: FoundFile): ExpectedFile[] =>
    [...(waiting.get(file.digest) ?? []), ...(waiting.get(file.md5) ?? [])].filter(
      (from) => !taken.has(from) && isSame(from, file),
    );
  const match = (file: FoundFile, from: ExpectedFile | undefined): void => {
    if (!from) return;
    cameFrom.set(file, from);
    taken.add(from);
  };
  const full = extra.filter(({ byteLength }) => byteLength > 0);
  for (const file of full)
    match(
      file,
      candidates(file).find(({ path }) => nameIn(path) === nameIn(file.path)),
    );
  for (const file of full) if (!cameFrom.has(file)) match(file, candidates(file)[0]);
  return cameFrom;
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** How many files had each outcome. */
export function countOutcomes(files: readonly CheckedFile[]): Readonly<Record<CheckOutcome, number>> {
  const counts: Record<CheckOutcome, number> = {
    modified: 0,
    missing: 0,
    moved: 0,
    new: 0,
    unread: 0,
    unchecked: 0,
    unchanged: 0,
  };
  for (const { outcome } of files) counts[outcome] += 1;
  return counts;
}

/** `Of 12 files, 9 are unchanged, 2 modified, 1 missing. 3 more are new.` */
export function checkSummary(counts: Readonly<Record<CheckOutcome, number>>): string {
  const known =
    counts.unchanged + counts.modified + counts.missing + counts.moved + counts.unread + counts.unchecked;
  const amount = (value: number): string => value.toLocaleString('en-US');
  const added = counts.new === 0 ? '' : ` ${amount(counts.new)} more ${counts.new === 1 ? 'is' : 'are'} new.`;
  if (known === 0) return counts.new === 0 ? 'There are no files to compare.' : added.trim();
  if (counts.unchanged === known) {
    const all =
      known === 1 ? 'The file is' : known === 2 ? 'Both files are' : `All ${amount(known)} files are`;
    return `${all} unchanged.${added}`;
  }
  if (known === 1) {
    const words: Readonly<Record<Exclude<CheckOutcome, 'new'>, string>> = {
      unchanged: 'is unchanged',
      modified: 'was modified',
      missing: 'is missing',
      moved: 'was moved, its bytes are the same',
      unread: 'could not be read',
      unchecked: 'was not looked at',
    };
    const only = (Object.keys(words) as (keyof typeof words)[]).find((outcome) => counts[outcome] === 1);
    return `The file ${words[only ?? 'unchecked']}.${added}`;
  }
  const parts = [
    [counts.unchanged, 'unchanged'],
    [counts.modified, 'modified'],
    [counts.missing, 'missing'],
    [counts.moved, 'moved'],
    [counts.unread, 'unreadable'],
    [counts.unchecked, 'not looked at'],
  ] as const;
  const said = parts
    .filter(([count]) => count > 0)
    .map(([count, word], at) => {
      if (at > 0) return `${amount(count)} ${word}`;
      return `${amount(count)} ${count === 1 ? 'is' : 'are'} ${word}`;
    });
  return `Of ${amount(known)} files, ${said.join(', ')}.${added}`;
}
