import type { GitTrees } from '../git/gitTrees';
import { isTrackedName } from './trackedNames';

/** What of a tree a history is told by: pointers, pipelines, locks, and usual files of parameters and metrics. */
export interface TrackedFolder {
  /** Ids by name. */
  readonly files: ReadonlyMap<string, string>;
  /** Those that have some, by name. */
  readonly folders: ReadonlyMap<string, TrackedFolder>;
  /** Whether DVC keeps its settings in it: names of things are paths from here. */
  readonly isDvcRoot: boolean;
}

/** A file that another tree has otherwise; an id is null where a tree has none. */
export interface TrackedChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Deeper trees are hostile. */
const deepest = 100;

/** Trees as far as they are tracked; each is read once. */
export class TrackedTrees {
  private readonly trees: GitTrees;
  private readonly known = new Map<string, TrackedFolder | null>();

  constructor(trees: GitTrees) {
    this.trees = trees;
  }

  /** Null where nothing below a tree is tracked, or it is not there. */
  async of(id: string, depth = 0): Promise<TrackedFolder | null> {
    const before = this.known.get(id);
    if (before !== undefined) return before;
    const found = depth > deepest ? null : await this.read(id, depth);
    this.known.set(id, found);
    return found;
  }

  private async read(id: string, depth: number): Promise<TrackedFolder | null> {
    const files = new Map<string, string>();
    const folders = new Map<string, TrackedFolder>();
    let isDvcRoot = false;
    for (const line of (await this.trees.read(id))?.values() ?? []) {
      if (line.isFile && isTrackedName(line.name)) files.set(line.name, line.id);
      else if (line.isFolder && line.name === '.dvc') isDvcRoot = await this.hasSettings(line.id);
      else if (line.isFolder) {
        const below = await this.of(line.id, depth + 1);
        if (below) folders.set(line.name, below);
      }
    }
    return files.size + folders.size > 0 || isDvcRoot ? { files, folders, isDvcRoot } : null;
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
  for (const name of new Set([...(before?.files.keys() ?? []), ...(after?.files.keys() ?? [])])) {
    const [old, now] = [before?.files.get(name) ?? null, after?.files.get(name) ?? null];
    if (old !== now) changes.push({ path: base + name, before: old, after: now });
  }
  for (const name of new Set([...(before?.folders.keys() ?? []), ...(after?.folders.keys() ?? [])])) {
    const [old, now] = [before?.folders.get(name) ?? null, after?.folders.get(name) ?? null];
    changes.push(...trackedChanges(old, now, `${base}${name}/`));
  }
  return changes;
}

/** The id of a tracked file; null where there is none. */
export function trackedFile(root: TrackedFolder | null, path: string): string | null {
  const parts = path.split('/');
  const name = parts.pop()!;
  let folder = root;
  for (const part of parts) folder = folder?.folders.get(part) ?? null;
  return folder?.files.get(name) ?? null;
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
