import type { DatasetFact } from '../../lineage/facts';
import { withListed } from '../dvc/dvcReader';
import { dvcFileStatement } from '../dvc/dvcFileStatement';
import { readDvcFile } from '../dvc/readDvcFile';
import { largeFileOf } from '../gitlfs/largeFile';
import type { ReaderPorts } from '../lineageFormat';
import { pathInRepository } from '../repositoryRoot';
import type { LargeFiles } from './largeFiles';
import type { Revisions } from './revisionPlace';

/** What one file of a revision tracks. The same object stands for the same words. */
export interface TrackedSource {
  readonly inputs: readonly DatasetFact[];
  readonly outputs: readonly DatasetFact[];
}

const nothing: TrackedSource = { inputs: [], outputs: [] };

/** The pointers of a history; each content at one path is read once. */
export class TrackedPointers {
  private readonly revisions: Revisions;
  private readonly large: LargeFiles;
  private readonly ports: ReaderPorts;
  private readonly known = new Map<string, TrackedSource>();
  /** Pointers that cannot be read. */
  readonly malformed = new Set<string>();

  constructor(revisions: Revisions, large: LargeFiles, ports: ReaderPorts) {
    this.revisions = revisions;
    this.large = large;
    this.ports = ports;
  }

  /** What a `.dvc` file tracks. */
  read(path: string, id: string, root: string): Promise<TrackedSource> {
    return this.once(`${id} ${root.length} ${path}`, () => this.parse(path, id, root));
  }

  /** The file that a pointer of git-lfs stands for. */
  readLarge(path: string, id: string): Promise<TrackedSource> {
    return this.once(`${id} ${path}`, async () => {
      const pointer = await this.large.pointer(id);
      return pointer ? { inputs: [], outputs: [largeFileOf(path, pointer)] } : nothing;
    });
  }

  private async once(key: string, parse: () => Promise<TrackedSource>): Promise<TrackedSource> {
    const before = this.known.get(key);
    if (before) return before;
    const source = await parse();
    this.known.set(key, source);
    return source;
  }

  private async parse(path: string, id: string, root: string): Promise<TrackedSource> {
    const text = await this.revisions.textOf(id);
    const read = text === null ? null : readDvcFile(text.replace(/^\uFEFF/, ''));
    if (!read?.ok) {
      this.malformed.add(path);
      return nothing;
    }
    const outs = read.value.outs.map((out) => withListed(out, this.ports));
    const { links } = dvcFileStatement(pathInRepository(root, path), { ...read.value, outs });
    const of = (role: string): DatasetFact[] =>
      links.filter((link) => link.role === role).map(({ dataset }) => dataset);
    return { inputs: of('input'), outputs: of('output') };
  }
}
