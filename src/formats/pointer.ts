import { ok, type Result } from '../lib/result';
import type { TextCodec } from '../lib/ports';
import type { ReadFailure } from '../table/reading';
import { dvcFileLimit, type DvcFile } from './dvc/dvcFile';
import type { GitLfsPointer } from './gitlfs/gitLfsPointer';
import { readGitLfsPointer } from './gitlfs/readGitLfsPointer';

/** A small file that stands for others by their digests. */
export type Pointer =
  | { readonly kind: 'dvc'; readonly file: DvcFile }
  | { readonly kind: 'git-lfs'; readonly pointer: GitLfsPointer };

/** Reads a whole file as the pointer that its format says it is; null where it is none, or too large to be one. */
export async function readPointer(
  format: string,
  bytes: Uint8Array,
  text: TextCodec,
): Promise<Result<Pointer | null, ReadFailure>> {
  if (format === 'git-lfs-pointer') {
    const read = readGitLfsPointer(bytes);
    return read.ok ? ok({ kind: 'git-lfs', pointer: read.value }) : read;
  }
  if (format !== 'dvc' || bytes.length > dvcFileLimit) return ok(null);
  const decoded = text.decode(bytes, 'utf-8');
  if (decoded === null) return ok(null);
  // The YAML parser loads when the first such file comes.
  const { readDvcFile } = await import('./dvc/readDvcFile');
  const read = readDvcFile(decoded.replace(/^\uFEFF/, ''));
  return read.ok ? ok({ kind: 'dvc', file: read.value }) : read;
}
