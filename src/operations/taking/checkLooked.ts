import type { Cancellation } from '../../lib/ports';
import { defaultReadOptions } from '../../table/schema';
import type { Digest } from '../../versioning/digest';
import { countedFiles, filesToRead } from './checkItem';
import { assignItems, type CheckRoot } from './checkScope';
import type { DroppedFile, FileReaders } from './fileReaders';
import { type CheckedFile, type FoundFile, type NotCompared, stillTheSame } from './stillTheSame';

/** A file or folder that is compared with what versions have. */
export type LookedItem<F extends DroppedFile> =
  | { readonly kind: 'file'; readonly path: string; readonly file: F }
  | {
      readonly kind: 'directory';
      readonly name: string;
      readonly files: readonly { readonly path: string; readonly file: F }[];
    };

/** A root with what stands for it, or why nothing does; `root` is null for what stands for no root. */
export interface Looked<I> {
  readonly root: CheckRoot | null;
  readonly item: I | 'missing' | 'notAllowed' | 'noHandle' | 'notOffered';
}

/** What a person offered, each beside the root that it stands for; roots for which nothing was offered too. */
export function offeredTo<F extends DroppedFile, I extends LookedItem<F>>(
  roots: readonly CheckRoot[],
  items: readonly I[],
): readonly Looked<I>[] {
  const candidates = items.map((item) => ({
    item,
    kind: item.kind,
    name: item.kind === 'file' ? item.path : item.name,
    paths: item.kind === 'file' ? [] : item.files.map(({ path }) => path),
  }));
  const { assigned, strays } = assignItems(roots, candidates);
  return [
    ...assigned.map(({ root, item }) => ({ root, item: item?.item ?? ('notOffered' as const) })),
    ...strays.map(({ item }) => ({ root: null, item })),
  ];
}

/** What was read of everything that is compared. */
export interface LookedFiles<I> {
  readonly found: readonly FoundFile[];
  readonly unread: readonly NotCompared[];
  /** Of each item the whole paths that were read. */
  readonly pathsOf: ReadonlyMap<Looked<I>, readonly string[]>;
}

/** Told how much there is to read, and then of each file and its bytes. */
export interface CheckProgress {
  begin(fileCount: number, byteCount: number): void;
  file(): void;
  bytes(more: number): void;
}

/** Digests every file that has to be read. One that cannot be read is named, and does not keep the others from it. */
export async function readLooked<F extends DroppedFile, I extends LookedItem<F>>(
  all: readonly Looked<I>[],
  readers: FileReaders<F>,
  progress: CheckProgress,
  cancellation: Cancellation,
): Promise<LookedFiles<I>> {
  const work = await filesOf<F, I>(all);
  progress.begin(
    work.length,
    work.reduce((sum, { file }) => sum + file.size, 0),
  );
  const foundBy = new Map<Looked<I>, FoundFile[]>(all.map((each) => [each, []]));
  const pathsOf = new Map<Looked<I>, string[]>(all.map((each) => [each, []]));
  const unread: NotCompared[] = [];
  await readers.ingestAll(
    work,
    ({ path }) => ({ path, options: defaultReadOptions, prefix: null, digestOnly: true }),
    ({ each, path }, read) => {
      progress.file();
      pathsOf.get(each)?.push(path);
      if (read.ok) {
        const { digest, md5, byteLength } = read.value;
        foundBy.get(each)?.push({ path, digest, md5, byteLength });
      } else unread.push({ path, outcome: 'unread', reason: read.error.message });
      return 'goOn';
    },
    (more) => progress.bytes(more),
  );
  cancellation.throwIfAborted();
  const found = [...foundBy].flatMap(([{ root, item }, files]) =>
    root && typeof item === 'object' ? countedFiles(root, item.kind, files) : files,
  );
  return { found, unread, pathsOf };
}

