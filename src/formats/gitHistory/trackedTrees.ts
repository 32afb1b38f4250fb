import type { GitTrees, TreeLine } from '../git/gitTrees';
import type { LargeFiles } from './largeFiles';
import { isTrackedName } from './trackedNames';

/** What of a tree a history is told by: pointers, pipelines, locks, and usual files of parameters and metrics. */
export interface TrackedFolder {
  /** Ids by name. */
  readonly files: ReadonlyMap<string, string>;
  /** Ids of pointers of git-lfs, by name. */
  readonly largeFiles: ReadonlyMap<string, string>;
  /** Those that have some, by name. */
  readonly folders: ReadonlyMap<string, TrackedFolder>;
  /** Whether DVC keeps its settings in it: names of things are paths from here. */
  readonly isDvcRoot: boolean;
}

/** Which files of a folder are meant. */
export type TrackedPart = 'files' | 'largeFiles';

/** A file that another tree has otherwise; an id is null where a tree has none. */
export interface TrackedChange {
  readonly path: string;
  readonly part: TrackedPart;
  readonly before: string | null;
  readonly after: string | null;
}

/** Deeper trees are hostile. */
const deepest = 100;

/** Trees as far as they are tracked; each is read once. */
export class TrackedTrees {
  private readonly trees: GitTrees;
  private readonly large: LargeFiles;
  /** By id; those below settings of git-lfs apart, as a tree may lie in several places. */
  private readonly known = [new Map<string, TrackedFolder | null>(), new Map<string, TrackedFolder | null>()];

  constructor(trees: GitTrees, large: LargeFiles) {
    this.trees = trees;
    this.large = large;
  }

  /** Null where nothing below a tree is tracked, or it is not there. */
  of(id: string): Promise<TrackedFolder | null> {
    return this.at(id, 0, false);
  }

  private async at(id: string, depth: number, mayBeLarge: boolean): Promise<TrackedFolder | null> {
    const known = this.known[Number(mayBeLarge)]!;
    const before = known.get(id);
    if (before !== undefined) return before;
    const found = depth > deepest ? null : await this.read(id, depth, mayBeLarge);
    known.set(id, found);
    return found;
  }

  private async read(id: string, depth: number, isBelowLarge: boolean): Promise<TrackedFolder | null> {
    const lines: ReadonlyMap<string, TreeLine> = (await this.trees.read(id)) ?? new Map<string, TreeLine>();
    const attributes = lines.get('.gitattributes');
    const mayBeLarge =
      isBelowLarge || (attributes?.isFile === true && (await this.large.areNamedIn(attributes.id)));
    const files = new Map<string, string>();
    const largeFiles = new Map<string, string>();
    const folders = new Map<string, TrackedFolder>();
    let isDvcRoot = false;
    for (const line of lines.values()) {
      if (line.isFile && isTrackedName(line.name)) files.set(line.name, line.id);
      else if (line.isFile) {
        if (mayBeLarge && (await this.large.pointer(line.id))) largeFiles.set(line.name, line.id);
      } else if (line.isFolder && line.name === '.dvc') isDvcRoot = await this.hasSettings(line.id);
      else if (line.isFolder) {
        const below = await this.at(line.id, depth + 1, mayBeLarge);
        if (below) folders.set(line.name, below);
      }
    }
    const isEmpty = files.size + largeFiles.size + folders.size === 0 && !isDvcRoot;
    return isEmpty ? null : { files, largeFiles, folders, isDvcRoot };
  }

  private async hasSettings(id: string): Promise<boolean> {
    const lines = await this.trees.read(id);
    return lines !== null && (lines.has('config') || lines.has('.gitignore'));
  }
}

/** Where two trees differ, in no order that means anything. */
export function trackedChanges(
  before: TrackedFolder | null,
  after: TrackedFolder | null,
  base = '',
): TrackedChange[] {
  if (before === after) return [];
  const changes: TrackedChange[] = [];
  for (const part of ['files', 'largeFiles'] as const)
    for (const name of new Set([...(before?.[part].keys() ?? []), ...(after?.[part].keys() ?? [])])) {
      const [old, now] = [before?.[part].get(name) ?? null, after?.[part].get(name) ?? null];
      if (old !== now) changes.push({ path: base + name, part, before: old, after: now });
    }
  for (const name of new Set([...(before?.folders.keys() ?? []), ...(after?.folders.keys() ?? [])])) {
    const [old, now] = [before?.folders.get(name) ?? null, after?.folders.get(name) ?? null];
    changes.push(...trackedChanges(old, now, `${base}${name}/`));
  }
  return changes;
}

/** The id of a tracked file; null where there is none. */
export function trackedFile(
  root: TrackedFolder | null,
  path: string,
  part: TrackedPart = 'files',
): string | null {
  const parts = path.split('/');
  const name = parts.pop()!;
  let folder = root;
  for (const part of parts) folder = folder?.folders.get(part) ?? null;
  return folder?.[part].get(name) ?? null;
}

/** The folder that DVC's names are relative to, for a file: the nearest one with its settings; the empty path is the repository's own. */
export function dvcRootOf(root: TrackedFolder | null, path: string): string {
  const parts = path.split('/').slice(0, -1);
  let [folder, found] = [root, ''];
  for (const [index, part] of parts.entries()) {
    folder = folder?.folders.get(part) ?? null;
    if (folder?.isDvcRoot === true) found = parts.slice(0, index + 1).join('/');
  }
  return found;
}

/** Every folder with a pipeline or a lock; the empty path is the top. */
export function pipelineFolders(root: TrackedFolder | null, base = ''): string[] {
  if (!root) return [];
  const own = root.files.has('dvc.yaml') || root.files.has('dvc.lock') ? [base] : [];
  const below = [...root.folders].flatMap(([name, folder]) =>
    pipelineFolders(folder, base === '' ? name : `${base}/${name}`),
  );
  return [...own, ...below];
}

/** Every folder with settings of DVC in it. */
export function rootsOf(root: TrackedFolder | null, base = ''): string[] {
  if (!root) return [];
  const below = [...root.folders].flatMap(([name, folder]) =>
    rootsOf(folder, base === '' ? name : `${base}/${name}`),
  );
  return root.isDvcRoot ? [base, ...below] : below;
}
