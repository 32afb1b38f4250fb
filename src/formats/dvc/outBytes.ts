import type { Md5 } from '../../versioning/digest';
import type { ReaderPorts } from '../lineageFormat';
import type { LineagePlace } from '../lineagePlace';
import { cachePathsOf, dvcListingLimit, readDvcListing } from './dvcCache';

/** Larger files are compared by their size alone. */
const mostHashedBytes = 4 * 1024 * 1024;

/** What DVC says the bytes of a file are. */
export interface SaidBytes {
  readonly md5: Md5 | null;
  readonly byteLength: number | null;
}

/** Whether the file at a path is what DVC says; `unknown` where it is not there, is a folder, or is too large to be hashed here. */
export async function compareBytes(
  place: LineagePlace,
  path: string,
  { md5, byteLength }: SaidBytes,
  ports: ReaderPorts,
): Promise<'same' | 'differs' | 'unknown'> {
  const source = md5 === null || md5.endsWith('.dir') ? null : await place.open(path);
  if (!source) return 'unknown';
  if (byteLength !== null && source.byteLength !== byteLength) return 'differs';
  if (source.byteLength > mostHashedBytes) return 'unknown';
  return md5Of(await source.read(0, source.byteLength), ports) === md5 ? 'same' : 'differs';
}

/** In hexadecimal. */
export function md5Of(bytes: Uint8Array, { hashers }: Pick<ReaderPorts, 'hashers'>): string {
  const hasher = hashers.md5();
  hasher.update(bytes);
  return hasher.hex();
}

/**
 * How many files of a folder are not there, by the listing of it in the repository's cache; null where there is no listing, or nothing of
 * the folder is there, as after a clone.
 */
export async function missingOf(
  place: LineagePlace,
  root: string,
  path: string,
  md5: Md5,
): Promise<{ readonly missingCount: number; readonly fileCount: number } | null> {
  const here = new Set(place.list(path));
  if (here.size === 0) return null;
  for (const name of cachePathsOf(md5)) {
    const at = `${root === '' ? '' : `${root}/`}.dvc/cache/${name}`;
    const source = await place.open(at);
    if (!source || source.byteLength > dvcListingLimit) continue;
    const text = await place.readText(at);
    const listed = text?.ok ? readDvcListing(text.value) : null;
    if (!listed) continue;
    const missing = listed.filter((file) => !here.has(`${path}/${file.path}`));
    return { missingCount: missing.length, fileCount: listed.length };
  }
  return null;
}
