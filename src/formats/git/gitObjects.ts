import { applyDelta } from './applyDelta';
import { hexOf, type GitFolder } from './gitFolder';
import { inflateWhole } from './inflateWhole';
import { PackBytes } from './packBytes';
import { readOffset } from './readIndex';
import { type GitObject, isObjectType, packIndexes, packedTypes, readLoose } from './readGitObject';
import { WholePackIndex } from './wholePackIndex';

/** Git itself writes chains of up to 50, by `--depth` of up to 4,095. */
const longestChain = 4096;
const mostCachedBytes = 32 * 1024 * 1024;
/** What is larger is not kept for the objects that follow. */
const mostCachedObject = 1024 * 1024;
/** A larger index is not held. */
const mostIndexBytes = 256 * 1024 * 1024;

interface Pack {
  readonly path: string;
  readonly index: WholePackIndex;
}

/**
 * The objects of a repository for those who read very many of them, as a history does: indexes are held, packs are read in pages, and what deltas
 * stand on is kept for the next. What a pack holds is checked by its checksum, not by its id.
 */
export class GitObjects {
  private readonly common: GitFolder;
  private readonly bytes: PackBytes;
  private readonly idLength: number;
  private packs: Promise<readonly Pack[]> | null = null;
  private readonly made = new Map<string, GitObject>();
  private madeBytes = 0;

  constructor(common: GitFolder, idLength: number) {
    this.common = common;
    this.idLength = idLength;
    this.bytes = new PackBytes(common);
  }

  /** Null where there is no such object, where it is damaged, or longer than `limit`. */
  async read(id: string, limit: number): Promise<GitObject | null> {
    this.packs ??= this.readIndexes();
    for (const pack of await this.packs) {
      const offset = pack.index.offsetOf(id);
      const found = offset === null ? null : await this.readAt(pack, offset, limit);
      if (found) return found;
    }
    return readLoose(id, this.common, limit);
  }

  private async readIndexes(): Promise<readonly Pack[]> {
    const packs: Pack[] = [];
    for (const path of packIndexes(this.common)) {
      const bytes = await this.common.read(path, 0, mostIndexBytes + 1);
      const index = bytes && bytes.length <= mostIndexBytes ? WholePackIndex.of(bytes, this.idLength) : null;
      if (index) packs.push({ path: path.replace(/idx$/, 'pack'), index });
    }
    return packs;
  }

  /** Follows a chain of deltas down to its base, or to what is known of it, and makes the object from there upwards. */
  private async readAt(pack: Pack, first: number, limit: number): Promise<GitObject | null> {
    const deltas: { readonly offset: number; readonly content: Uint8Array }[] = [];
    let offset: number | null = first;
    let base: GitObject | null = null;
    while (offset !== null && offset >= 12 && deltas.length <= longestChain && base === null) {
      base = this.made.get(keyOf(pack, offset)) ?? null;
      if (base) break;
      const entry: PackEntry | null = await this.entryAt(pack, offset, limit);
      if (!entry) return null;
      if (entry.type) base = this.kept(pack, offset, { type: entry.type, content: entry.content });
      else {
        deltas.push({ offset, content: entry.content });
        offset = entry.base;
      }
    }
    for (const delta of deltas.toReversed()) {
      const content: Uint8Array | null = base && applyDelta(base.content, delta.content, limit);
      base = base && content && this.kept(pack, delta.offset, { type: base.type, content });
    }
    return base;
  }

  private async entryAt(pack: Pack, offset: number, limit: number): Promise<PackEntry | null> {
    const head = await this.bytes.read(pack.path, offset, 64);
    let byteLength = (head[0] ?? 0) & 0x0f;
    let at = 1;
    for (let shift = 4; (head[at - 1] ?? 0) >= 0x80 && shift < 46; shift += 7)
      byteLength += ((head[at++] ?? 0) & 0x7f) * 2 ** shift;
    if (byteLength > limit) return null;
    const kind = ((head[0] ?? 0) >> 4) & 7;
    const type = packedTypes[kind];
    let base: number | null = null;
    if (kind === 6) {
      const back = readOffset(head, at, head.length);
      if (!back || back.value <= 0) return null;
      base = offset - back.value;
      at = back.end;
    } else if (kind === 7) {
      base = pack.index.offsetOf(hexOf(head.subarray(at, at + this.idLength)));
      at += this.idLength;
    } else if (!isObjectType(type)) return null;
    // Deflate makes little more of what it cannot make smaller.
    const most = byteLength + (byteLength >> 8) + 128;
    const content = inflateWhole(await this.bytes.read(pack.path, offset + at, most), byteLength);
    return content && { type: isObjectType(type) ? type : null, content, base };
  }

  private kept(pack: Pack, offset: number, object: GitObject): GitObject {
    const { length } = object.content;
    if (length > mostCachedObject) return object;
    this.made.set(keyOf(pack, offset), object);
    this.madeBytes += length;
    for (const [key, oldest] of this.made) {
      if (this.madeBytes <= mostCachedBytes) break;
      this.made.delete(key);
      this.madeBytes -= oldest.content.length;
    }
    return object;
  }
}

interface PackEntry {
  /** Null of a delta. */
  readonly type: GitObject['type'] | null;
  readonly content: Uint8Array;
  /** Where that lies which the delta stands on. */
  readonly base: number | null;
}

function keyOf({ path }: Pack, offset: number): string {
  return `${offset} ${path}`;
}
