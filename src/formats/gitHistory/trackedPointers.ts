import type { DatasetFact } from '../../lineage/facts';
import { withListed } from '../dvc/dvcReader';
import { dvcFileStatement } from '../dvc/dvcFileStatement';
import { readDvcFile } from '../dvc/readDvcFile';
import type { ReaderPorts } from '../lineageFormat';
import { pathInRepository } from '../repositoryRoot';
import type { Revisions } from './revisionPlace';

/** What one file of a revision tracks. The same object stands for the same words. */
export interface TrackedSource {
  readonly inputs: readonly DatasetFact[];
  readonly outputs: readonly DatasetFact[];
}

const nothing: TrackedSource = { inputs: [], outputs: [] };

/** The `.dvc` files of a history; each content at one path is read once. */
export class TrackedPointers {
  private readonly revisions: Revisions;
  private readonly ports: ReaderPorts;
  private readonly known = new Map<string, TrackedSource>();
  /** Pointers that cannot be read. */
  readonly malformed = new Set<string>();

  constructor(revisions: Revisions, ports: ReaderPorts) {
    this.revisions = revisions;
    this.ports = ports;
  }

  async read(path: string, id: string, root: string): Promise<TrackedSource> {
    const key = `${id} ${root.length} ${path}`;
    const before = this.known.get(key);
    if (before) return before;
    const source = await this.parse(path, id, root);
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