async function filesOf<F extends DroppedFile, I extends LookedItem<F>>(all: readonly Looked<I>[]) {
  // The patterns of folders load where a version leaves files out.
  const leavesOut = all.some(({ root }) => (root?.leaveOut.length ?? 0) > 0);
  const part = leavesOut ? (await import('./partByPatterns')).partByPatterns : null;
  return all.flatMap((each) => {
    const { item, root } = each;
    if (typeof item !== 'object') return [];
    const files = sizedFiles<F>(item);
    const kept = part && root ? part(files, root.leaveOut).kept : files;
    const readable = root
      ? filesToRead(root, item.kind, kept)
      : files.map((file) => ({ file, path: item.kind === 'file' ? file.path : `${item.name}/${file.path}` }));
    return readable.map(({ file, path }) => ({ each, path, file: file.file }));
  });
}

function sizedFiles<F extends DroppedFile>(item: LookedItem<F>) {
  const files = item.kind === 'file' ? [item] : item.files;
  return files.map(({ path, file }) => ({ path, byteLength: file.size, file }));
}

/** What became of each file, and the items that have a changed one, each under the name that its artifact has. */
export function compareLooked<F extends DroppedFile, I extends LookedItem<F>>(
  roots: readonly CheckRoot[],
  all: readonly Looked<I>[],
  { found, unread, pathsOf }: LookedFiles<I>,
): { readonly files: readonly CheckedFile[]; readonly changed: readonly (I | NextVersion<F>)[] } {
  const expected = roots.flatMap((root) => root.files);
  const files = stillTheSame(expected, found, [...unread, ...notLookedAt(all, found)]);
  const changedPaths = new Set(
    files.filter(({ outcome }) => isChange.has(outcome)).map(({ path, fromPath }) => fromPath ?? path),
  );
  const hasChanged = (each: Looked<I>): boolean =>
    [...(pathsOf.get(each) ?? []), ...(each.root?.files.map(({ path }) => path) ?? [])].some((path) =>
      changedPaths.has(path),
    );
  const changed = all
    .filter(hasChanged)
    .flatMap(({ root, item }) => (typeof item === 'object' ? [asNextVersion<F, I>(root, item)] : []));
  return { files, changed };
}

const isChange: ReadonlySet<string> = new Set(['modified', 'moved', 'missing', 'new']);

const reasons = {
  notAllowed: 'The browser was not allowed to read it',
  noHandle: 'This browser has not kept where it is: drop it to compare',
  notOffered: 'It was not among what was dropped',
} as const;

/** The files of roots that nobody could look at, but those whose bytes turned up at a path of no version: they were moved. */
function notLookedAt(all: readonly Looked<unknown>[], found: readonly FoundFile[]): NotCompared[] {
  const expected = new Set(all.flatMap(({ root }) => root?.files.map(({ path }) => path) ?? []));
  const turnedUp = new Map<Digest, number>();
  for (const { path, digest } of found)
    if (!expected.has(path)) turnedUp.set(digest, (turnedUp.get(digest) ?? 0) + 1);
  return all.flatMap(({ root, item }) => {
    if (!root || !isReason(item)) return [];
    return root.files.flatMap(({ path, digest }): NotCompared[] => {
      const left = digest === null ? 0 : (turnedUp.get(digest) ?? 0);
      if (digest === null || left === 0) return [{ path, outcome: 'unchecked', reason: reasons[item] }];
      turnedUp.set(digest, left - 1);
      return [];
    });
  });
}

function isReason(item: unknown): item is keyof typeof reasons {
  return typeof item === 'string' && Object.hasOwn(reasons, item);
}

/** A file of a folder that stands for a single file's version. */
export interface NextVersion<F> {
  readonly kind: 'file';
  readonly path: string;
  readonly file: F;
  readonly handle: null;
}

/** Under the name that its artifact has, so that it becomes the next version of that. */
function asNextVersion<F extends DroppedFile, I extends LookedItem<F>>(
  root: CheckRoot | null,
  item: I,
): I | NextVersion<F> {
  if (!root) return item;
  if (item.kind === 'file') return { ...item, path: root.name };
  if (root.isFolder) return { ...item, name: root.name };
  const [read] = filesToRead(root, 'directory', sizedFiles<F>(item));
  return read ? { kind: 'file', path: root.name, file: read.file.file, handle: null } : item;
}
