import type { TextCodec } from '../../lib/ports';
import { asciiOf, hexOf } from './gitFolder';
import type { GitObjects } from './gitObjects';

/** One line of a tree. */
export interface TreeLine {
  readonly name: string;
  readonly isFolder: boolean;
  /** Whether it is a file; links and submodules are neither that nor a folder. */
  readonly isFile: boolean;
  readonly id: string;
}

/** A larger tree is hostile. */
const largestTree = 64 * 1024 * 1024;
/** Lines of trees that are held. */
const mostLines = 400_000;

/** The trees of a history, by id. Those that were asked for last are held. */
export class GitTrees {
  private readonly objects: GitObjects;
  private readonly text: TextCodec;
  private readonly held = new Map<string, ReadonlyMap<string, TreeLine>>();
  private lineCount = 0;

  constructor(objects: GitObjects, text: TextCodec) {
    this.objects = objects;
    this.text = text;
  }

  /** Its lines by name; null where it is not there, or damaged. */
  async read(id: string): Promise<ReadonlyMap<string, TreeLine> | null> {
    const known = this.held.get(id);
    if (known) return known;
    const object = await this.objects.read(id, largestTree);
    const lines = object?.type === 'tree' ? this.linesOf(object.content, id.length / 2) : null;
    if (!lines) return null;
    this.held.set(id, lines);
    this.lineCount += lines.size;
    for (const [oldest, { size }] of this.held) {
      if (this.lineCount <= mostLines || oldest === id) break;
      this.held.delete(oldest);
      this.lineCount -= size;
    }
    return lines;
  }

  /** The file at a path below a tree; null where there is none. */
  async fileAt(tree: string, path: string): Promise<TreeLine | null> {
    let at = tree;
    const parts = path.split('/');
    for (const [index, part] of parts.entries()) {
      const line: TreeLine | undefined = (await this.read(at))?.get(part);
      if (!line) return null;
      if (index === parts.length - 1) return line.isFile ? line : null;
      if (!line.isFolder) return null;
      at = line.id;
    }
    return null;
  }

  private linesOf(content: Uint8Array, idLength: number): ReadonlyMap<string, TreeLine> | null {
    const lines = new Map<string, TreeLine>();
    for (let at = 0; at < content.length;) {
      const space = content.indexOf(0x20, at);
      const end = space === -1 ? -1 : content.indexOf(0, space);
      const next = end + 1 + idLength;
      if (end === -1 || next > content.length) return null;
      const name = this.nameOf(content.subarray(space + 1, end));
      // 40000 is a folder, 100644 and its like a file, 120000 a link, 160000 a submodule.
      const isFolder = content[at] === 0x34;
      const isFile = content[at] === 0x31 && content[at + 1] === 0x30;
      lines.set(name, { name, isFolder, isFile, id: hexOf(content.subarray(end + 1, next)) });
      at = next;
    }
    return lines;
  }

  private nameOf(bytes: Uint8Array): string {
    if (bytes.every((byte) => byte < 0x80)) return asciiOf(bytes);
    return this.text.decode(bytes, 'utf-8') ?? asciiOf(bytes);
  }
}
