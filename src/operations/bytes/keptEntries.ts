import type { Digest } from '../../versioning/digest';
import type { Manifest, Snapshot } from '../../versioning/records';
import type { KeptFile, KeptFiles } from '../core/keptFiles';

/** A file of a version, with its kept bytes where they are here. Its path is empty where the version is one file. */
export interface KeptEntry {
  readonly path: string;
  readonly digest: Digest;
  readonly byteLength: number;
  readonly file: KeptFile | null;
}

/**
 * The files of a version in the order of its manifest. Nothing where its digest or manifest is not known. Asks only
 * the store, so it may be called inside a transaction.
 */
export async function keptEntriesOf(
  { digest, content, byteLength }: Pick<Snapshot, 'digest' | 'content' | 'byteLength'>,
  manifest: Manifest | undefined,
  keptFiles: Pick<KeptFiles, 'get'>,
): Promise<readonly KeptEntry[]> {
  if (digest === null || content === 'unknown') return [];
  if (content === 'file')
    return [{ path: '', digest, byteLength: byteLength ?? 0, file: (await keptFiles.get(digest)) ?? null }];
  if (!manifest) return [];
  const known = new Map<Digest, KeptFile | null>();
  for (const entry of manifest.entries) {
    if (!known.has(entry.digest)) known.set(entry.digest, (await keptFiles.get(entry.digest)) ?? null);
  }
  return manifest.entries.map(({ path, digest: each, byteLength: size }) => ({
    path,
    digest: each,
    byteLength: size,
    file: known.get(each) ?? null,
  }));
}
