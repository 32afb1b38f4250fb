import type { ByteSource, TextCodec } from '../../lib/ports';
import type { GitObjects } from '../git/gitObjects';
import type { GitTrees } from '../git/gitTrees';
import { type LineagePlace, placeOf } from '../lineagePlace';

/** A larger file is not read from a history. */
const largestBlob = 16 * 1024 * 1024;

/** What was opened at a revision, by path: the id of the file, or null where there was none. */
export type OpenedFiles = ReadonlyMap<string, string | null>;

/** The files of one tree as a place, which remembers what was opened. */
export interface RevisionPlace {
  readonly place: LineagePlace;
  readonly opened: OpenedFiles;
}

/** Opens files of trees. */
export class Revisions {
  private readonly objects: GitObjects;
  private readonly trees: GitTrees;
  private readonly text: TextCodec;

  constructor(objects: GitObjects, trees: GitTrees, text: TextCodec) {
    this.objects = objects;
    this.trees = trees;
    this.text = text;
  }

  placeAt(tree: string): RevisionPlace {
    const opened = new Map<string, string | null>();
    const open = async (path: string): Promise<ByteSource | null> => {
      const id = await this.fileId(tree, path);
      opened.set(path, id);
      const bytes = id === null ? null : await this.bytes(id);
      return (
        bytes && {
          byteLength: bytes.length,
          read: (start, end) => Promise.resolve(bytes.slice(start, end)),
        }
      );
    };
    return { place: placeOf([], open, this.text), opened };
  }

  /** The id of a file of a tree; null where there is none. */
  async fileId(tree: string, path: string): Promise<string | null> {
    return (await this.trees.fileAt(tree, path))?.id ?? null;
  }

  /** The content of a file; null where it is not there, or too large. */
  async bytes(id: string, limit = largestBlob): Promise<Uint8Array | null> {
    const object = await this.objects.read(id, limit);
    return object?.type === 'blob' ? object.content : null;
  }

  /** Its text in UTF-8; null where it is none. */
  async textOf(id: string): Promise<string | null> {
    const bytes = await this.bytes(id);
    return bytes && this.text.decode(bytes, 'utf-8');
  }

  /** Whether a tree has the same files at some paths. */
  async isSame(tree: string, opened: OpenedFiles): Promise<boolean> {
    for (const [path, id] of opened) if ((await this.fileId(tree, path)) !== id) return false;
    return true;
  }
}
