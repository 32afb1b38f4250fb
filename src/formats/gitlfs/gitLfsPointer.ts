import type { Digest } from '../../versioning/digest';

/** A git-lfs pointer, by its specification's version 1: what a repository holds in place of a large file. */
export interface GitLfsPointer {
  /** SHA-256 of the file's bytes. */
  readonly oid: Digest;
  /** Of the file, in bytes. */
  readonly size: number;
  /** Every other line as key and value, in order: `ext-0-name`, and what tools add, which is to be preserved. */
  readonly others: readonly (readonly [key: string, value: string])[];
}

export const gitLfsVersion = 'https://git-lfs.github.com/spec/v1';

/** A pointer is shorter than this, extension lines included. */
export const gitLfsPointerLimit = 1024;
