import type { PackedMetric } from '../../lineage/claims';
import { liveFolders, readLiveHistory } from '../dvc/liveHistory';
import type { GitTrees } from '../git/gitTrees';
import { folderOf } from '../lineagePlace';
import type { Revisions } from './revisionPlace';
import type { ValueFile } from './trackedValues';

type Values = ReadonlyMap<string, ValueFile>;

/** More metrics of one commit have no course. */
const mostHistories = 500;
const longestText = 4 * 1024 * 1024;

/** Reads the courses of metrics in a history; each folder is read once. */
export class LiveHistories {
  private readonly revisions: Revisions;
  private readonly trees: GitTrees;
  private readonly known = new Map<string, readonly PackedMetric[]>();

  constructor(revisions: Revisions, trees: GitTrees) {
    this.revisions = revisions;
    this.trees = trees;
  }

  /** The tree of courses beside a file of metrics; null where there is none. */
  async folderBeside(tree: string, path: string): Promise<string | null> {
    if (!/(?:^|\/)metrics\.\w+$/.test(path)) return null;
    const base = folderOf(path);
    for (const folder of liveFolders) {
      const id = await this.folderAt(tree, base === '' ? folder : `${base}/${folder}`);
      if (id !== null) return id;
    }
    return null;
  }

  /** Courses that a commit has and none of its parents; names are as those of metrics. */
  async brought(values: Values, parents: readonly Values[]): Promise<readonly PackedMetric[]> {
    const all: PackedMetric[] = [];
    for (const [path, { live, shownPath }] of values) {
      if (live === null || parents.some((parent) => parent.get(path)?.live === live)) continue;
      for (const { name, packed } of await this.of(live)) all.push({ name: `${shownPath}:${name}`, packed });
    }
    return all;
  }

  private async of(id: string): Promise<readonly PackedMetric[]> {
    const before = this.known.get(id);
    if (before) return before;
    const found: PackedMetric[] = [];
    await this.addFrom(id, '', found);
    this.known.set(id, found);
    return found;
  }

  private async addFrom(id: string, prefix: string, found: PackedMetric[]): Promise<void> {
    for (const line of (await this.trees.read(id))?.values() ?? []) {
      if (found.length >= mostHistories) return;
      if (line.isFolder) await this.addFrom(line.id, `${prefix}${line.name}.`, found);
      const name = /^(.+)\.tsv$/.exec(line.name)?.[1];
      if (!line.isFile || name === undefined) continue;
      const text = await this.revisions.textOf(line.id);
      const packed = text === null || text.length > longestText ? null : readLiveHistory(text);
      if (packed !== null) found.push({ name: prefix + name, packed });
    }
  }

  private async folderAt(tree: string, path: string): Promise<string | null> {
    let at = tree;
    for (const part of path.split('/')) {
      const line = (await this.trees.read(at))?.get(part);
      if (line?.isFolder !== true) return null;
      at = line.id;
    }
    return at;
  }
}
