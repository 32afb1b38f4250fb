import type { Digest } from '../versioning/digest';
import type { Manifest, Snapshot } from '../versioning/records';
import type { KeptFile, KeptFiles } from './keptFiles';

/** Whether a version's bytes are kept on this device. Of a folder, `missing` names the files that are not. */
export interface BytesHere {
  readonly isWhole: boolean;
  /** Of those that are kept. */
  readonly byteLength: number;
  readonly fileCount: number;
  readonly missing: readonly string[];
}

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

/** What is here of a version's files; null where it is not known which files there are. */
export function bytesHereOf(
  { digest, content, byteLength }: Pick<Snapshot, 'digest' | 'content' | 'byteLength'>,
  manifest: Manifest | undefined,
  kept: ReadonlySet<Digest>,
): BytesHere | null {
  if (digest === null || content === 'unknown') return null;
  if (content === 'file') {
    const isWhole = kept.has(digest);
    return {
      isWhole,
      byteLength: isWhole ? (byteLength ?? 0) : 0,
      fileCount: 1,
      missing: isWhole ? [] : [''],
    };
  }
  if (!manifest) return null;
  const here = manifest.entries.filter((entry) => kept.has(entry.digest));
  return {
    isWhole: here.length === manifest.entries.length,
    byteLength: here.reduce((sum, entry) => sum + entry.byteLength, 0),
    fileCount: manifest.entries.length,
    missing: manifest.entries.filter((entry) => !kept.has(entry.digest)).map(({ path }) => path),
  };
}
