import { joinBytes } from '../../lib/joinBytes';
import type { GitFolder } from './gitFolder';

const pageLength = 1024 * 1024;
/** Pages that are held, of all packs together. */
const mostPages = 48;

/** Reads packs in pages, of which the last ones are held: what stands close by in a pack is asked for together. */
export class PackBytes {
  private readonly common: GitFolder;
  private readonly pages = new Map<string, Uint8Array>();

  constructor(common: GitFolder) {
    this.common = common;
  }

  /** `length` bytes of a pack, fewer at its end. */
  async read(path: string, start: number, length: number): Promise<Uint8Array> {
    const first = Math.floor(start / pageLength);
    const last = Math.floor((start + length - 1) / pageLength);
    const from = start - first * pageLength;
    if (first === last) return (await this.page(path, first)).subarray(from, from + length);
    const parts: Uint8Array[] = [];
    for (let page = first; page <= last; page++) parts.push(await this.page(path, page));
    return joinBytes(parts).subarray(from, from + length);
  }

  private async page(path: string, number: number): Promise<Uint8Array> {
    const key = `${number} ${path}`;
    const known = this.pages.get(key);
    if (known) return known;
    const start = number * pageLength;
    const read = (await this.common.read(path, start, start + pageLength)) ?? new Uint8Array(0);
    this.pages.set(key, read);
    // The first key is that of the page that came first.
    if (this.pages.size > mostPages)
      for (const oldest of this.pages.keys()) return this.dropped(oldest, read);
    return read;
  }

  private dropped(oldest: string, read: Uint8Array): Uint8Array {
    this.pages.delete(oldest);
    return read;
  }
}
